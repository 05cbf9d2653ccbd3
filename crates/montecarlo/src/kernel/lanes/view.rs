//! The stances of one of the sixteen runs.

use nemcon_core::{MemberSet, Stance};

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
        let stances = &self.stances;
        if !stances.layout.climbs {
            return self.word_on(stances.state.stays.holding(stance), candidate, word) & self.present(word);
        }
        let support = self.word_on(&self.stances.standing.supporters, candidate, word);
        let blockers = self.blockers(candidate, word);
        let neither = self.present(word) & !blockers & !support;
        // Two neighbouring stances share a mask: those that block, or those that do neither.
        let shared = match (stance, self.stances.plan.reserve_blocks) {
            (Stance::Support, _) => return support,
            (Stance::Oppose, false) => return blockers,
            (Stance::Accept, true) => return neither,
            (Stance::Oppose | Stance::Reserve, true) => blockers,
            (Stance::Reserve | Stance::Accept, false) => neither,
        };
        let first = candidate * self.stances.plan.members + word * 64;
        let holds = |at: &usize| self.stances.stance_of(first + at, self.lane) == stance;
        MemberSet::indices([shared].into_iter()).filter(holds).fold(0, |mask, at| mask | 1 << at)
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

    fn apply_pace(&mut self, pace: &PacePlan, log2: f32) {
        let lane = self.lane;
        for &pair in &pace.pairs {
            let Some(row) = self.stances.layout.paced.of(pair) else { continue };
            if self.stances.layout.climbs {
                self.stances.refactor(pair, lane, |stances| multiply(&mut stances.state.paces[row], pace, log2, lane));
            } else {
                multiply(&mut self.stances.state.paces[row], pace, log2, lane);
                self.stances.retime(pair, lane, self.stances.is_present(pair % self.stances.plan.members, lane));
            }
        }
    }

    fn keep_holdouts(&mut self, candidate: usize) {
        self.stances.keep_holdouts(candidate, 1 << self.lane);
    }

    fn holdouts(&self, candidate: usize, word: usize) -> u64 {
        self.word_on(&self.stances.state.held_out, candidate, word)
    }
}

/// Multiplies the factors of a pair's edges by another, given as `log2`, in one run.
pub(super) fn multiply(paces: &mut [Numbers; 4], pace: &PacePlan, log2: f32, lane: usize) {
    for (value, applies) in paces.iter_mut().zip(pace.edges) {
        if applies {
            value[lane] += log2;
        }
    }
}
