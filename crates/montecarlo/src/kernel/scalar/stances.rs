//! The stances of one run, and the visits to them that waiting times measure (model, section 8).

use std::ops::Range;

use nemcon_core::{Edge, MemberSet, Stance};

use super::moves::Clock;
use crate::kernel::{Stances, inverse, later, rescaled, slowness};
use crate::math::exponential;
use crate::plan::{Drawn, PacePlan, Plan, StartScratch};
use crate::random::{Address, Philox, Purpose};

/// The stances of one run.
pub(super) struct PairStances<'p> {
    pub(super) plan: &'p Plan,
    pub(super) address: Address,
    start: StartScratch,
    /// By upward edge: the days a unit of hazard takes, infinite where the edge never fires.
    slow: [f32; 3],
    /// The rate of defection per day.
    fall: f32,
    /// By member: one over its frailty.
    pub(super) calm: Vec<f32>,
    /// By influence: its factor.
    pub(super) factors: Vec<f32>,
    pub(super) present: MemberSet,
    pub(super) present_count: u32,
    /// The summed shares of the present members.
    present_share: u32,
    /// One over the number of present members, and over their shares; 0 where there is nobody.
    pub(super) inverse_count: f32,
    pub(super) inverse_share: f32,
    pub(super) candidates: Vec<Candidate>,
    /// By clock: its reading, and that as the round's moves began.
    pub(super) clocks: Vec<Clock>,
    pub(super) starts: Vec<Clock>,
    // By pair (candidate · members + member).
    pub(super) stances: Vec<Stance>,
    visits: Vec<Visit>,
    /// When the pair leaves its stance, on its rising clock; minus infinity where that
    /// depends on the other clock too, infinity where it never leaves, or is absent.
    due: Vec<f32>,
    /// How often each stance has been visited.
    visited: Vec<[u32; 4]>,
    /// The words of the first visits.
    words: Vec<[u32; 4]>,
    /// Pace factors by edge; empty where none can come into force.
    paces: Vec<[f32; 4]>,
}

/// The stances on one candidate.
pub(super) struct Candidate {
    /// By stance: who holds it, absent members too.
    masks: [Vec<u64>; 4],
    /// The summed shares of its present supporters.
    pub(super) support_share: u32,
    /// The share of support as the round's moves began.
    pub(super) share: f32,
    /// Who was last counted as blocking it.
    pub(super) counted: Vec<u64>,
    /// Who blocked it when its sounding last failed.
    held_out: Vec<u64>,
}

/// A stay in a stance. It ends by one edge, or by the first of two.
#[derive(Debug, Clone, Copy)]
struct Visit {
    /// The units of the rising clock that a unit of hazard takes; infinite where it never rises.
    slow: f32,
    /// The hazard of defecting, per day.
    fall: f32,
    /// What is left of the wait at `since`: where it can defect, as hazard; else on the rising clock.
    left: f32,
    since: Clock,
}

impl Visit {
    /// A stay in a stance that no edge leaves.
    const NEVER: Self = Self { slow: f32::INFINITY, fall: 0.0, left: f32::INFINITY, since: Clock::ZERO };

    /// The hazard that has accumulated since `since`.
    fn hazard(&self, now: Clock) -> f32 {
        (now.rise - self.since.rise) / self.slow + self.fall * (now.days - self.since.days)
    }
}

