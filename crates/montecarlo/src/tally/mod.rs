//! Counters: exact integers, whose sums do not depend on their order (model, section 8).

mod bytes;
mod estimation;

use std::sync::Arc;

use nemcon_core::Stance;
use nemcon_core::limits::RUNS;

use crate::kernel::Ending;
use crate::plan::{Legend, MOST_WEIGHT, Plan};

pub(crate) use bytes::{Numbers, read, write};
pub use estimation::EstimateError;

/// How much is counted of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Everything.
    All,
    /// What is counted by pair, which takes most of the room, is left out.
    Ends,
}

/// What some runs of a plan counted. Tallies of disjoint runs are added up with
/// [`merge`](Self::merge), in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    pub(crate) legend: Arc<Legend>,
    members: usize,
    dates: usize,
    candidates: usize,
    detail: Detail,
    pub(crate) seed: u64,
    pub(crate) runs: u64,
    pub(crate) weights: u128,
    pub(crate) squared_weights: u128,
    /// How many runs bear the largest weight, and may deserve more.
    pub(crate) capped: u64,
    /// Whether runs weigh differently.
    pub(crate) weighted: bool,
    /// By [`End`](crate::kernel::End), as all of these: how many runs ended so.
    pub(crate) seen: Vec<u64>,
    /// By end: the sum of the squared weights of the runs that ended so.
    pub(crate) squared_ends: Vec<u128>,
    /// By end and date: the weight of the runs that ended so.
    pub(crate) ends: Vec<u128>,
    /// By date: the weight of the runs that had a round.
    pub(crate) rounds: Vec<u128>,
    /// By date and pair (candidate · members + member): by how much the weight of runs in which the
    /// member blocks the candidate is larger than on the date before, modulo 2^128.
    blocking_changes: Vec<u128>,
    /// By date and pair.
    pivotal: Vec<u128>,
    /// By candidate and member.
    pub(crate) held_out: Vec<u128>,
    /// By member.
    pub(crate) blocks_at_end: Vec<u128>,
    /// How many ends there are, and by outcome of all events and end: the weight of the runs in which
    /// it happened, and that ended so.
    pub(crate) kinds_of_ends: usize,
    pub(crate) happened: Vec<u128>,
    /// By candidate, whether it declined or withdrew, and end: the weight of the runs at whose end it had.
    pub(crate) left: Vec<u128>,
    /// By candidate: where it is counted, by member and stance.
    pub(crate) start: Vec<Option<Vec<u128>>>,
}

/// Why two tallies cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// They are of different models.
    #[error("runs of different models cannot be added")]
    Model,
    /// They are of different seeds.
    #[error("runs of the seeds {0} and {1} cannot be added: simulate both with the same seed, and different runs")]
    Seed(u64, u64),
    /// Together they have more runs than a seed has.
    #[error("{0} runs together are more than a seed has (10^12): some were counted twice")]
    Runs(u64),
}

/// What a tally holds, in bytes.
pub(crate) fn tally_bytes(plan: &Plan, detail: Detail) -> u64 {
    let (dates, candidates, ends) = (plan.calendar.dates.len(), plan.candidates.len(), plan.ends());
    let outcomes: usize = plan.events.iter().map(|event| event.outcomes.len()).sum();
    let pairs = if detail == Detail::All { plan.pairs() } else { 0 };
    let numbers = 2 * pairs * dates + 5 * pairs + ends * (dates + 2) + dates + plan.members + (outcomes + 2 * candidates) * ends;
    (size_of::<Tally>() + candidates * size_of::<Option<Vec<u128>>>() + size_of::<u128>() * numbers) as u64
}

/// No run weighs more, so that the squares of 2^40 weights sum below 2^128.
pub(crate) const WEIGHT_MOST: u64 = 1 << 43;

