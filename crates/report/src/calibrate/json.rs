//! The calibration as JSON, schema 1.

use std::io::{self, Write};

use nemcon_calibration::{Axis, Fit, Summary};
use nemcon_montecarlo::ENGINE;
use serde::Serialize;

use super::{CalibrateReport, FORECASTS};
use crate::backtest::Overall;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    engine: &'a str,
    runs: u64,
    seed: u64,
    points: usize,
    races: usize,
    parameters: Vec<Fitted>,
    cases: Vec<Scored<'a>>,
    forecasts: Vec<Overall<'a>>,
}

#[derive(Serialize)]
struct Fitted {
    parameter: &'static str,
    unit: Option<&'static str>,
    before: Range,
    fitted: Range,
    /// By race, fitted without it.
    without: Vec<Range>,
}

/// The median or the best value, and the ends of the 90% range or interval.
#[derive(Serialize)]
struct Range {
    middle: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Scored<'a> {
    case: &'a str,
    race: usize,
    result: &'a str,
    on: Option<String>,
    leader: &'a str,
    surface_error: f64,
    before: Score,
    fitted: Score,
    left_out: Score,
}

#[derive(Serialize)]
struct Score {
    probability: f64,
    log_score: f64,
    dated_log_score: f64,
    brier: f64,
    date_error_days: Option<f64>,
    date_position: Option<f64>,
}

impl CalibrateReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        crate::json::write(&self.document(), 4, writer)
    }

    fn document(&self) -> Document<'_> {
        let calibration = self.calibration;
        let parameter = |(index, axis): (usize, &Axis)| {
            let of = |fit: &Fit| {
                let (low, high) = fit.intervals[index];
                Range { middle: axis.value(fit.best[index]), low: axis.value(low), high: axis.value(high) }
            };
            let (low, high) = axis.range();
            Fitted {
                parameter: axis.parameter.name(),
                unit: axis.parameter.is_time().then_some("days"),
                before: Range { middle: axis.value(0.0), low, high },
                fitted: of(&calibration.fit),
                without: calibration.without.iter().map(of).collect(),
            }
        };
        let case = |(index, case): (usize, &'_ nemcon_calibration::Case)| -> Scored<'_> {
            let score = |which: usize| {
                let score = &self.scores[which].scores[index];
                Score {
                    probability: score.probability,
                    log_score: score.log_score,
                    dated_log_score: score.dated_log_score,
                    brier: score.brier,
                    date_error_days: score.date_error,
                    date_position: score.date_position,
                }
            };
            Scored {
                case: self.cases[index].name(),
                race: calibration.races[index],
                result: self.cases[index].result(),
                on: case.on().map(|on| on.to_string()),
                leader: &self.scores[0].leaders[index],
                surface_error: calibration.errors[index],
                before: score(0),
                fitted: score(1),
                left_out: score(2),
            }
        };
        let ours = FORECASTS.iter().zip(self.scores).map(|(name, scores)| (*name, &scores.simulation));
        let baselines = self.scores[2].baselines.iter().map(|(baseline, summary)| (baseline.name(), summary));
        let overall = |(name, summary): (&'static str, &Summary)| Overall::new(name, summary);
        Document {
            schema: crate::json::SCHEMA,
            engine: ENGINE,
            runs: self.runs,
            seed: self.seed,
            points: calibration.points,
            races: self.races(),
            parameters: calibration.space.axes().iter().enumerate().map(parameter).collect(),
            cases: self.cases.iter().enumerate().map(case).collect(),
            forecasts: ours.chain(baselines).map(overall).collect(),
        }
    }
}
