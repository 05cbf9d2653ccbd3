//! `[[cleavage]]`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::block::{Assumed, Block, IsBlock, List};
use super::describe::{Described, Key};
use super::selector::{Members, Selector};

/// Rivals who divide the body: who is for one side tends to be against the other.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cleavage {
    /// Its id.
    #[schemars(regex(pattern = super::ID))]
    pub(crate) id: String,
    /// How much: the correlation of a member's stances on two candidates of a side, 0 or more and below 1; of two of opposite sides it is the negative.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub(crate) rho: f64,
    /// The two sides, a list of candidates each.
    #[schemars(length(equal = 2))]
    pub(crate) sides: Vec<Selector>,
    /// Whom they divide; all unless given.
    #[schemars(with = "Option<Members>")]
    pub(crate) members: Option<Selector>,
}

/// The sides of a cleavage.
struct Sides;

impl Described for Sides {
    const EXAMPLE: &'static str = "[[\"rutte\"], [\"iohannis\"]]";
    const NAMES: super::Names = super::Names::Candidates;
}

impl IsBlock for Cleavage {
    const BLOCK: Block = Block::list::<Self>("cleavage", "Rivals who divide the body.", List::by("id"))
        .assumed(Assumed::Entries(|_, entry| entry.text_of("id").unwrap_or_default().to_owned()));
}

impl Described for Cleavage {
    const KEYS: &'static [Key] =
        &[Key::of::<String>("id"), Key::of::<f64>("rho"), Key::of::<Sides>("sides"), Key::of::<Members>("members")];
}
