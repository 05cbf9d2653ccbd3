//! The backtest as a document.

use nemcon_calibration::{Bin, Case, CaseScore, ClassSummary, DateSummary, End, EndCount, Mean, Summary};
use nemcon_montecarlo::ENGINE;

use super::{BacktestReport, forecasts};
use crate::run::success_name;
use crate::schema::{
    BacktestDocument, CaseDocument, ClassDocument, DatesDocument, EndDocument, ForecastDocument, GivenDocument, KnownEnding, MeanDocument,
    ReliabilityBin, SCHEMA, Scores,
};

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
            classes: self.verification.classes.iter().map(|class| self.class(class)).collect(),
            posts: self.verification.posts.iter().map(EndDocument::from).collect(),
            dates: (&self.verification.dates).into(),
        }
    }

    fn class(&self, class: &ClassSummary) -> ClassDocument {
        ClassDocument {
            class: class.class.to_string(),
            cases: class.cases.len(),
            races: self.races_among(&class.cases),
            forecasts: forecasts(&class.simulation, &class.baselines).map(|(name, summary)| ForecastDocument::new(name, summary)).collect(),
        }
    }

    fn case(&self, case: usize) -> CaseDocument {
        CaseDocument {
            ending: KnownEnding::new(&self.cases[case], self.verification.races[case], &self.verification.leaders[case]),
            scores: (&self.verification.scores[case]).into(),
            class: self.cases[case].class().to_string(),
            outcomes: self.outcomes(case),
            baselines: self.verification.baselines.iter().map(|(baseline, summary)| (baseline.name(), summary.log_scores[case])).collect(),
        }
    }

    fn outcomes(&self, case: usize) -> Vec<GivenDocument> {
        let forecasts = self.cases[case].outcomes().into_iter().zip(&self.verification.scores[case].forecasts);
        let given = |((outcome, &(probability, happened)), end): ((String, &(f64, bool)), &End)| GivenDocument {
            outcome,
            end: end.name().to_owned(),
            probability,
            happened,
        };
        forecasts.zip(&self.verification.ends[case]).map(given).collect()
    }
}

impl KnownEnding {
    pub(crate) fn new(case: &Case, race: usize, leader: &str) -> Self {
        Self {
            case: case.name().to_owned(),
            race,
            result: case.result().to_owned(),
            result_name: success_name(case.model(), case.result()).or(case.who()).map(ToOwned::to_owned),
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
            date_within: score.date_within,
            timing: score.timing,
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
        let Bin { from, to, forecasts, mean_probability, happened, interval } = *bin;
        Self { from, to, forecasts, mean_probability, happened, low: interval.low, high: interval.high }
    }
}

impl From<&EndCount> for EndDocument {
    fn from(count: &EndCount) -> Self {
        let EndCount { end, possible, expected, happened } = *count;
        Self { end: end.name().to_owned(), possible, expected, happened }
    }
}

impl From<&DateSummary> for DatesDocument {
    fn from(dates: &DateSummary) -> Self {
        Self { dated: dates.dated, within: dates.within, timing: dates.timing.mean.is_finite().then(|| dates.timing.into()) }
    }
}

impl From<Mean> for MeanDocument {
    fn from(Mean { mean, interval }: Mean) -> Self {
        Self { mean, low: interval.low, high: interval.high }
    }
}
