//! Step (c) of a round: candidates move (model, section 4).

use std::cmp::Reverse;

use nemcon_core::Status;

use super::Run;
use crate::kernel::withdrawal_rate;
use crate::math::{exponential, uniform};
use crate::random::Purpose;
use crate::simd::Scalar;

/// One candidate in one run.
pub(crate) struct CandidateState {
    pub(crate) status: Status,
    /// Statuses reached by a change after the as-of date, as bits.
    pub(super) reached: u8,
    /// The hazard it still takes until it is presented, or withdraws; and whether it has been
    /// drawn since that was last asked.
    remaining: f32,
    begun: bool,
    /// How often it has been presented.
    presentations: u32,
    /// Whether it was presented as the round's moves began.
    pub(super) in_field: bool,
    /// Whether a sounding of this round has failed, and who was pivotal then.
    pub(crate) failed: bool,
    pub(super) pivotal: Vec<u64>,
}

impl CandidateState {
    pub(super) fn new(words: usize) -> Self {
        Self {
            status: Status::Mentioned,
            reached: 0,
            remaining: 0.0,
            begun: false,
            presentations: 0,
            in_field: false,
            failed: false,
            pivotal: vec![0; words],
        }
    }
}

impl Run<'_> {
    pub(super) fn begin_candidates(&mut self) {
        for (state, plan) in self.candidates.iter_mut().zip(&self.plan.candidates) {
            state.status = plan.status;
            state.reached = 0;
            state.begun = false;
            state.presentations = u32::from(state.status == Status::Presented);
            state.failed = false;
            state.pivotal.fill(0);
        }
    }

    /// Draws how long each candidate stays in the status it has at the as-of date.
    pub(in crate::kernel) fn begin_waits(&mut self) {
        for candidate in 0..self.candidates.len() {
            self.begin_wait(candidate);
        }
    }

    /// Gives a candidate a status; one that it has already changes nothing.
    pub(crate) fn set_status(&mut self, candidate: usize, status: Status) {
        let state = &mut self.candidates[candidate];
        if state.status == status {
            return;
        }
        let before = std::mem::replace(&mut state.status, status);
        state.reached |= 1 << status as u8;
        state.presentations += u32::from(status == Status::Presented);
        self.touched = true;
        self.note_status(candidate, before, status);
        self.begin_wait(candidate);
    }

    /// Draws how long the candidate stays in its status, where that may end by itself.
    fn begin_wait(&mut self, candidate: usize) {
        let plan = &self.plan.candidates[candidate];
        let state = &mut self.candidates[candidate];
        let Some(word) = plan.waiting_word(state.status) else { return };
        let index = if state.status == Status::Presented { state.presentations - 1 } else { 0 };
        let words = if index == 0 { self.words.candidates[candidate] } else { self.address.block(Purpose::Candidate, plan.entity, index) };
        state.remaining = exponential(words[word]);
        state.begun = true;
    }

    /// The hazard until the candidate moves by itself, where it has been drawn since this was last asked.
    pub(in crate::kernel) fn begun_wait(&mut self, candidate: usize) -> Option<f32> {
        let state = &mut self.candidates[candidate];
        std::mem::take(&mut state.begun).then_some(state.remaining)
    }

    /// Notes who is in the field as the round's moves begin.
    pub(in crate::kernel) fn note_field(&mut self) {
        for state in &mut self.candidates {
            state.in_field = state.status == Status::Presented;
        }
    }

    /// Presents and withdraws candidates, each at most once, over the days of the round, given
    /// their shares of support as its moves began.
    ///
    /// The lanes kernel does the same with sixteen runs at a time (`Mirror::move_candidates`): there
    /// each run has its own status, so that what is a `match` here are masks; the rates are the same
    /// functions.
    pub(in crate::kernel) fn move_candidates(&mut self, days: f32, share: impl Fn(usize) -> f32) {
        if !self.plan.candidates.iter().any(|plan| plan.enters.is_some() || plan.withdraws.is_some()) {
            return;
        }
        let rival = |candidate: &usize| self.candidates[*candidate].in_field && !self.plan.candidates[*candidate].incumbent;
        let leader = (0..self.candidates.len()).filter(rival).map(&share).fold(0.0, f32::max);
        for candidate in 0..self.candidates.len() {
            let plan = &self.plan.candidates[candidate];
            let state = &self.candidates[candidate];
            let (rate, next) = match (state.status, plan.enters, plan.withdraws) {
                (Status::Mentioned | Status::Interested, Some((half_life, from)), _) if from <= self.day => {
                    (half_life.rate(&self.inputs), Status::Presented)
                }
                (Status::Presented, _, Some((half_life, ratio))) if state.in_field => {
                    let (rate, ratio) = (half_life.rate(&self.inputs), ratio.log2(&self.inputs));
                    (withdrawal_rate(Scalar, rate, ratio, leader, share(candidate)), Status::Withdrawn)
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

    /// How candidates that are tied are sorted: the higher lot, drawn once per run, first. Should two
    /// have the same of 2³² lots, the file decides.
    pub(crate) fn by_lot(&self, candidate: usize) -> (Reverse<u32>, usize) {
        (Reverse(self.words.candidates[candidate][3]), candidate)
    }

    /// Whether the candidate accepts an offer; drawn once per run.
    pub(in crate::kernel) fn accepts(&self, candidate: usize) -> bool {
        uniform(self.words.candidates[candidate][0]) < self.plan.candidates[candidate].accepts.value(&self.inputs)
    }
}
