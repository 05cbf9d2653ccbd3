//! The entries of a coding table, but for what its rows give: that is read where they are used.

use std::collections::BTreeMap;
use std::fmt;

use nemcon_core::{Class, Way};
use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use serde_json::json;

use super::coding::{Rows, Texts};
use super::describe::{Described, described};
use super::duration;
use super::words::{OneOf, Words};

/// A number with a name, which rows and common parts write as "{name}".
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = known_or_in_a_range)]
#[allow(dead_code, reason = "it is read where it is used; here the wrong form is refused")]
pub(crate) struct Number {
    /// Its name; several for different classes may share it.
    #[schemars(required)]
    id: Option<String>,
    /// What kind of number it is, where that decides how it is uncertain: of a probability the logarithm of the odds is normal, of others that of the number.
    of: Option<OneOf<Kind>>,
    /// What the model takes; left out, a value is drawn from the range once a run.
    value: Option<Amount>,
    /// The 5th percentile of what it may be, where it is uncertain: with `high` the prior of a fit.
    low: Option<Amount>,
    /// The 95th percentile.
    high: Option<Amount>,
    /// For which classes; all, unless given.
    class: Option<Classes>,
}

/// What every row has; beside it stand the keys that it gives.
#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read where it is used; here the wrong form is refused")]
#[allow(clippy::struct_field_names, reason = "the fields are the keys of the format")]
pub(crate) struct Row {
    /// Its name, by which entries take what it gives.
    #[schemars(required)]
    row: Option<String>,
    /// Its words, as notes write it.
    title: Option<String>,
    /// Other words that mean the same.
    #[serde(default)]
    #[schemars(with = "Option<Vec<String>>")]
    also: Vec<String>,
    /// When it applies.
    applies: Option<String>,
    /// For which classes; all, unless given. Of rows of one name a later one overrides an earlier one, key by key.
    class: Option<Classes>,
}

/// What holds for all files, or for all of some classes; beside it stand the blocks that are laid beneath them.
#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read where it is used; here the wrong form is refused")]
#[allow(clippy::zero_sized_map_values, reason = "only the form of the values is looked at")]
pub(crate) struct Common {
    /// Its name.
    #[schemars(required)]
    id: Option<String>,
    /// Its words.
    title: Option<String>,
    /// When it applies.
    applies: Option<String>,
    /// For which classes; all, unless given.
    class: Option<Classes>,
    /// Only for files that say that the body decides so in practice.
    practice: Option<OneOf<Way>>,
    /// What it is repeated over, by the name that "{name}" stands for: rows of candidates, "*" for all of them, or "meetings".
    #[serde(default)]
    each: BTreeMap<String, Rows>,
    /// The same, but "{name}" in a list stands for all of them; where there are none the entry does not hold.
    #[serde(default)]
    all: BTreeMap<String, Rows>,
    /// Rows: the entry does not hold where a candidate has one of them.
    none: Option<Rows>,
    /// Members, by the name that "{name}" stands for: those whose last entry on a candidate has one of some rows.
    #[serde(default)]
    members: BTreeMap<String, ByRow>,
}

/// The members whose last entry on a candidate has one of some rows.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it is read where it is used; here the wrong form is refused")]
struct ByRow {
    /// On which candidate, by its name in `each`; "candidate", unless given.
    of: Option<String>,
    /// The rows.
    rows: Option<Rows>,
    /// Another such list, by its name: only those who are on it, too.
    within: Option<String>,
}

/// Kinds of numbers that are uncertain in a way of their own.
#[derive(Clone, Copy)]
enum Kind {
    Probability,
}

impl Words for Kind {
    const WORDS: &'static [&'static str] = &["probability"];
    const VALUES: &'static [Self] = &[Self::Probability];
}

/// A number, or a duration.
struct Amount;

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrText;
        impl Visitor<'_> for NumberOrText {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a duration in quotes such as \"6 weeks\"")
            }

            fn visit_f64<E: Error>(self, _: f64) -> Result<Amount, E> {
                Ok(Amount)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
                duration::half_life(text).map(|_| Amount).map_err(E::custom)
            }

            fn visit_unit<E: Error>(self) -> Result<Amount, E> {
                Ok(Amount)
            }
        }
        deserializer.deserialize_any(NumberOrText)
    }
}

described!(Amount, {
    "description": "A number; or a duration such as \"6 weeks\".",
    "anyOf": [{ "type": "number" }, { "type": "string", "pattern": duration::PATTERN }],
});

/// Classes: one, or a list.
struct Classes;

/// All words for one or several classes.
pub(crate) fn class_words() -> Vec<&'static str> {
    Class::WORDS.into_iter().chain(Way::WORDS).chain(["post", "motion"]).collect()
}

impl<'de> Deserialize<'de> for Classes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Texts("a class in quotes, or a list of classes")).map(|()| Self)
    }
}

impl JsonSchema for Classes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Classes".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        let word = json!({ "type": "string", "enum": class_words() });
        json_schema!({
            "description": "Classes of questions: one, or a list; as a whole, such as \"post by votes\", or in part.",
            "anyOf": [word, { "type": "array", "items": word }],
        })
    }
}

/// A number that says nothing is none.
fn known_or_in_a_range(schema: &mut Schema) {
    schema.insert("anyOf".to_owned(), json!([{ "required": ["value"] }, { "required": ["low", "high"] }]));
}

impl Described for Number {}

impl Described for Row {}

impl Described for Common {}
