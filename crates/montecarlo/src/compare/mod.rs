//! A base and its variants on the same random numbers (model, section 8): run `n` of each is drawn
//! from the same uniforms wherever both draw the same thing, so that what differs between the two
//! endings of a run is due to what differs between the files.

mod by;
mod bytes;
mod comparison;
mod ends;
mod median;
mod paired;

use std::borrow::Borrow;
use std::ops::Range;

use crate::kernel::{Ending, Engine};
use crate::memory::Need;
use crate::plan::Plan;
use crate::several::{Counting, Kin, Several, bytes_beside, kin};
use crate::tally::Detail;
use crate::{MergeError, RunsError, Tally};

pub use by::DateDifference;
pub use comparison::{Comparison, Difference, MedianDifference, VariantEstimates};
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
    /// variant is known to have in common with the base or with another variant, as one does that differs in the
    /// probability of an event and nothing else, are not simulated again. What happens in them on the way is counted of
    /// the base alone.
    pub fn compare_ends(
        &self,
        variants: &[impl Borrow<Self> + Sync],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        let plans: Vec<&Self> = std::iter::once(self).chain(variants.iter().map(Borrow::borrow)).collect();
        let kin = kin(&plans);
        compare_several(&Several::new(plans, kin, Detail::All), seed, runs, progress)
    }

    /// [`compare`](Self::compare) where it is known of each variant in which runs it can end otherwise than the base, or
    /// than variants before it; what a run that is known counts beside its ending is left out.
    pub(crate) fn compare_where(
        &self,
        variants: &[(Self, Kin)],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        let plans = std::iter::once(self).chain(variants.iter().map(|(plan, _)| plan)).collect();
        let kin = std::iter::once(Kin::new()).chain(variants.iter().map(|(_, kin)| kin.clone())).collect();
        compare_several(&Several::new(plans, kin, Detail::All), seed, runs, progress)
    }

    /// How many variants like this plan may be [compared](Self::compare) with it at a time, of so many at most: those that
    /// [`memory`](Self::memory) has room for.
    pub fn variants_at_once(&self, most: usize) -> usize {
        let beside = bytes_beside(self);
        let base = side_need(self, Detail::All).working(2 * beside);
        side_need(self, Detail::Ends).working(beside).without(self.beside).at_once(base, most, self.memory)
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
        compare_several(&self.and(variants).on(engine), seed, runs, progress)
    }

    /// This plan and variants, which may differ from it in any run.
    fn and<'a>(&'a self, variants: &'a [impl Borrow<Self>]) -> Several<'a> {
        let plans: Vec<&Self> = std::iter::once(self).chain(variants.iter().map(Borrow::borrow)).collect();
        let kin = vec![Kin::new(); plans.len()];
        Several::new(plans, kin, Detail::All)
    }
}

/// Compares plans with the first of them.
fn compare_several(several: &Several<'_>, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<PairedTally, RunsError> {
    let (base, variants) = (several.plans()[0], &several.plans()[1..]);
    let need = variants.iter().map(|plan| side_need(plan, Detail::Ends)).fold(side_need(base, Detail::All), Need::beside);
    several.count((seed, runs), need, || PairedTally::new(base, variants.iter().copied(), seed), progress)
}

impl Counting for PairedTally {
    fn tally(&mut self, plan: usize) -> &mut Tally {
        match plan.checked_sub(1) {
            None => &mut self.base.tally,
            Some(variant) => &mut self.variants[variant].0.tally,
        }
    }

    fn ended(&mut self, plan: usize, from: u64, endings: &[Ending], of_base: &[Ending]) {
        let Some(variant) = plan.checked_sub(1) else { return self.base.ended(from, endings) };
        let (side, table) = &mut self.variants[variant];
        side.ended(from, endings);
        endings.iter().zip(of_base).for_each(|(&ending, &base)| table.count(ending, base));
    }

    fn add(&mut self, other: &Self) {
        self.base.add(&other.base);
        for ((side, table), (other_side, other_table)) in self.variants.iter_mut().zip(&other.variants) {
            side.add(other_side);
            table.add(other_table);
        }
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
}

impl Side {
    fn new(plan: &Plan, detail: Detail, seed: u64) -> Self {
        let (candidates, dates) = (plan.candidates.len(), plan.calendar.dates.len());
        Self { tally: Tally::new(plan, detail, seed), dates, candidates, appointed: vec![0; GROUPS * candidates * dates] }
    }

    /// Counts when consecutive runs, from this one on, appointed whom.
    fn ended(&mut self, from: u64, endings: &[Ending]) {
        for (run, &ending) in (from..).zip(endings) {
            if ending.outcome < self.candidates {
                self.appointed[appointment(run, ending, self.candidates, self.dates)] += u128::from(ending.weight);
            }
        }
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
