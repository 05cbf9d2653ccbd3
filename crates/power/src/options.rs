//! What to analyse.

use nemcon_core::MemberSet;

use crate::{MEASURES, Measure};

/// What is asked of an analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The measures wanted.
    pub measures: Vec<&'static Measure>,
    /// Who acts as one towards the others, for the measures of members in unions: each set is a union, and whoever is in
    /// none of them acts alone. No member may be in two.
    pub unions: Vec<MemberSet>,
    /// Whether the structure is wanted: minimal winning and blocking coalitions, proper, strong,
    /// weighted, the Nakamura number and the desirability relation. Vetoes, dummies and dictators
    /// always are.
    pub structure: bool,
    /// Minimal coalitions are listed if there are at most so many.
    pub listed: usize,
}

impl Options {
    /// Everything, nobody acting in unions; up to 1,000 coalitions are listed.
    pub fn all() -> Self {
        Self { measures: MEASURES.to_vec(), unions: Vec::new(), structure: true, listed: 1000 }
    }

    /// These measures and nothing else.
    pub fn only(measures: impl Into<Vec<&'static Measure>>) -> Self {
        Self { measures: measures.into(), unions: Vec::new(), structure: false, listed: 0 }
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
