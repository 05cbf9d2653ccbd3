//! What a type of the format says of itself besides its fields: how it can look, and whom it names.
//!
//! Messages take their examples from here, and taking names out of a scenario follows it. It
//! stands beside each type, so that a new key is described where it is added; a test compares it
//! with the schema.

use schemars::Schema;
use serde_json::{Value, json};

/// A type that messages can speak of.
pub(crate) trait Described {
    /// How a value can look.
    const EXAMPLE: &'static str = "…";
    /// Whom a value names.
    const NAMES: Names = Names::Nobody;
    /// The keys of a table: those that must be given, those that name somebody, and those with tables of their own.
    const KEYS: &'static [Key] = &[];
}

/// Whom a value names; it loses what is removed from the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Nobody,
    /// One member, or a group.
    Member,
    /// One event or several, each perhaps with an outcome.
    Events,
    Members,
    Candidates,
    /// One condition or several, by any of their keys.
    Conditions,
    /// A rule, which keeps its place whatever it loses.
    Rule,
    /// Rules that are combined; without any there is no rule.
    Rules,
}

/// A key of a table.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) example: &'static str,
    pub(crate) names: Names,
    /// The keys of the table, or tables, that are its value.
    pub(crate) within: fn() -> &'static [Self],
}

impl Key {
    /// A key whose values are of a type.
    pub(crate) const fn of<T: Described>(name: &'static str) -> Self {
        Self { name, example: T::EXAMPLE, names: T::NAMES, within: keys::<T> }
    }

    /// The same, with an example of its own.
    pub(crate) const fn such_as(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}

fn keys<T: Described>() -> &'static [Key] {
    T::KEYS
}

/// Looks for a key.
pub(crate) fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

impl Described for f64 {
    const EXAMPLE: &'static str = "0.5";
}

impl Described for u32 {
    const EXAMPLE: &'static str = "2";
}

impl Described for String {
    const EXAMPLE: &'static str = "\"some-id\"";
}

/// Writes the schema of a type whose form a visitor reads, beside that visitor.
macro_rules! described {
    ($type:ident, $schema:tt) => {
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                json_schema!($schema)
            }
        }
    };
}

pub(crate) use described;

/// A table that has exactly one of some keys (parted by commas), beside others.
pub(crate) fn exactly_one(keys: impl AsRef<str>) -> impl FnMut(&mut Schema) {
    move |schema| {
        let alone: Vec<Value> = keys.as_ref().split(", ").map(|key| json!({ "required": [key] })).collect();
        schema.insert("oneOf".to_owned(), alone.into());
    }
}

/// A table that has at most one of some keys: an entry that changes another may have none.
pub(crate) fn at_most_one(keys: impl AsRef<str>) -> impl FnMut(&mut Schema) {
    move |schema| {
        let mut forms: Vec<Value> = keys.as_ref().split(", ").map(|key| json!({ "required": [key] })).collect();
        forms.push(json!({ "not": { "anyOf": forms.clone() } }));
        schema.insert("oneOf".to_owned(), forms.into());
    }
}

/// A table that has exactly one of some keys, unless a `row` of the coding table says which.
pub(crate) fn exactly_one_or_row(keys: impl AsRef<str>) -> impl FnMut(&mut Schema) {
    move |schema| {
        let alone: Vec<Value> = keys.as_ref().split(", ").map(|key| json!({ "required": [key] })).collect();
        schema.insert("anyOf".to_owned(), json!([{ "oneOf": alone }, { "required": ["row"] }]));
    }
}
