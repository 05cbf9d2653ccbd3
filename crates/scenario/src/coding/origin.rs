//! Which rows and numbers of a coding table something was made of: what it gives keeps its places in the table.

use std::collections::HashSet;

use nemcon_core::Class;

use super::filler::whole;
use super::table::{Table, WITH_ROWS, is_for};
use crate::tree::{Node, Span, Value};

/// A row or a number that something was made of.
pub(crate) struct Origin<'a> {
    /// `row NAME`, `common NAME` or `number NAME`.
    pub(crate) name: String,
    pub(crate) entry: &'a Node,
}

impl Table {
    /// What gave the keys and values at these places to a file of a class.
    pub(crate) fn origins(&self, places: &HashSet<Span>, class: Class) -> Vec<Origin<'_>> {
        let rows = WITH_ROWS.iter().map(|block| (*block, "row", "row")).chain([("common", "id", "common")]);
        let entries = rows.flat_map(|(list, key, word)| self.root.list(list).iter().map(move |entry| (entry, key, word)));
        let mut found: Vec<Origin<'_>> = Vec::new();
        for (entry, key, word) in entries.filter(|(entry, ..)| is_for(entry, Some(class))) {
            let mut used = Used { places, gives: false, numbers: Vec::new() };
            used.look(entry);
            if used.gives {
                found.push(Origin { name: format!("{word} {}", entry.text_of(key).unwrap_or_default()), entry });
            }
            for name in used.numbers {
                let is_it = |number: &&Node| number.text_of("id") == Some(name) && is_for(number, Some(class));
                // A later one, for some classes, overrides an earlier one.
                let number = self.root.list("number").iter().rfind(is_it);
                found.extend(number.map(|entry| Origin { name: format!("number {name}"), entry }));
            }
        }
        let mut seen = HashSet::new();
        found.retain(|origin| seen.insert(origin.entry.span));
        found
    }
}

/// What of an entry of the table was used.
struct Used<'a, 'p> {
    places: &'p HashSet<Span>,
    gives: bool,
    /// The numbers that it names there.
    numbers: Vec<&'a str>,
}

impl<'a> Used<'a, '_> {
    fn look(&mut self, node: &'a Node) {
        match &node.value {
            Value::Table(table) => {
                for field in &table.0 {
                    self.gives |= self.places.contains(&field.key_span);
                    self.look(&field.node);
                }
            }
            Value::List(list) => list.iter().for_each(|entry| self.look(entry)),
            Value::Text(text) if self.places.contains(&node.span) => {
                self.gives = true;
                self.numbers.extend(whole(text));
            }
            _ => self.gives |= self.places.contains(&node.span),
        }
    }
}
