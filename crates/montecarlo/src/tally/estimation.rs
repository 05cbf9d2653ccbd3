//! Tally → estimates: from counts to probabilities, with names.

use nemcon_core::{Candidate, Date, Event, Interval, Model, Outcome, PERCENTILE_975};

use crate::Tally;
use crate::estimates::{DateQuantiles, Departure, Estimates, EventEstimate, Grid, Happening, OutcomeEstimate};
use crate::kernel::End;
use crate::tally::Detail;
use crate::worth::worth;

/// Why a tally gives no estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EstimateError {
    /// Every run has the weight 0.
    #[error(
        "in none of {runs} runs is the evidence likely enough to count: the priors and the reported counts do not go together; check the counts, or simulate more runs"
    )]
    NoWeight {
        /// How many runs there were.
        runs: u64,
    },
    /// A few runs bear all the weight.
    #[error(
        "the {runs} runs are worth no more than {effective} that weigh the same: the evidence is so unlikely under the priors, blocs and cleavages that a few runs decide everything; check the counts and the priors, lower correlations, or simulate more runs"
    )]
    FewRuns {
        /// How many equally weighted runs they are worth, rounded up.
        effective: u64,
        /// How many runs there were.
        runs: u64,
    },
    /// Some runs deserve a larger weight than there is.
    #[error(
        "{capped} of {runs} runs stand for more than half a million others each: no sample of any size shows what the evidence leaves possible; check the counts, the priors and the correlations"
    )]
    Capped {
        /// How many do.
        capped: u64,
        /// How many runs there were.
        runs: u64,
    },
}

/// Estimates from fewer effective runs than this, where there were twice as many, are meaningless.
const FEWEST: f64 = 30.0;

impl Tally {
    /// The estimates from everything counted.
    pub fn estimates(&self) -> Result<Estimates, EstimateError> {
        self.estimates_at(PERCENTILE_975)
    }

    /// The same with intervals of another level, by the quantile of the normal law that is their half-width in
    /// deviations.
    pub fn estimates_at(&self, quantile: f64) -> Result<Estimates, EstimateError> {
        let model: &Model = &self.legend.model;
        if self.weights == 0 {
            return Err(EstimateError::NoWeight { runs: self.runs });
        }
        if self.capped > 0 {
            return Err(EstimateError::Capped { capped: self.capped, runs: self.runs });
        }
        let dates = self.legend.calendar.dates.clone();
        let (members, candidates) = (model.body().len(), model.candidates().len());
        let effective = ratio(self.weights, 1) * ratio(self.weights, self.squared_weights);
        if effective < FEWEST && 2.0 * effective < self.runs as f64 {
            return Err(EstimateError::FewRuns { effective: effective.ceil() as u64, runs: self.runs });
        }
        let share_of = |weight: u128, whole: u128| (whole > 0).then(|| ratio(weight, whole));
        let grid = |weights: &mut dyn Iterator<Item = u128>| {
            // Of a known number, so that no more is allocated.
            let cells = 0..members * candidates * dates.len();
            let shares = cells.map(|cell| weights.next().and_then(|weight| share_of(weight, self.rounds[cell % dates.len()])));
            Grid::from_values(members, dates.len(), shares)
        };
        let vacant: u128 = self.ends[candidates * dates.len()..][..dates.len()].iter().sum();
        let appointed = |candidate: usize| -> u128 { self.ends[candidate * dates.len()..][..dates.len()].iter().sum() };
        let holdouts = |candidate: usize| {
            let whole = appointed(candidate);
            (whole > 0).then(|| self.held_out[candidate * members..][..members].iter().map(|&weight| ratio(weight, whole)).collect())
        };
        let of_ends = Estimates {
            effective_sample_size: effective,
            still_open: self.still_open(dates.len()),
            blocking_when_vacant: (vacant > 0).then(|| self.blocks_at_end.iter().map(|&weight| ratio(weight, vacant)).collect()),
            events: self.events(model),
            departures: self.departures(model),
            ..Estimates::new(self.runs, self.seed, self.outcomes(model, &dates, effective, quantile))
        };
        if self.detail == Detail::Ends {
            return Ok(Estimates { dates, ..of_ends });
        }
        Ok(Estimates {
            blocking: grid(&mut self.blocking_by_pair()),
            pivotal: grid(&mut self.pivotal_by_pair()),
            last_holdouts: (0..candidates).map(holdouts).collect(),
            start: self.start_estimates(),
            dates,
            ..of_ends
        })
    }

