//! Many cases together, against the baselines.

use nemcon_montecarlo::Estimates;

use crate::{Baseline, Bin, Case, CaseScore, Mean, brier, leader, log_score, reliability, score};

/// The scores of some cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// One a case.
    pub scores: Vec<CaseScore>,
    /// By case: the outcome that the leader's success would have been.
    pub leaders: Vec<String>,
    /// By case: the number of its race.
    pub races: Vec<usize>,
    /// The simulation's scores.
    pub simulation: Summary,
    /// The mean logarithmic score of what happened and about when.
    pub dated_log_score: Mean,
    /// Those of each baseline.
    pub baselines: Vec<(Baseline, Summary)>,
    /// How often what was given some probability came about.
    pub reliability: Vec<Bin>,
}

/// Mean scores, with 95% intervals by bootstrap over races.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// By case: the logarithmic score.
    pub log_scores: Vec<f64>,
    /// The mean logarithmic score.
    pub log_score: Mean,
    /// The mean Brier score.
    pub brier: Mean,
    /// The mean over cases of this baseline's logarithmic score minus the simulation's:
    /// positive where the simulation is better. `None` for the simulation itself.
    pub behind: Option<Mean>,
}

impl Verification {
    /// Scores the estimates for each case.
    ///
    /// # Panics
    /// If there are not as many estimates as cases.
    pub fn new(cases: &[Case], estimates: &[Estimates]) -> Self {
        assert_eq!(cases.len(), estimates.len(), "one estimate a case");
        let scores: Vec<CaseScore> = cases.iter().zip(estimates).map(|(case, estimates)| score(case, estimates)).collect();
        let leaders: Vec<String> = cases.iter().zip(estimates).map(|(case, estimates)| leader(case.model(), estimates)).collect();
        let races = races(cases);
        let mean = |values: &[f64]| Mean::new(values, &races);
        let summary = |log_scores: Vec<f64>, briers: &[f64], reference: Option<&[f64]>| Summary {
            log_score: mean(&log_scores),
            brier: mean(briers),
            behind: reference
                .map(|reference| mean(&log_scores.iter().zip(reference).map(|(theirs, ours)| theirs - ours).collect::<Vec<_>>())),
            log_scores,
        };
        let ours: Vec<f64> = scores.iter().map(|score| score.log_score).collect();
        let simulation = summary(ours.clone(), &scores.iter().map(|score| score.brier).collect::<Vec<_>>(), None);
        let baselines = Baseline::ALL.map(|baseline| {
            let forecasts: Vec<Vec<(f64, bool)>> = (0..cases.len()).map(|case| baseline.forecast(cases, &leaders, case)).collect();
            let truth =
                |forecast: &Vec<(f64, bool)>| forecast.iter().find(|(_, happened)| *happened).map_or(f64::INFINITY, |(p, _)| log_score(*p));
            let briers: Vec<f64> = forecasts.iter().map(|forecast| brier(forecast)).collect();
            (baseline, summary(forecasts.iter().map(truth).collect(), &briers, Some(&ours)))
        });
        let all: Vec<(f64, bool)> = scores.iter().flat_map(|score| score.forecasts.iter().copied()).collect();
        let dated_log_score = mean(&scores.iter().map(|score| score.dated_log_score).collect::<Vec<_>>());
        Self { dated_log_score, reliability: reliability(&all), scores, leaders, races, simulation, baselines: baselines.into() }
    }
}

/// By case: the number of its race, in order of first appearance.
pub(crate) fn races(cases: &[Case]) -> Vec<usize> {
    let first = |case: &Case| cases.iter().position(|other| other.same_race(case)).unwrap_or(0);
    let firsts: Vec<usize> = cases.iter().map(first).collect();
    let mut heads = firsts.clone();
    heads.sort_unstable();
    heads.dedup();
    firsts.iter().map(|first| heads.partition_point(|head| head < first)).collect()
}
