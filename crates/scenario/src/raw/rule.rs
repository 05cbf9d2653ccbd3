//! Rules: a name, or a table.

use std::fmt;

use nemcon_core::{Ballot, Basis};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::forms::{Bound, OneOf, Selector, Words};

/// A rule as written.
pub(crate) enum Rule {
    Consensus,
    Unanimity,
    Table(Box<RuleTable>),
}

/// All keys that a rule can have; which go together is seen when it is converted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleTable {
    pub(crate) consensus_minus: Option<u32>,
    pub(crate) veto: Option<Selector>,
    pub(crate) at_least: Option<Bound>,
    pub(crate) more_than: Option<Bound>,
    pub(crate) at_most: Option<Bound>,
    pub(crate) fewer_than: Option<Bound>,
    pub(crate) of: Option<OneOf<Basis>>,
    pub(crate) weight: Option<String>,
    pub(crate) ballots: Option<Vec<OneOf<Ballot>>>,
    pub(crate) members: Option<Selector>,
    pub(crate) all: Option<Vec<Rule>>,
    pub(crate) any: Option<Vec<Rule>>,
    pub(crate) rules: Option<Vec<Rule>>,
}

impl Words for Basis {
    const WORDS: &'static [&'static str] = &["all", "cast"];
    const VALUES: &'static [Self] = &[Self::All, Self::Cast];
}

const NAMES: &[&str] = &["consensus", "unanimity"];

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
                    other => Err(E::unknown_variant(other, NAMES)),
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
