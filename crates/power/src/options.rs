//! What to analyse.

use crate::{MEASURES, Measure};

/// What is asked of an analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The measures wanted.
    pub measures: Vec<&'static Measure>,
    /// Whether the structure is wanted: minimal winning and blocking coalitions, proper, strong,
    /// weighted, the Nakamura number and the desirability relation. Vetoes, dummies and dictators
    /// always are.
    pub structure: bool,
    /// Minimal coalitions are listed if there are at most so many.
    pub listed: usize,
}

impl Options {
    /// Everything; up to 1,000 coalitions are listed.
    pub fn all() -> Self {
        Self { measures: MEASURES.to_vec(), structure: true, listed: 1000 }
    }

    /// These measures and nothing else.
    pub fn only(measures: impl Into<Vec<&'static Measure>>) -> Self {
        Self { measures: measures.into(), structure: false, listed: 0 }
    }

    /// Whether a measure is wanted.
    pub fn wants(&self, measure: &Measure) -> bool {
        self.measures.iter().any(|wanted| wanted.key == measure.key)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::all()
    }
}
