//! The report of a backtest: simulations scored against cases whose end is known.

pub(crate) mod csv;
mod document;
mod table;

use std::time::Duration;

use nemcon_calibration::{Baseline, Case, Mean, Summary, Verification};
use nemcon_core::Interval;

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::BacktestDocument;

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

    /// How many races some of the cases are of.
    fn races_among(&self, cases: &[usize]) -> usize {
        let races = &self.verification.races;
        (0..self.races()).filter(|&race| cases.iter().any(|&case| races[case] == race)).count()
    }

    /// The forecasts by name, the simulation first.
    fn forecasts(&self) -> impl Iterator<Item = (&'static str, &'a Summary)> {
        forecasts(&self.verification.simulation, &self.verification.baselines)
    }
}

/// Forecasts by name, the simulation first.
pub(crate) fn forecasts<'a>(
    simulation: &'a Summary,
    baselines: &'a [(Baseline, Summary)],
) -> impl Iterator<Item = (&'static str, &'a Summary)> {
    let baselines = baselines.iter().map(|(baseline, summary)| (baseline.name(), summary));
    std::iter::once(("simulation", simulation)).chain(baselines)
}

impl Report for BacktestReport<'_> {
    type Document = BacktestDocument;

    fn document(&self) -> BacktestDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}

/// `0.65 (0.14 – 1.34)`; an interval of no width, as that of a single race, is left out.
pub(crate) fn mean(Mean { mean, interval: Interval { low, high } }: Mean) -> String {
    // Nothing is less than nothing: −0.004 is 0.00.
    let two = |value: f64| if value.abs() < 0.005 { "0.00".to_owned() } else { format!("{value:.2}") };
    if low == high { two(mean) } else { format!("{} ({} – {})", two(mean), two(low), two(high)) }
}
