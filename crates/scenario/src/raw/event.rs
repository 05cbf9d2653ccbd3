//! `[[event]]`.

use nemcon_core::{Stance, Status};
use serde::Deserialize;

use super::dynamics::Pace;
use super::forms::{Day, OneOf, Selector};
use super::rule::Rule;
use super::stance::Prior;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) on: Option<Day>,
    pub(crate) between: Option<(Day, Day)>,
    pub(crate) when: Option<When>,
    pub(crate) probability: Option<f64>,
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    pub(crate) effects: Option<Vec<Effect>>,
    pub(crate) outcomes: Option<Vec<EventOutcome>>,
}

/// A candidate that becomes something, or an event (with an outcome, if named).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    pub(crate) candidate: Option<String>,
    pub(crate) becomes: Option<OneOf<Status>>,
    pub(crate) event: Option<String>,
    pub(crate) outcome: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventOutcome {
    pub(crate) id: String,
    pub(crate) probability: f64,
    #[serde(default)]
    pub(crate) effects: Vec<Effect>,
}

/// Exactly one of these.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Effect {
    pub(crate) join: Option<String>,
    pub(crate) leave: Option<String>,
    pub(crate) present: Option<String>,
    pub(crate) withdraw: Option<String>,
    pub(crate) stance: Option<StanceEffect>,
    pub(crate) pace: Option<Pace>,
    pub(crate) deadline: Option<Day>,
    pub(crate) rule: Option<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StanceEffect {
    pub(crate) candidate: Selector,
    pub(crate) members: Selector,
    pub(crate) set: Option<OneOf<Stance>>,
    pub(crate) raise: Option<u8>,
    pub(crate) lower: Option<u8>,
    pub(crate) redraw: Option<Prior>,
}
