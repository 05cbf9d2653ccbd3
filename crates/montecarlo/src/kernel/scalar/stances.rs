//! The stances of one run.

use std::ops::Range;

use nemcon_core::{Edge, MemberSet, Stance};

use super::clock::{Clock, Visit};
use crate::kernel::{Stances, inverse};
use crate::plan::{Drawn, Plan, StartScratch};
use crate::random::{Address, Philox, Purpose};

/// The stances of one run.
pub(super) struct PairStances<'p> {
    pub(super) plan: &'p Plan,
    pub(super) address: Address,
    start: StartScratch,
    /// By upward edge: the days a unit of hazard takes, infinite where the edge never fires.
    pub(super) slow: [f32; 3],
    /// The rate of defection per day.
    pub(super) fall: f32,
    /// By member: one over its frailty.
    pub(super) inverse_frailty: Vec<f32>,
    /// The factor on the rates of those who support another.
    pub(super) loyalty: f32,
    /// By influence: `log2` of its factor.
    pub(super) factors: Vec<f32>,
    pub(super) present: MemberSet,
    pub(super) present_count: u32,
    /// The summed shares of the present members.
    pub(super) present_share: u32,
    /// One over the number of present members, and over their shares; 0 where there is nobody.
    pub(super) inverse_count: f32,
    pub(super) inverse_share: f32,
    pub(super) candidates: Vec<Candidate>,
    /// By clock and class of edges: its reading, and that as the round's moves began.
    pub(super) clocks: Vec<Clock>,
    pub(super) starts: Vec<Clock>,
    // By pair (candidate · members + member).
    pub(super) stances: Vec<Stance>,
    pub(super) visits: Vec<Visit>,
    /// When the pair leaves its stance, on its rising clock; minus infinity where that
    /// depends on the other clock too, infinity where it never leaves, or is absent.
    pub(super) due: Vec<f32>,
    /// How often each stance has been visited.
    pub(super) visited: Vec<[u32; 4]>,
    /// The words of the first visits.
    pub(super) words: Vec<[u32; 4]>,
    /// Whether oppose, whether reserve is lasting; empty where none can be.
    pub(super) lasting: Vec<[bool; 2]>,
    /// By edge: `log2` of the product of pace factors; empty where none can come into force.
    pub(super) paces: Vec<[f32; 4]>,
}

/// The stances on one candidate.
pub(super) struct Candidate {
    /// By stance: who holds it, absent members too.
    pub(super) masks: [Vec<u64>; 4],
    /// The summed shares of its present supporters.
    pub(super) support_share: u32,
    /// The share of support as the round's moves began.
    pub(super) share: f32,
    /// The summed shares of supporters, and how many did not block, then.
    pub(super) support_at_start: u32,
    pub(super) accepting: u32,
    /// Who supported another candidate then, that is presented and not the incumbent.
    pub(super) swayed: Vec<u64>,
    /// Who was last counted as blocking it.
    pub(super) counted: Vec<u64>,
    /// Who blocked it when its sounding last failed.
    pub(super) held_out: Vec<u64>,
}

impl<'p> PairStances<'p> {
    pub(super) fn new(plan: &'p Plan, philox: Philox) -> Self {
        let (pairs, words) = (plan.pairs(), plan.members.div_ceil(64));
        let candidate = || Candidate {
            masks: std::array::from_fn(|_| vec![0; words]),
            support_share: 0,
            share: 0.0,
            support_at_start: 0,
            accepting: 0,
            swayed: vec![0; words],
            counted: vec![0; words],
            held_out: vec![0; words],
        };
        Self {
            plan,
            address: Address::new(philox, 0),
            start: plan.start.scratch(),
            slow: [f32::INFINITY; 3],
            fall: 0.0,
            inverse_frailty: vec![1.0; plan.members],
            loyalty: 1.0,
            factors: vec![0.0; plan.motion.influences.len()],
            present: plan.start.present.clone(),
            present_count: 0,
            present_share: 0,
            inverse_count: 0.0,
            inverse_share: 0.0,
            candidates: plan.candidates.iter().map(|_| candidate()).collect(),
            clocks: vec![Clock::ZERO; plan.motion.clocks.len() * plan.motion.classes.len()],
            starts: vec![Clock::ZERO; plan.motion.clocks.len() * plan.motion.classes.len()],
            stances: vec![Stance::Oppose; pairs],
            visits: vec![Visit::NEVER; pairs],
            due: vec![f32::INFINITY; pairs],
            visited: vec![[0; 4]; pairs],
            words: vec![[0; 4]; pairs],
            lasting: vec![[false; 2]; if plan.motion.lasting.iter().any(Option::is_some) { pairs } else { 0 }],
            paces: vec![[0.0; 4]; if plan.motion.paced { pairs } else { 0 }],
        }
    }

