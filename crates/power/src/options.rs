//! What to analyse, and how much memory it may take.

use crate::Index;

/// What is asked of an analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The indices wanted.
    pub indices: Vec<Index>,
    /// Whether the structure is wanted: minimal winning and blocking coalitions, proper, strong,
    /// weighted, the Nakamura number and the desirability relation. Vetoes, dummies and dictators
    /// always are.
    pub structure: bool,
    /// Minimal coalitions are listed if there are at most so many.
    pub listed: usize,
    /// The memory that a diagram, and that a table of counts, may take, in bytes.
    pub memory: usize,
}

impl Options {
    /// Everything, within 1 GiB; up to 1,000 coalitions are listed.
    pub fn all() -> Self {
        Self { indices: Index::ALL.to_vec(), structure: true, listed: 1000, memory: 1 << 30 }
    }

    /// These indices and nothing else.
    pub fn only(indices: impl Into<Vec<Index>>) -> Self {
        Self { indices: indices.into(), structure: false, listed: 0, ..Self::all() }
    }

    /// Whether an index is wanted.
    pub fn wants(&self, index: Index) -> bool {
        self.indices.contains(&index)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::all()
    }
}
