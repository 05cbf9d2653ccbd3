//! The report of a calibration: what was fitted, and how it scores; and the fitted dynamics as a file.

mod csv;
mod document;
mod file;
mod table;

use std::time::Duration;

use nemcon_calibration::{Calibration, Case, CaseScore, Mean, Verification};

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::CalibrateDocument;

pub use file::dynamics_file;

/// Cases, what was fitted to them, and how that scores.
#[derive(Debug, Clone)]
pub struct CalibrateReport<'a> {
    cases: &'a [Case],
    calibration: &'a Calibration,
    /// Scores with the numbers as they were, as fitted to all, and as fitted without the race.
    scores: &'a [Verification; 3],
    runs: u64,
    seed: u64,
}

/// The names of the three, in outputs.
const FORECASTS: [&str; 3] = ["before", "fitted", "left out"];

impl<'a> CalibrateReport<'a> {
    /// The report of a calibration that took so many runs a case and point from a seed, with the
    /// scores of the numbers before it, after it, and fitted without the race that is scored.
    pub fn new(cases: &'a [Case], calibration: &'a Calibration, scores: &'a [Verification; 3], runs: u64, seed: u64) -> Self {
        Self { cases, calibration, scores, runs, seed }
    }

    /// By how much a score is smaller with the numbers fitted to the other races than before, in
    /// the mean over cases, with its interval by bootstrap over races.
    fn better_than_before(&self, score: impl Fn(&CaseScore) -> f64) -> Mean {
        let [before, _, left_out] = self.scores;
        let gains: Vec<f64> = before.scores.iter().zip(&left_out.scores).map(|(before, after)| score(before) - score(after)).collect();
        Mean::new(&gains, &self.calibration.races)
    }

    fn races(&self) -> usize {
        self.calibration.without.len()
    }

    /// The least number of independent draws that a fit without a race is worth.
    fn least_draws(&self) -> f64 {
        self.calibration.without.iter().map(|fit| fit.effective_draws).fold(f64::INFINITY, f64::min)
    }
}

impl Report for CalibrateReport<'_> {
    type Document = CalibrateDocument;

    fn document(&self) -> CalibrateDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}
