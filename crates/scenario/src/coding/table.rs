//! The file of a coding table.

use std::collections::BTreeMap;
use std::path::Path;

use nemcon_core::{Class, Way};
use serde::Deserialize;

use super::Setting;
use super::rows::ALTERNATIVES;
use crate::blocks::{self, file::CodingFile};
use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::files::{self, called};
use crate::merge;
use crate::raw::{self, Described, coded};
use crate::read::Reader;
use crate::suggest;
use crate::tree::{self, Field, Node, Span, Value};
use crate::typed;

/// The blocks whose entries can name a row.
pub(super) const WITH_ROWS: [&str; 5] = ["question", "candidate", "stance", "evidence", "event"];

/// Keys of a row that say which it is, and are not for the entry.
const OF_ROWS: [&str; 7] = ["row", "title", "also", "applies", "class", "note", "source"];

/// A coding table, with the places of everything.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(super) root: Node,
    /// What its path ends in, for notes.
    pub(super) name: String,
    /// A scenario file that lies beneath all that use the table.
    pub(super) base: Option<Node>,
}

/// A coding table, for whoever asks what its rows and numbers are.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CodingTable {
    /// What the table is called.
    pub title: String,
    /// Its numbers that have a name, in the order of the file.
    pub numbers: Vec<CodedNumber>,
    /// Its rows, in the order of the file; what overrides a row for some classes follows it.
    pub rows: Vec<CodedRow>,
}

/// A number of a coding table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CodedNumber {
    /// Its name, by which rows refer to it; several for different classes may share it.
    pub id: String,
    /// What the model takes, where that is one number: a half-life in days.
    pub value: Option<f64>,
    /// Its 5th and 95th percentile, where it is uncertain: what the model takes unless there is a `value`, and the prior of a fit.
    pub range: Option<(f64, f64)>,
    /// Whether it is a duration, counted in days.
    pub is_duration: bool,
    /// Whether it is a probability, so that what is uncertain is the logarithm of its odds; of others it is that of the number.
    pub is_probability: bool,
    /// The classes it is for; empty for all.
    pub classes: Vec<String>,
    /// Where it comes from: its notes and sources.
    pub origin: Vec<String>,
}

/// A row of a coding table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CodedRow {
    /// The block whose entries can name it, such as `stance`; `common` for what holds for all files.
    pub block: String,
    /// Its name.
    pub row: String,
    /// Its words, as notes write it; and others that mean the same.
    pub titles: Vec<String>,
    /// When it applies.
    pub applies: String,
    /// The classes it is for; empty for all.
    pub classes: Vec<String>,
    /// What it says, as TOML: the keys with their values.
    pub says: Vec<(String, String)>,
    /// Where that comes from: its notes and sources.
    pub origin: Vec<String>,
}

impl CodedNumber {
    /// The middle of a range, on the scale on which the number is normal.
    fn middle(&self, low: f64, high: f64) -> f64 {
        let geometric = |low: f64, high: f64| (low * high).sqrt();
        if !self.is_probability {
            return geometric(low, high);
        }
        let odds = |p: f64| p / (1.0 - p);
        let odds = geometric(odds(low), odds(high));
        odds / (1.0 + odds)
    }

    /// What tells it from all others: its name, and where it is for some classes these, `silent-doubt@consensus`.
    pub fn key(&self) -> String {
        if self.classes.is_empty() { self.id.clone() } else { format!("{}@{}", self.id, self.classes.join("+")) }
    }
}

impl Table {
    /// Reads a table, or reports what is wrong with the file.
    pub(super) fn read(reader: &mut Reader<'_>, path: &Path, named: Option<Span>) -> Option<Self> {
        let mut root = reader.read(path, named)?;
        let is_scenario = root.get("extends").is_some() || root.get("question").is_some_and(|node| node.table().is_some());
        if is_scenario || root.get("member").is_some() {
            let place = named.map_or(Place::File(root.span.file), Place::Text);
            let message = format!("{} is no coding table", called(path));
            let help = "a coding table has rows: [[stance]], [[candidate]] and others, each with `row`, its name";
            reader.errors.add(ErrorKind::NotACoding, place, message, help);
            return None;
        }
        let has_schema = root.get("schema").is_some();
        let (top, _) = typed::prune::<CodingFile>(&mut root, "the coding table", &mut reader.errors)?;
        if top.schema.is_some() || !has_schema {
            merge::schema(&root, top.schema, reader)?;
        }
        check(&root, &mut reader.errors);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let base = match (top.base, root.get("base")) {
            (Some(base), Some(node)) => merge::base(reader, &files::beside(path, &base), node.span),
            _ => None,
        };
        Some(Self { root, name, base })
    }

