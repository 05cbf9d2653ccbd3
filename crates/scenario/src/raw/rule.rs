//! Rules: a name, or a table.

use std::borrow::Cow;
use std::fmt;

use nemcon_core::{Ballot, Basis, NamedRule, RuleForm};
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
    /// One that is written by its name alone.
    Named(fn() -> nemcon_core::Rule),
    Table(Box<RuleTable>),
}

/// What a rule that is written by name and one more thing is given.
pub(crate) enum Argument<'a> {
    Number(u32),
    Members(&'a Selector),
}

/// What must hold for adoption.
// All keys that a rule can have; which options go with which is seen when it is converted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one(heads(", ")))]
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

impl RuleTable {
    /// What the named rule with this key is given, if it is written here.
    pub(crate) fn argument(&self, key: &str) -> Option<Argument<'_>> {
        match key {
            "consensus_minus" => self.consensus_minus.map(Argument::Number),
            "veto" => self.veto.as_ref().map(Argument::Members),
            _ => None,
        }
    }
}

/// The rules that are written by their name alone.
pub(crate) const RULES: &[&str] = NamedRule::PLAIN;

/// Those that are keys of a table.
pub(crate) fn keyed() -> impl Iterator<Item = &'static NamedRule> {
    NamedRule::ALL.iter().filter(|rule| matches!(rule.form, RuleForm::Number(_) | RuleForm::Members(_)))
}

/// All keys of which a table has exactly one.
pub(crate) fn heads(separator: &str) -> String {
    let comparisons = ["at_least", "more_than", "at_most", "fewer_than"];
    let keys: Vec<&str> = comparisons.into_iter().chain(keyed().map(|rule| rule.key)).chain(["all", "any"]).collect();
    keys.join(separator)
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrTable;
        impl<'de> Visitor<'de> for NameOrTable {
            type Value = Rule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                RULES.iter().try_for_each(|name| write!(f, "{name:?}, "))?;
                f.write_str("or a table such as { at_least = \"2/3\", of = \"cast\" }")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Rule, E> {
                match NamedRule::find(name).map(|rule| rule.form) {
                    Some(RuleForm::Plain(build)) => Ok(Rule::Named(build)),
                    _ => Err(E::unknown_variant(name, RULES)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rule, A::Error> {
                RuleTable::deserialize(MapAccessDeserializer::new(map)).map(|table| Rule::Table(Box::new(table)))
            }

            fn visit_unit<E: Error>(self) -> Result<Rule, E> {
                Ok(Rule::Named(nemcon_core::consensus))
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
        let plain = NamedRule::ALL.iter().filter(|rule| RULES.contains(&rule.key));
        let names: Vec<String> = plain.map(|rule| format!("{:?} ({})", rule.key, rule.meaning)).collect();
        json_schema!({
            "description": format!("A rule: {}, or a table that says what must hold.", names.join(", ")),
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
