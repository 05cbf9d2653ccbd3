//! From a file to its tree.

mod csv;
mod json;
mod slips;
mod toml;

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::blocks::BLOCKS;
use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::files::{FILE_LIMIT, Files, TOTAL, called};
use crate::raw::Described;
use crate::sources::Sources;
use crate::tree::{Node, Span};
use crate::typed::{self, Wrong};

/// How deep tables and lists may be nested.
const DEPTH: usize = 64;

/// The tree of a text in TOML, without places; none where it is no TOML.
pub(crate) fn toml_alone(text: &str) -> Option<Node> {
    let mut sources = Sources::default();
    let file = sources.open(Path::new(""));
    sources.set_text(file, text.to_owned());
    let (tree, faults) = toml::tree(text, file, &sources);
    tree.filter(|_| faults.is_empty())
}

/// Opens files, and keeps what is wrong with them.
pub(crate) struct Reader<'a> {
    pub(crate) files: &'a dyn Files,
    pub(crate) sources: Sources,
    pub(crate) errors: Errors,
    /// The blocks, and other keys at the top of files, that could not be read.
    pub(crate) unread: Wrong,
}

/// What is wrong with a text as such; what there is of its tree then has holes.
pub(crate) struct Unreadable {
    kind: ErrorKind,
    span: Option<Span>,
    message: String,
    help: String,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(files: &'a dyn Files) -> Self {
        Self { files, sources: Sources::default(), errors: Errors::default(), unread: Wrong::default() }
    }

    /// Reads what a file says at its top, and leaves only what is right of it.
    pub(crate) fn prune<T: for<'de> Deserialize<'de> + Described>(&mut self, root: &mut Node, label: &str) -> Option<T> {
        let (top, wrong) = typed::prune(root, label, &mut self.errors)?;
        self.unread.join(wrong);
        Some(top)
    }

    pub(crate) fn path(&self, file: u32) -> PathBuf {
        self.sources.path(file)
    }

    /// The tree of a file, which has holes in the place of values that cannot be read; what is wrong with the file as
    /// such is reported where it was named, if another file did.
    pub(crate) fn read(&mut self, path: &Path, named: Option<Span>) -> Option<Node> {
        let file = self.sources.open(path);
        let text = self.text(path, file, named)?;
        let is = |form: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(form));
        if let Some(named) = named {
            let (ours, what, help) = if is("csv") {
                (csv::is_ours(&text), "is no table of members", "such a table names its columns on its first line, `id` among them")
            } else {
                (is_ours(&text), "is neither a scenario nor a body file", "such a file has `schema = 1` at its top")
            };
            if !ours {
                self.errors.add(ErrorKind::FileUnreadable, named, format!("{} {what}", called(path)), help);
                return None;
            }
        }
        self.sources.set_text(file, text.clone());
        // No TOML begins with a brace, so what comes from a pipe is told apart too.
        let (tree, faults) = if is("csv") {
            csv::tree(&text, file)
        } else if is("json") || text.trim_start().starts_with('{') {
            json::tree(&text, file, &self.sources).map_or_else(|fault| (None, vec![fault]), |tree| (Some(tree), Vec::new()))
        } else {
            toml::tree(&text, file, &self.sources)
        };
        self.refuse(file, faults);
        tree
    }

    fn refuse(&mut self, file: u32, faults: Vec<Unreadable>) {
        for fault in faults {
            let place = fault.span.map_or(Place::File(file), Place::Text);
            self.errors.add(fault.kind, place, fault.message, fault.help);
        }
    }

    fn text(&mut self, path: &Path, file: u32, named: Option<Span>) -> Option<String> {
        let place = named.map_or(Place::File(file), Place::Text);
        let shown = called(path);
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let (kind, message, help) = match error.kind() {
                    io::ErrorKind::NotFound => {
                        let whole = path.with_added_extension("toml");
                        let help = if self.files.read(&whole).is_ok() {
                            "there is one with `.toml` at its end: write that too".to_owned()
                        } else if named.is_some() {
                            "the name is relative to the folder of the file it stands in".to_owned()
                        } else {
                            String::new()
                        };
                        (ErrorKind::FileNotFound, format!("there is no file {shown}"), help)
                    }
                    io::ErrorKind::IsADirectory => {
                        (ErrorKind::FileIsFolder, format!("{shown} is a folder"), "name a file in it".to_owned())
                    }
                    _ => (ErrorKind::FileUnreadable, format!("{shown} cannot be read: {error}"), String::new()),
                };
                self.errors.add(kind, place, message, help);
                return None;
            }
        };
        if bytes.len() as u64 > FILE_LIMIT {
            let help = format!("a file has at most {} MiB", FILE_LIMIT >> 20);
            self.errors.add(ErrorKind::FileTooLarge, place, format!("{shown} is too large"), help);
            return None;
        }
        let before: usize = self.sources.texts().map(|(_, text)| text.len()).sum();
        if (before + bytes.len()) as u64 > TOTAL {
            let message = format!("with {shown} the files of this scenario are too large together");
            let help = format!("all files of a scenario have at most {} MiB", TOTAL >> 20);
            self.errors.add(ErrorKind::FileTooLarge, place, message, help);
            return None;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
                let line = valid.matches('\n').count() + 1;
                let byte = valid.len() - valid.rfind('\n').map_or(0, |at| at + 1) + 1;
                let message = format!("{shown} is not UTF-8 text: line {line}, byte {byte}");
                self.errors.add(ErrorKind::NotUtf8, Place::File(file), message, "save it as UTF-8");
                return None;
            }
        };
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        if text.trim().is_empty() {
            let help = "`nemcon new` writes a scenario to start from";
            self.errors.add(ErrorKind::FileEmpty, place, format!("{shown} is empty"), help);
            return None;
        }
        Some(text)
    }
}

/// Whether a text has a key of the format at the start of one of its lines. Of a file that another one
/// names and that has none, which may be any file of the machine, nothing is shown.
fn is_ours(text: &str) -> bool {
    let keys = || BLOCKS.iter().map(|block| block.name).chain(["schema", "extends"]);
    text.lines().any(|line| {
        let line = line.trim_start_matches(['[', '{', '"', ' ', '\t', '\u{feff}']);
        keys().any(|key| line.strip_prefix(key).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')))
    })
}

fn too_deep(span: Span) -> Unreadable {
    Unreadable {
        kind: ErrorKind::Nesting,
        span: Some(span),
        message: format!("tables and lists are nested more than {DEPTH} deep"),
        help: "nothing in the format needs more than a few levels".to_owned(),
    }
}