    /// Sets numbers otherwise than the file does.
    pub(super) fn set(&mut self, numbers: &BTreeMap<String, Setting>) {
        let Some(entries) = self.root.table_mut().and_then(|root| root.get_mut("number")?.entries_mut()) else { return };
        for entry in entries {
            let described = number_of(entry);
            let Some(setting) = numbers.get(&described.key()) else { continue };
            let span = entry.span;
            let Some(table) = entry.table_mut() else { continue };
            for key in ["value", "low", "high"] {
                table.remove(key);
            }
            for (key, value) in written(&described, *setting) {
                let value = if described.is_duration { Value::Text(format!("{value} days")) } else { Value::Number(value.to_string()) };
                table.put(Field { key: key.to_owned(), key_span: span, node: Node { value, span } });
            }
        }
    }

    /// What is said of something in a list for a class: of its entries whose classes hold, a later one overrides an earlier one.
    fn said(&self, list: &str, key: &str, name: &str, class: Option<Class>) -> Option<tree::Table> {
        let named = self.root.list(list).iter().filter(|entry| entry.text_of(key) == Some(name));
        let mut said: Option<tree::Table> = None;
        for entry in named.filter(|entry| is_for(entry, class)).filter_map(Node::table) {
            let said = said.get_or_insert_default();
            for field in &entry.0 {
                // What overrides a prior by a declared stance, say, takes the prior away.
                let alternatives = ALTERNATIVES.iter().find(|keys| keys.contains(&field.key.as_str()));
                said.0.retain(|own| alternatives.is_none_or(|keys| !keys.contains(&own.key.as_str())));
                said.put(field.clone());
            }
        }
        said
    }

    /// The keys that a row gives, in files of a class.
    pub(super) fn row(&self, block: &str, name: &str, class: Option<Class>) -> Option<Row> {
        let mut said = self.said(block, "row", name, class)?;
        let title = said.get("title").and_then(Node::text).unwrap_or(name).to_owned();
        said.0.retain(|field| !OF_ROWS.contains(&field.key.as_str()));
        Some(Row { title, keys: said })
    }

    /// A number by its name, as it is written where it is used.
    pub(super) fn number(&self, id: &str, class: Option<Class>) -> Option<Node> {
        let said = self.said("number", "id", id, class)?;
        if let Some(value) = said.get("value") {
            return Some(value.clone());
        }
        let span = said.field("low")?.node.span;
        let ends = ["low", "high"].map(|key| said.field(key).cloned());
        Some(Node { value: Value::Table(tree::Table(ends.into_iter().flatten().collect())), span })
    }

    /// What holds for all files of a class.
    pub(super) fn common(&self, class: Option<Class>, practice: Option<Way>) -> impl Iterator<Item = &Node> {
        let holds = move |entry: &&Node| entry.text_of("practice").is_none_or(|word| practice.is_some_and(|way| way.word() == word));
        self.root.list("common").iter().filter(move |entry| is_for(entry, class)).filter(holds)
    }

    /// The names of the rows of a block.
    pub(super) fn names(&self, list: &str, key: &str) -> Vec<&str> {
        self.root.list(list).iter().filter_map(|entry| entry.text_of(key)).collect()
    }

    pub(super) fn described(&self) -> CodingTable {
        let rows = WITH_ROWS.iter().map(|block| (*block, "row")).chain([("common", "id")]);
        let rows = rows.flat_map(|(block, key)| self.root.list(block).iter().map(move |entry| row(block, key, entry)));
        CodingTable {
            title: self.root.text_of("title").unwrap_or_default().to_owned(),
            numbers: self.root.list("number").iter().map(number_of).collect(),
            rows: rows.collect(),
        }
    }
}

/// What a row says for files of some class.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) keys: tree::Table,
}

/// The keys and values that set a number; where the file had one value, it gets one.
fn written(number: &CodedNumber, setting: Setting) -> Vec<(&'static str, f64)> {
    match setting {
        Setting::Fixed(value) => vec![("value", value)],
        Setting::Range { low, high } if number.value.is_none() => vec![("low", low), ("high", high)],
        Setting::Range { low, high } => vec![("value", number.middle(low, high))],
    }
}

/// The keys and values of a number in a file: where it has one value, its range beside it.
pub(super) fn keys_of(number: &CodedNumber, setting: Setting) -> Vec<(&'static str, f64)> {
    match setting {
        Setting::Fixed(value) => vec![("value", value)],
        Setting::Range { low, high } => vec![("value", number.middle(low, high)), ("low", low), ("high", high)],
    }
}

