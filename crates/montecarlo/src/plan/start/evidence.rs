//! Evidence: stances drawn conditionally on reported counts, exactly (model, section 3).
//!
//! Members are independent given what conditions their stances, so that the counts of a report's
//! stances are Poisson-multinomial. A table of the expected likelihood, given the counts among the
//! first members, is filled from the last member to the first; the members are then drawn one
//! after the other (S. X. Chen, J. S. Liu, *Statistical applications of the Poisson-binomial and
//! conditional Bernoulli distributions*, Statistica Sinica 7, 1997, 875–892). Their order is that
//! of their ids, so that the order of a file changes nothing.

use nemcon_core::{Evidence, MemberId, Model, Stance};

use super::counted::Counted;
use super::law::Law;
use super::stance::{Cuts, cuts, probabilities, thresholds};

/// The evidence on one candidate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EvidencePlan {
    pub(crate) candidate: usize,
    /// The pairs of the members present at the as-of date, in order of the members' ids.
    pub(crate) pairs: Vec<usize>,
    /// By stance: by how much it raises the state, which is the counts in mixed radix.
    pub(crate) step: [usize; 4],
    /// By pair: what its prior depends on.
    pub(super) counted: Vec<Counted>,
    /// How what conditions the evidence is drawn.
    pub(super) law: Law,
    /// Whether the stances are drawn run by run: their law is another in every run, or cleavages are
    /// to know of them.
    pub(crate) by_run: bool,
    /// By state: the sum of its counts.
    totals: Vec<u32>,
    /// By state: the likelihood of these final counts, at most 1.
    likelihood: Vec<f64>,
    /// Where the priors are the same in every run: the filled table …
    table: Option<Vec<f64>>,
    /// … and by member drawn and state the cuts of the stance given the counts so far; else empty.
    pub(crate) cuts: Vec<Cuts>,
}

impl EvidencePlan {
    /// Compiles the evidence. `present`: the members at the as-of date, in the order of their ids.
    pub(super) fn new(evidence: &Evidence, model: &Model, present: &[MemberId]) -> Self {
        let candidate = evidence.candidate.index();
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
        Self {
            candidate,
            pairs: present.iter().map(|&member| candidate * model.body().len() + member.index()).collect(),
            counted: Vec::new(),
            law: Law::Known,
            by_run: false,
            step,
            totals: (0..states).map(|state| counts(state).sum()).collect(),
            likelihood: (0..states)
                .map(|state| if most.is_finite() { libm::exp(ln_likelihood(state) - most).min(1.0) } else { 0.0 })
                .collect(),
            table: None,
            cuts: Vec::new(),
        }
    }

    /// Fills the table once and for all, where no prior depends on anything.
    pub(super) fn fill(&mut self) {
        let thresholds: Vec<[f64; 3]> = self.counted.iter().map(Counted::expected).collect();
        let mut table = vec![0.0; self.cells()];
        self.tabulate(&thresholds, &mut table);
        let states = self.states();
        // As many of a member's states can be reached as the members before it can bring about.
        let reached = |drawn: usize, state: usize| self.totals[state] as usize <= drawn;
        self.cuts = (0..self.pairs.len() * states)
            .map(|at| (at / states, at % states))
            .map(|(drawn, state)| if reached(drawn, state) { self.cuts_given(&thresholds, &table, drawn, state) } else { [0; 3] })
            .collect();
        self.table = Some(table);
    }

    /// The size of the table.
    pub(super) fn cells(&self) -> usize {
        (self.pairs.len() + 1) * self.likelihood.len()
    }

    /// How many states there are.
    pub(crate) fn states(&self) -> usize {
        self.likelihood.len()
    }

    /// The cuts of a member's stance, given the counts among the members drawn before it.
    fn cuts_given(&self, accumulated: &[[f64; 3]], table: &[f64], drawn: usize, state: usize) -> Cuts {
        let prior = probabilities(accumulated[drawn]);
        let after = &table[(drawn + 1) * self.states()..];
        let given: [f64; 4] = std::array::from_fn(|stance| prior[stance] * after[state + self.step[stance]]);
        let whole: f64 = given.iter().sum();
        cuts(thresholds(given.map(|mass| mass / whole)))
    }

