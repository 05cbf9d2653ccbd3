//! `[question]`.

use nemcon_core::Kind;
use serde::Deserialize;

use super::forms::{Day, Fraction, Length, OneOf, Words};
use super::rule::Rule;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) kind: OneOf<Kind>,
    pub(crate) post: Option<String>,
    pub(crate) as_of: Day,
    pub(crate) deadline: Day,
    pub(crate) cadence: Length,
    pub(crate) rule: Option<Rule>,
    pub(crate) reserve_counts_as: Option<OneOf<ReserveCountsAs>>,
    pub(crate) procedure: Option<Procedure>,
}

/// How a reserve is counted in a sounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReserveCountsAs {
    Against,
    Abstain,
}

impl Words for ReserveCountsAs {
    const WORDS: &'static [&'static str] = &["against", "abstain"];
    const VALUES: &'static [Self] = &[Self::Against, Self::Abstain];
}

/// Exactly one of the three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Procedure {
    pub(crate) soundings: Option<Soundings>,
    pub(crate) winnowing: Option<Vec<Cut>>,
    pub(crate) ballots: Option<Ballots>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Soundings {
    pub(crate) hold: Option<u32>,
    pub(crate) drop: Option<Drop>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drop {
    pub(crate) below: Fraction,
    pub(crate) after: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cut {
    pub(crate) on: Day,
    pub(crate) keep: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ballots {
    pub(crate) per_round: Option<u32>,
    #[serde(default)]
    pub(crate) may_abstain: bool,
    pub(crate) eliminate: Option<Eliminate>,
    pub(crate) runoff_after: Option<u32>,
    #[serde(default)]
    pub(crate) plurality_between_two: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eliminate {
    pub(crate) from_ballot: Option<u32>,
    pub(crate) down_to: Option<u32>,
}
