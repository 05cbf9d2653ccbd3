//! `[[event]]`.

use nemcon_core::{Stance, Status};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ID;
use super::describe::{Described, Key, exactly_one};
use super::dynamics::Pace;
use super::forms::Day;
use super::rule::Rule;
use super::selector::{CandidateName, EventName, MemberName, Members, Selector};
use super::stance::Prior;
use super::words::OneOf;

/// Something that may happen, at most once, on one of three triggers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one("on, between, when"))]
pub(crate) struct Event {
    /// What the file calls the event.
    #[schemars(regex(pattern = ID))]
    pub(crate) id: String,
    /// Trigger: a day.
    pub(crate) on: Option<Day>,
    /// Trigger: some day between two, the first and the last included, each as likely as the other.
    pub(crate) between: Option<(Day, Day)>,
    /// Trigger: what becomes of a candidate, or another event.
    pub(crate) when: Option<When>,
    /// How probable it is that it happens once its trigger holds; 1 unless given.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) probability: Option<f64>,
    /// Events that must have happened before: "EVENT", or "EVENT=OUTCOME".
    #[serde(default)]
    #[schemars(with = "Vec<EventName>")]
    pub(crate) requires: Vec<String>,
    /// What it changes, in order.
    pub(crate) effects: Option<Vec<Effect>>,
    /// In place of effects: the ways it can end, of which one comes about.
    pub(crate) outcomes: Option<Vec<EventOutcome>>,
}

/// A candidate that becomes something, or an event (with an outcome, if named).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one("candidate, event"))]
pub(crate) struct When {
    /// The id of a candidate.
    #[schemars(with = "Option<CandidateName>")]
    pub(crate) candidate: Option<String>,
    /// The status that it comes to have.
    pub(crate) becomes: Option<OneOf<Status>>,
    /// The id of an event.
    #[schemars(with = "Option<EventName>")]
    pub(crate) event: Option<String>,
    /// Which of its outcomes; any unless given.
    pub(crate) outcome: Option<String>,
}

/// A way in which an event can end.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventOutcome {
    /// What the file calls the outcome.
    #[schemars(regex(pattern = ID))]
    pub(crate) id: String,
    /// How probable it is, given that the event happens; those of all outcomes sum to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) probability: f64,
    /// What it changes, in order.
    #[serde(default)]
    pub(crate) effects: Vec<Effect>,
}

/// One change.
#[derive(Deserialize, JsonSchema)]
#[serde(rename = "effect", rename_all = "lowercase")]
pub(crate) enum Effect {
    /// This member becomes present.
    Join(#[schemars(with = "MemberName")] String),
    /// This member stops being present.
    Leave(#[schemars(with = "MemberName")] String),
    /// This candidate is presented.
    Present(#[schemars(with = "CandidateName")] String),
    /// This candidate withdraws.
    Withdraw(#[schemars(with = "CandidateName")] String),
    /// Stances change at once.
    Stance(StanceEffect),
    /// Stances move faster or slower from then on.
    Pace(Pace),
    /// The deadline moves to this day.
    Deadline(Day),
    /// From then on this rule decides.
    Rule(Rule),
}

/// A change of stances, absent members' too.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one("set, raise, lower, redraw"))]
pub(crate) struct StanceEffect {
    /// On which candidates.
    pub(crate) candidate: Selector,
    /// Of which members.
    #[schemars(with = "Members")]
    pub(crate) members: Selector,
    /// The new stance.
    pub(crate) set: Option<OneOf<Stance>>,
    /// So many steps up, at most to support.
    pub(crate) raise: Option<u8>,
    /// So many steps down, at most to oppose.
    pub(crate) lower: Option<u8>,
    /// The stance is drawn anew, by these probabilities.
    pub(crate) redraw: Option<Prior>,
}

impl Described for Event {
    const KEYS: &'static [Key] = &[
        Key::of::<String>("id"),
        Key::of::<When>("when"),
        Key::of::<EventName>("requires"),
        Key::of::<Effect>("effects"),
        Key::of::<EventOutcome>("outcomes"),
    ];
}

impl Described for When {
    const EXAMPLE: &'static str = "{ candidate = \"rutte\", becomes = \"withdrawn\" } or { event = \"summit\" }";
    const KEYS: &'static [Key] = &[Key::of::<CandidateName>("candidate"), Key::of::<EventName>("event")];
}

impl Described for EventOutcome {
    const KEYS: &'static [Key] = &[Key::of::<String>("id"), Key::of::<f64>("probability"), Key::of::<Effect>("effects")];
}

impl Described for Effect {
    const KEYS: &'static [Key] = &[
        Key::of::<MemberName>("join"),
        Key::of::<MemberName>("leave"),
        Key::of::<CandidateName>("present"),
        Key::of::<CandidateName>("withdraw"),
        Key::of::<StanceEffect>("stance"),
        Key::of::<Pace>("pace"),
        Key::of::<Day>("deadline"),
        Key::of::<Rule>("rule"),
    ];
}

impl Described for StanceEffect {
    const EXAMPLE: &'static str = "{ candidate = \"rutte\", members = [\"ROU\"], set = \"support\" }";
    const KEYS: &'static [Key] = &[Key::of::<Selector>("candidate"), Key::of::<Members>("members"), Key::of::<Prior>("redraw")];
}
