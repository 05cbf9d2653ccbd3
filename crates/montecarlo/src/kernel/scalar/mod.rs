//! The scalar kernel: one run after the other, plainly.
//!
//! It can do every plan, and is what the other kernel is tested against. It allocates
//! nothing per run, but where several factors condition evidence.

mod clock;
mod count;
mod moves;
mod stances;
mod view;
mod visits;

use super::run::{Journal, Run};
use super::{Ending, Runs, Stances};
use crate::Tally;
use crate::plan::{Drawn, Plan};
use crate::procedures::ProcedureState;
use crate::random::{Address, Philox};
use crate::trace::Cause;
use stances::PairStances;

pub(crate) struct ScalarKernel<'p> {
    philox: Philox,
    run: Run<'p>,
    procedure: ProcedureState<'p>,
    stances: PairStances<'p>,
}

/// A run that was watched.
pub(crate) struct Traced {
    pub(crate) ending: Ending,
    pub(crate) journal: Box<Journal>,
    pub(crate) inputs: Vec<Drawn>,
    /// By pair: whether oppose, whether reserve is lasting; empty where none can be.
    pub(crate) lasting: Vec<[bool; 2]>,
}

impl<'p> ScalarKernel<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Self {
        let philox = Philox::new(seed);
        Self { philox, run: Run::new(plan, philox), procedure: plan.procedure.state(), stances: PairStances::new(plan, philox) }
    }

    /// Simulates one run, counts it, and writes down what happens in it.
    pub(crate) fn trace(&mut self, number: u64, tally: &mut Tally) -> Traced {
        self.run.watch();
        let ending = self.run(number, tally);
        let journal = self.run.unwatch().expect("it has been watched");
        Traced { ending, journal, inputs: self.run.inputs.clone(), lasting: self.stances.lasting.clone() }
    }

    /// Who held out last on a candidate that was agreed on, in the last run: words of 64 members.
    pub(crate) fn last_holdouts(&self, candidate: usize) -> Vec<u64> {
        let word = |word| self.stances.holdouts(candidate, word) & !self.stances.blockers(candidate, word);
        (0..self.stances.present.words().len()).map(word).collect()
    }

    /// The events that happened in the last run, each with its outcome.
    pub(crate) fn happened(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.run.happened()
    }

    /// Simulates one run and counts it.
    pub(crate) fn run(&mut self, number: u64, tally: &mut Tally) -> Ending {
        self.run_given(number, Runs::default(), tally)
    }

    /// The same with what is given of it, if anything is.
    pub(crate) fn run_given(&mut self, number: u64, given: Runs, tally: &mut Tally) -> Ending {
        let Self { run, procedure, stances, .. } = self;
        let address = Address::new(self.philox, number);
        run.draw(address, given.inputs);
        run.begin(address);
        run.begin_waits();
        let draws = run.plan.procedure.draws();
        procedure.begin(run, |at| address.word(draws[at].purpose, draws[at].entity, 0, draws[at].word));
        let weight = stances.begin(address, &run.inputs, given.start(0));
        run.note_start(&stances.stances);
        tally.begin(1, weight);
        stances.count_start(weight, tally);
        let mut previous = None;
        let end = loop {
            let before = run.day;
            run.set_round(run.next_round(previous));
            run.attribute(Cause::Time, run.day);
            let days = (run.day - before) as f32;
            run.dated_events(stances);
            stances.advance(run, days);
            tally.round(run.round, weight);
            stances.count_blocking(previous, run.round, weight, tally);
            run.move_candidates(days, |candidate| stances.share(candidate));
            run.triggered_events(stances);
            run.attribute(Cause::Procedure, run.day);
            let appointed = procedure.round(run, stances);
            let end = run.end_of_round(appointed, days, stances);
            if let Some(end) = end {
                run.count_end(stances, end, weight, tally);
            }
            run.close_soundings(stances, weight, tally);
            if let Some(end) = end {
                break end.index(run.candidates.len());
            }
            previous = Some(run.round);
        };
        run.count_course(end, weight, tally);
        stances.count_end(run.round, weight, tally);
        Ending { outcome: end, date: run.round, weight, decided: run.decided() }
    }
}