    /// The probability of the evidence, where it is the same in every run.
    pub(crate) fn probability(&self) -> Option<f64> {
        self.table.as_ref().map(|table| table[0])
    }

    /// Whether it makes runs weigh differently: the law that its factors are drawn from is not exactly
    /// theirs given the evidence, or does not know of the stances on candidates before, or of evidence to come.
    pub(super) fn weighs(&self) -> bool {
        matches!(self.law, Law::Several { .. }) || self.counted.iter().any(|counted| !counted.before.is_empty() || counted.tilt.is_some())
    }

    /// Fills the table from the accumulated priors of the pairs and returns the probability of the
    /// evidence.
    pub(super) fn tabulate(&self, thresholds: &[[f64; 3]], table: &mut [f64]) -> f64 {
        let states = self.states();
        table[self.pairs.len() * states..][..states].copy_from_slice(&self.likelihood);
        for drawn in (0..self.pairs.len()).rev() {
            let prior = probabilities(thresholds[drawn]);
            let (before, after) = table.split_at_mut((drawn + 1) * states);
            let row = &mut before[drawn * states..];
            for state in 0..states {
                if self.totals[state] as usize <= drawn {
                    row[state] = (0..4).map(|stance| prior[stance] * after[state + self.step[stance]]).sum();
                }
            }
        }
        table[0]
    }

    /// Draws the stances of the pairs, given accumulated priors and a table filled from them, both
    /// used where the plan has none of its own. `draw`: the stance of the pair at a place, by its cuts.
    pub(super) fn draw(&self, thresholds: &[[f64; 3]], table: &[f64], mut draw: impl FnMut(usize, Cuts) -> Stance) {
        let mut state = 0;
        for drawn in 0..self.pairs.len() {
            let known = self.cuts.get(drawn * self.states() + state);
            let cuts = known.copied().unwrap_or_else(|| self.cuts_given(thresholds, table, drawn, state));
            state += self.step[draw(drawn, cuts) as usize];
        }
    }

    /// By pair: its stance probabilities given the evidence, where the priors are the same in every run.
    pub(crate) fn posterior(&self) -> Vec<(usize, [f64; 4])> {
        let Some(table) = self.table.as_ref().filter(|_| !self.weighs()) else { return Vec::new() };
        let thresholds: Vec<[f64; 3]> = self.counted.iter().map(|counted| counted.prior).collect();
        let mut posterior = Vec::with_capacity(self.pairs.len());
        self.by_stance(
            &thresholds,
            table,
            |prior| prior,
            |drawn, joint| {
                let sum: f64 = joint.iter().sum();
                posterior.push((self.pairs[drawn], joint.map(|mass| mass / sum)));
            },
        );
        posterior
    }

    /// Hands on, pair by pair, the probabilities of the evidence given each of its stances.
    pub(super) fn likelihoods(&self, thresholds: &[[f64; 3]], table: &[f64], each: impl FnMut(usize, [f64; 4])) {
        self.by_stance(thresholds, table, |_| [1.0; 4], each);
    }

    /// Hands on, pair by pair, the probabilities of the evidence and each of its stances, these taken
    /// for as likely as `chance` makes of their prior. By accumulated priors and the table filled from
    /// them.
    fn by_stance(
        &self,
        thresholds: &[[f64; 3]],
        table: &[f64],
        chance: impl Fn([f64; 4]) -> [f64; 4],
        mut each: impl FnMut(usize, [f64; 4]),
    ) {
        let states = self.states();
        let mut reached = vec![0.0; states];
        reached[0] = 1.0;
        let mut next = vec![0.0; states];
        for drawn in 0..self.pairs.len() {
            let prior = probabilities(thresholds[drawn]);
            let chances = chance(prior);
            let after = &table[(drawn + 1) * states..];
            let mut sums = [0.0; 4];
            next.fill(0.0);
            for state in (0..states).filter(|&state| reached[state] > 0.0) {
                for stance in 0..4 {
                    sums[stance] += reached[state] * chances[stance] * after[state + self.step[stance]];
                    next[state + self.step[stance]] += reached[state] * prior[stance];
                }
            }
            each(drawn, sums);
            std::mem::swap(&mut reached, &mut next);
        }
    }
}
