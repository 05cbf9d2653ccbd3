//! `[[candidate]]`.

use nemcon_core::Status;
use serde::Deserialize;

use super::forms::{Day, HalfLife, OneOf, Quantity, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) status: Option<OneOf<StartingStatus>>,
    pub(crate) role: Option<OneOf<Role>>,
    pub(crate) from: Option<Day>,
    pub(crate) until: Option<Day>,
    pub(crate) accepts: Option<f64>,
    pub(crate) enters: Option<Enters>,
    pub(crate) withdraws: Option<Withdraws>,
    pub(crate) considered_from: Option<Day>,
}

/// A status that a candidate can start with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StartingStatus(pub(crate) Status);

impl Words for StartingStatus {
    const WORDS: &'static [&'static str] = &["mentioned", "interested", "presented"];
    const VALUES: &'static [Self] = &[Self(Status::Mentioned), Self(Status::Interested), Self(Status::Presented)];
}

/// What a candidate is besides being one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    Incumbent,
}

impl Words for Role {
    const WORDS: &'static [&'static str] = &["incumbent"];
    const VALUES: &'static [Self] = &[Self::Incumbent];
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enters {
    pub(crate) half_life: HalfLife,
    pub(crate) from: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdraws {
    pub(crate) half_life: HalfLife,
    pub(crate) ratio: Option<Quantity>,
}
