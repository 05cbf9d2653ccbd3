//! The stances of one of the sixteen runs.

use nemcon_core::Stance;

use super::columns::{Numbers, column};
use super::stances::LaneStances;
use crate::kernel::Stances;
use crate::plan::PacePlan;
use crate::simd::LaneMask;

/// One run's stances.
pub(super) struct LaneView<'a, 'p> {
    stances: &'a mut LaneStances<'p>,
    lane: usize,
}

impl<'p> LaneStances<'p> {
    pub(super) fn view(&mut self, lane: usize) -> LaneView<'_, 'p> {
        LaneView { stances: self, lane }
    }
}

impl LaneView<'_, '_> {
    /// This run's bits of 64 members, of masks by member.
    fn word(&self, masks: &[LaneMask], word: usize) -> u64 {
        column(&masks[word * 64..masks.len().min(word * 64 + 64)], self.lane)
    }

    /// [`word`](Self::word), of masks by pair.
    fn word_on(&self, masks: &[LaneMask], candidate: usize, word: usize) -> u64 {
        self.word(&masks[self.stances.pairs(candidate)], word)
    }
}

impl Stances for LaneView<'_, '_> {
    fn present(&self, word: usize) -> u64 {
        self.word(&self.stances.state.present, word)
    }

    fn blockers(&self, candidate: usize, word: usize) -> u64 {
        self.word_on(&self.stances.standing.blockers, candidate, word)
    }

    fn holders(&self, candidate: usize, stance: Stance, word: usize) -> u64 {
        let opposed = || {
            let first = candidate * self.stances.plan.members + word * 64;
            let opposes = |at: &usize| self.stances.stance_of(first + at, self.lane) == Stance::Oppose;
            let blockers = nemcon_core::MemberSet::indices([self.blockers(candidate, word)].into_iter());
            blockers.filter(opposes).fold(0, |mask, at| mask | 1 << at)
        };
        let support = || self.word_on(&self.stances.standing.supporters, candidate, word);
        match stance {
            Stance::Oppose => opposed(),
            Stance::Reserve => self.blockers(candidate, word) & !opposed(),
            Stance::Accept => self.present(word) & !self.blockers(candidate, word) & !support(),
            Stance::Support => support(),
        }
    }

    fn stance(&self, pair: usize) -> Stance {
        self.stances.stance_of(pair, self.lane)
    }

    fn set_stance(&mut self, pair: usize, stance: Stance) {
        self.stances.set(pair, stance, self.lane);
    }

    fn set_presence(&mut self, member: usize, present: bool) {
        self.stances.set_presence(member, present, self.lane);
    }

    fn apply_pace(&mut self, pace: &PacePlan, factor: f32) {
        let lane = self.lane;
        for &pair in &pace.pairs {
            let Some(row) = self.stances.layout.paced.of(pair) else { continue };
            self.stances.refactor(pair, lane, |stances| multiply(&mut stances.state.paces[row], pace, factor, lane));
        }
    }

    fn keep_holdouts(&mut self, candidate: usize) {
        self.stances.keep_holdouts(candidate, 1 << self.lane);
    }

    fn holdouts(&self, candidate: usize, word: usize) -> u64 {
        self.word_on(&self.stances.state.held_out, candidate, word)
    }
}

/// Multiplies the factors of a pair's upward edges in one run.
pub(super) fn multiply(paces: &mut [Numbers; 3], pace: &PacePlan, factor: f32, lane: usize) {
    for (value, applies) in paces.iter_mut().zip(pace.edges) {
        if applies {
            // A product beyond the range of numbers must not turn a later 0 into no number.
            value[lane] = (value[lane] * factor).min(f32::MAX);
        }
    }
}
