//! `[[event]]`.

use nemcon_core::{Stance, limits};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ID;
use super::block::{Assumed, Block, Displaced, IsBlock, List};
use super::coding::Rows;
use super::condition::{After, Condition};
use super::describe::{Described, Key, at_most_one, exactly_one_or_row};
use super::dynamics::Pace;
use super::forms::Day;
use super::quantity::Probability;
use super::rule::Rule;
use super::selector::{CandidateName, MemberName, Members, Selector};
use super::stance::Prior;
use super::words::{OneOf, Words};

/// Something that may happen, at most once, on one of three triggers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = at_most_one("on, between, when"))]
pub(crate) struct Event {
    /// What the file calls the event.
    #[schemars(regex(pattern = ID))]
    pub(crate) id: String,
    /// The row, or rows, of the coding table that complete this entry, by name.
    #[allow(dead_code, reason = "it has been followed when this is read")]
    pub(crate) row: Option<Rows>,
    /// Trigger: a day.
    pub(crate) on: Option<Day>,
    /// Trigger: some day between two, the first and the last included, each as likely as the other.
    pub(crate) between: Option<(Day, Day)>,
    /// Trigger: the end of the round in which a condition is first seen to hold.
    pub(crate) when: Option<Condition>,
    /// With `when`: how long after that it happens; at once unless given.
    pub(crate) after: Option<After>,
    /// How probable it is that it happens once its trigger holds; 1 unless given.
    pub(crate) probability: Option<Probability>,
    /// What must hold at that moment, all of it.
    #[serde(default)]
    pub(crate) requires: Vec<Condition>,
    /// What must not hold at that moment, none of it.
    #[serde(default)]
    pub(crate) unless: Vec<Condition>,
    /// What it changes, in order.
    pub(crate) effects: Option<Vec<Effect>>,
    /// In place of effects: the ways it can end, of which one comes about.
    pub(crate) outcomes: Option<Vec<EventOutcome>>,
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
#[schemars(transform = exactly_one_or_row("set, raise, lower, redraw"))]
pub(crate) struct StanceEffect {
    /// On which candidates.
    pub(crate) candidate: Selector,
    /// Of which members.
    #[schemars(with = "Members")]
    pub(crate) members: Selector,
    /// Of these, only members that are present and block the candidate at that moment; all of them unless given.
    pub(crate) only: Option<OneOf<Only>>,
    /// The row of the coding table by which the stance is drawn anew, or set.
    #[allow(dead_code, reason = "it has been followed when this is read")]
    pub(crate) row: Option<Rows>,
    /// The new stance.
    pub(crate) set: Option<OneOf<Stance>>,
    /// So many steps up, at most to support.
    pub(crate) raise: Option<u8>,
    /// So many steps down, at most to oppose.
    pub(crate) lower: Option<u8>,
    /// The stance is drawn anew, by these probabilities.
    pub(crate) redraw: Option<Prior>,
}

/// Which of the members that an effect names it moves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Only {
    Blocking,
}

impl Words for Only {
    const WORDS: &'static [&'static str] = &["blocking"];
    const VALUES: &'static [Self] = &[Self::Blocking];
}

/// When an event happens, and what comes of it.
const DISPLACED: &[Displaced] = &[
    Displaced { by: &["on", "between", "when"], keys: &["on", "between", "when", "after"] },
    Displaced::together(&["effects", "outcomes"]),
];

impl IsBlock for Event {
    const BLOCK: Block =
        Block::list::<Self>("event", "What may happen.", List::by("id").displacing(DISPLACED).at_most(limits::EVENTS, "events"))
            .assumed(Assumed::Entries(|_, entry| entry.text_of("id").unwrap_or_default().to_owned()));
}

impl Described for Event {
    const KEYS: &'static [Key] = &[
        Key::of::<String>("id"),
        Key::of::<Condition>("when"),
        Key::of::<After>("after"),
        Key::of::<Probability>("probability"),
        Key::of::<Condition>("requires").such_as(CONDITIONS),
        Key::of::<Condition>("unless").such_as(CONDITIONS),
        Key::of::<Effect>("effects"),
        Key::of::<EventOutcome>("outcomes"),
    ];
}

/// How a list of conditions can look.
const CONDITIONS: &str = "[\"summit\", { member = \"HUN\", candidate = \"rutte\", at_most = \"reserve\" }]";

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