impl<'p> PairStances<'p> {
    pub(super) fn new(plan: &'p Plan, philox: Philox) -> Self {
        let (pairs, words) = (plan.pairs(), plan.members.div_ceil(64));
        let candidate = || Candidate {
            masks: std::array::from_fn(|_| vec![0; words]),
            support_share: 0,
            share: 0.0,
            counted: vec![0; words],
            held_out: vec![0; words],
        };
        Self {
            plan,
            address: Address::new(philox, 0),
            start: plan.start.scratch(),
            slow: [f32::INFINITY; 3],
            fall: 0.0,
            calm: vec![1.0; plan.members],
            factors: vec![1.0; plan.motion.influences.len()],
            present: plan.start.present.clone(),
            present_count: 0,
            present_share: 0,
            inverse_count: 0.0,
            inverse_share: 0.0,
            candidates: plan.candidates.iter().map(|_| candidate()).collect(),
            clocks: vec![Clock::ZERO; plan.motion.clocks.len()],
            starts: vec![Clock::ZERO; plan.motion.clocks.len()],
            stances: vec![Stance::Oppose; pairs],
            visits: vec![Visit::NEVER; pairs],
            due: vec![f32::INFINITY; pairs],
            visited: vec![[0; 4]; pairs],
            words: vec![[0; 4]; pairs],
            paces: vec![[1.0; 4]; if plan.motion.paced { pairs } else { 0 }],
        }
    }

    /// Draws the stances at the as-of date and begins the first visits; returns the run's weight.
    pub(super) fn begin(&mut self, address: Address, inputs: &[Drawn]) -> u64 {
        let plan = self.plan;
        self.address = address;
        for (slow, half_life) in self.slow.iter_mut().zip(&plan.motion.half_lives) {
            *slow = half_life.map_or(f32::INFINITY, |half_life| half_life.slowness(inputs));
        }
        self.fall = plan.motion.half_lives[Edge::Defect as usize].map_or(0.0, |half_life| half_life.rate(inputs));
        for (factor, influence) in self.factors.iter_mut().zip(&plan.motion.influences) {
            *factor = influence.factor.value(inputs);
        }
        self.draw_frailties();
        self.present.clone_from(&plan.start.present);
        self.present_count = self.present.len() as u32;
        self.present_share = self.present.iter().map(|member| plan.motion.shares[member]).sum();
        self.invert();
        for (words, &entity) in self.words.iter_mut().zip(&plan.motion.pairs) {
            *words = address.block(Purpose::Pair, entity, 0);
        }
        let weight = plan.start.draw(address, &self.words, &mut self.start, &mut self.stances);
        self.visited.fill([0; 4]);
        self.clocks.fill(Clock::ZERO);
        self.paces.fill([1.0; 4]);
        for pace in &plan.motion.paces {
            self.multiply_paces(pace, pace.factor.value(inputs));
        }
        for candidate in 0..self.candidates.len() {
            let state = &mut self.candidates[candidate];
            state.masks.iter_mut().for_each(|mask| mask.fill(0));
            state.support_share = 0;
            state.counted.fill(0);
            for member in 0..plan.members {
                let stance = self.stances[candidate * plan.members + member];
                let state = &mut self.candidates[candidate];
                state.masks[stance as usize][member / 64] |= 1 << (member % 64);
                if stance == Stance::Support && self.present.contains(member) {
                    state.support_share += plan.motion.shares[member];
                }
                self.begin_visit(candidate, member, Clock::ZERO);
            }
            self.keep_holdouts(candidate);
        }
        weight
    }

    fn invert(&mut self) {
        (self.inverse_count, self.inverse_share) = (inverse(self.present_count), inverse(self.present_share));
    }

    /// Which of at most 64 pairs of a candidate may leave their stance before their rising clock
    /// shows what it shows, as bits.
    pub(super) fn due(&self, candidate: usize, pairs: Range<usize>) -> u64 {
        let clocks = &self.plan.motion.clock_of[pairs.clone()];
        let due = self.due[pairs].iter().enumerate();
        if self.clocks.len() == self.candidates.len() {
            let now = self.clocks[candidate].rise;
            return due.fold(0, |mask, (at, &due)| mask | u64::from(due <= now) << at);
        }
        due.zip(clocks).fold(0, |mask, ((at, &due), &clock)| mask | u64::from(due <= self.clocks[clock].rise) << at)
    }

    /// What a pair's clock shows.
    fn now(&self, pair: usize) -> Clock {
        self.clocks[self.plan.motion.clock_of[pair]]
    }

