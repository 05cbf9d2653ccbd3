//! A base and its variants on the same random numbers (model, section 8): run `n` of each is drawn
//! from the same uniforms wherever both draw the same thing, so that what differs between the two
//! endings of a run is due to what differs between the files.

mod by;
mod bytes;
mod comparison;
mod differs;
mod ends;
mod median;
mod paired;
mod work;

use std::borrow::Borrow;
use std::ops::Range;

use crate::kernel::{Ending, Engine, Kernel, Runs};
use crate::memory::Need;
use crate::plan::Plan;
use crate::tally::Detail;
use crate::{MergeError, RunsError, Tally};

pub use by::DateDifference;
pub use comparison::{Comparison, Difference, MedianDifference, VariantEstimates};
pub(crate) use differs::{Differs, Variant, Where};
pub use ends::RunEnds;

/// Runs are dealt to so many groups, by the remainder of their number: what the error of a median
/// is estimated from.
const GROUPS: usize = 64;

/// What some runs of a base and its variants counted, as exact integers; tallies of disjoint runs
/// are added up with [`merge`](Self::merge), in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedTally {
    base: Side,
    variants: Vec<(Side, Table)>,
}

/// What the runs of one plan counted.
#[derive(Debug, Clone, PartialEq)]
struct Side {
    tally: Tally,
    dates: usize,
    candidates: usize,
    /// By group, candidate and date: the weight of the runs in which it was appointed then.
    appointed: Vec<u128>,
}

/// What the runs of one plan take.
fn side_need(plan: &Plan, detail: Detail) -> Need {
    plan.need(detail).with_counts(16 * (GROUPS * plan.candidates.len() * plan.calendar.dates.len()) as u64)
}

/// By outcome of the variant and of the base (candidates, then vacant): what the runs that ended
/// so in the two plans weigh.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    base_outcomes: usize,
    cells: Vec<Products>,
}

/// Sums of the weights that runs have in the variant and in the base, and of their products. A weight is
/// below 2^43, so that the products of 10^12 runs sum below 2^128.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Products {
    variant: u128,
    base: u128,
    variant_squared: u128,
    base_squared: u128,
    mixed: u128,
}

impl Plan {
    /// Simulates some runs of this plan, the base, and of its variants, the base once for all, and
    /// counts how each run ended in either.
    ///
    /// Like [`simulate`](Self::simulate) it gives the same counts, to the last digit, on any number
    /// of threads. `progress` is called, from any thread, with the number of runs finished, in all
    /// plans, since its last call.
    pub fn compare(
        &self,
        variants: &[impl Borrow<Self> + Sync],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        self.compare_on(Engine::fastest(), variants, seed, runs, progress)
    }

    /// [`compare`](Self::compare) where it is asked of the variants how their runs end, and nothing else: runs that a
    /// variant is known to have in common with the base, as one does that differs in the probability of an event and
    /// nothing else, are not simulated again. What happens in them on the way is counted of the base alone.
    pub fn compare_ends(
        &self,
        variants: &[impl Borrow<Self> + Sync],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        let variants: Vec<Variant> = variants.iter().map(|plan| Variant::of(self, plan.borrow())).collect();
        self.compare_where(Engine::fastest(), None, &variants, seed, runs, progress)
    }

    /// How many variants like this plan may be [compared](Self::compare) with it at a time, of so many at most: those that
    /// [`memory`](Self::memory) has room for.
    pub fn variants_at_once(&self, most: usize) -> usize {
        side_need(self, Detail::Ends).without(self.beside).at_once(self.base_need(true), most, self.memory)
    }

    /// [`compare`](Self::compare) on an engine of one's choice.
    pub(crate) fn compare_on(
        &self,
        engine: Engine,
        variants: &[impl Borrow<Self> + Sync],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        let variants: Vec<Variant> = variants.iter().map(|plan| Variant::anywhere(plan.borrow())).collect();
        self.compare_where(engine, None, &variants, seed, runs, progress)
    }
}

