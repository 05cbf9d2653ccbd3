//! `row`: the keys of an entry that the table gives.

use nemcon_core::Class;

use super::Removed;
use super::filler::Filler;
use super::table::{Table, WITH_ROWS};
use crate::blocks;
use crate::diagnostic::{ErrorKind, Errors};
use crate::read::Reader;
use crate::suggest;
use crate::tree::{self, Field, Node, Span, Value};

/// Keys of which an entry has one: where it has one itself, a row gives none of them.
pub(super) const ALTERNATIVES: [&[&str]; 4] =
    [&["prior", "declared"], &["on", "between", "when"], &["effects", "outcomes"], &["set", "raise", "lower", "redraw"]];

/// Completes every entry that names rows.
pub(super) fn fill(root: &mut Node, table: &Table, class: Option<Class>, removed: &mut Removed<'_>, reader: &mut Reader<'_>) {
    let mut filling = Filling { table, filler: Filler::new(table, class), removed, errors: &mut reader.errors };
    each(root, &mut |block, entry| filling.entry(block, entry));
}

/// Reports every row in a file that names no table.
pub(super) fn without_table(root: &mut Node, errors: &mut Errors) {
    each(root, &mut |block, entry| {
        if !names(entry).is_empty()
            && let Some(field) = entry.table_mut().and_then(|entry| entry.remove("row"))
        {
            let message = "a row of a coding table, and no table is named";
            let help = "name the table that has it, [coding] use = \"coding.toml\"; or write, in place of `row`, the keys themselves";
            errors.add(ErrorKind::RowWithoutTable, field.key_span, message, help);
            stand_in(block, entry, field.key_span);
        }
    });
}

/// Puts something in the place of what a table would give that cannot be read, so that it is not missed as well.
pub(super) fn unread_table(root: &mut Node) {
    each(root, &mut |block, entry| {
        let row = entry.table_mut().and_then(|entry| entry.remove("row")).map(|row| row.key_span);
        // How often there are rounds can be said of all files of a class.
        if let Some(span) = row.or((block == "question").then_some(entry.span)) {
            stand_in(block, entry, span);
        }
    });
}

/// Gives what an unknown row would have given, so that it is not missed as well.
fn stand_in(block: &str, entry: &mut Node, span: Span) {
    let given: &[(&str, Value)] = &match block {
        "question" => [("cadence", Value::Text("1 week".to_owned()))],
        "stance" => [("declared", Value::Text("support".to_owned()))],
        "effect" => [("set", Value::Text("support".to_owned()))],
        "evidence" => [("reports", Value::Hole)],
        "event" => [("effects", Value::List(Vec::new()))],
        _ => return,
    };
    let field = |(key, value): &(&str, Value)| Field { key: (*key).to_owned(), key_span: span, node: Node { value: value.clone(), span } };
    if let Some(entry) = entry.table_mut() {
        complete(entry, tree::Table(given.iter().map(field).collect()));
    }
}

/// Visits every table that can name rows, with the block whose rows it can name.
fn each(root: &mut Node, visit: &mut impl FnMut(&str, &mut Node)) {
    let Some(root) = root.table_mut() else { return };
    for block in WITH_ROWS {
        let Some(node) = root.get_mut(block) else { continue };
        match &mut node.value {
            Value::Table(_) => visit(block, node),
            Value::List(entries) => {
                for entry in entries {
                    visit(block, entry);
                    effects(entry, visit);
                }
            }
            _ => {}
        }
    }
}

/// Visits what an event does to stances, in any of its outcomes.
fn effects(event: &mut Node, visit: &mut impl FnMut(&str, &mut Node)) {
    let Some(table) = event.table_mut() else { return };
    if let Some(outcomes) = table.get_mut("outcomes").and_then(Node::entries_mut) {
        for outcome in outcomes {
            effects(outcome, visit);
        }
    }
    for effect in table.get_mut("effects").and_then(Node::entries_mut).into_iter().flatten() {
        if let Some(stance) = effect.table_mut().and_then(|effect| effect.get_mut("stance")) {
            visit("effect", stance);
        }
    }
}

/// The rows that an entry names, if they are names.
fn names(entry: &Node) -> Vec<(String, Span)> {
    match entry.get("row").map(|node| (&node.value, node.span)) {
        Some((Value::Text(text), span)) => vec![(text.clone(), span)],
        Some((Value::List(list), _)) => list.iter().filter_map(|node| Some((node.text()?.to_owned(), node.span))).collect(),
        _ => Vec::new(),
    }
}

