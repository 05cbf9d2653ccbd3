//! The tree that a file is read into: every value with the place it was written at.
//!
//! TOML and JSON give the same tree, and merging works on it, so that a message about a value
//! can always show the line it came from, in whichever file that is.

use nemcon_core::Date;

/// Bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// Which file, in the order they were opened.
    pub(crate) file: u32,
    /// The first byte.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
}

impl Span {
    /// Whether two places have something in common.
    pub(crate) fn touches(self, other: Self) -> bool {
        self == other || (self.file == other.file && self.start < other.end && other.start < self.end)
    }
}

/// A value and where it stands; one that runs over several lines stands at its key.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What a file can say.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    /// The digits as written, so that decimals stay exact.
    Number(String),
    Flag(bool),
    Date(Date),
    /// A time of day, with or without a date: nothing in the format is one.
    Time,
    /// JSON's `null`: nothing in the format is one.
    Null,
    List(Vec<Node>),
    Table(Table),
    /// Stands in for a value that was wrong and has been reported, so that reading can go on.
    Hole,
}

/// Keys and their values, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table(pub(crate) Vec<Field>);

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// One step down a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Entry(usize),
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|field| field.key == key).map(|field| &field.node)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.0.iter_mut().find(|field| field.key == key).map(|field| &mut field.node)
    }

    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.key == key)
    }

    /// Puts a field in the place of its namesake, or at the end.
    pub(crate) fn put(&mut self, field: Field) {
        match self.0.iter_mut().find(|old| old.key == field.key) {
            Some(old) => *old = field,
            None => self.0.push(field),
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Field> {
        let at = self.0.iter().position(|field| field.key == key)?;
        Some(self.0.remove(at))
    }
}

impl Field {
    /// Whether a place is that of the key, or in the value.
    pub(crate) fn touches(&self, place: Span) -> bool {
        self.key_span.touches(place) || self.node.touches(place)
    }
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.table()?.get(key)
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        if let Value::Table(table) = &mut self.value { Some(table) } else { None }
    }

    /// The text under a key, if it is text.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The day that a date says, or in JSON a text.
    pub(crate) fn day(&self) -> Option<Date> {
        match &self.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The texts under a key: one, or a list of them.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        match self.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => vec![text.clone()],
            Some(Value::List(list)) => list.iter().filter_map(Self::text).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    /// The list under a key; empty where there is none.
    pub(crate) fn list(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::entries)
    }

    pub(crate) fn entries(&self) -> &[Self] {
        if let Value::List(list) = &self.value { list } else { &[] }
    }

    pub(crate) fn entries_mut(&mut self) -> Option<&mut Vec<Self>> {
        if let Value::List(list) = &mut self.value { Some(list) } else { None }
    }

    /// The value under a key, or, where there is none, this node: where to point.
    pub(crate) fn key(&self, key: &str) -> &Self {
        self.get(key).unwrap_or(self)
    }

    /// The entry of a list, or, where there is none, this node: where to point.
    pub(crate) fn entry(&self, index: usize) -> &Self {
        self.entries().get(index).unwrap_or(self)
    }

    /// Where a key is written, or, where it is not, this node.
    pub(crate) fn key_span(&self, key: &str) -> Span {
        self.table().and_then(|table| table.field(key)).map_or(self.span, |field| field.key_span)
    }

    /// The node a path leads to, as far as it exists.
    pub(crate) fn walk(&self, path: &[Step]) -> &Self {
        path.iter().fold(self, |node, step| match step {
            Step::Key(key) => node.key(key),
            Step::Entry(index) => node.entry(*index),
        })
    }

    pub(crate) fn walk_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.table_mut()?.get_mut(key),
            Step::Entry(index) => node.entries_mut()?.get_mut(*index),
        })
    }

    /// Whether a place is in it: its own, or that of something below.
    pub(crate) fn touches(&self, place: Span) -> bool {
        let below = match &self.value {
            Value::List(list) => list.iter().any(|entry| entry.touches(place)),
            Value::Table(table) => table.0.iter().any(|field| field.touches(place)),
            _ => false,
        };
        below || self.span.touches(place)
    }

    /// Whether this is the place of a value in it that has one of others in it.
    pub(crate) fn encloses(&self, place: Span, others: &[Span]) -> bool {
        let is_around = |node: &Self| others.iter().any(|other| node.touches(*other));
        let below = match &self.value {
            Value::List(list) => list.iter().any(|entry| entry.encloses(place, others)),
            Value::Table(table) => {
                table.0.iter().any(|field| (field.key_span == place && is_around(&field.node)) || field.node.encloses(place, others))
            }
            _ => false,
        };
        below || (self.span == place && is_around(self))
    }

    /// Whether something in it could not be read.
    pub(crate) fn has_hole(&self) -> bool {
        match &self.value {
            Value::Hole => true,
            Value::List(list) => list.iter().any(Self::has_hole),
            Value::Table(table) => table.0.iter().any(|field| field.node.has_hole()),
            _ => false,
        }
    }

    /// What kind of value this is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Flag(true) => "true",
            Value::Flag(false) => "false",
            Value::Date(_) => "a date",
            Value::Time => "a time of day",
            Value::Null => "null",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Hole => "missing",
        }
    }
}
