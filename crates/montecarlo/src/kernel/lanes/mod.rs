//! The vector kernel: sixteen runs side by side.
//!
//! Without defection a pair's stance only rises by itself, so that the moments at which it leaves
//! oppose, reserve and accept, on its clock, are known once its waits are drawn: a ladder of three
//! thresholds. To move all stances in a round is to move the clocks, and who blocks or supports is a
//! comparison of thresholds with them. Only what events change is recomputed, in the runs concerned.
//! Where stances fall by themselves, or edges have clocks of their own, there are no ladders, and stays
//! are followed one by one.
//!
//! All arithmetic is that of the scalar kernel, in the same order, so that the digits are the same.
//!
//! | part | what it is |
//! |---|---|
//! | [`batch`] | sixteen runs, stepped from round to round, and joined with others when few are left |
//! | [`begin`], [`inputs`] | what is drawn once a run |
//! | [`stances`] | [`layout`], which follows from the plan; [`state`], which is the runs' own; who stands where |
//! | [`ladder`], [`lasting`], [`advance`] | the thresholds, those that are never passed, and the clocks that pass the others |
//! | [`stays`], [`moves`], [`changes`] | stays and their moves, where there are no ladders; what events change of them |
//! | [`mirror`], [`date_sums`] | what runs own beside their stances, side by side; what dates come to in all of them |
//! | [`soundings`], [`count`] | the procedure and the sums, by bits; other procedures see one run's [`view`] |
//! | [`columns`], [`transfer`] | one of something for each run, and how it moves to another batch |
//! | [`footprint`] | how much memory all of this takes |
//!
//! A loop over vectors must not stand in a closure, and what is generic over [`Lanes`] is
//! `inline(always)`: see [`simd`](crate::simd).

mod advance;
mod batch;
mod begin;
mod changes;
mod columns;
mod count;
mod date_sums;
mod footprint;
mod inputs;
mod ladder;
mod lasting;
mod layout;
mod mirror;
mod moves;
mod soundings;
mod stances;
mod state;
mod stays;
mod transfer;
mod view;

use super::{Ending, Runs};
use crate::Tally;
use crate::plan::Plan;
use crate::random::Philox;
use crate::simd::{Instructions, LANES, Lanes, Work};
use crate::tally::Detail;
use batch::{Batch, Shared};
pub(crate) use footprint::kernel_bytes;

pub(crate) struct LaneKernel<'p> {
    plan: &'p Plan,
    philox: Philox,
    instructions: Instructions,
    shared: Shared,
    /// The runs that are stepped.
    batch: Batch<'p>,
    /// Batches of which few runs are left, by how often they have been joined.
    parked: Vec<Batch<'p>>,
}

/// Batches are joined at most this often.
const LEVELS: usize = 3;

/// A batch of which no more runs are left than this can be joined with another.
const FEW: u32 = LANES as u32 / 2;

/// Joining batches pays only while at least this many dates are to come.
const WORTH: usize = 4;

impl<'p> LaneKernel<'p> {
    pub(super) fn new(plan: &'p Plan, detail: Detail, seed: u64, instructions: Instructions) -> Self {
        let philox = Philox::new(seed);
        Self { plan, philox, instructions, shared: Shared::new(plan, detail), batch: Batch::new(plan, philox), parked: Vec::new() }
    }

    /// Simulates some runs, at most 2¹⁶ − 1, counts them and hands on how each ended, in order.
    pub(super) fn run(&mut self, runs: Runs, tally: &mut Tally, ended: &mut impl FnMut(u64, Ending)) {
        let endings = self.instructions.run(Block { kernel: self, runs, tally });
        runs.numbers.iter().zip(endings).for_each(|(&number, ending)| ended(number, ending));
        self.shared.counts.add_to(tally);
    }

    /// Batches are begun, stepped until few of their runs are left, and then joined: the lanes of runs
    /// that have ended cost as much as the others.
    #[inline(always)]
    fn simulate<S: Lanes>(&mut self, simd: S, runs: Runs, tally: &mut Tally) -> Vec<Ending> {
        let count = runs.numbers.len();
        debug_assert!(count < 1 << 16, "sums of bits have 16");
        let mut endings = vec![Ending::default(); count];
        let mut first = 0;
        let mut level = 0;
        loop {
            if self.batch.alive == 0 {
                if first < count {
                    let last = first + together(&runs.numbers[first..]);
                    self.batch.begin(simd, self.philox, runs.part(first..last), first as u32, tally);
                    self.shared.counts.weights.set(&self.batch.stances.state.weights);
                    self.shared.counts.start(&self.batch.stances.start.below, self.batch.alive);
                    (first, level) = (last, 0);
                } else if let Some(at) = self.parked.iter().position(|parked| parked.alive != 0) {
                    std::mem::swap(&mut self.batch, &mut self.parked[at]);
                    self.shared.counts.weights.set(&self.batch.stances.state.weights);
                    level = at;
                } else {
                    return endings;
                }
            }
            // The last runs of all are stepped to their ends.
            let alone = first == count && self.parked.iter().all(|parked| parked.alive == 0);
            let few = if level == LEVELS || alone { 0 } else { FEW };
            while self.batch.alive.count_ones() > few
                || (self.batch.alive != 0 && self.batch.round as usize + WORTH > self.plan.calendar.dates.len())
            {
                self.batch.step(simd, &mut self.shared, tally, &mut endings);
            }
            if self.batch.alive == 0 {
                continue;
            }
            // When no more begin, any other will do.
            let partner = if first == count { self.parked.iter().position(|parked| parked.alive != 0) } else { Some(level) };
            let Some(at) = partner else { continue };
            if at == self.parked.len() {
                self.parked.push(Batch::new(self.plan, self.philox));
            }
            if self.parked[at].alive == 0 {
                std::mem::swap(&mut self.batch, &mut self.parked[at]);
            } else {
                self.batch.join(simd, &mut self.parked[at]);
                self.shared.counts.weights.set(&self.batch.stances.state.weights);
                level = level.max(at) + 1;
            }
        }
    }
}

/// How many of some runs, from the first on, can be begun in one batch: those that differ in the lowest 32
/// bits of their numbers only.
fn together(numbers: &[u64]) -> usize {
    numbers.iter().take(LANES).take_while(|&number| number >> 32 == numbers[0] >> 32).count()
}

/// A block of runs, to be simulated.
struct Block<'a, 'p> {
    kernel: &'a mut LaneKernel<'p>,
    runs: Runs<'a>,
    tally: &'a mut Tally,
}

impl Work for Block<'_, '_> {
    type Output = Vec<Ending>;

    #[inline(always)]
    fn with<S: Lanes>(self, simd: S) -> Vec<Ending> {
        self.kernel.simulate(simd, self.runs, self.tally)
    }
}
