//! Walking over tables and lists, noting the way for errors.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::error::Problem;
use super::{De, Error, REMARKS};
use crate::tree::{Field, Node, Step, Table, Value};

/// The entries of a list, or as many holes as are asked for.
pub(super) struct Entries<'a> {
    list: &'a [Node],
    hole: Option<(&'a Node, usize)>,
    next: usize,
}

impl<'a> Entries<'a> {
    pub(super) fn new(list: &'a [Node]) -> Self {
        Self { list, hole: None, next: 0 }
    }

    pub(super) fn holes(count: usize, hole: &'a Node) -> Self {
        Self { list: &[], hole: Some((hole, count)), next: 0 }
    }
}

impl<'de> SeqAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let index = self.next;
        self.next += 1;
        let node = match self.hole {
            Some((hole, count)) => (index < count).then_some(hole),
            None => self.list.get(index),
        };
        let Some(node) = node else { return Ok(None) };
        seed.deserialize(De::new(node)).map(Some).map_err(|error| error.below(Step::Entry(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// The fields of a table, or a hole for each key there can be.
pub(super) struct Fields<'a> {
    fields: Box<dyn Iterator<Item = (&'a str, &'a Node)> + 'a>,
    value: Option<(&'a str, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// `note` and `source` are checked here and not handed on.
    pub(super) fn new(table: &'a Table) -> Self {
        let fields = table.0.iter().map(|field| (field.key.as_str(), &field.node));
        let fields = fields.filter(|(key, node)| !(REMARKS.contains(key) && is_remark(node)));
        Self { fields: Box::new(fields), value: None }
    }

    pub(super) fn holes(keys: &'static [&'static str], hole: &'a Node) -> Self {
        Self { fields: Box::new(keys.iter().map(move |key| (*key, hole))), value: None }
    }
}

/// A text or a list of texts (or a hole, where something else has been reported).
fn is_remark(node: &Node) -> bool {
    match &node.value {
        Value::Text(_) | Value::Hole => true,
        Value::List(list) => list.iter().all(|entry| entry.text().is_some()),
        _ => false,
    }
}

fn not_a_remark(key: &str) -> Error {
    Error::new(Problem::Type { needed: "text, or a list of texts".to_owned() }).below(Step::Key(key.to_owned()))
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.value = self.fields.next();
        let Some((key, _)) = self.value else { return Ok(None) };
        let result = seed.deserialize(StrDeserializer::new(key));
        if REMARKS.contains(&key) && result.is_err() {
            // It is known everywhere; that it comes here means that it is no text.
            return Err(not_a_remark(key));
        }
        result.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((key, node)) = self.value.take() else {
            return Err(serde::de::Error::custom("a value without a key"));
        };
        seed.deserialize(De::new(node)).map_err(|error| error.below(Step::Key(key.to_owned())))
    }
}

/// The one key of a table that says which of several it is, with its value.
pub(super) struct Chosen<'a> {
    pub(super) key: &'a str,
    pub(super) node: &'a Node,
}

/// The one key of a table that is not a remark.
pub(super) fn chosen<'a>(table: &'a Table, name: &'static str, known: &'static [&'static str]) -> Result<Chosen<'a>, Error> {
    let mut keys = Vec::new();
    for Field { key, node, .. } in &table.0 {
        if !REMARKS.contains(&key.as_str()) {
            keys.push(Chosen { key, node });
        } else if !is_remark(node) {
            return Err(not_a_remark(key));
        }
    }
    if let Some(unknown) = keys.iter().find(|chosen| !known.contains(&chosen.key)) {
        return Err(Error::new(Problem::UnknownKey { key: unknown.key.to_owned(), known, alone: true }));
    }
    if keys.len() == 1
        && let Some(one) = keys.pop()
    {
        return Ok(one);
    }
    let given = keys.iter().map(|chosen| chosen.key.to_owned()).collect();
    Err(Error::new(Problem::Choice { of: name, given, known }))
}

impl<'de> EnumAccess<'de> for Chosen<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(StrDeserializer::new(self.key))?, self))
    }
}

impl<'de> VariantAccess<'de> for Chosen<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Err(Error::custom(format!("`{}` needs a value", self.key)))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(De::new(self.node)).map_err(|error| error.below(Step::Key(self.key.to_owned())))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        serde::Deserializer::deserialize_tuple(De::new(self.node), len, visitor)
            .map_err(|error| error.below(Step::Key(self.key.to_owned())))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let value = serde::Deserializer::deserialize_struct(De::new(self.node), "", fields, visitor);
        value.map_err(|error| error.below(Step::Key(self.key.to_owned())))
    }
}
