//! The backtest as JSON, schema 1.

use std::io::{self, Write};

use nemcon_calibration::{Bin, Case, CaseScore, Mean, Summary};
use serde::Serialize;

use super::BacktestReport;
use crate::json;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: json::Head,
    cases: Vec<Scored<'a>>,
    races: usize,
    forecasts: Vec<Overall<'a>>,
    reliability: Vec<Reliability>,
}

#[derive(Serialize)]
struct Scored<'a> {
    #[serde(flatten)]
    ending: KnownEnding<'a>,
    #[serde(flatten)]
    scores: Scores,
}

/// A case: how it ended, and whom the baseline `leader wins` expected.
#[derive(Serialize)]
pub(crate) struct KnownEnding<'a> {
    case: &'a str,
    race: usize,
    result: &'a str,
    on: Option<String>,
    leader: &'a str,
}

impl<'a> KnownEnding<'a> {
    pub(crate) fn new(case: &'a Case, race: usize, leader: &'a str) -> Self {
        Self { case: case.name(), race, result: case.result(), on: case.on().map(|on| on.to_string()), leader }
    }
}

/// The scores of a forecast of one case.
#[derive(Serialize)]
pub(crate) struct Scores {
    probability: f64,
    log_score: f64,
    dated_log_score: f64,
    brier: f64,
    date_error_days: Option<f64>,
    date_position: Option<f64>,
}

impl From<&CaseScore> for Scores {
    fn from(score: &CaseScore) -> Self {
        Self {
            probability: score.probability,
            log_score: score.log_score,
            dated_log_score: score.dated_log_score,
            brier: score.brier,
            date_error_days: score.date_error,
            date_position: score.date_position,
        }
    }
}

/// The mean scores of a forecast.
#[derive(Serialize)]
pub(crate) struct Overall<'a> {
    forecast: &'a str,
    log_score: Interval,
    brier: Interval,
    simulation_better_by: Option<Interval>,
}

/// A mean and its 95% interval.
#[derive(Serialize)]
pub(crate) struct Interval {
    mean: f64,
    low: f64,
    high: f64,
}

impl From<Mean> for Interval {
    fn from(Mean { mean, interval }: Mean) -> Self {
        Self { mean, low: interval.low, high: interval.high }
    }
}

#[derive(Serialize)]
struct Reliability {
    from: f64,
    to: f64,
    forecasts: usize,
    mean_probability: f64,
    happened: usize,
}

impl<'a> Overall<'a> {
    pub(crate) fn new(forecast: &'a str, summary: &Summary) -> Self {
        Self {
            forecast,
            log_score: summary.log_score.into(),
            brier: summary.brier.into(),
            simulation_better_by: summary.behind.map(Interval::from),
        }
    }
}

impl From<&Bin> for Reliability {
    fn from(bin: &Bin) -> Self {
        let Bin { from, to, forecasts, mean_probability, happened } = *bin;
        Self { from, to, forecasts, mean_probability, happened }
    }
}

impl BacktestReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        json::write(&self.document(), 3, writer)
    }

    fn document(&self) -> Document<'_> {
        let verification = self.verification;
        let case = |index: usize| Scored {
            ending: KnownEnding::new(&self.cases[index], verification.races[index], &verification.leaders[index]),
            scores: (&verification.scores[index]).into(),
        };
        let overall = |(forecast, summary): (&'static str, &Summary)| Overall::new(forecast, summary);
        let baselines = verification.baselines.iter().map(|(baseline, summary)| (baseline.name(), summary));
        Document {
            head: json::Head::new(self.runs, self.seed),
            cases: (0..self.cases.len()).map(case).collect(),
            races: self.races(),
            forecasts: std::iter::once(("simulation", &verification.simulation)).chain(baselines).map(overall).collect(),
            reliability: verification.reliability.iter().map(Reliability::from).collect(),
        }
    }
}
