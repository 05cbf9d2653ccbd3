//! The backtest as a document.

use nemcon_calibration::{Bin, Case, CaseScore, Mean, Summary};
use nemcon_montecarlo::ENGINE;

use super::BacktestReport;
use crate::run::success_name;
use crate::schema::{BacktestDocument, CaseDocument, ForecastDocument, KnownEnding, MeanDocument, ReliabilityBin, SCHEMA, Scores};

impl BacktestReport<'_> {
    pub(super) fn to_document(&self) -> BacktestDocument {
        BacktestDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            runs: self.runs,
            seed: self.seed,
            cases: (0..self.cases.len()).map(|case| self.case(case)).collect(),
            races: self.races(),
            forecasts: self.forecasts().map(|(name, summary)| ForecastDocument::new(name, summary)).collect(),
            reliability: self.verification.reliability.iter().map(ReliabilityBin::from).collect(),
        }
    }

    fn case(&self, case: usize) -> CaseDocument {
        CaseDocument {
            ending: KnownEnding::new(&self.cases[case], self.verification.races[case], &self.verification.leaders[case]),
            scores: (&self.verification.scores[case]).into(),
        }
    }
}

impl KnownEnding {
    pub(crate) fn new(case: &Case, race: usize, leader: &str) -> Self {
        Self {
            case: case.name().to_owned(),
            race,
            result: case.result().to_owned(),
            result_name: success_name(case.model(), case.result()).map(ToOwned::to_owned),
            on: case.on().map(|on| on.to_string()),
            leader: leader.to_owned(),
            leader_name: success_name(case.model(), leader).map(ToOwned::to_owned),
        }
    }
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

impl ForecastDocument {
    pub(crate) fn new(forecast: &str, summary: &Summary) -> Self {
        Self {
            forecast: forecast.to_owned(),
            log_score: summary.log_score.into(),
            brier: summary.brier.into(),
            simulation_better_by: summary.behind.map(MeanDocument::from),
        }
    }
}

impl From<&Bin> for ReliabilityBin {
    fn from(bin: &Bin) -> Self {
        let Bin { from, to, forecasts, mean_probability, happened } = *bin;
        Self { from, to, forecasts, mean_probability, happened }
    }
}

impl From<Mean> for MeanDocument {
    fn from(Mean { mean, interval }: Mean) -> Self {
        Self { mean, low: interval.low, high: interval.high }
    }
}
