//! What can be wrong with a scenario, and where.

mod kind;
mod words;

use std::fmt;

pub use kind::{FaultKind, Named};

/// A place in a scenario, in the words of the scenario format: `candidate[2].accepts`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Place(Vec<Step>);

/// One step of a [`Place`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key of a table.
    Key(&'static str),
    /// An entry of a list.
    Entry(usize),
}

impl Place {
    /// The key at the top.
    pub fn key(key: &'static str) -> Self {
        Self(vec![Step::Key(key)])
    }

    /// An entry of the list at the top of this name.
    pub fn entry(key: &'static str, index: usize) -> Self {
        Self(vec![Step::Key(key), Step::Entry(index)])
    }

    /// The place of a key below this one.
    #[must_use]
    pub fn then(&self, key: &'static str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key));
        Self(steps)
    }

    /// The place of a list's entry below this one.
    #[must_use]
    pub fn at(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Entry(index));
        Self(steps)
    }

    fn prefix(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("{self}: ") }
    }

    /// The steps, from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Entry(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// One thing wrong with a scenario.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}{kind}", .place.prefix())]
#[non_exhaustive]
pub struct Fault {
    /// What is wrong, with the values.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
}

/// Everything that is wrong with a draft: at least one [`Fault`]. Displayed one a line, each with what
/// to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct InvalidDraft(Vec<Fault>);

impl InvalidDraft {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        debug_assert!(!faults.is_empty(), "a draft without faults is valid");
        Self(faults)
    }

    /// The faults, in the order of the scenario format.
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

impl fmt::Display for InvalidDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            let line = if at == 0 { "" } else { "\n" };
            write!(f, "{line}{fault}: {}", fault.kind.help())?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidDraft {}
