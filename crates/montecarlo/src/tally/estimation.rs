//! Tally → estimates: from counts to probabilities, with names.

use nemcon_core::{CandidateId, Date, Interval, Model, Outcome};

use crate::Tally;
use crate::estimates::{DateQuantiles, Estimates, Grid, OutcomeEstimate};

/// Why a tally gives no estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EstimateError {
    /// Every run has the weight 0.
    #[error(
        "in none of {runs} runs is the evidence likely enough to count: the blocs and the reported counts do not go together; check the counts, or simulate more runs"
    )]
    NoWeight {
        /// How many runs there were.
        runs: u64,
    },
}

impl Tally {
    /// The estimates from everything counted.
    pub fn estimates(&self) -> Result<Estimates, EstimateError> {
        let model: &Model = &self.legend.model;
        if self.weights == 0 {
            return Err(EstimateError::NoWeight { runs: self.runs });
        }
        let dates = self.legend.calendar.dates.clone();
        let (members, candidates) = (model.body().len(), model.candidates().len());
        let effective = ratio(self.weights, 1) * ratio(self.weights, self.squared_weights);
        let share_of = |weight: u128, whole: u128| (whole > 0).then(|| ratio(weight, whole));
        let by_round = |weights: &mut dyn Iterator<Item = u128>| -> Vec<Option<f64>> {
            weights.enumerate().map(|(cell, weight)| share_of(weight, self.rounds[cell % dates.len()])).collect()
        };
        let vacant: u128 = self.ends[candidates * dates.len()..].iter().sum();
        let appointed = |candidate: usize| -> u128 { self.ends[candidate * dates.len()..][..dates.len()].iter().sum() };
        let holdouts = |candidate: usize| {
            let whole = appointed(candidate);
            (whole > 0).then(|| self.held_out[candidate * members..][..members].iter().map(|&weight| ratio(weight, whole)).collect())
        };
        Ok(Estimates {
            runs: self.runs,
            seed: self.seed,
            effective_sample_size: effective,
            outcomes: self.outcomes(model, &dates, effective),
            still_open: self.still_open(dates.len()),
            blocking: Grid::from_values(members, dates.len(), by_round(&mut self.blocking_by_pair())),
            pivotal: Grid::from_values(members, dates.len(), by_round(&mut self.pivotal_by_pair())),
            last_holdouts: (0..candidates).map(holdouts).collect(),
            blocking_when_vacant: (vacant > 0).then(|| self.blocks_at_end.iter().map(|&weight| ratio(weight, vacant)).collect()),
            start: self.start_estimates(),
            dates,
        })
    }

    fn outcomes(&self, model: &Model, dates: &[Date], effective: f64) -> Vec<OutcomeEstimate> {
        let estimate = |outcome: Outcome| {
            // The counters of a candidate's success, or, after those of all candidates, of nobody's.
            let index = outcome.candidate().map_or(model.candidates().len(), CandidateId::index);
            let ends = &self.ends[index * dates.len()..][..dates.len()];
            let cumulative: Vec<u128> = ends
                .iter()
                .scan(0, |sum, &weight| {
                    *sum += weight;
                    Some(*sum)
                })
                .collect();
            let total = cumulative.last().copied().unwrap_or(0);
            let probability = ratio(total, self.weights);
            let succeeds = outcome.candidate().is_some();
            OutcomeEstimate {
                id: outcome.id(model).to_owned(),
                outcome,
                seen: self.seen[index],
                probability,
                interval: Interval::wilson(probability, effective),
                date: (succeeds && total > 0).then(|| quantiles(&cumulative, dates)),
                incidence: if succeeds { cumulative.iter().map(|&weight| ratio(weight, self.weights)).collect() } else { Vec::new() },
            }
        };
        model.outcomes().into_iter().map(estimate).collect()
    }

    /// By date: the share of runs that have not ended on an earlier one.
    fn still_open(&self, dates: usize) -> Vec<f64> {
        let ended_on = |date: usize| -> u128 { self.ends.iter().skip(date).step_by(dates).sum() };
        let open = (0..dates).scan(self.weights, |open, date| {
            let before = *open;
            *open -= ended_on(date);
            Some(ratio(before, self.weights))
        });
        open.collect()
    }

    /// Exact where the starting stances are independent, counted where blocs correlate them.
    fn start_estimates(&self) -> Vec<Vec<[f64; 4]>> {
        let mut start = self.legend.start.clone();
        for (exact, counted) in start.iter_mut().zip(&self.start) {
            if let Some(counted) = counted {
                for (probabilities, weights) in exact.iter_mut().zip(counted.chunks(4)) {
                    *probabilities = std::array::from_fn(|stance| ratio(weights[stance], self.weights));
                }
            }
        }
        start
    }
}

/// The quotient of two sums of weights.
fn ratio(part: u128, whole: u128) -> f64 {
    part as f64 / whole as f64
}

/// The first dates by which 5%, 25%, 50%, 75% and 95% of the weight has come.
fn quantiles(cumulative: &[u128], dates: &[Date]) -> DateQuantiles {
    let total = cumulative.last().copied().unwrap_or(0);
    let date = |percent: u128| dates[cumulative.partition_point(|&sum| sum * 100 < total * percent)];
    DateQuantiles { q05: date(5), q25: date(25), median: date(50), q75: date(75), q95: date(95) }
}