impl Tally {
    /// Nothing counted yet.
    pub(crate) fn new(plan: &Plan, detail: Detail, seed: u64) -> Self {
        let (members, candidates, dates) = (plan.members, plan.candidates.len(), plan.calendar.dates.len());
        let pairs = if detail == Detail::All { plan.pairs() } else { 0 };
        let start = |candidate: usize| (pairs > 0 && !plan.start.independent(candidate)).then(|| vec![0; 4 * members]);
        Self {
            legend: plan.legend.clone(),
            members,
            dates,
            candidates,
            detail,
            seed,
            runs: 0,
            weights: 0,
            squared_weights: 0,
            capped: 0,
            weighted: plan.start.weighted(),
            seen: vec![0; plan.ends()],
            squared_ends: vec![0; plan.ends()],
            ends: vec![0; plan.ends() * dates],
            rounds: vec![0; dates],
            blocking_changes: vec![0; pairs * dates],
            pivotal: vec![0; pairs * dates],
            held_out: vec![0; pairs],
            blocks_at_end: vec![0; members],
            kinds_of_ends: plan.ends(),
            happened: vec![0; plan.events.last().map_or(0, |last| last.first_outcome + last.outcomes.len()) * plan.ends()],
            left: vec![0; 2 * candidates * plan.ends()],
            start: (0..candidates).map(start).collect(),
        }
    }