    /// The moment between two readings of the clocks at which the pair leaves its stance.
    pub(super) fn leaves(&self, pair: usize, now: Clock, end: Clock) -> Option<Clock> {
        let visit = &self.visits[pair];
        if visit.fall > 0.0 {
            let (at_now, at_end) = (visit.hazard(now), visit.hazard(end));
            (visit.left <= at_end).then(|| now.towards(end, (visit.left - at_now) / (at_end - at_now)))
        } else {
            let due = self.due[pair];
            (due <= end.rise).then(|| Clock { rise: due.max(now.rise), ..now.towards(end, (due - now.rise) / (end.rise - now.rise)) })
        }
    }

    /// Hazard per unit of the rising clock, and per day, in the current visit.
    pub(super) fn hazards(&self, pair: usize) -> (f32, f32) {
        (1.0 / self.visits[pair].slow, self.visits[pair].fall)
    }

    /// How often the pair has left `accept` before the current visit to it.
    pub(super) fn visits_to_accept(&self, pair: usize) -> u32 {
        self.visited[pair][Stance::Accept as usize] - 1
    }

    /// Changes a stance, at a reading of its clock; a stance that stays begins no visit.
    pub(super) fn change(&mut self, candidate: usize, member: usize, stance: Stance, now: Clock) {
        let pair = candidate * self.plan.members + member;
        let old = std::mem::replace(&mut self.stances[pair], stance);
        if old == stance {
            return;
        }
        let state = &mut self.candidates[candidate];
        let bit = 1 << (member % 64);
        state.masks[old as usize][member / 64] &= !bit;
        state.masks[stance as usize][member / 64] |= bit;
        if self.present.contains(member) {
            let share = self.plan.motion.shares[member];
            if old == Stance::Support {
                state.support_share -= share;
            } else if stance == Stance::Support {
                state.support_share += share;
            }
        }
        self.begin_visit(candidate, member, now);
    }

    /// Begins a visit to the pair's stance: draws how much hazard it takes to leave it.
    fn begin_visit(&mut self, candidate: usize, member: usize, now: Clock) {
        let pair = candidate * self.plan.members + member;
        let stance = self.stances[pair];
        let visited = &mut self.visited[pair][stance as usize];
        let number = *visited;
        *visited += 1;
        let (slow, fall) = self.pace_of(pair, member);
        if slow == f32::INFINITY && fall == 0.0 {
            self.visits[pair] = Visit::NEVER;
        } else {
            let wait = exponential(self.waiting_word(pair, stance, number));
            self.visits[pair] = Visit { slow, fall, left: if fall > 0.0 { wait } else { wait * slow }, since: now };
        }
        self.schedule(pair, member);
    }

    /// Recomputes how fast the pair moves, after its member or its paces have changed; what has accumulated since the visit began is kept. `was_present`: until now.
    pub(super) fn retime(&mut self, candidate: usize, member: usize, was_present: bool) {
        let pair = candidate * self.plan.members + member;
        let now = self.now(pair);
        let (slow, fall) = self.pace_of(pair, member);
        let visit = &mut self.visits[pair];
        if (visit.slow, visit.fall, was_present) == (slow, fall, self.present.contains(member)) {
            return;
        }
        if visit.fall > 0.0 || fall > 0.0 {
            let gone = if was_present { visit.hazard(now) } else { 0.0 };
            let left = if visit.fall > 0.0 { visit.left } else { visit.left / visit.slow };
            visit.left = (left - gone).max(f32::MIN_POSITIVE);
            if fall == 0.0 {
                visit.left *= slow;
            }
        } else {
            let left = if was_present { self.due[pair] - now.rise } else { visit.left };
            visit.left = rescaled(left, visit.slow, slow);
        }
        (visit.slow, visit.fall, visit.since) = (slow, fall, now);
        self.schedule(pair, member);
        self.delay(pair);
    }

    /// An event has touched the pair, which leaves its stance when its clock moves on, not before.
    fn delay(&mut self, pair: usize) {
        if self.visits[pair].fall == 0.0 {
            self.due[pair] = self.due[pair].max(later(self.now(pair).rise, 0.0));
        }
    }

