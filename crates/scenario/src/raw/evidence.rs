//! `[[bloc]]` and `[[evidence]]`.

use nemcon_core::Stance;
use schemars::JsonSchema;
use serde::Deserialize;

use super::selector::Selector;
use super::words::OneOf;

/// Members of a group that think alike.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bloc {
    /// The name of the group, or "*" for the whole body.
    pub(crate) group: String,
    /// How alike: the correlation between two of its members, 0 or more and below 1.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub(crate) rho: f64,
    /// On which candidates; all unless given.
    pub(crate) candidates: Option<Selector>,
}

/// What is known of how many members, present at the date of knowledge, think what of a candidate.
// Either the keys of one count, or reports.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evidence {
    /// The id of the candidate.
    pub(crate) candidate: String,
    /// Several counts, of different stances.
    pub(crate) reports: Option<Vec<Counts>>,
    /// The stances that are counted together; support alone unless given.
    pub(crate) stances: Option<Vec<OneOf<Stance>>>,
    /// About so many members; goes with `sd`.
    #[schemars(range(min = 0))]
    pub(crate) about: Option<f64>,
    /// The standard deviation of the report: the truth is within two of them in about 95 of 100 cases.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub(crate) sd: Option<f64>,
    /// Exactly so many members.
    pub(crate) exactly: Option<u32>,
    /// So many members or more.
    pub(crate) at_least: Option<u32>,
    /// So many members or fewer.
    pub(crate) at_most: Option<u32>,
}

/// One count.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    /// The stances that are counted together; support alone unless given.
    pub(crate) stances: Option<Vec<OneOf<Stance>>>,
    /// About so many members; goes with `sd`.
    #[schemars(range(min = 0))]
    pub(crate) about: Option<f64>,
    /// The standard deviation of the report: the truth is within two of them in about 95 of 100 cases.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub(crate) sd: Option<f64>,
    /// Exactly so many members.
    pub(crate) exactly: Option<u32>,
    /// So many members or more.
    pub(crate) at_least: Option<u32>,
    /// So many members or fewer.
    pub(crate) at_most: Option<u32>,
}
