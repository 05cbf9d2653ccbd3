//! `[[stance]]`.

use nemcon_core::Stance;
use serde::Deserialize;

use super::forms::{OneOf, Selector};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StanceEntry {
    pub(crate) candidate: Selector,
    pub(crate) members: Selector,
    pub(crate) prior: Option<Prior>,
    pub(crate) declared: Option<OneOf<Stance>>,
}

/// Probabilities of the stances; those left out are 0.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Prior {
    pub(crate) support: f64,
    pub(crate) accept: f64,
    pub(crate) reserve: f64,
    pub(crate) oppose: f64,
}
