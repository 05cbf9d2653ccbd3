//! The scalar kernel: one run after the other, plainly (model, sections 3 to 6).
//!
//! It allocates nothing per run. Each file is one step of a round.

mod candidates;
mod events;
mod moves;
mod procedure;
mod stances;

use nemcon_core::{MemberSet, Status};

use crate::Tally;
use crate::plan::{Drawn, Plan, StartScratch, Sums};
use crate::random::{Address, Philox};
use candidates::CandidateState;
use events::EventState;
use procedure::BallotState;
use stances::PairState;

/// The state of one run, and what is kept between runs to spare allocations.
pub(crate) struct Kernel<'p> {
    plan: &'p Plan,
    philox: Philox,
    address: Address,
    weight: u64,
    start: StartScratch,
    /// The uncertain inputs of the run.
    inputs: Vec<Drawn>,
    /// By edge: `ln2 / H` per day; 0 where the edge never fires.
    rates: [f64; 4],
    /// By member.
    frailty: Vec<f64>,
    pairs: PairState,
    present: MemberSet,
    present_count: u32,
    /// The summed shares of the present members.
    present_share: u64,
    candidates: Vec<CandidateState>,
    events: EventState,
    /// The index of the current round's date, and days after the as-of date.
    round: usize,
    day: i32,
    /// The index of the deadline's date.
    deadline: usize,
    /// The index of the rule in force.
    rule: usize,
    /// How many cuts of a winnowing are done.
    cuts: usize,
    ballots: BallotState,
    /// Scratch: sums of the rule's tallies, and the masks of the ballots.
    sums: Vec<Sums>,
    against: Vec<u64>,
    abstain: Vec<u64>,
    support: Vec<u64>,
    /// Scratch: the candidates to be sounded, in order.
    order: Vec<usize>,
}

