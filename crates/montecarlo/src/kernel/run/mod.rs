//! What happens in one run beside the stances: events, candidates that come and go, the procedure.

mod candidates;
mod conditions;
mod events;
mod journal;
mod sounding;

use std::cmp::Reverse;

use nemcon_core::{MemberSet, Stance, Status};

use super::pulls::{Days, Pull};
use super::{Decided, End, Stances};
use crate::Tally;
use crate::math::exponential;
use crate::plan::{DatePullPlan, Drawn, Plan};
use crate::random::{Address, Philox, Purpose};
use crate::simd::Scalar;
use crate::trace::Happened;
use candidates::CandidateState;
use events::EventState;
pub(crate) use journal::Journal;
use sounding::Cast;

/// The state of one run but for its stances and what its procedure remembers, and what is kept
/// between runs to spare allocations.
pub(crate) struct Run<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) address: Address,
    pub(super) words: Words,
    /// The uncertain inputs of the run.
    pub(crate) inputs: Vec<Drawn>,
    pub(crate) candidates: Vec<CandidateState>,
    events: EventState,
    /// The index of the current round's date, and days after the as-of date.
    pub(super) round: usize,
    pub(crate) day: i32,
    /// The index of the deadline's date.
    pub(super) deadline: usize,
    /// The index of the rule in force.
    pub(super) rule: usize,
    /// Whether a status, the deadline or the rule has changed since this was last asked.
    pub(super) touched: bool,
    /// The hazard it still takes until somebody else is agreed on.
    until_other: f32,
    /// The ballots of the sounding that is held.
    pub(crate) cast: Cast,
    /// What is written down of a run that is watched.
    journal: Option<Box<Journal>>,
}

/// The first words of candidates and events.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) candidates: Vec<[u32; 4]>,
    pub(super) events: Vec<[u32; 4]>,
}

/// Whether stances on a candidate of a status move: those on candidates that have left do not.
pub(super) fn stances_move(status: Status) -> bool {
    !matches!(status, Status::Withdrawn | Status::Declined)
}

impl<'p> Run<'p> {
    pub(super) fn new(plan: &'p Plan, philox: Philox) -> Self {
        let words = plan.members.div_ceil(64);
        Self {
            plan,
            address: Address::new(philox, 0),
            words: Words { candidates: vec![[0; 4]; plan.candidates.len()], events: vec![[0; 4]; plan.events.len()] },
            inputs: vec![Drawn::default(); plan.inputs.len()],
            candidates: plan.candidates.iter().map(|_| CandidateState::new(words)).collect(),
            events: EventState::new(plan),
            round: 0,
            day: 0,
            deadline: 0,
            rule: 0,
            touched: false,
            until_other: f32::INFINITY,
            cast: Cast::new(plan),
            journal: None,
        }
    }

    /// Draws the inputs of a run, from words of its own or from those given, and the words of the rest.
    pub(super) fn draw(&mut self, address: Address, given: &[u32]) {
        let plan = self.plan;
        for (at, (drawn, input)) in self.inputs.iter_mut().zip(&plan.inputs).enumerate() {
            *drawn = input.drawn(given.get(at).copied().unwrap_or_else(|| input.word(address)));
        }
        for (words, candidate) in self.words.candidates.iter_mut().zip(&plan.candidates) {
            *words = address.block(Purpose::Candidate, candidate.entity, 0);
        }
        for (words, event) in self.words.events.iter_mut().zip(&plan.events) {
            *words = address.block(Purpose::Event, event.entity, 0);
        }
    }

    /// Begins a run whose inputs and words have been drawn.
    pub(super) fn begin(&mut self, address: Address) {
        let plan = self.plan;
        self.address = address;
        self.round = 0;
        self.day = 0;
        self.deadline = plan.calendar.deadline;
        self.rule = 0;
        self.touched = false;
        if let Some(other) = plan.other {
            self.until_other = exponential(address.word(Purpose::Candidate, other.entity, 0, 1));
        }
        self.begin_candidates();
        self.begin_events();
    }

    /// The date of the round after `previous` (none: the first).
    pub(super) fn next_round(&self, previous: Option<usize>) -> usize {
        self.plan.calendar.next(previous, self.deadline)
    }

    pub(super) fn set_round(&mut self, round: usize) {
        self.round = round;
        self.day = self.plan.calendar.days[round];
    }

    pub(super) fn is_last_round(&self) -> bool {
        self.round >= self.deadline
    }

    /// The deadline moves to the date of an index.
    pub(crate) fn set_deadline(&mut self, deadline: usize) {
        (self.deadline, self.touched) = (deadline, true);
        let date = self.plan.calendar.dates[deadline];
        self.note(|_| Happened::Deadline(date));
    }

    /// The rule of an index comes into force.
    pub(crate) fn set_rule(&mut self, rule: usize) {
        (self.rule, self.touched) = (rule, true);
        self.note(|_| Happened::Rule);
    }

    /// Whether the candidate is presented, and is not the incumbent.
    pub(super) fn is_rival(&self, candidate: usize) -> bool {
        self.candidates[candidate].status == Status::Presented && !self.plan.candidates[candidate].incumbent
    }

    /// Whether stances on the candidate move.
    pub(super) fn is_moving(&self, candidate: usize) -> bool {
        stances_move(self.candidates[candidate].status)
    }

