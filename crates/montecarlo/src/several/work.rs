//! Several plans, block by block.

use std::ops::Range;

use super::differs::Beginning;
use super::kin::starts;
use super::{Counting, LARGER, Several, Where};
use crate::Tally;
use crate::kernel::{Ending, Kernel, Runs};
use crate::plan::Plan;
use crate::random::{Address, Philox};
use crate::starts::{StartDrawer, Starts};

/// What is held of a plan beside its kernel and its counts, at most: how a block of runs begins and ends.
pub(crate) fn bytes_beside(plan: &Plan) -> u64 {
    let block = LARGER * plan.block();
    plan.starts_bytes(block) + block * size_of::<Ending>() as u64
}

/// Whose starts are drawn before anything is simulated.
pub(super) struct Begins<'a> {
    drawn: Vec<&'a Plan>,
    /// By plan: which of them are its own.
    of: Vec<Option<usize>>,
}

impl<'a> Begins<'a> {
    /// What is drawn run by run, where several plans draw it alike; and what tells in which runs plans differ.
    pub(super) fn of(several: &Several<'a>) -> Self {
        let starts = starts(&several.plans);
        let mut draws = vec![false; starts.len()];
        for (at, &first) in starts.iter().enumerate() {
            draws[first] |= at != first && several.plans[at].start.is_conditioned();
            for (other, differs) in &several.kin[at] {
                let by_start = matches!(differs.runs, Where::Less(..) | Where::Otherwise { start: true, .. });
                draws[starts[*other]] |= by_start;
                draws[first] |= matches!(differs.runs, Where::Otherwise { start: true, .. });
            }
        }
        let drawn: Vec<usize> = (0..draws.len()).filter(|&at| draws[at]).collect();
        let of = starts.iter().map(|first| drawn.iter().position(|at| at == first)).collect();
        Self { drawn: drawn.into_iter().map(|at| several.plans[at]).collect(), of }
    }

    /// What a thread holds of them in blocks of so many runs, and of the runs that are simulated and of how they end.
    pub(super) fn bytes(&self, plans: &[&Plan], block: u64) -> u64 {
        let drawn: u64 = self.drawn.iter().map(|plan| plan.starts_bytes(block)).sum();
        let left = if self.drawn.is_empty() { 0 } else { plans[0].starts_bytes(block) };
        drawn + left + plans.len() as u64 * block * size_of::<Ending>() as u64
    }
}

/// What a thread has at work.
pub(super) struct Worker<'a> {
    several: &'a Several<'a>,
    begins: &'a Begins<'a>,
    seed: u64,
    philox: Philox,
    /// Those of plans of which some run is simulated.
    kernels: Vec<Option<Kernel<'a>>>,
    drawer: StartDrawer<'a>,
    /// By start that is drawn: those of the block.
    starts: Vec<Starts>,
    /// By plan: how the runs of the block end.
    endings: Vec<Vec<Ending>>,
    left: Left,
}

/// The runs of a block that a plan is to simulate: their places in the block, and how they begin where that is drawn.
struct Left {
    numbers: Vec<u64>,
    places: Vec<usize>,
    starts: Starts,
}

impl<'a> Worker<'a> {
    pub(super) fn new(several: &'a Several<'a>, begins: &'a Begins<'a>, seed: u64) -> Self {
        Self {
            several,
            begins,
            seed,
            philox: Philox::new(seed),
            kernels: several.plans.iter().map(|_| None).collect(),
            drawer: StartDrawer::new(begins.drawn.iter().copied(), seed),
            starts: begins.drawn.iter().map(|plan| Starts::new(plan)).collect(),
            endings: vec![Vec::new(); several.plans.len()],
            left: Left { numbers: Vec::new(), places: Vec::new(), starts: Starts::new(several.plans[0]) },
        }
    }

    /// Simulates and counts a block of runs of every plan.
    pub(super) fn block(&mut self, block: Range<u64>, counts: &mut impl Counting) {
        self.drawer.draw(block.clone(), &mut self.starts);
        for plan in 0..self.several.plans.len() {
            self.plan(plan, block.clone(), counts.tally(plan));
            counts.ended(plan, block.start, &self.endings[plan], &self.endings[0]);
        }
    }

    fn plan(&mut self, at: usize, block: Range<u64>, tally: &mut Tally) {
        let mut endings = std::mem::take(&mut self.endings[at]);
        endings.clear();
        self.left.clear();
        let plan = self.several.plans[at];
        let given = self.begins.of[at].filter(|_| plan.start.is_conditioned());
        for (place, run) in block.enumerate() {
            let known = self.known(at, run, place);
            endings.push(known.unwrap_or_default());
            if let Some(ending) = known {
                tally.repeat(ending);
                continue;
            }
            self.left.numbers.push(run);
            self.left.places.push(place);
            if let Some(given) = given {
                self.left.starts.push(&self.starts[given], place);
            }
        }
        let Self { several, seed, kernels, left, .. } = self;
        if !left.numbers.is_empty() {
            let runs = Runs::of(&left.numbers);
            let runs = if given.is_some() { left.starts.given(runs) } else { runs };
            let kernel = kernels[at].get_or_insert_with(|| Kernel::on(several.engine, plan, several.detail(at), *seed));
            let mut places = left.places.iter();
            kernel.run_each(runs, tally, |_, ending| {
                if let Some(&place) = places.next() {
                    endings[place] = ending;
                }
            });
        }
        self.endings[at] = endings;
    }

    /// How a run of a plan ends, where that is known without simulating it.
    fn known(&self, at: usize, run: u64, place: usize) -> Option<Ending> {
        if let Some(ends) = self.several.known.filter(|_| at == 0) {
            return ends.of(run);
        }
        let address = Address::new(self.philox, run);
        let ending = |(other, differs): &(usize, super::Differs)| {
            let ending = self.endings[*other][place];
            differs.ending(self.several.plans[at], address, ending, self.begins(at, place), self.begins(*other, place))
        };
        self.several.kin[at].iter().find_map(ending)
    }

    /// How a run of a plan begins, where that is drawn.
    fn begins(&self, at: usize, place: usize) -> Option<Beginning<'_>> {
        self.begins.of[at].map(|drawn| self.starts[drawn].of(place))
    }
}

impl Left {
    fn clear(&mut self) {
        self.numbers.clear();
        self.places.clear();
        self.starts.clear();
    }
}
