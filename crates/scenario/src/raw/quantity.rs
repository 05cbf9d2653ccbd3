//! Numbers, half-lives and probabilities: known, or in a range.

use std::fmt;

use schemars::{JsonSchema, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::describe::{Described, Key, described};
use super::duration;
use super::forms::{Form, Length};
use crate::de;

/// A number, or a half-life in days: known, or in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quantity(pub(crate) nemcon_core::Quantity);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Range<T> {
    low: T,
    high: T,
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrRange;
        impl<'de> Visitor<'de> for NumberOrRange {
            type Value = Quantity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a range { low = …, high = … }")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
                Ok(Quantity(nemcon_core::Quantity::Fixed(number)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Quantity, A::Error> {
                let Range { low, high } = Range::<f64>::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Quantity(nemcon_core::Quantity::Range { low, high }))
            }

            fn visit_unit<E: Error>(self) -> Result<Quantity, E> {
                Ok(Quantity(nemcon_core::Quantity::Fixed(1.0)))
            }
        }
        deserializer.deserialize_any(NumberOrRange)
    }
}

described!(Quantity, {
    "description": "A number; or a range { low, high }: 90% of the probability lies between the two (a lognormal), and a value is drawn once a run.",
    "anyOf": [
        { "type": "number", "minimum": 0 },
        {
            "type": "object",
            "properties": { "low": { "type": "number", "exclusiveMinimum": 0 }, "high": { "type": "number", "exclusiveMinimum": 0 } },
            "required": ["low", "high"],
            "additionalProperties": false,
        },
    ],
});

/// A probability: known, or in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Probability(pub(crate) nemcon_core::Probability);

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrRange;
        impl<'de> Visitor<'de> for NumberOrRange {
            type Value = Probability;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 to 1, or a range { low = …, high = … } between them")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Probability, E> {
                Ok(Probability(nemcon_core::Probability::Known(number)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Probability, A::Error> {
                let Range { low, high } = Range::<f64>::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Probability(nemcon_core::Probability::Range { low, high }))
            }

            fn visit_unit<E: Error>(self) -> Result<Probability, E> {
                Ok(Probability(nemcon_core::Probability::ONE))
            }
        }
        deserializer.deserialize_any(NumberOrRange)
    }
}

described!(Probability, {
    "description": "A probability, from 0 to 1; or a range { low, high } strictly between them: 90% of the cases lie between the two (a logit-normal), and a value is drawn once a run.",
    "anyOf": [
        { "type": "number", "minimum": 0, "maximum": 1 },
        {
            "type": "object",
            "properties": {
                "low": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
                "high": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
            },
            "required": ["low", "high"],
            "additionalProperties": false,
        },
    ],
});

/// A half-life, in days.
struct Days(f64);

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| duration::half_life(text).map(Days);
        let needed = "a duration such as \"6 weeks\"";
        deserializer.deserialize_newtype_struct(de::DURATION, Form { needed, read, hole: || Days(1.0) })
    }
}

/// A half-life, known or in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HalfLife(pub(crate) nemcon_core::Quantity);

impl<'de> Deserialize<'de> for HalfLife {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrRange;
        impl<'de> Visitor<'de> for TextOrRange {
            type Value = HalfLife;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration in quotes such as \"6 weeks\", or a range { low = \"6 weeks\", high = \"20 weeks\" }")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<HalfLife, E> {
                let days = duration::half_life(text).map_err(E::custom)?;
                Ok(HalfLife(nemcon_core::Quantity::Fixed(days)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HalfLife, A::Error> {
                let Range { low, high } = Range::<Days>::deserialize(MapAccessDeserializer::new(map))?;
                Ok(HalfLife(nemcon_core::Quantity::Range { low: low.0, high: high.0 }))
            }

            fn visit_unit<E: Error>(self) -> Result<HalfLife, E> {
                Ok(HalfLife(nemcon_core::Quantity::Fixed(1.0)))
            }
        }
        deserializer.deserialize_any(TextOrRange)
    }
}

described!(HalfLife, {
    "description": "A duration such as \"6 weeks\", after which half of the cases have moved; or a range of durations { low, high }: 90% of the probability lies between the two, and a value is drawn once a run.",
    "anyOf": [
        { "type": "string", "pattern": duration::PATTERN },
        {
            "type": "object",
            "properties": {
                "low": { "type": "string", "pattern": duration::PATTERN },
                "high": { "type": "string", "pattern": duration::PATTERN },
            },
            "required": ["low", "high"],
            "additionalProperties": false,
        },
    ],
});

impl Described for Quantity {
    const EXAMPLE: &'static str = "1.5";
    const KEYS: &'static [Key] = &[Key::of::<f64>("low").such_as("1.2"), Key::of::<f64>("high").such_as("5")];
}

impl Described for Probability {
    const EXAMPLE: &'static str = "0.6";
    const KEYS: &'static [Key] = &[Key::of::<f64>("low").such_as("0.4"), Key::of::<f64>("high").such_as("0.8")];
}

impl Described for HalfLife {
    const EXAMPLE: &'static str = "\"6 weeks\"";
    const KEYS: &'static [Key] = &[Key::of::<Length>("low"), Key::of::<Length>("high").such_as("\"20 weeks\"")];
}
