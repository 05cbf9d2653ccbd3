//! What events wait for, require and exclude, and how long they take.

use std::borrow::Cow;
use std::fmt;

use nemcon_core::{Stance, Status};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::describe::{Described, Key, Names, exactly_one};
use super::duration;
use super::quantity::HalfLife;
use super::selector::{CandidateName, EventName, MemberName};
use super::words::OneOf;

/// A condition as written.
pub(crate) enum Condition {
    /// An event, or `EVENT=OUTCOME`.
    Event(String),
    Table(Box<ConditionTable>),
}

/// What must hold; which keys go together is seen when it is converted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = exactly_one("event, becomes, at_least, at_most, blocked_by_at_most, deadlock"))]
pub(crate) struct ConditionTable {
    /// The id of an event that has happened.
    #[schemars(with = "Option<EventName>")]
    pub(crate) event: Option<String>,
    /// With `event`: which of its outcomes; any unless given.
    pub(crate) outcome: Option<String>,
    /// The id of a candidate.
    #[schemars(with = "Option<CandidateName>")]
    pub(crate) candidate: Option<String>,
    /// With `candidate`: the status that it has come to.
    pub(crate) becomes: Option<OneOf<Status>>,
    /// The id of a member, which is present; goes with `candidate` and `at_least` or `at_most`.
    #[schemars(with = "Option<MemberName>")]
    pub(crate) member: Option<String>,
    /// With `member` and `candidate`: its stance is this or a higher one.
    pub(crate) at_least: Option<OneOf<Stance>>,
    /// With `member` and `candidate`: its stance is this or a lower one.
    pub(crate) at_most: Option<OneOf<Stance>>,
    /// With `candidate`: it is presented, and at most so many of the present members block it.
    pub(crate) blocked_by_at_most: Option<u32>,
    /// True: objections alone stop every candidate.
    #[schemars(extend("const" = true))]
    pub(crate) deadlock: Option<bool>,
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EventOrTable;
        impl<'de> Visitor<'de> for EventOrTable {
            type Value = Condition;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "an event in quotes, \"EVENT\" or \"EVENT=OUTCOME\", or a table such as { candidate = \"rutte\", becomes = \"withdrawn\" }",
                )
            }

            fn visit_str<E: Error>(self, event: &str) -> Result<Condition, E> {
                Ok(Condition::Event(event.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Condition, A::Error> {
                ConditionTable::deserialize(MapAccessDeserializer::new(map)).map(|table| Condition::Table(Box::new(table)))
            }

            fn visit_unit<E: Error>(self) -> Result<Condition, E> {
                Ok(Condition::Event(String::new()))
            }
        }
        deserializer.deserialize_any(EventOrTable)
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A condition: an event that has happened, \"EVENT\" or \"EVENT=OUTCOME\", or a table that says what must hold.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<ConditionTable>()],
        })
    }
}

/// How long after its condition an event is due: a length in days, or a half-life.
#[derive(Debug, Clone, Copy)]
pub(crate) enum After {
    Days(f64),
    HalfLife(nemcon_core::Quantity),
}

/// An exponential delay.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Exponential {
    /// The time after which half of such events have happened.
    half_life: HalfLife,
}

impl<'de> Deserialize<'de> for After {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LengthOrHalfLife;
        impl<'de> Visitor<'de> for LengthOrHalfLife {
            type Value = After;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration in quotes such as \"3 weeks\", or { half_life = \"3 weeks\" }")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<After, E> {
                duration::half_life(text).map(After::Days).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<After, A::Error> {
                Exponential::deserialize(MapAccessDeserializer::new(map)).map(|after| After::HalfLife(after.half_life.0))
            }

            fn visit_unit<E: Error>(self) -> Result<After, E> {
                Ok(After::Days(1.0))
            }
        }
        deserializer.deserialize_any(LengthOrHalfLife)
    }
}

impl JsonSchema for After {
    fn schema_name() -> Cow<'static, str> {
        "After".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A delay: a duration such as \"3 weeks\", rounded up to whole days; or { half_life }, an exponential one, drawn once a run.",
            "anyOf": [{ "type": "string", "pattern": duration::PATTERN }, generator.subschema_for::<Exponential>()],
        })
    }
}

impl Described for Condition {
    const EXAMPLE: &'static str = "{ candidate = \"rutte\", becomes = \"withdrawn\" } or { event = \"summit\" }";
    const NAMES: Names = Names::Conditions;
    const KEYS: &'static [Key] = &[Key::of::<EventName>("event"), Key::of::<CandidateName>("candidate"), Key::of::<MemberName>("member")];
}

impl Described for After {
    const EXAMPLE: &'static str = "\"3 weeks\" or { half_life = \"3 weeks\" }";
    const KEYS: &'static [Key] = &[Key::of::<HalfLife>("half_life")];
}
