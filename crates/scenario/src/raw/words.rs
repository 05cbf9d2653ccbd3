//! Values that are written as one of a few words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::describe::Described;
use nemcon_core::{Ballot, Basis, Class, Edge, Kind, Stance, Status, Way};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The words that name the values of a type.
pub(crate) trait Words: Sized + Copy + 'static {
    const WORDS: &'static [&'static str];
    const VALUES: &'static [Self];
}

/// A value written as one of its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OneOf<T>(pub(crate) T);

impl<'de, T: Words> Deserialize<'de> for OneOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word<T>(PhantomData<T>);
        impl<'de, T: Words> Visitor<'de> for Word<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "one of {}", T::WORDS.join(", "))
            }

            fn visit_enum<A: serde::de::EnumAccess<'de>>(self, access: A) -> Result<T, A::Error> {
                let (word, _) = access.variant::<String>()?;
                let at = T::WORDS.iter().position(|known| *known == word);
                at.map(|at| T::VALUES[at]).ok_or_else(|| A::Error::unknown_variant(&word, T::WORDS))
            }
        }
        deserializer.deserialize_enum("", T::WORDS, Word(PhantomData)).map(OneOf)
    }
}

impl<T: Words> JsonSchema for OneOf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "OneOf".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": T::WORDS })
    }
}

/// The words that core itself has for the values of its types.
macro_rules! words_of_core {
    ($($type:ident),*) => {
        $(impl Words for $type {
            const WORDS: &'static [&'static str] = &Self::WORDS;
            const VALUES: &'static [Self] = &Self::ALL;
        })*
    };
}

words_of_core! { Ballot, Basis, Class, Edge, Kind, Stance, Status, Way }

impl<T> Described for OneOf<T> {}
