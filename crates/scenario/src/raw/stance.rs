//! `[[stance]]`.

use nemcon_core::Stance;
use schemars::JsonSchema;
use serde::Deserialize;

use super::block::{Assumed, Block, IsBlock, List, pair};
use super::coding::Rows;
use super::describe::{Described, Key, exactly_one_or_row};
use super::selector::{Members, Selector};
use super::words::OneOf;

/// What some members are thought to think of some candidates; a later entry overrides an earlier one, pair by pair.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one_or_row("prior, declared"))]
pub(crate) struct StanceEntry {
    /// On which candidates.
    pub(crate) candidate: Selector,
    /// Of which members.
    #[schemars(with = "Members")]
    pub(crate) members: Selector,
    /// The row of the coding table that says what they think, by its name.
    #[allow(dead_code, reason = "it has been followed when this is read")]
    pub(crate) row: Option<Rows>,
    /// A judgement: the probability of each stance.
    pub(crate) prior: Option<Prior>,
    /// The stance that they have declared.
    pub(crate) declared: Option<OneOf<Stance>>,
}

/// Probabilities of the stances, which sum to 1; those left out are 0.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Prior {
    /// In favour.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) support: f64,
    /// Has no objection.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) accept: f64,
    /// Not ready to agree.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) reserve: f64,
    /// Objects.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) oppose: f64,
    /// How sure the probabilities are: as if so many members had been asked; exactly unless given. Not in a `redraw`.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub(crate) concentration: Option<f64>,
}

impl IsBlock for StanceEntry {
    const BLOCK: Block =
        Block::list::<Self>("stance", "What members are thought to think of candidates.", List::NAMELESS).assumed(Assumed::Entries(pair));
}

impl Described for StanceEntry {
    const KEYS: &'static [Key] = &[Key::of::<Selector>("candidate"), Key::of::<Members>("members"), Key::of::<Prior>("prior")];
}

impl Described for Prior {
    const EXAMPLE: &'static str = "{ support = 0.5, accept = 0.3, reserve = 0.2 }";
}