    fn outcomes(&self, model: &Model, dates: &[Date], effective: f64, quantile: f64) -> Vec<OutcomeEstimate> {
        let estimate = |outcome: Outcome| {
            let index = End::of(outcome).index(model.candidates().len());
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
            let agreed = End::of(outcome) != End::Nobody;
            OutcomeEstimate {
                id: outcome.id(model).to_owned(),
                outcome,
                seen: self.seen[index],
                probability,
                interval: Interval::wilson_at(quantile, probability, self.worth(probability, self.squared_ends[index], effective)),
                date: (agreed && total > 0).then(|| quantiles(&cumulative, dates)),
                incidence: cumulative.iter().map(|&weight| ratio(weight, self.weights)).collect(),
            }
        };
        model.outcomes().into_iter().map(estimate).collect()
    }

    /// How many equally weighted runs would know the probability of an outcome as well. Where runs weigh
    /// differently, by the variance of the ratio of sums that it is, `Σw²(a − p)² / (Σw)²`, a being 1 in
    /// runs that end with the outcome and 0 in others.
    fn worth(&self, probability: f64, squares: u128, effective: f64) -> f64 {
        if !self.weighted {
            return effective;
        }
        let (with, without) = (ratio(squares, self.weights), ratio(self.squared_weights - squares, self.weights));
        let weight = ratio(self.weights, 1);
        let variance = (with * (1.0 - probability) * (1.0 - probability) + without * probability * probability) / weight;
        let own = (variance > 0.0).then(|| probability * (1.0 - probability) / variance);
        worth(own, probability.min(1.0 - probability), effective)
    }

    /// What is known of all runs before what happened in them is looked at.
    fn course(&self, model: &Model) -> Course {
        let total = |end: usize| self.ends[end * self.dates..][..self.dates].iter().sum();
        let index = |outcome: Outcome| End::of(outcome).index(model.candidates().len());
        Course {
            weights: self.weights,
            total: (0..self.kinds_of_ends).map(total).collect(),
            order: model.outcomes().into_iter().map(index).collect(),
        }
    }

    /// How often each candidate had left by the end, and what came of it.
    fn departures(&self, model: &Model) -> Vec<Departure> {
        let course = self.course(model);
        let of = |(candidate, left): (&Candidate, &[u128])| {
            let (withdrew, declined) = left.split_at(self.kinds_of_ends);
            let with: Vec<u128> = withdrew.iter().zip(declined).map(|(one, other)| one + other).collect();
            Departure { left: course.happening(&candidate.id, &with), declined: ratio(declined.iter().sum(), self.weights) }
        };
        model.candidates().iter().zip(self.left.chunks(2 * self.kinds_of_ends)).map(of).collect()
    }

    /// How often each event happened, and what came of it.
    fn events(&self, model: &Model) -> Vec<EventEstimate> {
        let (ends, course) = (self.kinds_of_ends, self.course(model));
        let mut counted = self.happened.chunks(ends);
        let of = |event: &Event| {
            let by_outcome: Vec<&[u128]> = counted.by_ref().take(event.outcomes.len()).collect();
            let all: Vec<u128> = (0..ends).map(|end| by_outcome.iter().map(|weights| weights[end]).sum()).collect();
            let named = event.outcomes.iter().zip(&by_outcome);
            let outcomes = named.filter_map(|(outcome, weights)| Some(course.happening(outcome.id.as_deref()?, weights)));
            EventEstimate { event: course.happening(&event.id, &all), outcomes: outcomes.collect() }
        };
        model.events().iter().map(of).collect()
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

/// How all runs ended.
struct Course {
    weights: u128,
    /// By end.
    total: Vec<u128>,
    /// By outcome: its end.
    order: Vec<usize>,
}

impl Course {
    /// How often something happened, of which the weights of the runs are known by end, and what came of it.
    fn happening(&self, id: &str, with: &[u128]) -> Happening {
        let given = |weights: &[u128]| -> Option<Vec<f64>> {
            let whole: u128 = weights.iter().sum();
            (whole > 0).then(|| self.order.iter().map(|&end| ratio(weights[end], whole)).collect())
        };
        let without: Vec<u128> = self.total.iter().zip(with).map(|(all, with)| all - with).collect();
        let probability = ratio(with.iter().sum(), self.weights);
        Happening { id: id.to_owned(), probability, given: given(with), otherwise: given(&without) }
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
