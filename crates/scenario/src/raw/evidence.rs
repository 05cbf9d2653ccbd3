//! `[[bloc]]` and `[[evidence]]`.

use nemcon_core::Stance;
use serde::Deserialize;

use super::forms::{OneOf, Selector};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bloc {
    pub(crate) group: String,
    pub(crate) rho: f64,
    pub(crate) candidates: Option<Selector>,
}

/// Either the keys of one count, or reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evidence {
    pub(crate) candidate: String,
    pub(crate) reports: Option<Vec<Counts>>,
    pub(crate) stances: Option<Vec<OneOf<Stance>>>,
    pub(crate) about: Option<f64>,
    pub(crate) sd: Option<f64>,
    pub(crate) exactly: Option<u32>,
    pub(crate) at_least: Option<u32>,
    pub(crate) at_most: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    pub(crate) stances: Option<Vec<OneOf<Stance>>>,
    pub(crate) about: Option<f64>,
    pub(crate) sd: Option<f64>,
    pub(crate) exactly: Option<u32>,
    pub(crate) at_least: Option<u32>,
    pub(crate) at_most: Option<u32>,
}
