//! `[[common]]`: what holds for all files of a class, laid beneath them.

use std::collections::HashMap;

use nemcon_core::{Class, Way};

use super::Removed;
use super::filler::Filler;
use super::rows;
use super::selection::Selection;
use super::table::Table;
use crate::blocks::{self, Block};
use crate::diagnostic::ErrorKind;
use crate::print;
use crate::read::Reader;
use crate::suggest;
use crate::tree::{self, Field, Node, Value};

/// Keys of an entry that say when it holds, and are not blocks.
const HEAD: [&str; 11] = ["id", "title", "applies", "class", "practice", "each", "all", "none", "members", "note", "source"];

/// What is known of a file beside its blocks.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    pub(super) class: Option<Class>,
    pub(super) practice: Option<Way>,
}

/// Lays what the table says of all files of the class beneath the file.
pub(super) fn lay(root: &mut Node, table: &Table, facts: Facts, removed: &mut Removed<'_>, reader: &mut Reader<'_>) {
    let selection = Selection::of(root);
    for entry in table.common(facts.class, facts.practice) {
        for bound in repeated(entry, root, &selection) {
            let filler = Filler { bound, ..Filler::new(table, facts.class) };
            let mut instance = entry.clone();
            let Some(blocks) = instance.table_mut() else { continue };
            let remarks: Vec<Field> = blocks.0.iter().filter(|field| field.key == "source").cloned().collect();
            blocks.0.retain(|field| !HEAD.contains(&field.key.as_str()));
            filler.fill(&mut instance, &mut reader.errors);
            let origin = format!("{}: {}", table.name, entry.text_of("title").or(entry.text_of("id")).unwrap_or_default());
            beneath(root, instance, &Laid { origin: Some(&origin), remarks: &remarks }, removed, reader);
        }
    }
    if let Some(base) = &table.base {
        beneath(root, base.clone(), &Laid { origin: None, remarks: &[] }, removed, reader);
    }
}

/// What placeholders stand for, by their names.
type Bound = HashMap<String, Node>;

/// What is said of everything that is laid.
struct Laid<'a> {
    origin: Option<&'a str>,
    remarks: &'a [Field],
}

/// What the placeholders of an entry stand for, once for each time that it is repeated.
fn repeated(entry: &Node, root: &Node, selection: &Selection) -> Vec<Bound> {
    let fields = |key: &str| entry.get(key).and_then(Node::table).map_or(&[][..], |table| &table.0);
    let mut first = Bound::new();
    if let Some(day) = root.get("question").and_then(|question| question.get("as_of")) {
        first.insert("as_of".to_owned(), day.clone());
    }
    if entry.get("none").is_some_and(|rows| !selection.domain(rows).is_empty()) {
        return Vec::new();
    }
    for field in fields("all") {
        let all = selection.domain(&field.node);
        if all.is_empty() {
            return Vec::new();
        }
        let span = field.node.span;
        first.insert(field.key.clone(), Node { value: Value::List(all), span });
    }
    let mut bound = vec![first];
    for (at, field) in fields("each").iter().enumerate() {
        let domain = selection.domain(&field.node);
        // Of two out of the same, each pair comes once, in the order of the file.
        let alike = |other: &&Field| print::value(&other.node) == print::value(&field.node);
        let before = fields("each")[..at].iter().rfind(alike);
        let place = |value: &Node| domain.iter().position(|other| is_same(other, value));
        let is_later = |known: &Bound, value: &Node| before.is_none_or(|other| known.get(&other.key).and_then(place) < place(value));
        bound = bound
            .iter()
            .flat_map(|known| domain.iter().filter(|value| is_later(known, value)).filter_map(|value| with(known, &field.key, value)))
            .collect();
    }
    for field in fields("members") {
        bound.retain_mut(|known| {
            let of = field.node.text_of("of").unwrap_or("candidate");
            let Some(candidate) = known.get(of).and_then(Node::text) else { return false };
            let mut members = selection.members(candidate, &field.node.texts("rows"));
            if let Some(others) = field.node.text_of("within").and_then(|name| known.get(name)) {
                let others: Vec<&str> = others.entries().iter().filter_map(Node::text).collect();
                members.retain(|id| others.contains(&id.as_str()));
            }
            let is_any = !members.is_empty();
            let span = field.node.span;
            let list = members.into_iter().map(|id| Node { value: Value::Text(id), span }).collect();
            known.insert(field.key.clone(), Node { value: Value::List(list), span });
            is_any
        });
    }
    bound
}

