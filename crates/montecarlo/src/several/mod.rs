//! Several plans on the same runs: run `n` of each is drawn from the same uniforms wherever they draw the same thing
//! (model, section 8).
//!
//! What they have in common is done once, and the digits of each are those that it has alone: what is drawn of the
//! start is drawn once for those that draw it alike, and a run that is known to go the same way in two of them is
//! simulated in one.

mod differs;
mod kin;
mod work;

use std::ops::Range;

use crate::compare::RunEnds;
use crate::kernel::{Ending, Engine};
use crate::memory::Need;
use crate::plan::Plan;
use crate::simulate::{by_workers, numbered};
use crate::tally::Detail;
use crate::{RunsError, Tally};
pub(crate) use differs::{Differs, Where};
pub(crate) use kin::{Kin, kin};
pub(crate) use work::bytes_beside;
use work::{Begins, Worker};

/// Plans whose runs of the same numbers are simulated together.
pub(crate) struct Several<'a> {
    plans: Vec<&'a Plan>,
    /// By plan: others before it, and in which runs it can end otherwise than they.
    kin: Vec<Kin>,
    /// How much is counted of the runs of the first. Of the others it is how they end.
    first: Detail,
    /// How the runs of the first end, where they are not simulated.
    known: Option<&'a RunEnds>,
    engine: Engine,
}

/// What counts the runs of several plans.
pub(crate) trait Counting: Send {
    /// The counts of a plan, by its place.
    fn tally(&mut self, plan: usize) -> &mut Tally;

    /// Consecutive runs, from this one on, end so in a plan, and so in the first of all.
    fn ended(&mut self, plan: usize, from: u64, endings: &[Ending], of_first: &[Ending]);

    /// Adds what others counted.
    fn add(&mut self, other: &Self);
}

impl<'a> Several<'a> {
    /// Plans of which it is counted how their runs end, and of the first perhaps more.
    pub(crate) fn new(plans: Vec<&'a Plan>, kin: Vec<Kin>, first: Detail) -> Self {
        debug_assert_eq!(plans.len(), kin.len());
        Self { plans, kin, first, known: None, engine: Engine::fastest() }
    }

    /// The same where it is known how the runs of the first end.
    pub(crate) fn knowing(self, ends: &'a RunEnds) -> Self {
        Self { known: Some(ends), ..self }
    }

    /// The same on an engine.
    pub(crate) fn on(self, engine: Engine) -> Self {
        Self { engine, ..self }
    }

    /// Simulates and counts runs. What is held beside kernels and starts is in `need`; the memory is that of the first plan.
    /// `progress` is called with the number of runs finished, of each plan, since its last call.
    pub(crate) fn count<C: Counting>(
        &self,
        (seed, runs): (u64, Range<u64>),
        need: Need,
        new: impl Fn() -> C + Sync,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<C, RunsError> {
        let runs = numbered(runs)?;
        let (first, begins) = (self.plans[0], Begins::of(self));
        let block = block(first, runs.end.saturating_sub(runs.start));
        let workers = need.working(begins.bytes(&self.plans, block)).workers(first.memory)?;
        let count = |blocks: &mut dyn Iterator<Item = Range<u64>>| {
            let mut worker = Worker::new(self, &begins, seed);
            let mut counts = new();
            for block in blocks {
                let finished = block.end - block.start;
                worker.block(block, &mut counts);
                progress(finished);
            }
            counts
        };
        Ok(by_workers(runs, block, workers, count, C::add))
    }

    pub(crate) fn plans(&self) -> &[&'a Plan] {
        &self.plans
    }

    fn detail(&self, plan: usize) -> Detail {
        if plan == 0 { self.first } else { Detail::Ends }
    }
}

/// Where few runs of a block are simulated, the lanes of a kernel stay empty: many runs are a larger block.
fn block(plan: &Plan, runs: u64) -> u64 {
    plan.block() * (runs / (BLOCKS * plan.block())).clamp(1, LARGER)
}

/// A block is no more than so many times as large as otherwise …
const LARGER: u64 = 4;
/// … and so many are left, so that all threads are at work.
const BLOCKS: u64 = 32;

impl Plan {
    /// Simulates the same runs of several plans, each as by [`simulate`](Self::simulate), and counts how they end: the
    /// probabilities and dates of the outcomes are, to the last digit, those that each plan has alone. A run that is
    /// known to go the same way in two of them is simulated in one of them, and counted for both: where they differ in
    /// the probabilities of events, or in who holds what at the as-of date, in nothing else, and the run is decided alike.
    ///
    /// The memory is that of the first plan; see [`plans_at_once`](Self::plans_at_once). `progress` is called, from any
    /// thread, with the number of runs finished, of each plan, since its last call.
    pub fn simulate_all(plans: &[Self], seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Vec<Tally>, RunsError> {
        let Some(first) = plans.first() else { return Ok(Vec::new()) };
        let plans: Vec<&Self> = plans.iter().collect();
        let need = plans[1..].iter().map(|plan| plan.need(Detail::Ends)).fold(first.need(Detail::Ends), Need::beside);
        let several = Several::new(plans.clone(), kin(&plans), Detail::Ends);
        several.count((seed, runs), need, || plans.iter().map(|plan| Tally::new(plan, Detail::Ends, seed)).collect(), progress)
    }

    /// How many plans like this one may be [simulated together](Self::simulate_all), of so many at most: those that
    /// [`memory`](Self::memory) has room for.
    pub fn plans_at_once(&self, most: usize) -> usize {
        let need = self.need(Detail::Ends).working(bytes_beside(self));
        need.without(self.beside).at_once(need, most, self.memory)
    }
}

impl Counting for Vec<Tally> {
    fn tally(&mut self, plan: usize) -> &mut Tally {
        &mut self[plan]
    }

