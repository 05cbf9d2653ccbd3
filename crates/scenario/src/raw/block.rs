//! What a block of the format is: its row, which stands beside its type.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::describe::{Described, Key};
use crate::de::{self, REMARKS};
use crate::tree::{Field, Node};

/// A type that a block of the format is read into.
pub(crate) trait IsBlock: JsonSchema + Described + for<'de> Deserialize<'de> {
    const BLOCK: Block;
}

/// A table, or a list of tables, at the top of a file.
pub(crate) struct Block {
    pub(crate) name: &'static str,
    /// What it is, for the schema.
    about: &'static str,
    /// Of a list of tables, what its entries are; of a table, nothing.
    list: Option<List>,
    assumed: Assumed,
    schema: fn(&mut SchemaGenerator) -> Schema,
    keys: fn() -> &'static [&'static str],
    described: &'static [Key],
}

/// How the entries of a list are told apart, and so laid over those of an extended file; and how many there can be.
pub(super) struct List {
    /// The key that tells entries apart: an entry changes those keys of its namesake that it has,
    /// and can be removed by name. Without one, entries are appended.
    identity: Option<&'static str>,
    /// Keys that exclude each other, so that those of an entry displace those of its namesake.
    displaced: &'static [Displaced],
    /// The most entries that the model takes, and what it calls them; of others [`List::MOST`].
    most: Option<(usize, &'static str)>,
}

/// Keys of an entry that take others from its namesake in an extended file.
pub(crate) struct Displaced {
    /// An entry that has one of these …
    pub(crate) by: &'static [&'static str],
    /// … takes all of these away.
    pub(crate) keys: &'static [&'static str],
}

/// Which of what a block says is assumed, and not a fact or the question itself.
#[derive(Clone, Copy)]
pub(crate) enum Assumed {
    Nothing,
    /// Every key of the table.
    Table,
    /// These keys of the table, or of every entry.
    Keys(&'static [&'static str]),
    /// Every entry; and what it is called behind the name of the block.
    Entries(fn(usize, &Node) -> String),
}

/// An assumption as it is written.
pub(crate) struct Assumption<'a> {
    /// What it is called.
    pub(crate) text: String,
    /// What is assumed.
    pub(crate) node: &'a Node,
    /// Of a single key, the key and the table that it stands in, some of whose remarks are about it.
    within: Option<(&'a str, &'a Node)>,
}

impl List {
    /// The most entries of a list that the model itself does not limit.
    const MOST: usize = 10_000;

    /// Entries that have no name.
    pub(super) const NAMELESS: Self = Self { identity: None, displaced: &[], most: None };

    /// Entries that one of their keys tells apart.
    pub(super) const fn by(identity: &'static str) -> Self {
        Self { identity: Some(identity), ..Self::NAMELESS }
    }

    pub(super) const fn displacing(self, displaced: &'static [Displaced]) -> Self {
        Self { displaced, ..self }
    }

    pub(super) const fn at_most(self, number: usize, called: &'static str) -> Self {
        Self { most: Some((number, called)), ..self }
    }
}

impl Displaced {
    /// Keys that displace each other.
    pub(crate) const fn together(keys: &'static [&'static str]) -> Self {
        Self { by: keys, keys }
    }
}

impl Assumption<'_> {
    /// The texts of a remark (`source`, `note`): its own, and those of the table that it stands in that name its key.
    pub(crate) fn remarks(&self, remark: &str) -> Vec<String> {
        let within = self.within.map_or_else(Vec::new, |(key, table)| about(table, remark, |keys| keys.contains(&key)));
        [self.node.texts(remark), within].concat()
    }

    /// Those of the table that it stands in that name none of its keys: of which values they are is not said.
    pub(crate) fn remarks_of_all(&self, remark: &str) -> Vec<String> {
        self.within.map_or_else(Vec::new, |(_, table)| about(table, remark, |keys| keys.is_empty()))
    }
}

/// The remarks of a table whose named keys are such.
fn about(table: &Node, remark: &str, are_such: impl Fn(&[&str]) -> bool) -> Vec<String> {
    let mut texts = table.texts(remark);
    texts.retain(|text| are_such(&subjects(table, text)));
    texts
}

/// The keys of a table that a remark names before a colon, as in `as_of, deadline: the term ends` and in
/// `judgement: cadence: the board meets weekly`.
fn subjects<'a>(table: &Node, remark: &'a str) -> Vec<&'a str> {
    let keys = |part: &'a str| -> Option<Vec<&'a str>> {
        let words = part.split(',').map(|name| name.split(" (").next().unwrap_or_default().trim());
        words.map(|word| table.get(word).map(|_| word)).collect()
    };
    let parts: Vec<&str> = remark.split(": ").collect();
    // The last part is what is said.
    parts.iter().take(parts.len().saturating_sub(1).min(2)).find_map(|part| keys(part)).unwrap_or_default()
}