struct Filling<'a, 'b> {
    table: &'a Table,
    filler: Filler<'a>,
    removed: &'a mut Removed<'b>,
    errors: &'a mut Errors,
}

impl Filling<'_, '_> {
    /// Completes an entry from the rows that it names.
    fn entry(&mut self, block: &str, entry: &mut Node) {
        let names = names(entry);
        // What is no name stays, and is refused when the entry is read.
        if names.is_empty() {
            return;
        }
        let of = if block == "effect" { "stance" } else { block };
        let mut given = tree::Table::default();
        let (mut origins, mut unknown) = (Vec::new(), None);
        for (name, span) in names {
            let Some(row) = self.table.row(of, &name, self.filler.class) else {
                self.unknown(of, &name, span);
                unknown = Some(span);
                continue;
            };
            row.keys.0.into_iter().for_each(|field| given.put(field));
            origins.push(format!("row {name:?} of {}: {}", self.table.name, row.title));
        }
        given.0.iter_mut().for_each(|field| self.filler.fill(&mut field.node, self.errors));
        if block == "effect" {
            given = as_effect(given);
        }
        let id = blocks::find(block).and_then(blocks::Block::identity).and_then(|key| entry.text_of(key)).map(str::to_owned);
        let path = id.map_or_else(|| block.to_owned(), |id| format!("{block}.{id}"));
        given.0.retain(|field| !self.removed.holds(&format!("{path}.{}", field.key)));
        if let Some(entry) = entry.table_mut() {
            entry.remove("row");
            complete(entry, given);
            remark(entry, origins);
        }
        if let Some(span) = unknown {
            stand_in(block, entry, span);
        }
    }

    fn unknown(&mut self, block: &str, name: &str, span: Span) {
        let known = self.table.names(block, "row");
        let (of, help) = match self.filler.class {
            Some(class) if known.contains(&name) => {
                (format!(" for a {class}"), "add one to the table, for this class or for all; or give [coding] another `class`".to_owned())
            }
            _ => (String::new(), suggest::help(name, &format!("rows of [[{block}]] in {}", self.table.name), known)),
        };
        self.errors.add(ErrorKind::UnknownRow, span, format!("the coding table has no row `{name}` of [[{block}]]{of}"), help);
    }
}

/// Adds the keys that an entry does not have, nor an alternative to.
pub(super) fn complete(entry: &mut tree::Table, given: tree::Table) {
    let has: Vec<String> = entry.0.iter().map(|field| field.key.clone()).collect();
    let has = |key: &str| has.iter().any(|own| own == key);
    for field in given.0 {
        let key = field.key.as_str();
        let displaced = ALTERNATIVES.iter().filter(|keys| keys.contains(&key)).any(|keys| keys.iter().any(|key| has(key)));
        if !has(key) && !displaced {
            entry.put(field);
        }
    }
}

/// Says in the note of an entry where its numbers are from.
pub(super) fn remark(entry: &mut tree::Table, origins: Vec<String>) {
    let Some(span) = entry.0.first().map(|field| field.key_span) else { return };
    let text = |text: String| Node { value: Value::Text(text), span };
    let mut notes: Vec<Node> = match entry.get("note").map(|node| &node.value) {
        Some(Value::Text(note)) => vec![text(note.clone())],
        Some(Value::List(list)) => list.clone(),
        _ => Vec::new(),
    };
    notes.extend(origins.into_iter().map(text));
    let value = if notes.len() == 1 { notes.remove(0).value } else { Value::List(notes) };
    entry.put(Field { key: "note".to_owned(), key_span: span, node: Node { value, span } });
}

/// What a row of stances says, as a change of stances: declared is set, a prior is drawn from anew.
fn as_effect(given: tree::Table) -> tree::Table {
    let change = |mut field: Field| {
        let key = match field.key.as_str() {
            "declared" => "set",
            "prior" => "redraw",
            _ => return None,
        };
        // How sure a redraw is of its probabilities is not said.
        if let Some(prior) = field.node.table_mut() {
            prior.remove("concentration");
        }
        Some(Field { key: key.to_owned(), ..field })
    };
    tree::Table(given.0.into_iter().filter_map(change).collect())
}