pub(super) fn number_of(entry: &Node) -> CodedNumber {
    let read = |key: &str| match entry.get(key).map(|node| &node.value) {
        Some(Value::Number(text)) => text.parse().ok(),
        Some(Value::Text(text)) => raw::days(text).ok(),
        _ => None,
    };
    let is_text = |key: &str| entry.text_of(key).is_some();
    CodedNumber {
        id: entry.text_of("id").unwrap_or_default().to_owned(),
        value: read("value"),
        range: read("low").zip(read("high")),
        is_duration: is_text("value") || is_text("low"),
        is_probability: entry.text_of("of") == Some("probability"),
        classes: entry.texts("class"),
        origin: [entry.texts("note"), entry.texts("source")].concat(),
    }
}

fn row(block: &str, key: &str, entry: &Node) -> CodedRow {
    let says = entry.table().map_or(&[][..], |table| &table.0).iter();
    let says = says.filter(|field| field.key != key && !OF_ROWS.contains(&field.key.as_str()));
    CodedRow {
        block: block.to_owned(),
        row: entry.text_of(key).unwrap_or_default().to_owned(),
        titles: [entry.texts("title"), entry.texts("also")].concat(),
        applies: entry.text_of("applies").unwrap_or_default().to_owned(),
        classes: entry.texts("class"),
        says: says.map(|field| (field.key.clone(), crate::print::value(&field.node))).collect(),
        origin: [entry.texts("note"), entry.texts("source")].concat(),
    }
}

/// Whether an entry is for files of a class; one that names none is for all.
pub(super) fn is_for(entry: &Node, class: Option<Class>) -> bool {
    let words = entry.texts("class");
    words.is_empty() || class.is_some_and(|class| words.iter().any(|word| covers(word, class)))
}

/// Whether the word for some classes means this one too.
fn covers(word: &str, class: Class) -> bool {
    word == class.word() || word == class.way().word() || word == if class.is_motion() { "motion" } else { "post" }
}

/// Reports what is wrong with the form of an entry; what a row gives is open.
fn read_as<T: for<'de> Deserialize<'de> + Described>(entry: &Node, label: &str, errors: &mut Errors) {
    typed::read::<T>(entry, label, errors);
}

/// What can be wrong with a table whatever uses it: entries without a name or of another form, and classes that there are not.
fn check(root: &Node, errors: &mut Errors) {
    type Read = fn(&Node, &str, &mut Errors);
    let rows = WITH_ROWS.iter().map(|block| (*block, "row", read_as::<coded::Row> as Read));
    for (list, key, read) in rows.chain([("common", "id", read_as::<coded::Common> as Read), ("number", "id", read_as::<coded::Number>)]) {
        for entry in root.list(list) {
            read(entry, &format!("[[{list}]]"), errors);
            if entry.get(key).is_none() {
                let help = format!("add `{key} = \"…\"`, the name by which it is referred to");
                errors.add(ErrorKind::MissingKey, entry.span, format!("this [[{list}]] of the coding table lacks `{key}`"), help);
            }
            unknown_keys(entry, list, key, errors);
            for word in entry.texts("class") {
                if !Class::ALL.iter().any(|class| covers(&word, *class)) {
                    let help = suggest::help(&word, "classes", coded::class_words());
                    errors.add(ErrorKind::UnknownWord, entry.key("class").span, format!("there is no class {word:?}"), help);
                }
            }
        }
    }
    for entry in root.list("number") {
        if let Some((low, high)) = number_of(entry).range.filter(|(low, high)| low > high) {
            let message = format!("the number `{}` ranges from {low} to {high}", entry.text_of("id").unwrap_or_default());
            errors.add(ErrorKind::OutOfRange, entry.key("low").span, message, "`low` is its 5th percentile, `high` its 95th");
        }
        let says = |key: &str| entry.get(key).is_some();
        let is_known = says("value") || (says("low") && says("high"));
        if !is_known {
            let message = format!("the number `{}` of the coding table has no value", entry.text_of("id").unwrap_or_default());
            let help = "give value = 0.2, or low = … and high = …, its 5th and 95th percentile; durations in quotes, such as \"26 weeks\"";
            errors.add(ErrorKind::MissingKey, entry.span, message, help);
        }
    }
}

/// Reports the keys of a row that the entries it completes do not have; below them, what it gives is read where it is used.
fn unknown_keys(entry: &Node, list: &str, key: &str, errors: &mut Errors) {
    let Some(block) = blocks::find(list) else { return };
    let known = || block.keys().iter().copied().chain(OF_ROWS);
    for field in entry.table().map_or(&[][..], |table| &table.0) {
        if field.key != key && !known().any(|known| known == field.key) {
            let help = suggest::help(&field.key, &format!("keys of [[{list}]]"), known());
            errors.add(ErrorKind::UnknownKey, field.key_span, format!("[[{list}]] has no key `{}`", field.key), help);
        }
    }
}