impl Block {
    pub(super) const fn table<T: IsBlock>(name: &'static str, about: &'static str) -> Self {
        Self::of::<T>(name, about, None, SchemaGenerator::subschema_for::<T>)
    }

    pub(super) const fn list<T: IsBlock>(name: &'static str, about: &'static str, list: List) -> Self {
        Self::of::<T>(name, about, Some(list), SchemaGenerator::subschema_for::<Vec<T>>)
    }

    const fn of<T: IsBlock>(
        name: &'static str,
        about: &'static str,
        list: Option<List>,
        schema: fn(&mut SchemaGenerator) -> Schema,
    ) -> Self {
        Self { name, about, list, assumed: Assumed::Nothing, schema, keys: de::keys::<T>, described: T::KEYS }
    }

    pub(super) const fn assumed(self, assumed: Assumed) -> Self {
        Self { assumed, ..self }
    }

    pub(crate) fn is_list(&self) -> bool {
        self.list.is_some()
    }

    /// The key that tells its entries apart.
    pub(crate) fn identity(&self) -> Option<&'static str> {
        self.list.as_ref()?.identity
    }

    /// The keys of its entries that exclude each other.
    pub(crate) fn displaced(&self) -> &'static [Displaced] {
        self.list.as_ref().map_or(&[], |list| list.displaced)
    }

    /// The most entries that it can have, and what they are called.
    pub(crate) fn most(&self) -> Option<(usize, String)> {
        let entries = || (List::MOST, format!("{} entries", self.header()));
        Some(self.list.as_ref()?.most.map_or_else(entries, |(number, called)| (number, called.to_owned())))
    }

    /// Its name in the brackets that it is written with.
    pub(crate) fn header(&self) -> String {
        if self.is_list() { format!("[[{}]]", self.name) } else { format!("[{}]", self.name) }
    }

    /// The schema of its value.
    pub(crate) fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        let mut schema = (self.schema)(generator);
        schema.insert("description".to_owned(), self.about.into());
        schema
    }

    /// The schema of what a coding table lays beneath the block: of its form, with any keys, whose values may be placeholders.
    pub(crate) fn open_schema(&self) -> Schema {
        if self.is_list() {
            json_schema!({ "description": self.about, "type": "array", "items": { "type": "object" } })
        } else {
            json_schema!({ "description": self.about, "type": "object" })
        }
    }

    /// All keys of its tables.
    pub(crate) fn keys(&self) -> &'static [&'static str] {
        (self.keys)()
    }

    /// The keys of its tables that messages and merging know more of.
    pub(crate) fn described(&self) -> &'static [Key] {
        self.described
    }

    /// What it assumes, in the order of the file.
    pub(crate) fn assumptions<'a>(&self, node: &'a Node) -> Vec<Assumption<'a>> {
        let name = self.name;
        let tables = if self.is_list() { node.entries() } else { std::slice::from_ref(node) };
        match self.assumed {
            Assumed::Nothing => Vec::new(),
            Assumed::Entries(called) => {
                let text = |at, entry| format!("{name} {}", called(at, entry));
                tables.iter().enumerate().map(|(at, entry)| Assumption { text: text(at, entry), node: entry, within: None }).collect()
            }
            Assumed::Table | Assumed::Keys(_) => tables.iter().flat_map(|table| self.assumed_keys(table)).collect(),
        }
    }

    fn assumed_keys<'a>(&self, table: &'a Node) -> Vec<Assumption<'a>> {
        let id = self.identity().map(|key| format!(" {}", table.text_of(key).unwrap_or_default())).unwrap_or_default();
        let is_assumed = |key: &str| match self.assumed {
            Assumed::Keys(keys) => keys.contains(&key),
            _ => !REMARKS.contains(&key),
        };
        let fields = table.table().map_or(&[][..], |table| &table.0);
        let assumption = |field: &'a Field| {
            let text = format!("{}{id}: {}", self.name, field.key);
            Assumption { text, node: &field.node, within: Some((field.key.as_str(), table)) }
        };
        fields.iter().filter(|field| is_assumed(&field.key)).map(assumption).collect()
    }
}

/// What an entry on members and candidates is called that has no name but its place.
pub(super) fn pair(at: usize, entry: &Node) -> String {
    format!("{}: {} on {}", at + 1, named(entry, "members"), named(entry, "candidate"))
}

/// Whom a key names; everybody where it is not there.
pub(super) fn named(entry: &Node, key: &str) -> String {
    let all = entry.texts(key);
    match all.len() {
        0 => "*".to_owned(),
        1..=6 => all.join(", "),
        many => format!("{} and {} others", all[..5].join(", "), many - 5),
    }
}
