//! Numbers by name: what a scenario takes from a coding table.
//!
//! A table says once, for all files that use it, which numbers the words of a source become: `row`
//! names one of its rows, whose keys complete the entry. What holds for all files of a class is laid
//! beneath them. All of this happens on the merged tree, before it is read, so that a what-if may
//! change a row, or name another table.

mod class;
mod common;
mod filler;
mod origin;
mod rewrite;
mod rows;
mod selection;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use nemcon_core::Class;

use crate::diagnostic::{Diagnostics, ErrorKind};
use crate::files::{self, Files};
use crate::raw;
use crate::read::Reader;
use crate::tree::{Field, Node, Span, Value};
use crate::typed;

pub use rewrite::rewrite;
pub(crate) use table::Table;
pub use table::{CodedNumber, CodedRow, CodingTable};

/// How files are coded otherwise than they say: with another table, or with other numbers in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recoding {
    /// The coding table, in place of the one that the files name.
    pub table: Option<PathBuf>,
    /// Numbers of the table, by their keys ([`CodedNumber::key`]), in place of what it says of them.
    pub numbers: BTreeMap<String, Setting>,
}

/// What a number of a coding table is set to: a half-life in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// A known number.
    Fixed(f64),
    /// 5th and 95th percentile. Where the format takes no range, its middle: the geometric mean, or that of the odds.
    Range {
        /// 5th percentile.
        low: f64,
        /// 95th percentile.
        high: f64,
    },
}

/// Reads a coding table by itself, for whoever asks what its rows and numbers are.
///
/// On failure, everything that is wrong with the file; what a row says is looked at where it is used.
pub fn load_coding(files: &dyn Files, path: &Path) -> Result<CodingTable, Diagnostics> {
    let mut reader = Reader::new(files);
    let table = Table::read(&mut reader, path, None);
    match table {
        Some(table) if reader.errors.is_empty() => Ok(table.described()),
        _ => Err(reader.errors.finish(reader.sources)),
    }
}

/// Things that `remove` names and that may be the table's.
#[derive(Debug, Default)]
pub(crate) struct Pending(Vec<Removal>);

#[derive(Debug)]
struct Removal {
    path: String,
    span: Span,
    help: String,
}

impl Pending {
    pub(crate) fn add(&mut self, path: &str, span: Span, help: String) {
        self.0.push(Removal { path: path.to_owned(), span, help });
    }
}

/// Which removals are of things of the table.
struct Removed<'a> {
    pending: &'a Pending,
    met: BTreeSet<usize>,
}

impl Removed<'_> {
    /// Whether this is taken away: `candidate.yoo.withdraws`, `event.summit`, `dynamics.frailty`.
    fn holds(&mut self, path: &str) -> bool {
        let at = self.pending.0.iter().position(|removal| removal.path == path);
        self.met.extend(at);
        at.is_some()
    }
}

/// Completes a merged scenario from the coding table it names; of what class it is, and the table.
pub(crate) fn apply(root: &mut Node, pending: &Pending, recoding: &Recoding, reader: &mut Reader<'_>) -> (Option<Class>, Option<Table>) {
    let settings = settings(root, reader);
    let class = settings.class.map(|class| class.0).or_else(|| class::of(root));
    let mut removed = Removed { pending, met: BTreeSet::new() };
    let mut table = table(root, recoding, &settings, reader);
    match &mut table {
        Some(table) => {
            table.set(&recoding.numbers);
            let facts = common::Facts { class, practice: settings.practice.map(|way| way.0) };
            common::lay(root, table, facts, &mut removed, reader);
            rows::fill(root, table, class, &mut removed, reader);
        }
        // A table that cannot be read has been reported.
        None if settings.table.is_some() || recoding.table.is_some() => rows::unread_table(root),
        None => rows::without_table(root, &mut reader.errors),
    }
    for (at, removal) in pending.0.iter().enumerate() {
        if !removed.met.contains(&at) {
            let message = format!("`remove` names {:?}, which is not there", removal.path);
            reader.errors.add(ErrorKind::RemoveUnknown, removal.span, message, removal.help.as_str());
        }
    }
    settle(root, class);
    (class, table)
}

/// What `[coding]` says that is right; the rest is reported.
fn settings(root: &mut Node, reader: &mut Reader<'_>) -> raw::Coding {
    let Some(node) = root.table_mut().and_then(|root| root.get_mut("coding")) else { return raw::Coding::default() };
    typed::prune(node, "[coding]", &mut reader.errors).map_or_else(raw::Coding::default, |(said, _)| said)
}

/// The coding table that is to be used, if any.
fn table(root: &Node, recoding: &Recoding, settings: &raw::Coding, reader: &mut Reader<'_>) -> Option<Table> {
    if let Some(path) = &recoding.table {
        return Table::read(reader, path, None);
    }
    let name = settings.table.as_deref()?;
    let span = root.get("coding")?.key("use").span;
    let path = files::beside(&reader.path(span.file), name);
    Table::read(reader, &path, Some(span))
}

/// What is left of `[coding]` once it has been followed: the class, which is now known.
fn settle(root: &mut Node, class: Option<Class>) {
    let Some(coding) = root.table_mut().and_then(|root| root.get_mut("coding")) else { return };
    let span = coding.span;
    let Some(table) = coding.table_mut() else { return };
    for key in ["use", "practice", "meetings"] {
        table.remove(key);
    }
    if let Some(class) = class {
        let node = Node { value: Value::Text(class.word().to_owned()), span };
        table.put(Field { key: "class".to_owned(), key_span: span, node });
    }
}
