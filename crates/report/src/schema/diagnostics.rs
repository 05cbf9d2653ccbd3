//! What `nemcon check --format json` prints.

use nemcon_montecarlo::ENGINE;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SCHEMA;

/// Whether files are right, and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DiagnosticsDocument {
    /// The version of the document's form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The files, in the order in which they were named.
    pub files: Vec<CheckedFile>,
}

impl Default for DiagnosticsDocument {
    fn default() -> Self {
        Self { schema: SCHEMA, engine: ENGINE.to_owned(), files: Vec::new() }
    }
}

/// A file, with those that it extends and uses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CheckedFile {
    /// The file, as it was named.
    pub file: String,
    /// What is in it, such as `32 members, 2 candidates, 32 rounds`; null where anything is wrong with it.
    pub summary: Option<String>,
    /// What may surprise about a file that is right.
    pub notices: Vec<String>,
    /// What is wrong with it, in the order of files and lines: up to 10,000 errors.
    pub diagnostics: Vec<DiagnosticDocument>,
}

/// An error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DiagnosticDocument {
    /// What kind of error it is: a word that stays the same, such as `unknown-key`; null where it is none of a file's
    /// text. Words may be added.
    pub kind: Option<String>,
    /// What is wrong, with the value.
    pub message: String,
    /// What is allowed, or what to do; null where the message says it.
    pub help: Option<String>,
    /// The file that it is in: the one that was named, or one that it extends or uses.
    pub file: String,
    /// Its line, counted from 1; null, as the next three, where the error has no place in the file.
    pub line: Option<usize>,
    /// Its column, counted from 1 in characters.
    pub column: Option<usize>,
    /// Where in the file what is wrong begins, in bytes, counted from 0.
    pub start: Option<usize>,
    /// Where it ends: the byte behind it, on the same line.
    pub end: Option<usize>,
}
