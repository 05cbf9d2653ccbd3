//! The calibration as a document.

use nemcon_calibration::Scale;
use nemcon_core::{Interval, PERCENTILE_95};
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
            parameters: (0..calibration.parameters.len()).map(|index| self.parameter(index)).collect(),
            cases: (0..self.cases.len()).map(|case| self.case(case)).collect(),
            forecasts: ours.chain(baselines).map(|(name, summary)| ForecastDocument::new(name, summary)).collect(),
            better_than_before: Gains {
                log_score: self.better_than_before(|score| score.log_score).into(),
                dated_log_score: self.better_than_before(|score| score.dated_log_score).into(),
            },
            spread: calibration.fit.spread,
        }
    }

    fn parameter(&self, index: usize) -> ParameterDocument {
        let calibration = self.calibration;
        let parameter = &calibration.parameters[index];
        let within = |interval: Interval| {
            let [middle, low, high] = [interval.middle(), interval.low, interval.high].map(|coordinate| parameter.value(coordinate));
            ParameterRange { middle, low, high }
        };
        let deviation = calibration.fit.deviation[index];
        let names = calibration.parameters.iter().map(|other| other.name.clone());
        ParameterDocument {
            parameter: parameter.name.clone(),
            unit: (parameter.scale == Scale::Days).then(|| "days".to_owned()),
            before: within(Interval::around(0.0, PERCENTILE_95)),
            fitted: within(calibration.fit.interval(index)),
            without: calibration.without.iter().map(|fit| within(fit.interval(index))).collect(),
            told: (1.0 - deviation * deviation).max(0.0),
            correlations: names.zip(calibration.fit.correlation[index].iter().copied()).collect(),
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
