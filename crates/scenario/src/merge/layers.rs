//! The chain of `extends`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::schema;
use crate::blocks::BLOCKS;
use crate::blocks::file::ScenarioFile;
use crate::diagnostic::{ErrorKind, Place};
use crate::files::{self, called};
use crate::limits;
use crate::read::Reader;
use crate::tree::Node;

/// The longest chain of `extends`.
const DEPTH: usize = 32;

/// One file of a chain.
pub(super) struct Layer {
    pub(super) root: Node,
    /// What it takes away from what it extends.
    pub(super) remove: Vec<Node>,
}

/// A file and what it extends, the file itself first; where it names nothing, it extends the first of the bases, that the
/// next, and so on.
pub(super) fn read(reader: &mut Reader<'_>, path: &Path, mut bases: &[PathBuf]) -> Option<Vec<Layer>> {
    let mut layers = Vec::new();
    let mut seen: HashSet<PathBuf> = HashSet::new();
    let mut path = path.to_path_buf();
    let mut named = None;
    loop {
        if !seen.insert(reader.files.identity(&path)) {
            let place = named.map_or(Place::File(0), Place::Text);
            let help = match layers.len() {
                1 => "take `extends` away, or name another file",
                _ => "the files extend one another in a circle: one of them must stand on its own",
            };
            reader.errors.add(ErrorKind::ExtendsCycle, place, format!("{} extends itself", called(&path)), help);
            return None;
        }
        if layers.len() > DEPTH {
            let place = named.map_or(Place::File(0), Place::Text);
            let message = format!("more than {DEPTH} files extend one another");
            reader.errors.add(ErrorKind::ExtendsDepth, place, message, "merge some of them: `nemcon show` prints a file in one piece");
            return None;
        }
        let mut root = reader.read(&path, named)?;
        // Who names one itself builds on that alone.
        bases = if root.get("extends").is_some() { &[] } else { bases };
        let assumed = bases.split_off_first();
        if let Some((kind, what, help)) = of_another_kind(&root).filter(|_| assumed.is_none()) {
            let place = named.map_or(Place::File(root.span.file), Place::Text);
            reader.errors.add(kind, place, format!("{} is a {what}, not a scenario", called(&path)), help);
            return None;
        }
        if limits::exceeded(&root, &mut reader.errors) {
            return None;
        }
        let has_schema = root.get("schema").is_some();
        let top = reader.prune::<ScenarioFile>(&mut root, "the scenario")?;
        let table = root.table_mut()?;
        let extends = table.remove("extends").map(|field| field.node);
        let remove = table.remove("remove");
        // One that is no number has been reported.
        let stands_alone = extends.is_none() && assumed.is_none();
        if top.schema.is_some() || (stands_alone && !has_schema) {
            schema(&root, top.schema, reader)?;
        }
        let mut removed = remove.as_ref().map_or(&[][..], |field| field.node.entries()).to_vec();
        if let (Some(field), true) = (&remove, stands_alone) {
            // From the body file it uses, a file can remove members whether it extends another or not.
            let uses_body = root.get("body").is_some_and(|body| body.get("use").is_some());
            let is_of_body = |item: &Node| uses_body && item.text().is_some_and(|path| path.starts_with("member."));
            if removed.is_empty() || !removed.iter().all(is_of_body) {
                let help = "`remove` takes away what an extended file has, or members of the body file in use: add `extends`, or delete what is not wanted";
                reader.errors.add(ErrorKind::RemoveWithoutExtends, field.key_span, "`remove` in a file that extends none", help);
            }
            removed.retain(is_of_body);
        }
        // How it ended is said of one file, not of those that extend it.
        if !layers.is_empty()
            && let Some(table) = root.table_mut()
        {
            table.remove("outcome");
        }
        layers.push(Layer { root, remove: removed });
        (path, named) = match (extends, top.extends, assumed) {
            (Some(extends), Some(name), _) => (files::beside(&path, &name), Some(extends.span)),
            (None, _, Some(base)) => (base.clone(), None),
            _ => return Some(layers),
        };
    }
}

/// What a file is that is no scenario, and how a scenario names it.
fn of_another_kind(root: &Node) -> Option<(ErrorKind, &'static str, &'static str)> {
    if root.get("extends").is_some() {
        None
    } else if is_body(root) {
        Some((ErrorKind::NotAScenario, "body", "a scenario has a [question], and names the body file: [body] use = \"…\""))
    } else if is_coding_table(root) {
        let help = "a scenario has a [question], and names the table: [coding] use = \"…\"; `--coding` takes the table too";
        Some((ErrorKind::CodingAlone, "coding table", help))
    } else {
        None
    }
}

fn is_body(root: &Node) -> bool {
    let has = |key: &str| root.get(key).is_some();
    ["member", "name", "weights"].into_iter().any(has) && !has("candidate") && !has("question")
}

/// Whether a file has numbers or rows for others, and asks no question of its own.
fn is_coding_table(root: &Node) -> bool {
    let asks = root.get("question").is_some_and(|node| node.table().is_some());
    let is_row = |entry: &Node| entry.get("row").is_some() && ["title", "applies"].iter().any(|key| entry.get(key).is_some());
    let has_rows = || BLOCKS.iter().any(|block| root.list(block.name).iter().any(is_row));
    !asks && (root.get("number").is_some() || root.get("common").is_some() || has_rows())
}
