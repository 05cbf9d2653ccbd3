//! Which keys a type asks for.

use serde::de::{Deserialize, Deserializer, Visitor};

/// The keys of a table, from its own deserialiser.
pub(crate) fn keys<T: Deserialize<'static>>() -> &'static [&'static str] {
    T::deserialize(Probe).err().map_or(&[], |Keys(keys)| keys)
}

/// Gives nothing but the keys it was asked for.
struct Probe;

#[derive(Debug)]
struct Keys(&'static [&'static str]);

impl std::fmt::Display for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("keys")
    }
}

impl std::error::Error for Keys {}

impl serde::de::Error for Keys {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Keys;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Keys> {
        Err(Keys(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, keys: &'static [&'static str], _: V) -> Result<V::Value, Keys> {
        Err(Keys(keys))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, keys: &'static [&'static str], _: V) -> Result<V::Value, Keys> {
        Err(Keys(keys))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
