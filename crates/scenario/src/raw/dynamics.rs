//! `[dynamics]`, `[[pace]]` and `[[influence]]`.

use nemcon_core::Edge;
use schemars::JsonSchema;
use serde::Deserialize;

use super::block::{Assumed, Block, IsBlock, List, named, pair};
use super::describe::{Described, Key};
use super::quantity::{HalfLife, Probability, Quantity};
use super::selector::{MemberName, Members, Selector};
use super::words::{OneOf, Words};

/// How stances move. An edge without a half-life is never taken.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dynamics {
    /// From oppose to reserve: the time after which half of the objections have softened.
    pub(crate) oppose: Option<HalfLife>,
    /// From reserve to accept: the time after which half of the reserves are given up.
    pub(crate) reserve: Option<HalfLife>,
    /// From accept to support: the time after which half of those without objection have rallied.
    pub(crate) accept: Option<HalfLife>,
    /// From support or accept back to reserve: the time after which half have defected.
    pub(crate) defect: Option<HalfLife>,
    /// Stances rise faster the more members support the candidate.
    pub(crate) bandwagon: Option<Bandwagon>,
    /// Stances rise faster the fewer members still block the candidate.
    pub(crate) isolation: Option<Isolation>,
    /// Stances rise faster as the deadline comes near.
    pub(crate) deadline: Option<DatePull>,
    /// Stances rise faster as the next meeting comes near; only where the question lists `meetings`.
    pub(crate) meeting: Option<DatePull>,
    /// Which objections never fade by themselves.
    pub(crate) lasting: Option<Lasting>,
    /// How many times as fast a member comes round to a candidate while it supports another that is presented: below 1 slower, 0 not at all; 1 unless given.
    pub(crate) loyalty: Option<Quantity>,
    /// How different members are from one another in pace: the variance of a factor with mean 1; 0 unless given.
    #[schemars(range(min = 0, max = 10))]
    pub(crate) frailty: Option<f64>,
}

/// The pull of supporters.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bandwagon {
    /// How many times as fast stances rise when all support the candidate as when nobody does; 1 unless given.
    pub(crate) ratio: Option<Quantity>,
    /// The share of supporters at which the half-lives hold; 0.5 unless given.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) at: Option<f64>,
    /// The weight by which the share is counted; one a member unless given.
    pub(crate) weight: Option<String>,
    /// The stances whose leaving it speeds up; all three unless given.
    #[schemars(length(min = 1))]
    pub(crate) edges: Option<Vec<OneOf<UpwardEdge>>>,
}

/// The pull on those who are left alone.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Isolation {
    /// How many times as fast stances rise when nobody blocks the candidate as when all do; 1 unless given.
    pub(crate) ratio: Option<Quantity>,
    /// The share of members that do not block at which the half-lives hold; 0.5 unless given.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) at: Option<f64>,
    /// The stances whose leaving it speeds up; all three unless given.
    #[schemars(length(min = 1))]
    pub(crate) edges: Option<Vec<OneOf<UpwardEdge>>>,
}

/// The pull of a date, the deadline or the next meeting.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DatePull {
    /// How many times as fast stances rise on the day itself as long before it; 1 unless given.
    pub(crate) ratio: Option<Quantity>,
    /// So long before the day its pull is half of what it is at the end.
    pub(crate) half_life: HalfLife,
    /// The stances whose leaving it speeds up; all three unless given.
    #[schemars(length(min = 1))]
    pub(crate) edges: Option<Vec<OneOf<UpwardEdge>>>,
}

/// An edge that leads upward, by the stance that is left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UpwardEdge(pub(crate) Edge);

impl Words for UpwardEdge {
    const WORDS: &'static [&'static str] = &["oppose", "reserve", "accept"];
    const VALUES: &'static [Self] = &[Self(Edge::Oppose), Self(Edge::Reserve), Self(Edge::Accept)];
}

