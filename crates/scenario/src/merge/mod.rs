//! From files to one tree: `extends`, `remove`, `body.use`.

mod combine;
mod layers;
mod remove;
mod scrub;

use std::path::{Path, PathBuf};

use nemcon_core::Class;

use crate::blocks::file::BodyFile;
use crate::coding::{self, Pending, Recoding};
use crate::diagnostic::{ErrorKind, Place};
use crate::files::{self, called};
use crate::limits;
use crate::read::Reader;
use crate::tree::{Node, Span, Table, Value};
use crate::typed::Wrong;

/// A scenario in one piece: nothing in it refers to another file.
pub(crate) struct Merged {
    pub(crate) root: Node,
    /// What the reader of the scenario should know about how it came about.
    pub(crate) notices: Vec<String>,
    /// What is decided, and how, as far as that is said.
    pub(crate) class: Option<Class>,
    /// The coding table that numbers were taken from.
    pub(crate) coding: Option<coding::Table>,
    /// Whether the body could be read; without it, nobody is known.
    pub(crate) has_body: bool,
    /// The blocks, and other keys at the top, that could not be read.
    pub(crate) unread: Wrong,
}

/// A scenario on its way: what the files so far say, and the body file they use.
struct State {
    root: Node,
    used: Used,
    notices: Vec<String>,
    /// What was to be removed and may be of the coding table, where there is one.
    pending: Pending,
    is_coded: bool,
}

/// The body file of a scenario.
enum Used {
    None,
    /// It was named, but is not to be had.
    Missing,
    Read(Node),
}

impl Used {
    fn node(&self) -> Option<&Node> {
        if let Self::Read(node) = self { Some(node) } else { None }
    }

    fn node_mut(&mut self) -> Option<&mut Node> {
        if let Self::Read(node) = self { Some(node) } else { None }
    }
}

/// Reads a scenario and everything it refers to; where it names nothing that it extends, it extends the bases, if there
/// are any.
pub(crate) fn scenario(reader: &mut Reader<'_>, path: &Path, bases: &[PathBuf], recoding: &Recoding) -> Option<Merged> {
    let layers = layers::read(reader, path, bases)?;
    let nothing = Node { value: Value::Table(Table::default()), span: layers.last()?.root.span };
    let is_coded =
        recoding.table.is_some() || layers.iter().any(|layer| layer.root.get("coding").is_some_and(|coding| coding.get("use").is_some()));
    let mut state = State { root: nothing, used: Used::None, notices: Vec::new(), pending: Pending::default(), is_coded };
    for layer in layers.into_iter().rev() {
        // First of all, so that a file can remove members of the body that it uses.
        let uses_body = layer.root.get("body").is_some_and(|body| body.get("use").is_some());
        if uses_body {
            state.used = used(reader, &layer.root);
        }
        remove::apply(&mut state, &layer, reader);
        if let (false, Some(body)) = (uses_body, state.used.node()) {
            combine::adopt(&mut state.root, body, &layer.root);
        }
        combine::layer(&mut state.root, layer.root);
    }
    let is_missing = matches!(state.used, Used::Missing);
    if let Used::Read(body) = state.used {
        combine::body(&mut state.root, body);
    }
    let (class, coding) = coding::apply(&mut state.root, &state.pending, recoding, reader);
    // Without any member, what was wrong may have been theirs, such as a misspelt [[member]].
    let has_body = !is_missing && (reader.errors.is_empty() || !state.root.list("member").is_empty());
    Some(Merged { root: state.root, notices: state.notices, class, coding, has_body, unread: reader.unread.clone() })
}

/// What lies beneath all files that use a coding table: a file that it names, and what that extends.
pub(crate) fn base(reader: &mut Reader<'_>, path: &Path, named: Span) -> Option<Node> {
    let layers = layers::read(reader, path, &[])?;
    let mut root = Node { value: Value::Table(Table::default()), span: named };
    layers.into_iter().rev().for_each(|layer| combine::layer(&mut root, layer.root));
    Some(root)
}

/// The body file that a layer uses, if any.
fn used(reader: &mut Reader<'_>, root: &Node) -> Used {
    let Some(name) = root.get("body").and_then(|body| body.get("use")) else { return Used::None };
    // What is not text is reported when [body] is read.
    let Some(text) = name.text() else { return Used::Missing };
    let path = files::beside(&reader.path(name.span.file), text);
    body_file(reader, &path, Some(name.span)).map_or(Used::Missing, Used::Read)
}

/// Reads a body file; its entries are not looked at yet.
pub(crate) fn body_file(reader: &mut Reader<'_>, path: &Path, named: Option<Span>) -> Option<Node> {
    let mut node = reader.read(path, named)?;
    if let Some(mark) = ["question", "extends"].into_iter().find(|key| node.get(key).is_some()) {
        let message = format!("{} is a scenario, not a body", called(path));
        let help = "a body file has [[member]] entries, and neither [question] nor `extends`";
        reader.errors.add(ErrorKind::NotABody, named.unwrap_or(node.key_span(mark)), message, help);
        return None;
    }
    if limits::exceeded(&node, &mut reader.errors) {
        return None;
    }
    let has_schema = node.get("schema").is_some();
    let top = reader.prune::<BodyFile>(&mut node, "the body file")?;
    // One that is no number has been reported.
    if top.schema.is_some() || !has_schema {
        schema(&node, top.schema, reader)?;
    }
    Some(node)
}

/// The first version of the format is the only one yet.
pub(crate) fn schema(root: &Node, schema: Option<f64>, reader: &mut Reader<'_>) -> Option<()> {
    match schema {
        Some(1.0) => return Some(()),
        Some(other) => {
            let help = "this version of nemcon reads schema 1";
            reader.errors.add(ErrorKind::SchemaUnsupported, root.key("schema").span, format!("schema {other} is not known"), help);
        }
        None => {
            let is_whole = ["question", "member"].iter().any(|key| root.get(key).is_some());
            let version = "write `schema = 1` at the top: the version of the format";
            let what_if = "; or, in a what-if, name the file it builds on: extends = \"base.toml\"";
            let help = format!("{version}{}", if is_whole { "" } else { what_if });
            reader.errors.add(ErrorKind::SchemaMissing, Place::File(root.span.file), "`schema` is missing", help);
            return is_whole.then_some(());
        }
    }
    None
}
