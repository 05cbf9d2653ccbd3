//! The calibration as a document.

use nemcon_calibration::{Axis, Fit};
use nemcon_montecarlo::ENGINE;

use super::{CalibrateReport, FORECASTS};
use crate::schema::{
    CalibrateDocument, CalibratedCase, ForecastDocument, Gains, KnownEnding, ParameterDocument, ParameterRange, SCHEMA, Scores,
};

impl CalibrateReport<'_> {
    pub(super) fn to_document(&self) -> CalibrateDocument {
        let calibration = self.calibration;
        let ours = FORECASTS.iter().zip(self.scores).map(|(name, scores)| (*name, &scores.simulation));
        let baselines = self.scores[2].baselines.iter().map(|(baseline, summary)| (baseline.name(), summary));
        CalibrateDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            runs: self.runs,
            seed: self.seed,
            points: calibration.points,
            races: self.races(),
            parameters: calibration.space.axes().iter().enumerate().map(|(index, axis)| self.parameter(index, axis)).collect(),
            cases: (0..self.cases.len()).map(|case| self.case(case)).collect(),
            forecasts: ours.chain(baselines).map(|(name, summary)| ForecastDocument::new(name, summary)).collect(),
            better_than_before: Gains {
                log_score: self.better_than_before(|score| score.log_score).into(),
                dated_log_score: self.better_than_before(|score| score.dated_log_score).into(),
            },
        }
    }

    fn parameter(&self, index: usize, axis: &Axis) -> ParameterDocument {
        let of = |fit: &Fit| {
            let interval = fit.intervals[index];
            ParameterRange { middle: axis.value(fit.best[index]), low: axis.value(interval.low), high: axis.value(interval.high) }
        };
        let before = axis.range();
        ParameterDocument {
            parameter: axis.parameter.name().to_owned(),
            unit: axis.parameter.is_time().then(|| "days".to_owned()),
            before: ParameterRange { middle: axis.value(0.0), low: before.low, high: before.high },
            fitted: of(&self.calibration.fit),
            without: self.calibration.without.iter().map(of).collect(),
        }
    }

    fn case(&self, case: usize) -> CalibratedCase {
        let score = |which: usize| Scores::from(&self.scores[which].scores[case]);
        CalibratedCase {
            ending: KnownEnding::new(&self.cases[case], self.calibration.races[case], &self.scores[0].leaders[case]),
            surface_error: self.calibration.errors[case],
            before: score(0),
            fitted: score(1),
            left_out: score(2),
        }
    }
}
