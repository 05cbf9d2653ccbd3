//! The stances at the as-of date of some runs, drawn once for all plans that draw them alike.

use std::ops::Range;

use nemcon_core::Stance;

use crate::kernel::Runs;
use crate::plan::{Plan, StartScratch};
use crate::random::{Address, Philox, Purpose};

/// The stances at the as-of date in some runs, and the weights of these.
pub(crate) struct Starts {
    pairs: usize,
    /// By run and pair.
    stances: Vec<Stance>,
    /// By run.
    weights: Vec<u64>,
}

/// What draws them.
pub(crate) struct StartDrawer<'p> {
    plan: &'p Plan,
    philox: Philox,
    words: Vec<[u32; 4]>,
    scratch: StartScratch,
}

impl Plan {
    /// Whether runs begin in another plan as they do in this one, number by number.
    pub(crate) fn begins_like(&self, other: &Self) -> bool {
        self.motion.pairs == other.motion.pairs && self.start == other.start
    }

    /// What it takes to draw starts, and to keep those of so many runs.
    pub(crate) fn starts_bytes(&self, runs: u64) -> u64 {
        let cells = self.start.evidence.iter().map(|evidence| (evidence.pairs.len() + 1) * evidence.states()).max().unwrap_or(0);
        let each = self.pairs() * size_of::<Stance>() + size_of::<u64>();
        runs * each as u64 + (size_of::<[u32; 5]>() * self.pairs() + size_of::<f64>() * cells) as u64
    }
}

impl Starts {
    /// None yet.
    pub(crate) fn new(plan: &Plan) -> Self {
        Self { pairs: plan.pairs(), stances: Vec::new(), weights: Vec::new() }
    }

    /// By pair: the stances of the run at a place.
    pub(crate) fn of(&self, place: usize) -> &[Stance] {
        &self.stances[place * self.pairs..][..self.pairs]
    }

    pub(crate) fn clear(&mut self) {
        self.stances.clear();
        self.weights.clear();
    }

    /// Adds that of one of others' runs, by its place there.
    pub(crate) fn push(&mut self, others: &Self, place: usize) {
        self.stances.extend_from_slice(others.of(place));
        self.weights.push(others.weights[place]);
    }

    /// Runs that begin with them.
    pub(crate) fn given<'a>(&'a self, runs: Runs<'a>) -> Runs<'a> {
        debug_assert_eq!(runs.numbers.len(), self.weights.len(), "every run begins with one");
        Runs { starts: &self.stances, weights: &self.weights, ..runs }
    }
}

impl<'p> StartDrawer<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Self {
        Self { plan, philox: Philox::new(seed), words: vec![[0; 4]; plan.pairs()], scratch: plan.start.scratch() }
    }

    /// Draws those of some runs, in the place of those before.
    pub(crate) fn draw(&mut self, runs: Range<u64>, starts: &mut Starts) {
        starts.clear();
        for run in runs {
            let address = Address::new(self.philox, run);
            for (words, &entity) in self.words.iter_mut().zip(&self.plan.motion.pairs) {
                *words = address.block(Purpose::Pair, entity, 0);
            }
            let first = starts.stances.len();
            starts.stances.resize(first + starts.pairs, Stance::Oppose);
            starts.weights.push(self.plan.start.draw(address, &self.words, &mut self.scratch, &mut starts.stances[first..]));
        }
    }
}
