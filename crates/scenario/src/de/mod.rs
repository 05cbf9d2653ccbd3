//! The tree as a serde data format, with errors that know their place.
//!
//! Why a tree, a merge and a deserialiser of the project's own? Because every fault of every
//! merged file is to be reported at once, each with its line, its value and a remedy. That needs
//! places that survive merging, holes in the place of what was wrong, and keys to suggest; no
//! library has two of the three. `toml::de`, `serde_path_to_error` and `eserde` stop at the first
//! error or lose the places, `figment` replaces or concatenates lists where ours are merged by
//! name, and validators such as `garde` see neither. What libraries do well is theirs: the
//! grammars of TOML and JSON, the drawing of messages, the schema, the likeness of words.

mod access;
mod error;
mod keys;

use serde::de::{Error as _, IntoDeserializer, Unexpected, Visitor};

pub(crate) use error::{Error, Problem};
pub(crate) use keys::keys;

use crate::diagnostic::ErrorKind;
use crate::tree::{Node, Value};
use access::{Chosen, Entries, Fields, chosen};

/// Newtypes that ask for a particular form; see [`De::deserialize_newtype_struct`].
pub(crate) const DATE: &str = "a date";
/// A text that says how long.
pub(crate) const DURATION: &str = "a duration";
/// A text that says what part.
pub(crate) const FRACTION: &str = "a fraction";
/// A number, handed on as the bytes it is written with.
pub(crate) const EXACT: &str = "an exact number";
/// A number, handed on as the bytes it is written with, or a text.
pub(crate) const BOUND: &str = "a bound";
/// Any table.
pub(crate) const TABLE: &str = "a table";
/// Any list of tables.
pub(crate) const TABLES: &str = "a list of tables";

/// Keys that every table of the format may bear.
pub(crate) const REMARKS: [&str; 2] = ["note", "source"];

/// A node to deserialise from.
#[derive(Clone, Copy)]
pub(crate) struct De<'a> {
    node: &'a Node,
}

fn wants<T>(needed: impl Into<String>) -> Result<T, Error> {
    Err(Error::new(Problem::Type { needed: needed.into() }))
}

impl<'a> De<'a> {
    pub(crate) fn new(node: &'a Node) -> Self {
        Self { node }
    }

    /// A number that is whole, within bounds.
    fn whole(self, largest: u64) -> Result<u64, Error> {
        match &self.node.value {
            Value::Number(text) => whole(text).filter(|&number| number <= largest).ok_or_else(|| {
                let is_large = largest < u64::MAX && text.parse::<f64>().is_ok_and(|number| number > largest as f64);
                let range = if is_large { format!(" from 0 to {largest}") } else { ", 0 or more".to_owned() };
                Error::range(ErrorKind::OutOfRange, format!("is {text}"), format!("a whole number{range}"))
            }),
            Value::Hole => Ok(0),
            _ => wants("a whole number"),
        }
    }

    fn finite(self) -> Result<f64, Error> {
        match &self.node.value {
            Value::Number(text) => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
                number.ok_or_else(|| Error::range(ErrorKind::NotFinite, format!("is {text}"), "a finite number"))
            }
            Value::Hole => Ok(0.0),
            _ => wants("a number"),
        }
    }

    fn some_text(self) -> Result<&'a str, Error> {
        match &self.node.value {
            Value::Text(text) => Ok(text),
            Value::Hole => Ok(""),
            _ => wants("text in quotes"),
        }
    }
}

/// The forms in words.
fn needed(form: &str) -> &'static str {
    match form {
        DATE => "a date such as 2024-02-22",
        DURATION => "a duration in quotes, such as \"6 weeks\"",
        FRACTION => "a fraction in quotes, such as \"65%\" or \"2/3\"",
        BOUND => "a number such as 9, or a fraction in quotes such as \"2/3\"",
        TABLE => "a table of its own: a line with the name in [ ], its keys below",
        TABLES => "one or more tables: a line with the name in [[ ]] for each, its keys below",
        _ => "a number",
    }
}

fn are_tables(value: &Value) -> bool {
    if let Value::List(list) = value { list.iter().all(|entry| entry.table().is_some()) } else { false }
}

