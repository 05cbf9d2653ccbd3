//! The report of a backtest: simulations scored against cases whose end is known.

mod json;
mod table;

use nemcon_calibration::{Case, Verification};

pub(crate) use json::{Interval, KnownEnding, Overall, Scores};

/// Cases and their scores.
#[derive(Debug, Clone)]
pub struct BacktestReport<'a> {
    cases: &'a [Case],
    verification: &'a Verification,
    runs: u64,
    seed: u64,
}

impl<'a> BacktestReport<'a> {
    /// The report of a verification of these cases, each simulated with so many runs from a seed.
    pub fn new(cases: &'a [Case], verification: &'a Verification, runs: u64, seed: u64) -> Self {
        Self { cases, verification, runs, seed }
    }

    /// How many races the cases are of.
    fn races(&self) -> usize {
        self.verification.races.iter().max().map_or(0, |last| last + 1)
    }
}
