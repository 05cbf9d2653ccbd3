//! `[dynamics]`, `[[pace]]` and `[[influence]]`.

use nemcon_core::Edge;
use serde::Deserialize;

use super::forms::{HalfLife, OneOf, Quantity, Selector};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dynamics {
    pub(crate) oppose: Option<HalfLife>,
    pub(crate) reserve: Option<HalfLife>,
    pub(crate) accept: Option<HalfLife>,
    pub(crate) defect: Option<HalfLife>,
    pub(crate) bandwagon: Option<Bandwagon>,
    pub(crate) isolation: Option<Isolation>,
    pub(crate) deadline: Option<DeadlinePull>,
    pub(crate) frailty: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bandwagon {
    pub(crate) ratio: Option<Quantity>,
    pub(crate) at: Option<f64>,
    pub(crate) weight: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Isolation {
    pub(crate) ratio: Option<Quantity>,
    pub(crate) at: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeadlinePull {
    pub(crate) ratio: Option<Quantity>,
    pub(crate) half_life: HalfLife,
}

/// Also the effect `pace` of an event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pace {
    pub(crate) members: Option<Selector>,
    pub(crate) candidate: Option<Selector>,
    pub(crate) edge: Option<OneOf<Edge>>,
    pub(crate) factor: Quantity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Influence {
    pub(crate) of: String,
    pub(crate) on: Selector,
    pub(crate) candidate: Option<Selector>,
    pub(crate) factor: Quantity,
}