impl PairedTally {
    /// Nothing counted yet.
    pub(crate) fn new<'p>(base: &Plan, variants: impl IntoIterator<Item = &'p Plan>, seed: u64) -> Self {
        let base_outcomes = base.ends();
        let variant = |plan: &Plan| {
            let cells = vec![Products::default(); base_outcomes * plan.ends()];
            (Side::new(plan, Detail::Ends, seed), Table { base_outcomes, cells })
        };
        Self { base: Side::new(base, Detail::All, seed), variants: variants.into_iter().map(variant).collect() }
    }

    /// What the runs of the base counted.
    pub(crate) fn base(&self) -> &Tally {
        &self.base.tally
    }

    /// Adds what other runs of the same models and seed counted; on failure this tally stays as it
    /// was.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.variants.len() != other.variants.len() {
            return Err(MergeError::Model);
        }
        self.base.tally.can_merge(&other.base.tally)?;
        for ((side, _), (other, _)) in self.variants.iter().zip(&other.variants) {
            side.tally.can_merge(&other.tally)?;
        }
        self.add(other);
        Ok(())
    }

    fn add(&mut self, other: &Self) {
        self.base.add(&other.base);
        for ((side, table), (other_side, other_table)) in self.variants.iter_mut().zip(&other.variants) {
            side.add(other_side);
            table.add(other_table);
        }
    }
}

impl Side {
    fn new(plan: &Plan, detail: Detail, seed: u64) -> Self {
        let (candidates, dates) = (plan.candidates.len(), plan.calendar.dates.len());
        Self { tally: Tally::new(plan, detail, seed), dates, candidates, appointed: vec![0; GROUPS * candidates * dates] }
    }

    /// Simulates runs and hands on how each ended, with its place among them.
    fn run_each(&mut self, kernel: &mut Kernel, runs: Runs, mut ended: impl FnMut(usize, Ending)) {
        let Self { tally, dates, candidates, appointed } = self;
        let mut at = 0;
        kernel.run_each(runs, tally, |run, ending| {
            if ending.outcome < *candidates {
                appointed[appointment(run, ending, *candidates, *dates)] += u128::from(ending.weight);
            }
            ended(at, ending);
            at += 1;
        });
    }

    /// Counts a run that need not be simulated, as its ending is known.
    fn repeat(&mut self, run: u64, ending: Ending) {
        if ending.outcome < self.candidates {
            self.appointed[appointment(run, ending, self.candidates, self.dates)] += u128::from(ending.weight);
        }
        self.tally.begin(1, ending.weight);
        let squared = u128::from(ending.weight) * u128::from(ending.weight);
        self.tally.end_with(ending.outcome, ending.date, 1, (ending.weight, squared));
    }

    fn add(&mut self, other: &Self) {
        self.tally.add(&other.tally);
        self.appointed.iter_mut().zip(&other.appointed).for_each(|(sum, more)| *sum += more);
    }

    /// By date: the weight of the runs of a group in which the candidate was appointed then.
    fn appointed(&self, group: usize, candidate: usize) -> &[u128] {
        &self.appointed[(group * self.candidates + candidate) * self.dates..][..self.dates]
    }
}

/// Where it is counted, by group, candidate and date, that a run has appointed somebody.
fn appointment(run: u64, ending: Ending, candidates: usize, dates: usize) -> usize {
    ((run % GROUPS as u64) as usize * candidates + ending.outcome) * dates + ending.date
}

impl Table {
    fn count(&mut self, variant: Ending, base: Ending) {
        let (w, v) = (u128::from(variant.weight), u128::from(base.weight));
        let more = Products { variant: w, base: v, variant_squared: w * w, base_squared: v * v, mixed: w * v };
        self.cells[variant.outcome * self.base_outcomes + base.outcome].add(more);
    }

    fn add(&mut self, other: &Self) {
        assert_eq!(self.cells.len(), other.cells.len(), "tallies of different plans cannot be added");
        self.cells.iter_mut().zip(&other.cells).for_each(|(sum, more)| sum.add(*more));
    }

    /// The sums over the cells whose outcomes (of the variant, of the base) are chosen.
    fn sum(&self, chosen: impl Fn(usize, usize) -> bool) -> Products {
        let mut sum = Products::default();
        for (at, cell) in self.cells.iter().enumerate() {
            if chosen(at / self.base_outcomes, at % self.base_outcomes) {
                sum.add(*cell);
            }
        }
        sum
    }
}

impl Products {
    fn add(&mut self, more: Self) {
        self.variant += more.variant;
        self.base += more.base;
        self.variant_squared += more.variant_squared;
        self.base_squared += more.base_squared;
        self.mixed += more.mixed;
    }
}