/// The same, and one thing more, if it is not one of them.
fn with(known: &Bound, name: &str, value: &Node) -> Option<Bound> {
    if known.values().any(|other| is_same(other, value)) {
        return None;
    }
    let mut known = known.clone();
    known.insert(name.to_owned(), value.clone());
    Some(known)
}

/// Whether two are the same candidate.
fn is_same(one: &Node, other: &Node) -> bool {
    one.text().is_some_and(|text| other.text() == Some(text))
}

/// Lays blocks beneath those of the scenario: what it says itself stays.
fn beneath(root: &mut Node, under: Node, laid: &Laid<'_>, removed: &mut Removed<'_>, reader: &mut Reader<'_>) {
    let (Some(root), Value::Table(under)) = (root.table_mut(), under.value) else { return };
    for mut field in under.0 {
        let Some(block) = blocks::find(&field.key) else {
            if !["schema", "title"].contains(&field.key.as_str()) {
                let names = blocks::BLOCKS.iter().map(|block| block.name);
                let help = suggest::help(&field.key, "blocks", names);
                let message = format!("the coding table lays `{}` beneath files, which is no block", field.key);
                reader.errors.add(ErrorKind::UnknownKey, field.key_span, message, help);
            }
            continue;
        };
        match &mut field.node.value {
            Value::List(entries) if block.is_list() => {
                let entries = std::mem::take(entries);
                lay_entries(root, block, &field, entries, laid, removed);
            }
            Value::Table(table) if !block.is_list() => {
                let mut table = std::mem::take(table);
                table.0.retain(|key| !removed.holds(&format!("{}.{}", block.name, key.key)));
                say(&mut table, laid);
                match root.get_mut(block.name).and_then(Node::table_mut) {
                    Some(own) => deepen(own, table),
                    None => root.put(Field { node: Node { value: Value::Table(table), span: field.node.span }, ..field }),
                }
            }
            _ => {
                let message = format!("`{}` of the coding table is {}", field.key, field.node.kind());
                let help = if block.is_list() { "it is a list of tables: [{ … }]" } else { "it is a table: { … }" };
                reader.errors.add(ErrorKind::WrongType, field.node.span, message, help);
            }
        }
    }
}

fn lay_entries(root: &mut tree::Table, block: &Block, field: &Field, entries: Vec<Node>, laid: &Laid<'_>, removed: &mut Removed<'_>) {
    if root.get(block.name).is_none() {
        root.put(Field { node: Node { value: Value::List(Vec::new()), span: field.node.span }, ..field.clone() });
    }
    let Some(own) = root.get_mut(block.name).and_then(Node::entries_mut) else { return };
    // Stances of everybody come first: these lie over them, and under what is known of some.
    let mut at = if block.name == "stance" { own.iter().rposition(is_of_all).map_or(0, |at| at + 1) } else { own.len() };
    for mut entry in entries {
        let id = block.identity().and_then(|key| entry.text_of(key)).map(str::to_owned);
        let Some(table) = entry.table_mut() else { continue };
        say(table, laid);
        if let Some(id) = id {
            if removed.holds(&format!("{}.{id}", block.name)) {
                continue;
            }
            table.0.retain(|key| !removed.holds(&format!("{}.{id}.{}", block.name, key.key)));
            let key = block.identity().unwrap_or_default();
            if let Some(own) = own.iter_mut().find(|own| own.text_of(key) == Some(&id)).and_then(Node::table_mut) {
                rows::complete(own, std::mem::take(table));
                continue;
            }
        }
        own.insert(at, entry);
        at += 1;
    }
}

fn is_of_all(entry: &Node) -> bool {
    entry.texts("members") == ["*"]
}

/// Says where an entry is from.
fn say(table: &mut tree::Table, laid: &Laid<'_>) {
    laid.remarks
        .iter()
        .filter(|remark| !table.0.iter().any(|field| field.key == remark.key))
        .cloned()
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|remark| table.0.push(remark));
    if let Some(origin) = laid.origin {
        rows::remark(table, vec![origin.to_owned()]);
    }
}

/// Adds what a table does not say, also within the tables that it has; notes are added to notes.
fn deepen(own: &mut tree::Table, under: tree::Table) {
    for field in under.0 {
        let Some(node) = own.get_mut(&field.key) else {
            own.put(field);
            continue;
        };
        match (&mut node.value, field.node.value) {
            (Value::Table(own), Value::Table(under)) => deepen(own, under),
            (_, value) if field.key == "note" => {
                let notes = |value: &Value| match value {
                    Value::List(list) => list.clone(),
                    value => vec![Node { value: value.clone(), span: field.node.span }],
                };
                node.value = Value::List([notes(&node.value), notes(&value)].concat());
            }
            _ => {}
        }
    }
}
