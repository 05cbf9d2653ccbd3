//! The calibration as JSON, schema 1.

use std::io::{self, Write};

use nemcon_calibration::{Axis, Fit, Summary};
use serde::Serialize;

use super::{CalibrateReport, FORECASTS};
use crate::backtest::{Interval, KnownEnding, Overall, Scores};
use crate::json;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: json::Head,
    points: usize,
    races: usize,
    parameters: Vec<ParameterFit>,
    cases: Vec<Scored<'a>>,
    forecasts: Vec<Overall<'a>>,
    better_than_before: Gains,
}

/// By how much the fit to the other races is better than the dynamics as they were.
#[derive(Serialize)]
struct Gains {
    log_score: Interval,
    dated_log_score: Interval,
}

#[derive(Serialize)]
struct ParameterFit {
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
    #[serde(flatten)]
    ending: KnownEnding<'a>,
    surface_error: f64,
    before: Scores,
    fitted: Scores,
    left_out: Scores,
}

impl CalibrateReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        json::write(&self.document(), 4, writer)
    }

    fn document(&self) -> Document<'_> {
        let calibration = self.calibration;
        let parameter = |(index, axis): (usize, &Axis)| {
            let of = |fit: &Fit| {
                let interval = fit.intervals[index];
                Range { middle: axis.value(fit.best[index]), low: axis.value(interval.low), high: axis.value(interval.high) }
            };
            let before = axis.range();
            ParameterFit {
                parameter: axis.parameter.name(),
                unit: axis.parameter.is_time().then_some("days"),
                before: Range { middle: axis.value(0.0), low: before.low, high: before.high },
                fitted: of(&calibration.fit),
                without: calibration.without.iter().map(of).collect(),
            }
        };
        let case = |index: usize| {
            let score = |which: usize| Scores::from(&self.scores[which].scores[index]);
            Scored {
                ending: KnownEnding::new(&self.cases[index], calibration.races[index], &self.scores[0].leaders[index]),
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
            head: json::Head::new(self.runs, self.seed),
            points: calibration.points,
            races: self.races(),
            parameters: calibration.space.axes().iter().enumerate().map(parameter).collect(),
            cases: (0..self.cases.len()).map(case).collect(),
            forecasts: ours.chain(baselines).map(overall).collect(),
            better_than_before: Gains {
                log_score: self.better_than_before(|score| score.log_score).into(),
                dated_log_score: self.better_than_before(|score| score.dated_log_score).into(),
            },
        }
    }
}
