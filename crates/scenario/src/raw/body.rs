//! `[body]` and `[[member]]`.

use std::collections::BTreeMap;

use nemcon_core::limits;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ID;
use super::block::{Block, IsBlock, List};
use super::describe::{Described, Key};
use super::forms::{Day, Exact};
use super::rule::Rule;
use super::selector::{Members, Selector};

/// The body that decides.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// The body file: members, groups and weights. The path is relative to this file.
    // Merging resolves it; it remains only if the body file could not be read.
    #[serde(rename = "use")]
    #[allow(dead_code, reason = "a text is followed when the files are merged; here anything else is refused")]
    file: Option<String>,
    /// Members that are absent at the date of knowledge, but may join by an event.
    #[schemars(with = "Option<Members>")]
    pub(crate) joining: Option<Selector>,
    /// What the body is called, where its members stand in this file.
    pub(crate) name: Option<String>,
    /// The weights that members can have, such as population: the unit of each, by name.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, String>,
    /// The body's rule; a question may have another.
    pub(crate) rule: Option<Rule>,
}

/// A member of the body.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    /// What the file calls the member, such as FRA. No other member and no group is called so.
    #[schemars(regex(pattern = ID))]
    pub(crate) id: String,
    /// What reports call the member.
    pub(crate) name: Option<String>,
    /// The groups it belongs to.
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    /// Its weights, by name; each is declared in the weights of the body.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, Exact>,
    /// The first day of its membership.
    pub(crate) since: Option<Day>,
    /// The first day on which it is no member any more.
    pub(crate) until: Option<Day>,
}

/// The unit of each weight, by name.
pub(crate) struct Units;

impl Described for Units {
    const EXAMPLE: &'static str = "{ population = \"persons, 2024\" }, each with its unit";
}

/// The weights of a member, by name.
struct Weights;

impl Described for Weights {
    const EXAMPLE: &'static str = "{ population = 10569709 }";
}

impl IsBlock for Body {
    const BLOCK: Block = Block::table::<Self>("body", "The body that decides.");
}

impl IsBlock for Member {
    const BLOCK: Block = Block::list::<Self>(
        "member",
        "The members of the body, instead of a body file or beside it.",
        List::by("id").at_most(limits::MEMBERS, "members"),
    );
}

impl Described for Body {
    const KEYS: &'static [Key] = &[Key::of::<Members>("joining"), Key::of::<Units>("weights"), Key::of::<Rule>("rule")];
}

impl Described for Member {
    const KEYS: &'static [Key] = &[Key::of::<String>("id"), Key::of::<Weights>("weights")];
}
