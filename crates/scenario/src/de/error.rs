//! What can be wrong with a value, and where it is.

use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::diagnostic::ErrorKind;
use crate::tree::Step;

/// A problem and the way to it.
#[derive(Debug)]
pub(crate) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    /// From the innermost step outwards.
    steps: Vec<Step>,
}

#[derive(Debug)]
pub(crate) enum Problem {
    /// A value of another type.
    Type { needed: String },
    /// A value that is of the right type, but not allowed.
    Range { kind: ErrorKind, found: String, needed: String },
    /// A value that is wrong in itself.
    Value { kind: Option<ErrorKind>, message: String, help: String },
    /// A key that is not known; `alone` where it is the only one, and says which of several things the table is.
    UnknownKey { key: String, known: &'static [&'static str], alone: bool },
    /// A key that is missing.
    Missing(&'static str),
    /// A word that is not known.
    Word { word: String, known: &'static [&'static str] },
    /// A table that is to say one of several things by its only key.
    Choice { of: &'static str, given: Vec<String>, known: &'static [&'static str] },
}

impl Error {
    pub(super) fn new(problem: Problem) -> Self {
        Self(Box::new(Inner { problem, steps: Vec::new() }))
    }

    pub(super) fn range(kind: ErrorKind, found: String, needed: impl Into<String>) -> Self {
        Self::new(Problem::Range { kind, found, needed: needed.into() })
    }

    /// The same, further up.
    pub(super) fn below(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// The same, of a kind, if it has none yet.
    pub(super) fn of(mut self, kind: ErrorKind) -> Self {
        if let Problem::Value { kind: kind_of @ None, .. } = &mut self.0.problem {
            *kind_of = Some(kind);
        }
        self
    }

    pub(crate) fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The way from the top.
    pub(crate) fn path(&self) -> Vec<Step> {
        self.0.steps.iter().rev().cloned().collect()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.problem)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    /// The first line says what is wrong, the rest what to do.
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        let (message, help) = text.split_once('\n').unwrap_or((&text, ""));
        Self::new(Problem::Value { kind: None, message: message.to_owned(), help: help.to_owned() })
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Type { needed: expected.to_string() })
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Type { needed: expected.to_string() })
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Problem::Word { word: variant.to_owned(), known: expected })
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownKey { key: field.to_owned(), known: expected, alone: false })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Problem::Missing(field))
    }
}