    /// Notes when the pair is due.
    fn schedule(&mut self, pair: usize, member: usize) {
        let visit = &self.visits[pair];
        self.due[pair] = if !self.present.contains(member) {
            f32::INFINITY
        } else if visit.fall > 0.0 {
            f32::NEG_INFINITY
        } else {
            visit.since.rise + visit.left
        };
    }

    /// The word of the wait during a visit to a stance, visits counted from 0.
    fn waiting_word(&self, pair: usize, stance: Stance, visit: u32) -> u32 {
        let (index, word) = Address::wait(stance, visit);
        if index == 0 {
            return self.words[pair][word];
        }
        self.address.word(Purpose::Pair, self.plan.motion.pairs[pair], index, word)
    }

    /// In its stance, without the common part of the candidate's hazard: the time a unit of hazard
    /// takes on the upward edge, and the rate of defection per day.
    fn pace_of(&self, pair: usize, member: usize) -> (f32, f32) {
        let stance = self.stances[pair];
        let pace = |edge: usize| self.paces.get(pair).map_or(1.0, |paces| paces[edge]);
        let slow = match stance {
            Stance::Support => f32::INFINITY,
            edge => slowness(self.slow[edge as usize], self.calm[member], pace(edge as usize)),
        };
        let fall = if stance >= Stance::Accept { self.fall * pace(Edge::Defect as usize) } else { 0.0 };
        (slow, fall)
    }

    fn multiply_paces(&mut self, pace: &PacePlan, factor: f32) {
        for &pair in &pace.pairs {
            for (value, applies) in self.paces[pair].iter_mut().zip(pace.edges) {
                if applies {
                    // A product beyond the range of numbers must not turn a later 0 into no number.
                    *value = (*value * factor).min(f32::MAX);
                }
            }
        }
    }
}

impl Stances for PairStances<'_> {
    fn present(&self, word: usize) -> u64 {
        self.present.words()[word]
    }

    fn blockers(&self, candidate: usize, word: usize) -> u64 {
        self.holders(candidate, Stance::Oppose, word) | self.holders(candidate, Stance::Reserve, word)
    }

    fn holders(&self, candidate: usize, stance: Stance, word: usize) -> u64 {
        self.candidates[candidate].masks[stance as usize][word] & self.present.words()[word]
    }

    fn stance(&self, pair: usize) -> Stance {
        self.stances[pair]
    }

    fn set_stance(&mut self, pair: usize, stance: Stance) {
        let (candidate, member) = (pair / self.plan.members, pair % self.plan.members);
        if self.stances[pair] != stance {
            self.change(candidate, member, stance, self.now(pair));
            self.delay(pair);
        }
    }

    fn set_presence(&mut self, member: usize, present: bool) {
        if self.present.contains(member) == present {
            return;
        }
        let share = self.plan.motion.shares[member];
        if present {
            self.present.insert(member);
            self.present_count += 1;
            self.present_share += share;
        } else {
            self.present.remove(member);
            self.present_count -= 1;
            self.present_share -= share;
        }
        self.invert();
        for candidate in 0..self.candidates.len() {
            if self.stances[candidate * self.plan.members + member] == Stance::Support {
                let support = &mut self.candidates[candidate].support_share;
                if present { *support += share } else { *support -= share }
            }
            self.retime(candidate, member, !present);
        }
    }

    fn apply_pace(&mut self, pace: &PacePlan, factor: f32) {
        self.multiply_paces(pace, factor);
        for &pair in &pace.pairs {
            let member = pair % self.plan.members;
            self.retime(pair / self.plan.members, member, self.present.contains(member));
        }
    }

    fn keep_holdouts(&mut self, candidate: usize) {
        for word in 0..self.present.words().len() {
            self.candidates[candidate].held_out[word] = self.blockers(candidate, word);
        }
    }

    fn holdouts(&self, candidate: usize, word: usize) -> u64 {
        self.candidates[candidate].held_out[word]
    }
}
