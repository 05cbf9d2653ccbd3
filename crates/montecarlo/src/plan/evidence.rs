//! Evidence: stances drawn conditionally on reported counts, exactly (model, section 3).
//!
//! Members are independent given the factors of their blocs, so that the counts of a report's
//! stances are Poisson-multinomial. A table of the expected likelihood, given the counts among the
//! first members, is filled from the last member to the first; the members are then drawn one
//! after the other (S. X. Chen, J. S. Liu, *Statistical applications of the Poisson-binomial and
//! conditional Bernoulli distributions*, Statistica Sinica 7, 1997, 875–892). Their order is that
//! of their ids, so that the order of a file changes nothing.

use nemcon_core::{Evidence, Model, Stance};

use super::start::probabilities;
use crate::math::uniform;

/// The evidence on one candidate.
#[derive(Debug, Clone)]
pub(crate) struct EvidencePlan {
    pub(crate) candidate: usize,
    /// The pairs of the members present at the as-of date, in order of the members' ids.
    pairs: Vec<usize>,
    /// By stance: by how much it raises the state, which is the counts in mixed radix.
    step: [usize; 4],
    /// By state: the sum of its counts.
    counted: Vec<u32>,
    /// By state: the likelihood of these final counts, at most 1.
    likelihood: Vec<f64>,
    /// The filled table, where no bloc thinks of the candidate.
    table: Option<Vec<f64>>,
}

impl EvidencePlan {
    /// Compiles the evidence; with `independent` priors its table is filled once and for all.
    pub(super) fn new(evidence: &Evidence, model: &Model, independent: Option<&Vec<[f64; 3]>>) -> Self {
        let candidate = evidence.candidate;
        let mut present: Vec<usize> = model.present.iter().collect();
        present.sort_by(|&a, &b| model.body.members[a].id.cmp(&model.body.members[b].id));
        let radix = present.len() + 1;
        let states = radix.pow(evidence.reports.len() as u32);
        let counts = |state: usize| (0..evidence.reports.len()).map(move |report| (state / radix.pow(report as u32) % radix) as u32);
        let ln_likelihood = |state: usize| -> f64 {
            let each = evidence.reports.iter().zip(counts(state));
            each.map(|(report, count)| report.count.ln_likelihood(count)).sum()
        };
        // Relative to the likeliest counts: constant factors cancel, and nothing underflows early.
        let possible = |state: &usize| counts(*state).sum::<u32>() <= present.len() as u32;
        let most = (0..states).filter(possible).map(ln_likelihood).fold(f64::NEG_INFINITY, f64::max);
        let step = Stance::ALL.map(|stance| {
            let report = evidence.reports.iter().position(|report| report.stances.contains(stance));
            report.map_or(0, |report| radix.pow(report as u32))
        });
        let mut plan = Self {
            candidate,
            pairs: present.iter().map(|&member| candidate * model.body.len() + member).collect(),
            step,
            counted: (0..states).map(|state| counts(state).sum()).collect(),
            likelihood: (0..states)
                .map(|state| if most.is_finite() { libm::exp(ln_likelihood(state) - most).min(1.0) } else { 0.0 })
                .collect(),
            table: None,
        };
        if let Some(thresholds) = independent {
            let mut table = vec![0.0; plan.cells()];
            plan.tabulate(thresholds, &mut table);
            plan.table = Some(table);
        }
        plan
    }

    /// The size of the table.
    pub(super) fn cells(&self) -> usize {
        (self.pairs.len() + 1) * self.likelihood.len()
    }

    /// The probability of the evidence, where it is the same in every run.
    pub(super) fn probability(&self) -> Option<f64> {
        self.table.as_ref().map(|table| table[0])
    }

    /// Fills the table from accumulated priors and returns the probability of the evidence.
    pub(super) fn tabulate(&self, thresholds: &[[f64; 3]], table: &mut [f64]) -> f64 {
        let states = self.likelihood.len();
        table[self.pairs.len() * states..][..states].copy_from_slice(&self.likelihood);
        for (drawn, &pair) in self.pairs.iter().enumerate().rev() {
            let prior = probabilities(thresholds[pair]);
            let (before, after) = table.split_at_mut((drawn + 1) * states);
            let row = &mut before[drawn * states..];
            for state in 0..states {
                if self.counted[state] as usize <= drawn {
                    row[state] = (0..4).map(|stance| prior[stance] * after[state + self.step[stance]]).sum();
                }
            }
        }
        table[0]
    }

    /// Draws the stances of the members, given accumulated priors, a table filled from them (used
    /// where the plan has none of its own) and the first word of every pair.
    pub(super) fn draw(&self, thresholds: &[[f64; 3]], table: &[f64], words: &[[u32; 4]], stances: &mut [Stance]) {
        let states = self.likelihood.len();
        let table = self.table.as_deref().unwrap_or(table);
        let mut state = 0;
        for (drawn, &pair) in self.pairs.iter().enumerate() {
            let prior = probabilities(thresholds[pair]);
            let after = &table[(drawn + 1) * states..];
            let given: [f64; 4] = std::array::from_fn(|stance| prior[stance] * after[state + self.step[stance]]);
            let target = uniform(words[pair][0]) * given.iter().sum::<f64>();
            let mut sum = 0.0;
            // Rounding may leave the target at the very end: the last possible stance takes it.
            let mut chosen = given.iter().rposition(|&p| p > 0.0).unwrap_or(3);
            for (stance, &p) in given.iter().enumerate() {
                sum += p;
                if target < sum {
                    chosen = stance;
                    break;
                }
            }
            stances[pair] = Stance::ALL[chosen];
            state += self.step[chosen];
        }
    }

    /// By member drawn, in order: the pair and its stance probabilities given the evidence; only
    /// where the priors are independent.
    pub(crate) fn posterior(&self, thresholds: impl Fn(usize) -> [f64; 3]) -> Vec<(usize, [f64; 4])> {
        let Some(table) = &self.table else { return Vec::new() };
        let states = self.likelihood.len();
        let mut reached = vec![0.0; states];
        reached[0] = 1.0;
        let mut posterior = Vec::with_capacity(self.pairs.len());
        for (drawn, &pair) in self.pairs.iter().enumerate() {
            let prior = probabilities(thresholds(pair));
            let after = &table[(drawn + 1) * states..];
            let mut marginal = [0.0; 4];
            let mut next = vec![0.0; states];
            for state in (0..states).filter(|&state| reached[state] > 0.0) {
                for stance in 0..4 {
                    let mass = reached[state] * prior[stance];
                    if mass > 0.0 {
                        marginal[stance] += mass * after[state + self.step[stance]];
                        next[state + self.step[stance]] += mass;
                    }
                }
            }
            let sum: f64 = marginal.iter().sum();
            posterior.push((pair, marginal.map(|mass| mass / sum)));
            reached = next;
        }
        posterior
    }
}
