//! The stances at the as-of date of some runs, drawn once for all plans that draw them alike.

use std::ops::Range;

use nemcon_core::Stance;

use crate::kernel::Runs;
use crate::plan::{Plan, StartScratch};
use crate::random::{Address, Entity, Philox, Purpose};

/// The stances at the as-of date in some runs, and the weights of these.
pub(crate) struct Starts {
    pairs: usize,
    /// By run and pair.
    stances: Vec<Stance>,
    /// By run.
    weights: Vec<u64>,
}

/// What draws them, for plans that draw them each in its way.
pub(crate) struct StartDrawer<'p> {
    plans: Vec<(&'p Plan, StartScratch)>,
    philox: Philox,
    /// By pair: the word of a run that its stance is drawn from.
    words: Vec<u32>,
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
        runs * each as u64 + (2 * size_of::<u32>() * self.pairs() + size_of::<f64>() * cells) as u64
    }
}

impl Starts {
    /// None yet.
    pub(crate) fn new(plan: &Plan) -> Self {
        Self { pairs: plan.pairs(), stances: Vec::new(), weights: Vec::new() }
    }

    /// By pair the stances of the run at a place, and its weight.
    pub(crate) fn of(&self, place: usize) -> (&[Stance], u64) {
        (&self.stances[place * self.pairs..][..self.pairs], self.weights[place])
    }

    pub(crate) fn clear(&mut self) {
        self.stances.clear();
        self.weights.clear();
    }

    /// Adds that of one of others' runs, by its place there.
    pub(crate) fn push(&mut self, others: &Self, place: usize) {
        let (stances, weight) = others.of(place);
        self.stances.extend_from_slice(stances);
        self.weights.push(weight);
    }

    /// Runs that begin with them.
    pub(crate) fn given<'a>(&'a self, runs: Runs<'a>) -> Runs<'a> {
        debug_assert_eq!(runs.numbers.len(), self.weights.len(), "every run begins with one");
        Runs { starts: &self.stances, weights: &self.weights, ..runs }
    }
}

impl<'p> StartDrawer<'p> {
    pub(crate) fn new(plans: impl IntoIterator<Item = &'p Plan>, seed: u64) -> Self {
        let plans = plans.into_iter().map(|plan| (plan, plan.start.scratch())).collect();
        Self { plans, philox: Philox::new(seed), words: Vec::new() }
    }

    /// Draws those of some runs, by plan, in the place of those before.
    pub(crate) fn draw(&mut self, runs: Range<u64>, starts: &mut [Starts]) {
        let Self { plans, philox, words } = self;
        starts.iter_mut().for_each(Starts::clear);
        for run in runs {
            let address = Address::new(*philox, run);
            // Plans of the same members and candidates have the same words.
            let mut drawn: &[Entity] = &[];
            for ((plan, scratch), starts) in plans.iter_mut().zip(&mut *starts) {
                if drawn != plan.motion.pairs {
                    drawn = &plan.motion.pairs;
                    words.clear();
                    words.extend(drawn.iter().map(|&entity| address.word(Purpose::Pair, entity, 0, 0)));
                }
                let first = starts.stances.len();
                starts.stances.resize(first + starts.pairs, Stance::Oppose);
                starts.weights.push(plan.start.draw(address, |pair| words[pair], scratch, &mut starts.stances[first..]));
            }
        }
    }
}
