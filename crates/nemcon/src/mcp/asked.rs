//! What is asked, as callers write it. What stands here as documentation is what they read.

use schemars::JsonSchema;
use serde::Deserialize;

use super::files::Given;

/// The shipped files: bodies, scenarios to start from, cases of the past. Lists their names, or gives the text of one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Shipped {
    /// The file whose text is wanted, such as `nemcon:/templates/un-secretary-general.toml`; leave it out for the list.
    pub(super) name: Option<String>,
}

/// Whether a scenario or a body is right: what is in it, or every fault with its line, what is allowed and what to do.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// The file.
    pub(super) file: Given,
}

/// What will come of it: simulates a scenario, for the probability and the dates of every outcome, and who stands in the way.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    /// The scenario.
    pub(super) scenario: Given,
    /// How many runs to simulate; those that the file asks for where nothing is said, or as many as are allowed.
    pub(super) runs: Option<u64>,
    /// The seed of all random numbers; that of the file where nothing is said.
    pub(super) seed: Option<u64>,
    /// Days (YYYY-MM-DD) by the end of which it is told what has come about.
    #[serde(default)]
    pub(super) by: Vec<String>,
    /// Gives also, for each date, the probability that a member is against a candidate, and that it could turn the
    /// sounding alone: a large document.
    #[serde(default)]
    pub(super) by_member_and_date: bool,
}

/// What a change changes: simulates a scenario and what-ifs on the same random numbers, so that small effects show.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Compare {
    /// The scenario.
    pub(super) scenario: Given,
    /// The what-ifs.
    pub(super) what_ifs: Vec<WhatIf>,
    /// How many runs to simulate of each; those that the file asks for where nothing is said, or as many as are allowed.
    pub(super) runs: Option<u64>,
    /// The seed of all random numbers; that of the file where nothing is said.
    pub(super) seed: Option<u64>,
}

/// A scenario with some changes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhatIf {
    /// What it is called.
    pub(super) name: String,
    /// What is changed, in TOML, as it would stand in the scenario: `[dynamics]\nreserve = "16 weeks"`. Entries are
    /// found by their ids; `remove = ["event.summit"]`, at the top, takes one away.
    pub(super) changes: String,
}

/// What a rule says by itself, exactly: who has a veto, who counts for nothing, blocking coalitions, indices of power.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Power {
    /// A body with a rule, or a scenario.
    pub(super) file: Given,
    /// The day (YYYY-MM-DD) on which a body is taken.
    pub(super) as_of: Option<String>,
    /// Groups of members that each act as one.
    #[serde(default)]
    pub(super) unions: Vec<String>,
    /// Estimates power from so many random coalitions and orders, where a rule is too large to be counted.
    pub(super) estimate: Option<u64>,
    /// The seed of the estimate; 1 where nothing is said.
    pub(super) seed: Option<u64>,
}