    /// Draws the stances at the as-of date, where they are not given with the run's weight, and begins the first
    /// visits; returns the weight.
    pub(super) fn begin(&mut self, address: Address, inputs: &[Drawn], given: Option<(&[Stance], u64)>) -> u64 {
        let plan = self.plan;
        self.address = address;
        for (slow, half_life) in self.slow.iter_mut().zip(&plan.motion.half_lives) {
            *slow = half_life.map_or(f32::INFINITY, |half_life| half_life.slowness(inputs));
        }
        self.fall = plan.motion.half_lives[Edge::Defect as usize].map_or(0.0, |half_life| half_life.rate(inputs));
        for (factor, influence) in self.factors.iter_mut().zip(&plan.motion.influences) {
            *factor = influence.factor.log2(inputs);
        }
        self.loyalty = plan.motion.loyalty.map_or(1.0, |loyalty| loyalty.value(inputs));
        self.draw_frailties();
        self.draw_lasting(inputs);
        self.present.clone_from(&plan.start.present);
        self.present_count = self.present.len() as u32;
        self.present_share = self.present.iter().map(|member| plan.motion.shares[member.index()]).sum();
        self.invert();
        for (words, &entity) in self.words.iter_mut().zip(&plan.motion.pairs) {
            *words = address.block(Purpose::Pair, entity, 0);
        }
        let weight = match given {
            Some((stances, weight)) => {
                self.stances.copy_from_slice(stances);
                weight
            }
            None => plan.start.draw(address, |pair| self.words[pair][0], &mut self.start, &mut self.stances),
        };
        self.visited.fill([0; 4]);
        self.clocks.fill(Clock::ZERO);
        self.paces.fill([0.0; 4]);
        for pace in &plan.motion.paces {
            self.multiply_paces(pace, pace.factor.log2(inputs));
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
                if stance == Stance::Support && self.present.contains(member.into()) {
                    state.support_share += plan.motion.shares[member];
                }
                self.begin_visit(candidate, member, Clock::ZERO);
            }
            self.keep_holdouts(candidate);
        }
        weight
    }

    pub(super) fn invert(&mut self) {
        (self.inverse_count, self.inverse_share) = (inverse(self.present_count), inverse(self.present_share));
    }

    /// Which of at most 64 pairs of a candidate may leave their stance before their rising clock
    /// shows what it shows, as bits.
    pub(super) fn due(&self, candidate: usize, pairs: Range<usize>) -> u64 {
        let due = self.due[pairs.clone()].iter().enumerate();
        if self.clocks.len() == self.candidates.len() {
            let now = self.clocks[candidate].rise;
            return due.fold(0, |mask, (at, &due)| mask | u64::from(due <= now) << at);
        }
        due.fold(0, |mask, (at, &due)| mask | u64::from(due <= self.now(pairs.start + at, self.stances[pairs.start + at]).rise) << at)
    }

    /// Where the reading is kept on which a pair's stay in a stance is measured.
    pub(super) fn clock(&self, pair: usize, stance: Stance) -> usize {
        let motion = &self.plan.motion;
        motion.clock_of[pair] * motion.classes.len() + motion.class_of[stance as usize]
    }

    /// That reading.
    pub(super) fn now(&self, pair: usize, stance: Stance) -> Clock {
        self.clocks[self.clock(pair, stance)]
    }

    /// Changes a stance, at a reading of the clock of the new one; a stance that stays begins no visit.
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
        if self.present.contains(member.into()) {
            let share = self.plan.motion.shares[member];
            if old == Stance::Support {
                state.support_share -= share;
            } else if stance == Stance::Support {
                state.support_share += share;
            }
        }
        self.begin_visit(candidate, member, now);
    }
}
