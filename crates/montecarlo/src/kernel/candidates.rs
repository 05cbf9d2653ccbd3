//! Step (c) of a round: candidates move (model, section 4).

use nemcon_core::{MemberSet, Status};

use super::Kernel;
use super::moves::Clock;
use crate::math::{exp2, exponential};
use crate::random::Purpose;

/// One candidate in one run.
pub(super) struct CandidateState {
    pub(super) status: Status,
    /// Statuses reached by a change after the as-of date, as bits.
    pub(super) reached: u8,
    /// The hazard it still takes until it is presented, or withdraws.
    remaining: f64,
    /// How often it has been presented.
    presentations: u32,
    pub(super) clock: Clock,
    /// By stance: who holds it, absent members too.
    pub(super) masks: [Vec<u64>; 4],
    /// The summed shares of its present supporters.
    pub(super) support_share: u64,
    /// The share of support, and whether it was presented, as the round's moves began.
    pub(super) share: f64,
    pub(super) in_field: bool,
    /// Influences in force, by index.
    pub(super) influenced: MemberSet,
    /// Who was last counted as blocking it.
    pub(super) counted: Vec<u64>,
    /// Who blocked it when its sounding last failed.
    pub(super) held_out: Vec<u64>,
    /// Whether a sounding of this round has failed, and who was pivotal then.
    pub(super) failed: bool,
    pub(super) pivotal: Vec<u64>,
    /// In how many consecutive rounds the rule has passed for it, and its support was too low.
    pub(super) held: u32,
    pub(super) weak: u32,
}

impl CandidateState {
    pub(super) fn new(words: usize) -> Self {
        Self {
            status: Status::Mentioned,
            reached: 0,
            remaining: 0.0,
            presentations: 0,
            clock: Clock::default(),
            masks: std::array::from_fn(|_| vec![0; words]),
            support_share: 0,
            share: 0.0,
            in_field: false,
            influenced: MemberSet::default(),
            counted: vec![0; words],
            held_out: vec![0; words],
            failed: false,
            pivotal: vec![0; words],
            held: 0,
            weak: 0,
        }
    }
}

impl Kernel<'_> {
    pub(super) fn begin_candidates(&mut self) {
        let influences = self.plan.motion.influences.len();
        for (state, plan) in self.candidates.iter_mut().zip(&self.plan.candidates) {
            state.status = plan.status;
            state.reached = 0;
            state.presentations = 0;
            state.clock = Clock::default();
            for mask in &mut state.masks {
                mask.fill(0);
            }
            state.support_share = 0;
            if state.influenced.words().len() < influences.div_ceil(64) {
                state.influenced = MemberSet::empty(influences);
            }
            state.influenced.words_mut().fill(0);
            state.counted.fill(0);
            state.held = 0;
            state.weak = 0;
        }
        for candidate in 0..self.candidates.len() {
            self.begin_status(candidate);
        }
    }

    /// Gives a candidate a status; one that it has already changes nothing.
    pub(super) fn set_status(&mut self, candidate: usize, status: Status) {
        let state = &mut self.candidates[candidate];
        if state.status == status {
            return;
        }
        state.status = status;
        state.reached |= 1 << status as u8;
        self.begin_status(candidate);
    }

    /// Draws how long the candidate stays in its status, where that may end by itself.
    fn begin_status(&mut self, candidate: usize) {
        let plan = &self.plan.candidates[candidate];
        let state = &mut self.candidates[candidate];
        let word = match state.status {
            Status::Mentioned | Status::Interested if plan.enters.is_some() => (0, 1),
            Status::Presented if plan.withdraws.is_some() => {
                state.presentations += 1;
                (state.presentations - 1, 2)
            }
            _ => return,
        };
        state.remaining = exponential(self.address.word(Purpose::Candidate, plan.entity, word.0, word.1));
    }

    /// Presents and withdraws candidates, over the days since `before`, each at most once.
    pub(super) fn move_candidates(&mut self, before: i32) {
        let days = f64::from(self.day - before);
        let rivals = |(state, plan): &(&CandidateState, &crate::plan::CandidatePlan)| state.in_field && !plan.incumbent;
        let leader = self.candidates.iter().zip(&self.plan.candidates).filter(rivals).map(|(state, _)| state.share).fold(0.0, f64::max);
        for candidate in 0..self.candidates.len() {
            let plan = &self.plan.candidates[candidate];
            let state = &self.candidates[candidate];
            let (rate, next) = match (state.status, plan.enters, plan.withdraws) {
                (Status::Mentioned | Status::Interested, Some((half_life, from)), _) if from <= self.day => {
                    (half_life.rate(&self.inputs), Status::Presented)
                }
                (Status::Presented, _, Some((half_life, ratio))) if state.in_field => {
                    let behind = exp2(ratio.log2(&self.inputs) * (leader - state.share));
                    (half_life.rate(&self.inputs) * behind, Status::Withdrawn)
                }
                _ => continue,
            };
            let state = &mut self.candidates[candidate];
            state.remaining -= rate * days;
            if state.remaining <= 0.0 {
                self.set_status(candidate, next);
            }
        }
    }

    /// Whether the candidate accepts an offer; drawn once per run.
    pub(super) fn accepts(&self, candidate: usize) -> bool {
        let plan = &self.plan.candidates[candidate];
        crate::math::uniform(self.address.word(Purpose::Candidate, plan.entity, 0, 0)) < plan.accepts
    }
}
