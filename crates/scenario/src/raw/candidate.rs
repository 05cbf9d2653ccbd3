//! `[[candidate]]`.

use nemcon_core::{Status, limits};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ID;
use super::block::{Assumed, Block, IsBlock, List};
use super::coding::Rows;
use super::describe::{Described, Key};
use super::forms::Day;
use super::quantity::{HalfLife, Probability, Quantity};
use super::words::{OneOf, Words};

/// A candidate for the post; or the motion.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    /// What the file calls the candidate.
    #[schemars(regex(pattern = ID))]
    pub(crate) id: String,
    /// The row, or rows, of the coding table that complete this entry, by name.
    #[allow(dead_code, reason = "it has been followed when this is read")]
    pub(crate) row: Option<Rows>,
    /// What reports call the candidate.
    pub(crate) name: Option<String>,
    /// Where it stands at the date of knowledge. Only those presented are sounded; the default.
    pub(crate) status: Option<OneOf<StartingStatus>>,
    /// The incumbent is sounded after all others, and stays in office when agreed on.
    pub(crate) role: Option<OneOf<Role>>,
    /// The first day on which it can be appointed.
    pub(crate) from: Option<Day>,
    /// The last day on which it can be appointed.
    pub(crate) until: Option<Day>,
    /// The probability that it accepts when the post is offered to it; 1 unless given.
    pub(crate) accepts: Option<Probability>,
    /// How a candidate enters the field without an event.
    pub(crate) enters: Option<Enters>,
    /// How a candidate withdraws without an event.
    pub(crate) withdraws: Option<Withdraws>,
    /// For the incumbent: the first day on which it is sounded; by default that of the last round.
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

/// Enters the race by itself.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enters {
    /// The time after which half of such candidates have been presented.
    pub(crate) half_life: HalfLife,
    /// The day from which time counts.
    pub(crate) from: Option<Day>,
}

/// Leaves the race by itself.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdraws {
    /// The time after which half of such candidates have withdrawn, level with the one in front.
    pub(crate) half_life: HalfLife,
    /// How many times as fast a candidate without supporters leaves when another has all; 1 unless given.
    pub(crate) ratio: Option<Quantity>,
}

impl IsBlock for Candidate {
    const BLOCK: Block =
        Block::list::<Self>("candidate", "The candidates; or the motion.", List::by("id").at_most(limits::CANDIDATES, "candidates"))
            .assumed(Assumed::Keys(&["accepts", "enters", "withdraws"]));
}

impl Described for Candidate {
    const KEYS: &'static [Key] =
        &[Key::of::<String>("id"), Key::of::<Probability>("accepts"), Key::of::<Enters>("enters"), Key::of::<Withdraws>("withdraws")];
}

impl Described for Enters {
    const EXAMPLE: &'static str = "{ half_life = \"6 weeks\" }";
    const KEYS: &'static [Key] = &[Key::of::<HalfLife>("half_life")];
}

impl Described for Withdraws {
    const EXAMPLE: &'static str = "{ half_life = \"26 weeks\", ratio = 10 }";
    const KEYS: &'static [Key] = &[Key::of::<HalfLife>("half_life"), Key::of::<Quantity>("ratio")];
}