    /// The sums over the days of a round of the pulls of the deadline and of the meetings, where there
    /// are any.
    pub(super) fn date_pulls(&self, days: f32) -> [Option<f32>; 2] {
        let (motion, calendar) = (&self.plan.motion, &self.plan.calendar);
        let pull =
            |plan: &DatePullPlan| Pull { log2_ratio: plan.ratio.log2(&self.inputs), fading: -1.0 / plan.half_life.value(&self.inputs) };
        let count = Days { count: days, most: days as u32, alike: true };
        let deadline = motion.deadline.as_ref().map(|plan| {
            let left = calendar.days[self.deadline] - self.day;
            pull(plan).of_deadline(Scalar, left as f32, count)
        });
        let meetings = motion.meeting.as_ref().map(|plan| {
            let meets = |back: u32| calendar.meets_on(self.day.saturating_sub_unsigned(back));
            pull(plan).of_meetings(Scalar, calendar.to_next_meeting(self.day), meets, count)
        });
        [deadline, meetings]
    }

    /// How many members are present.
    pub(crate) fn present_members(&self, stances: &impl Stances) -> u32 {
        self.words_of_members().map(|word| stances.present(word).count_ones()).sum()
    }

    /// How many present members support the candidate.
    pub(crate) fn supporters(&self, stances: &impl Stances, candidate: usize) -> u32 {
        let supporters = |word| stances.holders(candidate, Stance::Support, word);
        self.words_of_members().map(|word| supporters(word).count_ones()).sum()
    }

    /// How many present members block the candidate.
    pub(crate) fn blocking(&self, stances: &impl Stances, candidate: usize) -> u32 {
        self.words_of_members().map(|word| stances.blockers(candidate, word).count_ones()).sum()
    }

    /// How many present members do not block the candidate.
    pub(crate) fn accepting(&self, stances: &impl Stances, candidate: usize) -> u32 {
        let accepting = |word| stances.present(word) & !stances.blockers(candidate, word);
        self.words_of_members().map(|word| accepting(word).count_ones()).sum()
    }

    /// The events that have happened, each with its outcome.
    pub(super) fn happened(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.events.happened()
    }

    /// How chance has decided of its events.
    pub(super) fn decided(&self) -> Decided {
        self.events.decided()
    }

    /// Counts what has happened in a run that has ended: events, and candidates that have left.
    pub(super) fn count_course(&self, end: usize, weight: u64, tally: &mut Tally) {
        for (candidate, state) in self.candidates.iter().enumerate().filter(|(_, state)| !stances_move(state.status)) {
            tally.left(candidate, state.status == Status::Declined, end, weight);
        }
        for (event, outcome) in self.events.happened() {
            tally.happened(self.plan.events[event].first_outcome + outcome, end, weight);
        }
    }

    /// The words of 64 members.
    fn words_of_members(&self) -> std::ops::Range<usize> {
        0..self.plan.members.div_ceil(64)
    }

    /// How the run ends with a round of so many days, if it does, given who is appointed in it.
    pub(super) fn end_of_round(&mut self, appointed: Option<usize>, days: f32, stances: &impl Stances) -> Option<End> {
        if let Some(candidate) = appointed {
            return Some(End::Appointed(candidate));
        }
        let deadlocked = self.plan.other.is_some() && self.is_deadlocked(stances);
        self.end_of_round_without(days, deadlocked)
    }

    /// How the run ends with a round of so many days in which nobody was appointed, if it does.
    pub(super) fn end_of_round_without(&mut self, days: f32, deadlocked: bool) -> Option<End> {
        if let Some(other) = self.plan.other {
            let share = if deadlocked { 1.0 } else { other.calm };
            let at_meeting = if self.plan.calendar.meets_on(self.day) { other.meeting } else { 0.0 };
            self.until_other -= (other.half_life.rate(&self.inputs) * days + at_meeting) * share;
            if self.until_other <= 0.0 {
                return Some(End::Other);
            }
        }
        self.is_last_round().then_some(End::Nobody)
    }

    /// Counts how the run has ended, in its round.
    pub(super) fn count_end(&self, stances: &impl Stances, end: End, weight: u64, tally: &mut Tally) {
        let weights = (weight, u128::from(weight) * u128::from(weight));
        tally.end_with(end.index(self.candidates.len()), self.round, 1, weights);
        if let End::Appointed(candidate) = end {
            for word in self.words_of_members() {
                let held_out = stances.holdouts(candidate, word) & !stances.blockers(candidate, word);
                for member in MemberSet::indices([held_out].into_iter()) {
                    tally.held_out(candidate * self.plan.members + word * 64 + member, weight);
                }
            }
        } else if end == End::Nobody {
            let presented = (0..self.candidates.len()).filter(|&candidate| self.candidates[candidate].status == Status::Presented);
            let incumbent = |candidate: usize| self.plan.candidates[candidate].incumbent;
            let rank = |&candidate: &usize| (Reverse(self.supporters(stances, candidate)), incumbent(candidate), self.by_lot(candidate));
            if let Some(candidate) = presented.min_by_key(rank) {
                for word in self.words_of_members() {
                    for member in MemberSet::indices([stances.blockers(candidate, word)].into_iter()) {
                        tally.blocks_at_end(word * 64 + member, weight);
                    }
                }
            }
        }
    }
}
