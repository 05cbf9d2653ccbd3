//! Rules: a name, or a table.

use std::borrow::Cow;
use std::fmt;

use nemcon_core::{Ballot, Basis};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::describe::{Described, Key, Names, exactly_one};
use super::forms::Bound;
use super::selector::{Members, Selector};
use super::words::OneOf;

/// A rule as written.
pub(crate) enum Rule {
    Consensus,
    Unanimity,
    Table(Box<RuleTable>),
}

/// What must hold for adoption.
// All keys that a rule can have; which options go with which is seen when it is converted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one("consensus_minus, veto, at_least, more_than, at_most, fewer_than, all, any"))]
pub(crate) struct RuleTable {
    /// At most so many are against, whoever they are.
    pub(crate) consensus_minus: Option<u32>,
    /// None of these members is against.
    #[schemars(with = "Option<Members>")]
    pub(crate) veto: Option<Selector>,
    /// The votes counted are at least so many, or such a part; with `rules`: at least so many of the rules hold.
    pub(crate) at_least: Option<Bound>,
    /// The votes counted are more than so many, or such a part.
    pub(crate) more_than: Option<Bound>,
    /// The votes counted are at most so many, or such a part.
    pub(crate) at_most: Option<Bound>,
    /// The votes counted are fewer than so many, or such a part.
    pub(crate) fewer_than: Option<Bound>,
    /// A part of what: of all present members (unless given), or of the votes cast, for and against.
    pub(crate) of: Option<OneOf<Basis>>,
    /// The weight by which votes are counted; one a member unless given.
    pub(crate) weight: Option<String>,
    /// The votes that are counted; those for it unless given.
    pub(crate) ballots: Option<Vec<OneOf<Ballot>>>,
    /// Whose votes are counted; everybody's unless given.
    #[schemars(with = "Option<Members>")]
    pub(crate) members: Option<Selector>,
    /// All of these rules hold.
    pub(crate) all: Option<Vec<Rule>>,
    /// At least one of these rules holds.
    pub(crate) any: Option<Vec<Rule>>,
    /// The rules of which `at_least` so many must hold.
    pub(crate) rules: Option<Vec<Rule>>,
}

/// The rules that have a name.
pub(crate) const RULES: &[&str] = &["consensus", "unanimity"];

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrTable;
        impl<'de> Visitor<'de> for NameOrTable {
            type Value = Rule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"consensus\", \"unanimity\", or a table such as { at_least = \"2/3\", of = \"cast\" }")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Rule, E> {
                match name {
                    "consensus" => Ok(Rule::Consensus),
                    "unanimity" => Ok(Rule::Unanimity),
                    other => Err(E::unknown_variant(other, RULES)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rule, A::Error> {
                RuleTable::deserialize(MapAccessDeserializer::new(map)).map(|table| Rule::Table(Box::new(table)))
            }

            fn visit_unit<E: Error>(self) -> Result<Rule, E> {
                Ok(Rule::Consensus)
            }
        }
        deserializer.deserialize_any(NameOrTable)
    }
}

impl JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A rule: \"consensus\" (nobody is against), \"unanimity\" (everybody is for), or a table that says what must hold.",
            "anyOf": [{ "type": "string", "enum": RULES }, generator.subschema_for::<RuleTable>()],
        })
    }
}

impl Described for Rule {
    const EXAMPLE: &'static str = "\"consensus\"";
    const NAMES: Names = Names::Rule;
    const KEYS: &'static [Key] = RuleTable::KEYS;
}

impl Described for Vec<Rule> {
    const EXAMPLE: &'static str = "[\"consensus\"]";
    const NAMES: Names = Names::Rules;
    const KEYS: &'static [Key] = RuleTable::KEYS;
}

impl Described for RuleTable {
    const KEYS: &'static [Key] = &[
        Key::of::<Members>("veto"),
        Key::of::<Members>("members"),
        Key::of::<Vec<Rule>>("all"),
        Key::of::<Vec<Rule>>("any"),
        Key::of::<Vec<Rule>>("rules"),
    ];
}