/// Objections that never fade by themselves; events can still move them.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lasting {
    /// The probability that a member that opposes a candidate always will; 0 unless given.
    pub(crate) oppose: Option<Probability>,
    /// The probability that a member with a reserve on a candidate always keeps it; 0 unless given.
    pub(crate) reserve: Option<Probability>,
}

/// Some members move faster or slower; a factor of 0 stops them.
// Also the effect `pace` of an event.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pace {
    /// Who; all unless given.
    #[schemars(with = "Option<Members>")]
    pub(crate) members: Option<Selector>,
    /// On which candidates; all unless given.
    pub(crate) candidate: Option<Selector>,
    /// Leaving which stance; without it all three upward edges.
    pub(crate) edge: Option<OneOf<Edge>>,
    /// How many times as fast; 0 or more.
    pub(crate) factor: Quantity,
}

/// One member's support makes others move faster, or slower.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Influence {
    /// The member whose support counts.
    #[schemars(with = "MemberName")]
    pub(crate) of: String,
    /// Those who are moved by it.
    #[schemars(with = "Members")]
    pub(crate) on: Selector,
    /// On which candidates; all unless given.
    pub(crate) candidate: Option<Selector>,
    /// How many times as fast their stances rise once it supports the candidate; above 0.
    pub(crate) factor: Quantity,
}

impl IsBlock for Dynamics {
    const BLOCK: Block = Block::table::<Self>("dynamics", "How stances move.").assumed(Assumed::Table);
}

impl IsBlock for Pace {
    const BLOCK: Block = Block::list::<Self>("pace", "Members that move faster or slower.", List::NAMELESS).assumed(Assumed::Entries(pair));
}

impl IsBlock for Influence {
    const BLOCK: Block = Block::list::<Self>("influence", "Members whose support moves others.", List::NAMELESS)
        .assumed(Assumed::Entries(|_, entry| format!("of {} on {}", entry.text_of("of").unwrap_or_default(), named(entry, "on"))));
}

impl Described for Dynamics {
    const KEYS: &'static [Key] = &[
        Key::of::<HalfLife>("oppose"),
        Key::of::<HalfLife>("reserve"),
        Key::of::<HalfLife>("accept"),
        Key::of::<HalfLife>("defect"),
        Key::of::<Bandwagon>("bandwagon"),
        Key::of::<Isolation>("isolation"),
        Key::of::<DatePull>("deadline"),
        Key::of::<DatePull>("meeting"),
        Key::of::<Lasting>("lasting"),
        Key::of::<Quantity>("loyalty"),
    ];
}

impl Described for Bandwagon {
    const EXAMPLE: &'static str = "{ ratio = 3 }";
    const KEYS: &'static [Key] = &[Key::of::<Quantity>("ratio")];
}

impl Described for Isolation {
    const EXAMPLE: &'static str = "{ ratio = 3 }";
    const KEYS: &'static [Key] = &[Key::of::<Quantity>("ratio")];
}

impl Described for Lasting {
    const EXAMPLE: &'static str = "{ oppose = 0.2 }";
    const KEYS: &'static [Key] = &[Key::of::<Probability>("oppose"), Key::of::<Probability>("reserve")];
}

impl Described for DatePull {
    const EXAMPLE: &'static str = "{ ratio = 5, half_life = \"4 weeks\" }";
    const KEYS: &'static [Key] = &[Key::of::<Quantity>("ratio"), Key::of::<HalfLife>("half_life")];
}

impl Described for Pace {
    const EXAMPLE: &'static str = "{ members = [\"ROU\"], factor = 2 }";
    const KEYS: &'static [Key] = &[Key::of::<Members>("members"), Key::of::<Selector>("candidate"), Key::of::<Quantity>("factor")];
}

impl Described for Influence {
    const KEYS: &'static [Key] = &[
        Key::of::<MemberName>("of"),
        Key::of::<Members>("on").such_as("[\"NOR\", \"nb8\"]"),
        Key::of::<Selector>("candidate"),
        Key::of::<Quantity>("factor"),
    ];
}