    fn ended(&mut self, _: usize, _: u64, _: &[Ending], _: &[Ending]) {}

    fn add(&mut self, other: &Self) {
        self.iter_mut().zip(other).for_each(|(sum, more)| sum.add(more));
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::*;

    use super::Plan;
    use crate::Tally;

    const RUNS: u64 = 2_000;

    /// Three members, two of whom may be won by a deal of this probability; the prior of the first.
    fn plan(deal: f64, prior: [f64; 4], half_life: f64) -> Plan {
        let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 5, 5));
        let change = Effect::Stance {
            candidates: CandidateSet::full(1),
            members: MemberSet::of(3, 0..2),
            change: StanceChange::Set(Stance::Support),
            only_blocking: false,
        };
        let mut draft = Draft::motion("it", as_of, deadline, Cadence::weeks(1), consensus())
            .body(Body::new("", ["a", "b", "c"].map(Member::new).into()))
            .prior(Prior::new([0.3, 0.3, 0.2, 0.2]).expect("a prior"))
            .half_life(Edge::Oppose, half_life)
            .half_life(Edge::Reserve, half_life);
        draft.priors.set(0.into(), 0.into(), Prior::new(prior).expect("a prior"));
        draft.events.push(Event {
            id: "deal".to_owned(),
            trigger: Trigger::On(Date::constant(2031, 2, 3)),
            probability: Probability::Known(deal),
            requires: Vec::new(),
            unless: Vec::new(),
            outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![change] }],
        });
        Plan::new(draft.build().expect("a valid model")).expect("a plan")
    }

    /// How many runs were simulated in all: those had a first round.
    fn simulated(plans: &[Plan]) -> u64 {
        let tallies = Plan::simulate_all(plans, 3, 0..RUNS, &|_| ()).expect("few runs");
        assert!(tallies.iter().all(|tally| tally.runs() == RUNS));
        tallies.iter().map(|tally: &Tally| tally.rounds[0] as u64).sum()
    }

    const PRIOR: [f64; 4] = [0.3, 0.3, 0.2, 0.2];

    #[test]
    fn an_event_decides_a_run_in_no_more_than_two_ways() {
        let plans: Vec<Plan> = (0..20).map(|at| plan(f64::from(at) / 19.0, PRIOR, 40.0)).collect();
        let found = simulated(&plans);
        // Some runs are over before the day of the event.
        assert!((RUNS + RUNS / 2..2 * RUNS).contains(&found), "{found}");
    }

    #[test]
    fn runs_that_begin_alike_are_simulated_once() {
        let at = |step: i32| plan(0.5, [0.3 - 0.01 * f64::from(step), 0.3 + 0.01 * f64::from(step), 0.2, 0.2], 40.0);
        let found = simulated(&(0..20).map(at).collect::<Vec<_>>());
        // In 19 of 100 the first member is reserved in the end, and not opposed.
        assert!((RUNS + 17 * RUNS / 100..RUNS + 21 * RUNS / 100).contains(&found), "{found}");
    }

    #[test]
    fn what_differs_otherwise_is_simulated() {
        let plans = [plan(0.2, PRIOR, 40.0), plan(0.4, PRIOR, 41.0)];
        assert_eq!(simulated(&plans), 2 * RUNS);
    }
}
