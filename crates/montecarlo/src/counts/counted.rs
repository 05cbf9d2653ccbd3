//! What can be counted in parts.

use crate::plan::Plan;
use crate::tally::{Detail, Numbers};
use crate::{MergeError, PairedTally, Tally};

/// What counts runs: a [`Tally`] those of a plan, a [`PairedTally`] those of a base and its variants. Nothing else
/// can.
pub trait Counted: Numbers {
    /// What was simulated.
    type Of<'p>;
    /// What its bytes are called.
    const KIND: &'static str;

    /// Nothing counted yet.
    fn nothing(of: Self::Of<'_>, seed: u64) -> Self;

    /// The seed.
    fn seed(&self) -> u64;

    /// How many runs were counted.
    fn runs(&self) -> u64;

    /// Adds what other runs of the same and of the same seed counted; on failure this stays as it was.
    fn merge(&mut self, other: &Self) -> Result<(), MergeError>;
}

impl Counted for Tally {
    type Of<'p> = &'p Plan;
    const KIND: &'static str = "counts";

    fn nothing(plan: &Plan, seed: u64) -> Self {
        Self::new(plan, Detail::All, seed)
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn runs(&self) -> u64 {
        self.runs()
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.merge(other)
    }
}

impl Counted for PairedTally {
    type Of<'p> = (&'p Plan, &'p [Plan]);
    const KIND: &'static str = "paired counts";

    fn nothing((base, variants): (&Plan, &[Plan]), seed: u64) -> Self {
        Self::new(base, variants, seed)
    }

    fn seed(&self) -> u64 {
        self.base().seed
    }

    fn runs(&self) -> u64 {
        self.base().runs()
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.merge(other)
    }
}
