//! What is counted: sums of the weights of the runs in which something holds.

use nemcon_core::Stance;

use super::columns::lanes;
use crate::Tally;
use crate::plan::Plan;
use crate::simd::{LANES, LaneMask};
use crate::tally::Detail;

/// What the runs of a batch weigh.
pub(super) enum Weights {
    /// 1 each.
    Equal,
    /// By which of the first eight runs, and by which of the others: what they weigh together.
    Of(Box<[[u64; 256]; 2]>),
}

impl Weights {
    pub(super) fn new(plan: &Plan) -> Self {
        if plan.start.weighted() { Self::Of(Box::new([[0; 256]; 2])) } else { Self::Equal }
    }

    /// Takes over the weights of a batch.
    pub(super) fn set(&mut self, weights: &[u64; LANES]) {
        let Self::Of(tables) = self else { return };
        for (table, weights) in tables.iter_mut().zip(weights.chunks(8)) {
            for set in 1..256_usize {
                table[set] = table[set & (set - 1)] + weights[set.trailing_zeros() as usize];
            }
        }
    }

    /// What some runs weigh together.
    #[inline(always)]
    pub(super) fn of(&self, runs: LaneMask) -> u64 {
        match self {
            Self::Equal => u64::from(runs.count_ones()),
            Self::Of(tables) => tables[0][usize::from(runs & 0xFF)] + tables[1][usize::from(runs >> 8)],
        }
    }

    /// The sum of the squares of what some runs weigh.
    pub(super) fn squares_of(&self, runs: LaneMask) -> u128 {
        match self {
            Self::Equal => u128::from(runs.count_ones()),
            Self::Of(_) => lanes(runs).map(|lane| u128::from(self.of(1 << lane))).map(|weight| weight * weight).sum(),
        }
    }
}

/// Sums of weights, of so few runs that they cannot overflow.
enum Sums {
    /// What is not counted.
    Nothing,
    /// Of runs that weigh 1 each, at most 2^16 − 1 of them.
    Runs(Vec<u16>),
    /// Of weights below 2^43.
    Weights(Vec<u64>),
}

impl Sums {
    fn new(weights: &Weights, detail: Detail, len: usize) -> Self {
        match (detail, weights) {
            (Detail::Ends, _) => Self::Nothing,
            (Detail::All, Weights::Equal) => Self::Runs(vec![0; len]),
            (Detail::All, Weights::Of(_)) => Self::Weights(vec![0; len]),
        }
    }

    /// Adds, from one place on, what those of the runs weigh that are in each of some masks.
    #[inline(always)]
    fn add(&mut self, first: usize, masks: impl ExactSizeIterator<Item = LaneMask>, runs: LaneMask, weights: &Weights) {
        let range = first..first + masks.len();
        match self {
            Self::Nothing => {}
            Self::Runs(sums) => {
                for (sum, mask) in sums[range].iter_mut().zip(masks) {
                    *sum += (mask & runs).count_ones() as u16;
                }
            }
            Self::Weights(sums) => {
                for (sum, mask) in sums[range].iter_mut().zip(masks) {
                    *sum += weights.of(mask & runs);
                }
            }
        }
    }

    /// Hands on the sums, in order, and sets them to 0.
    fn take(&mut self, mut add: impl FnMut(usize, u64)) {
        match self {
            Self::Nothing => {}
            Self::Runs(sums) => sums.iter_mut().enumerate().for_each(|(at, sum)| add(at, u64::from(std::mem::take(sum)))),
            Self::Weights(sums) => sums.iter_mut().enumerate().for_each(|(at, sum)| add(at, std::mem::take(sum))),
        }
    }
}

/// What is counted by pair, before it is added to a tally.
pub(super) struct Counts {
    pub(super) weights: Weights,
    pairs: usize,
    /// By date and pair: in how many runs the member blocks the candidate.
    blocking: Sums,
    /// By date and pair: in how many it is pivotal against it; and on which dates anybody is.
    pivotal: Sums,
    pivots: Vec<bool>,
    /// By pair: in how many it was among the last holdouts.
    held_out: Sums,
    /// By pair, where it is counted, and stance: in how many it is the stance at the as-of date.
    start: Sums,
}

impl Counts {
    pub(super) fn new(plan: &Plan, detail: Detail) -> Self {
        let (pairs, dates) = (plan.pairs(), plan.calendar.dates.len());
        let weights = Weights::new(plan);
        let sums = |len| Sums::new(&weights, detail, len);
        let (blocking, pivotal, held_out) = (sums(dates * pairs), sums(dates * pairs), sums(pairs));
        let start = sums(if plan.start.variates.is_empty() { 0 } else { 4 * pairs });
        Self { weights, pairs, blocking, pivotal, pivots: vec![false; dates], held_out, start }
    }

    /// Some runs begin, in which these pairs are below reserve, accept, support.
    pub(super) fn start(&mut self, below: &[[LaneMask; 3]], runs: LaneMask) {
        for (pair, &[reserve, accept, support]) in below.iter().enumerate() {
            let stances = [reserve, accept & !reserve, support & !accept, !support];
            self.start.add(4 * pair, stances.into_iter(), runs, &self.weights);
        }
    }

    /// Some runs have a round, in which these members block.
    #[inline(always)]
    pub(super) fn blocking(&mut self, blockers: &[LaneMask], round: usize, runs: LaneMask) {
        self.blocking.add(round * self.pairs, blockers.iter().copied(), runs, &self.weights);
    }

    /// In some runs each of the members of these pairs on is pivotal, of those that block.
    #[inline(always)]
    pub(super) fn pivotal(&mut self, first: usize, blockers: impl ExactSizeIterator<Item = LaneMask>, round: usize, runs: LaneMask) {
        self.pivots[round] = true;
        self.pivotal.add(round * self.pairs + first, blockers, runs, &self.weights);
    }

    /// In some runs the members of these pairs on were the last holdouts.
    #[inline(always)]
    pub(super) fn held_out(&mut self, first: usize, held_out: impl ExactSizeIterator<Item = LaneMask>, runs: LaneMask) {
        self.held_out.add(first, held_out, runs, &self.weights);
    }

    /// Adds everything to a tally.
    pub(super) fn add_to(&mut self, tally: &mut Tally) {
        self.blocking.take(|at, weight| tally.blocking(at, weight));
        if self.pivots.iter().any(|&any| any) {
            self.pivots.fill(false);
            self.pivotal.take(|at, weight| tally.pivotal(at, weight));
        }
        self.held_out.take(|at, weight| tally.held_out(at, weight));
        self.start.take(|at, weight| tally.start(at / 4, Stance::ALL[at % 4], weight));
    }
}
