//! `[coding]`, and the keys by which entries take their numbers from a table.

use std::fmt;

use nemcon_core::{Class, Way};
use schemars::{JsonSchema, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::block::{Block, IsBlock};
use super::describe::{Described, described};
use super::forms::Day;
use super::words::OneOf;

/// Which coding table completes this file, and as what.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coding {
    /// The coding table. The path is relative to this file.
    #[serde(rename = "use")]
    pub(crate) table: Option<String>,
    /// What is decided, and how; unless given, as the question and the rule say.
    pub(crate) class: Option<OneOf<Class>>,
    /// Days after `as_of` for which a meeting was fixed before; the table says what comes of them.
    #[serde(default)]
    #[allow(dead_code, reason = "the table lays them; here anything but dates is refused")]
    pub(crate) meetings: Vec<Day>,
    /// How the body decides in practice, where its rule says otherwise.
    pub(crate) practice: Option<OneOf<Way>>,
}

/// Names of rows: one, or a list, of which a later one overrides an earlier one.
pub(crate) struct Rows;

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Texts("the name of a row in quotes, or a list of such names")).map(|()| Self)
    }
}

/// Takes a text or a list of texts, which are followed where they are used.
pub(super) struct Texts(pub(super) &'static str);

impl<'de> Visitor<'de> for Texts {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<String>()?.is_some() {}
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

described!(Rows, {
    "description": "Rows of the coding table: the name of one, or a list of names, of which a later one overrides an earlier one.",
    "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
});

impl IsBlock for Coding {
    const BLOCK: Block = Block::table::<Self>("coding", "The coding table that numbers are taken from by name.");
}

impl Described for Coding {
    const EXAMPLE: &'static str = "{ use = \"coding.toml\" }";
}
