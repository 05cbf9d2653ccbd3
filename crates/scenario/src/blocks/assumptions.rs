//! What a scenario assumes, block by block: in words, with its value, where it is from, and its place.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use nemcon_core::Class;

use super::{BLOCKS, Block};
use crate::coding::Table as CodingTable;
use crate::de::REMARKS;
use crate::print;
use crate::raw;
use crate::sources::Sources;
use crate::tree::{Node, Span, Value};

/// What is thought where a fact would be known: an opinion, a rate, an event that may come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumption {
    /// The block of the format that it stands in, such as `dynamics`.
    pub block: &'static str,
    /// Which it is, in words.
    pub text: String,
    /// What is assumed, as TOML.
    pub value: String,
    /// Where it is from.
    pub sources: Vec<String>,
    /// Where the entry is from that it stands in, where that does not say for which of its values it is the source.
    pub entry_sources: Vec<String>,
    /// What is said about it, and about the entry.
    pub notes: Vec<String>,
    /// The file that says it.
    pub file: PathBuf,
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The rows and numbers of the coding table that it is made of.
    pub coded: Vec<Coded>,
}

/// A row or a number of a coding table that something is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coded {
    /// `row NAME`, `common NAME` or `number NAME`.
    pub name: String,
    /// Where the table has it from.
    pub sources: Vec<String>,
    /// What the table says about it.
    pub notes: Vec<String>,
    /// The file of the table.
    pub file: PathBuf,
    /// The line of the file, counted from 1.
    pub line: usize,
}

impl Assumption {
    /// Whether neither the file nor the coding table names a source: judgement, not evidence.
    pub fn is_judgement(&self) -> bool {
        self.sources.is_empty() && self.entry_sources.is_empty() && self.coded.iter().all(|coded| coded.sources.is_empty())
    }
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A merged scenario, and what tells where it is from.
pub(crate) struct Written<'a> {
    pub(crate) root: &'a Node,
    pub(crate) coding: Option<&'a CodingTable>,
    pub(crate) class: Class,
    pub(crate) sources: &'a Sources,
}

impl Written<'_> {
    /// All that it assumes, in the order of the blocks.
    pub(crate) fn assumptions(&self) -> Vec<Assumption> {
        let blocks = BLOCKS.iter().filter_map(|block| Some((block, self.root.get(block.name)?)));
        blocks.flat_map(|(block, node)| block.assumptions(node).into_iter().map(|found| self.assumption(block, &found))).collect()
    }

    fn assumption(&self, block: &'static Block, found: &raw::Assumption<'_>) -> Assumption {
        let (file, line) = self.place(found.node.span);
        Assumption {
            block: block.name,
            text: found.text.clone(),
            value: said(block, found.node),
            sources: found.remarks("source"),
            entry_sources: found.remarks_of_all("source"),
            notes: [found.remarks("note"), found.remarks_of_all("note")].concat(),
            file,
            line,
            coded: self.coded(found.node),
        }
    }

    fn coded(&self, node: &Node) -> Vec<Coded> {
        let Some(table) = self.coding else { return Vec::new() };
        let mut places = HashSet::new();
        all_places(node, &mut places);
        let coded = table.origins(&places, self.class).into_iter().map(|origin| {
            let (file, line) = self.place(origin.entry.span);
            Coded { name: origin.name, sources: origin.entry.texts("source"), notes: origin.entry.texts("note"), file, line }
        });
        coded.collect()
    }

    fn place(&self, span: Span) -> (PathBuf, usize) {
        (self.sources.path(span.file), self.sources.line(span.file, span.start as usize))
    }
}

/// What an assumption says: its value, or of an entry the keys but for what it is called by and the remarks.
fn said(block: &Block, node: &Node) -> String {
    let Some(table) = node.table() else { return print::value(node) };
    let left_out = |key: &str| REMARKS.contains(&key) || block.identity() == Some(key);
    let fields = table.0.iter().filter(|field| !left_out(&field.key));
    print::inline(fields)
}

fn all_places(node: &Node, places: &mut HashSet<Span>) {
    places.insert(node.span);
    match &node.value {
        Value::Table(table) => {
            for field in &table.0 {
                places.insert(field.key_span);
                all_places(&field.node, places);
            }
        }
        Value::List(list) => list.iter().for_each(|entry| all_places(entry, places)),
        _ => {}
    }
}