    /// Adds what other runs of the same model and seed counted; on failure this tally stays as it
    /// was.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.can_merge(other)?;
        self.add(other);
        Ok(())
    }

    pub(crate) fn can_merge(&self, other: &Self) -> Result<(), MergeError> {
        if !Arc::ptr_eq(&self.legend, &other.legend) && self.legend.model != other.legend.model {
            return Err(MergeError::Model);
        }
        if self.seed != other.seed {
            return Err(MergeError::Seed(self.seed, other.seed));
        }
        if self.runs + other.runs > RUNS { Err(MergeError::Runs(self.runs + other.runs)) } else { Ok(()) }
    }

    /// Adds what other runs of the same plan and seed counted.
    pub(crate) fn add(&mut self, other: &Self) {
        debug_assert_eq!(self.can_merge(other), Ok(()));
        self.runs += other.runs;
        self.weights += other.weights;
        self.squared_weights += other.squared_weights;
        self.capped += other.capped;
        self.seen.iter_mut().zip(&other.seen).for_each(|(sum, more)| *sum += more);
        let add = |sums: &mut Vec<u128>, more: &Vec<u128>| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.wrapping_add(*more));
        add(&mut self.squared_ends, &other.squared_ends);
        add(&mut self.ends, &other.ends);
        add(&mut self.rounds, &other.rounds);
        add(&mut self.blocking_changes, &other.blocking_changes);
        add(&mut self.pivotal, &other.pivotal);
        add(&mut self.held_out, &other.held_out);
        add(&mut self.blocks_at_end, &other.blocks_at_end);
        add(&mut self.happened, &other.happened);
        add(&mut self.left, &other.left);
        for (sums, more) in self.start.iter_mut().zip(&other.start) {
            if let (Some(sums), Some(more)) = (sums, more) {
                add(sums, more);
            }
        }
    }

    /// How many runs were counted.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// More runs, of this weight each, are counted.
    pub(crate) fn begin(&mut self, runs: u64, weight: u64) {
        debug_assert!(weight <= WEIGHT_MOST, "a weight whose squares could sum beyond 2^128");
        self.runs += runs;
        self.weights += u128::from(runs) * u128::from(weight);
        self.squared_weights += u128::from(runs) * u128::from(weight) * u128::from(weight);
        self.capped += if weight == MOST_WEIGHT { runs } else { 0 };
    }

    /// In runs that together weigh so much the pair holds the stance at the as-of date; counted
    /// where that is not known exactly.
    pub(crate) fn start(&mut self, pair: usize, stance: Stance, weight: u64) {
        if let Some(start) = &mut self.start[pair / self.members] {
            start[4 * (pair % self.members) + stance as usize] += u128::from(weight);
        }
    }

    /// Runs that together weigh so much have a round.
    pub(crate) fn round(&mut self, date: usize, weight: u64) {
        self.rounds[date] += u128::from(weight);
    }

    /// The pair (candidate · members + member) blocks from `date` on.
    pub(crate) fn blocking_begins(&mut self, pair: usize, date: usize, weight: u64) {
        if self.detail == Detail::All {
            let cell = &mut self.blocking_changes[date * self.members * self.candidates + pair];
            *cell = cell.wrapping_add(u128::from(weight));
        }
    }

    /// The pair no longer blocks on `date`, which may lie just beyond the last.
    pub(crate) fn blocking_ends(&mut self, pair: usize, date: usize, weight: u64) {
        if self.detail == Detail::All && date < self.dates {
            let cell = &mut self.blocking_changes[date * self.members * self.candidates + pair];
            *cell = cell.wrapping_sub(u128::from(weight));
        }
    }

    /// In runs that together weigh so much the member blocks the candidate; by date and pair.
    pub(crate) fn blocking(&mut self, at: usize, weight: u64) {
        if weight > 0 {
            let date = at / self.pairs();
            self.blocking_begins(at % self.pairs(), date, weight);
            self.blocking_ends(at % self.pairs(), date + 1, weight);
        }
    }

    /// In runs that together weigh so much the member is pivotal; by date and pair.
    pub(crate) fn pivotal(&mut self, at: usize, weight: u64) {
        if self.detail == Detail::All {
            self.pivotal[at] += u128::from(weight);
        }
    }

    /// An outcome of an event, by index among those of all events, has happened in runs that together
    /// weigh so much, and ended so.
    pub(crate) fn happened(&mut self, outcome: usize, end: usize, weight: u64) {
        self.happened[outcome * self.kinds_of_ends + end] += u128::from(weight);
    }

    /// A candidate had declined, or withdrawn, when runs that together weigh so much ended so.
    pub(crate) fn left(&mut self, candidate: usize, declined: bool, end: usize, weight: u64) {
        self.left[(2 * candidate + usize::from(declined)) * self.kinds_of_ends + end] += u128::from(weight);
    }

    /// So many runs have ended so. `weights`: the sum of their weights and of the squares of these.
    pub(crate) fn end_with(&mut self, outcome: usize, date: usize, runs: u64, (weight, squares): (u64, u128)) {
        self.seen[outcome] += runs;
        self.squared_ends[outcome] += squares;
        self.ends[outcome * self.dates + date] += u128::from(weight);
    }

    /// Counts a run that is not simulated, as its ending is known.
    pub(crate) fn repeat(&mut self, Ending { outcome, date, weight, .. }: Ending) {
        self.begin(1, weight);
        self.end_with(outcome, date, 1, (weight, u128::from(weight) * u128::from(weight)));
    }

    /// In runs that together weigh so much the member was a last holdout; by pair.
    pub(crate) fn held_out(&mut self, pair: usize, weight: u64) {
        if self.detail == Detail::All {
            self.held_out[pair] += u128::from(weight);
        }
    }

    pub(crate) fn blocks_at_end(&mut self, member: usize, weight: u64) {
        self.blocks_at_end[member] += u128::from(weight);
    }

    /// By pair and date: the weight of the runs in which the member blocks the candidate.
    pub(crate) fn blocking_by_pair(&self) -> impl Iterator<Item = u128> + '_ {
        (0..self.pairs()).flat_map(|pair| {
            self.by_date(&self.blocking_changes, pair).scan(0u128, |sum, change| {
                *sum = sum.wrapping_add(change);
                Some(*sum)
            })
        })
    }

    /// By pair and date: the weight of the runs in which the member is pivotal against the candidate.
    pub(crate) fn pivotal_by_pair(&self) -> impl Iterator<Item = u128> + '_ {
        (0..self.pairs()).flat_map(|pair| self.by_date(&self.pivotal, pair))
    }

    fn pairs(&self) -> usize {
        self.members * self.candidates
    }

    fn by_date<'a>(&self, counts: &'a [u128], pair: usize) -> impl Iterator<Item = u128> + 'a {
        counts.iter().skip(pair).step_by(self.pairs()).copied()
    }
}