impl<'p> Kernel<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Self {
        let philox = Philox::new(seed);
        let words = plan.members.div_ceil(64);
        Self {
            plan,
            philox,
            address: Address::new(philox, 0),
            weight: 1,
            start: plan.start.scratch(),
            inputs: vec![Drawn::default(); plan.inputs.len()],
            rates: [0.0; 4],
            frailty: vec![1.0; plan.members],
            pairs: PairState::new(plan),
            present: plan.start.present.clone(),
            present_count: 0,
            present_share: 0,
            candidates: plan.candidates.iter().map(|_| CandidateState::new(words)).collect(),
            events: EventState::new(plan),
            round: 0,
            day: 0,
            deadline: 0,
            rule: 0,
            sums: vec![Sums::default(); plan.rules.iter().map(crate::plan::CompiledRule::tallies).max().unwrap_or(0)],
            against: vec![0; words],
            abstain: vec![0; words],
            support: vec![0; words],
            cuts: 0,
            ballots: BallotState::new(plan),
            order: Vec::with_capacity(plan.candidates.len()),
        }
    }

    /// Simulates one run and counts it.
    pub(crate) fn run(&mut self, run: u64, tally: &mut Tally) {
        self.begin(run);
        tally.begin(self.weight);
        self.count_start(tally);
        let mut previous = None;
        loop {
            let before = self.day;
            self.round = self.plan.calendar.next(previous, self.deadline);
            self.day = self.plan.calendar.days[self.round];
            self.dated_events();
            self.move_stances(before);
            self.count_blocking(previous, tally);
            self.move_candidates(before);
            self.triggered_events();
            let appointed = self.hold_round();
            if let Some(candidate) = appointed {
                self.count_appointment(candidate, tally);
            }
            self.close_soundings(tally);
            if appointed.is_some() {
                break;
            }
            if self.is_last_round() {
                self.count_vacancy(tally);
                break;
            }
            previous = Some(self.round);
        }
        self.count_end(tally);
    }

    /// Draws everything that is drawn once per run, and the starting stances.
    fn begin(&mut self, run: u64) {
        let plan = self.plan;
        self.address = Address::new(self.philox, run);
        for (drawn, input) in self.inputs.iter_mut().zip(&plan.inputs) {
            *drawn = input.draw(self.address);
        }
        for (rate, half_life) in self.rates.iter_mut().zip(&plan.motion.half_lives) {
            *rate = half_life.map_or(0.0, |source| source.rate(&self.inputs));
        }
        self.draw_frailties();
        self.present.clone_from(&plan.start.present);
        self.present_count = self.present.len() as u32;
        self.present_share = self.present.iter().map(|member| plan.motion.shares[member]).sum();
        self.day = 0;
        self.deadline = plan.calendar.deadline;
        self.rule = 0;
        self.begin_candidates();
        self.begin_events();
        self.begin_procedure();
        self.begin_stances();
    }

    fn is_last_round(&self) -> bool {
        self.round >= self.deadline
    }

    /// Stances on candidates that have left do not move: their clocks stand still.
    fn stands_still(status: Status) -> bool {
        matches!(status, Status::Withdrawn | Status::Declined)
    }

    // What is counted. -------------------------------------------------------------------------

    /// Counts the starting stances on candidates for which they are not known exactly.
    fn count_start(&self, tally: &mut Tally) {
        for candidate in 0..self.candidates.len() {
            if tally.counts_start(candidate) {
                for member in 0..self.plan.members {
                    tally.start(candidate, member, self.pairs.stance(candidate * self.plan.members + member));
                }
            }
        }
    }

    /// The members that block a candidate: present, and reserved or opposed.
    fn blocking_word(&self, candidate: usize, word: usize) -> u64 {
        let masks = &self.candidates[candidate].masks;
        (masks[0][word] | masks[1][word]) & self.present.words()[word]
    }

    /// Counts who blocks whom after the moves of the round, by changes since the last round.
    fn count_blocking(&mut self, previous: Option<usize>, tally: &mut Tally) {
        tally.round(self.round);
        let skipped = previous.map_or(0, |previous| previous + 1);
        for candidate in 0..self.candidates.len() {
            for word in 0..self.present.words().len() {
                let blocking = self.blocking_word(candidate, word);
                let counted = std::mem::replace(&mut self.candidates[candidate].counted[word], blocking);
                if blocking == counted && skipped == self.round {
                    continue;
                }
                if skipped < self.round {
                    // This run has no round on the dates in between: leave them out.
                    for member in MemberSet::indices([counted].into_iter()) {
                        tally.blocking_ends(candidate, word * 64 + member, skipped);
                        tally.blocking_begins(candidate, word * 64 + member, self.round);
                    }
                }
                for member in MemberSet::indices([blocking & !counted].into_iter()) {
                    tally.blocking_begins(candidate, word * 64 + member, self.round);
                }
                for member in MemberSet::indices([counted & !blocking].into_iter()) {
                    tally.blocking_ends(candidate, word * 64 + member, self.round);
                }
            }
        }
    }

    fn count_appointment(&mut self, candidate: usize, tally: &mut Tally) {
        tally.ends_with(candidate, self.round);
        for word in 0..self.present.words().len() {
            let held_out = self.candidates[candidate].held_out[word] & !self.blocking_word(candidate, word);
            for member in MemberSet::indices([held_out].into_iter()) {
                tally.held_out(candidate, word * 64 + member);
            }
        }
    }

    fn count_vacancy(&mut self, tally: &mut Tally) {
        tally.ends_vacant(self.round);
        let presented = (0..self.candidates.len()).filter(|&candidate| self.candidates[candidate].status == Status::Presented);
        let first =
            |candidate: usize| (std::cmp::Reverse(self.supporters(candidate)), self.plan.candidates[candidate].incumbent, candidate);
        if let Some(candidate) = presented.min_by_key(|&candidate| first(candidate)) {
            for word in 0..self.present.words().len() {
                for member in MemberSet::indices([self.blocking_word(candidate, word)].into_iter()) {
                    tally.blocks_at_end(word * 64 + member);
                }
            }
        }
    }

    /// Closes what the counting by changes has left open.
    fn count_end(&mut self, tally: &mut Tally) {
        for candidate in 0..self.candidates.len() {
            for word in 0..self.present.words().len() {
                for member in MemberSet::indices([self.candidates[candidate].counted[word]].into_iter()) {
                    tally.blocking_ends(candidate, word * 64 + member, self.round + 1);
                }
            }
        }
    }
}