/// A whole number, also where it is written with a point or an exponent.
fn whole(text: &str) -> Option<u64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let decimal: nemcon_core::Decimal = text.parse().ok()?;
    u64::try_from(decimal.digits()).ok().filter(|_| decimal.places() == 0)
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(<$type>::try_from(self.whole(u64::from(<$type>::MAX))?).unwrap_or(<$type>::MAX))
        })*
    };
}

impl<'de> serde::Deserializer<'de> for De<'de> {
    type Error = Error;

    /// For what may be written in several ways. A hole is a unit.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Number(_) => visitor.visit_f64(self.finite()?),
            Value::Flag(flag) => visitor.visit_bool(*flag),
            Value::Date(_) | Value::Time | Value::Null => Err(Error::invalid_type(Unexpected::Other(""), &visitor)),
            Value::List(list) => visitor.visit_seq(Entries::new(list)),
            Value::Table(table) => visitor.visit_map(Fields::new(table)),
            Value::Hole => visitor.visit_unit(),
        }
    }

    whole_numbers! {
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.finite()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.value {
            Value::Flag(flag) => visitor.visit_bool(flag),
            Value::Hole => visitor.visit_bool(false),
            _ => wants("true or false"),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.some_text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.some_text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if matches!(self.node.value, Value::Hole) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// One of the forms named above.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let result = match (name, &self.node.value) {
            (DATE, Value::Date(date)) => visitor.visit_string(date.to_string()),
            (DATE, Value::Time) => Err(Error::range(ErrorKind::Date, "has a time of day".to_owned(), "a whole day, such as 2024-02-22")),
            (DATE | DURATION | FRACTION | BOUND, Value::Text(text)) => visitor.visit_borrowed_str(text),
            (EXACT | BOUND, Value::Number(text)) => self.finite().and_then(|_| visitor.visit_bytes(text.as_bytes())),
            (TABLE, Value::Table(_)) | (_, Value::Hole) => visitor.visit_unit(),
            (TABLES, value) if are_tables(value) => visitor.visit_unit(),
            _ => return wants(needed(name)),
        };
        let kind = match name {
            DATE => ErrorKind::Date,
            DURATION => ErrorKind::Duration,
            FRACTION | BOUND => ErrorKind::Fraction,
            EXACT => ErrorKind::Decimal,
            _ => ErrorKind::WrongType,
        };
        result.map_err(|error| error.of(kind))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::List(list) => visitor.visit_seq(Entries::new(list)),
            Value::Hole => visitor.visit_seq(Entries::new(&[])),
            _ => wants("a list in [ ]"),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::List(list) if list.len() == len => visitor.visit_seq(Entries::new(list)),
            Value::List(list) => {
                let entries = if list.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", list.len()) };
                Err(Error::range(ErrorKind::Length, format!("has {entries}"), format!("a list of exactly {len}")))
            }
            Value::Hole => visitor.visit_seq(Entries::holes(len, self.node)),
            _ => wants(format!("a list of {len} in [ ]")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Table(table) => visitor.visit_map(Fields::new(table)),
            Value::Hole => visitor.visit_map(Fields::holes(&[], self.node)),
            _ => wants("a table { … }"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Table(table) => visitor.visit_map(Fields::new(table)),
            Value::Hole => visitor.visit_map(Fields::holes(fields, self.node)),
            _ => wants(format!("a table {{ … }} with {}", crate::suggest::list(fields.iter().copied()).unwrap_or_default())),
        }
    }

    /// Without a name, a word; with one, a table whose only key says which of several it is.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let known = || crate::suggest::list(variants.iter().copied()).unwrap_or_default();
        match &self.node.value {
            Value::Hole if name.is_empty() => visitor.visit_enum(variants[0].into_deserializer()),
            Value::Hole => visitor.visit_enum(Chosen { key: variants[0], node: self.node }),
            Value::Text(word) if name.is_empty() && variants.contains(&word.as_str()) => {
                visitor.visit_enum(word.as_str().into_deserializer())
            }
            Value::Text(word) if name.is_empty() => Err(Error::unknown_variant(word, variants)),
            Value::Table(table) if !name.is_empty() => visitor.visit_enum(chosen(table, name, variants)?),
            _ if name.is_empty() => wants(format!("text: one of {}", known())),
            _ => wants(format!("a table {{ … }} with {}", known())),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i8 i16 i32 i64 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct }
}
