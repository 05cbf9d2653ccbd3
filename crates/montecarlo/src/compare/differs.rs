//! In which runs a variant can end otherwise than its base.
//!
//! Runs are drawn from the same numbers. Where a variant is the base with one event more, whose conditions do
//! not hold in a run, that run is the same in both, to the last digit, and need not be simulated twice.

use std::ops::Range;

use nemcon_core::Stance;

use crate::kernel::{End, Ending};
use crate::math::uniform;
use crate::plan::{Plan, StartScratch};
use crate::random::{Address, Entity, Philox, Purpose};

/// A variant, and what is known of it beforehand.
pub(crate) struct Variant<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) differs: Differs,
}

impl<'a> Variant<'a> {
    /// One that can differ in any run.
    pub(crate) fn anywhere(plan: &'a Plan) -> Self {
        Self { plan, differs: Differs::default() }
    }
}

/// In which runs a variant differs from the base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Differs {
    /// In none that has ended in a round before that on this date, by its index.
    pub(crate) from: usize,
    /// In those where this holds.
    pub(crate) runs: Where,
    /// Where it differs, this candidate is sure not to succeed. Such runs are counted as if they ended like those of
    /// the base, but with nobody in its place: only the candidate's own success is to be read.
    pub(crate) fails: Option<usize>,
}

/// In which runs something can differ.
#[derive(Debug, Clone, Default)]
pub(crate) enum Where {
    /// In any.
    #[default]
    Anywhere,
    /// Where one of these pairs holds less than the stance at the as-of date.
    Less(Vec<usize>, Stance),
    /// Where the uniform variate that decides whether an event happens lies within these bounds.
    Chance(Entity, Range<f64>),
}

impl Differs {
    pub(super) fn by_start(&self) -> bool {
        matches!(self.runs, Where::Less(..))
    }

    /// How a run ends, given how that of the base does, where that is known without simulating it. `at`: its place in
    /// the block of which the stances at the as-of date were drawn.
    pub(super) fn known(&self, run: Address, at: usize, base: Ending, starts: Option<&Starts>, candidates: usize) -> Option<Ending> {
        let can_differ = match (&self.runs, starts) {
            (Where::Less(pairs, than), Some(starts)) => pairs.iter().any(|&pair| starts.of(at)[pair] < *than),
            (Where::Chance(event, bounds), _) => bounds.contains(&uniform(run.word(Purpose::Event, *event, 0, 0))),
            _ => true,
        };
        if base.date < self.from || !can_differ {
            return Some(base);
        }
        let failing = self.fails?;
        Some(if base.outcome == failing { Ending { outcome: End::Nobody.index(candidates), ..base } } else { base })
    }
}

/// The stances at the as-of date in the runs of a block.
pub(super) struct Starts<'p> {
    plan: &'p Plan,
    philox: Philox,
    words: Vec<[u32; 4]>,
    scratch: StartScratch,
    /// By run and pair.
    stances: Vec<Stance>,
}

impl<'p> Starts<'p> {
    pub(super) fn new(plan: &'p Plan, seed: u64) -> Self {
        let words = vec![[0; 4]; plan.pairs()];
        Self { plan, philox: Philox::new(seed), words, scratch: plan.start.scratch(), stances: Vec::new() }
    }

    /// Draws those of a block.
    pub(super) fn draw(&mut self, runs: Range<u64>) {
        let (plan, pairs) = (self.plan, self.plan.pairs());
        self.stances.resize((runs.end - runs.start) as usize * pairs, Stance::Oppose);
        for (run, stances) in runs.zip(self.stances.chunks_exact_mut(pairs)) {
            let address = Address::new(self.philox, run);
            for (words, &entity) in self.words.iter_mut().zip(&plan.motion.pairs) {
                *words = address.block(Purpose::Pair, entity, 0);
            }
            plan.start.draw(address, &self.words, &mut self.scratch, stances);
        }
    }

    /// By pair: the stances of the run of a place.
    fn of(&self, at: usize) -> &[Stance] {
        &self.stances[at * self.plan.pairs()..][..self.plan.pairs()]
    }
}
