//! The stances of one of the sixteen runs.

use nemcon_core::Stance;

use super::stances::LaneStances;
use crate::kernel::Stances;
use crate::plan::PacePlan;

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
    /// 64 members' bits, from two words of 32 of which the second may be missing.
    fn joined(&self, halves: impl Fn(usize) -> u32, word: usize) -> u64 {
        let half = |at: usize| if at < self.stances.words { u64::from(halves(at)) } else { 0 };
        half(2 * word) | half(2 * word + 1) << 32
    }
}

impl Stances for LaneView<'_, '_> {
    fn present(&self, word: usize) -> u64 {
        self.joined(|half| self.stances.present[half][self.lane], word)
    }

    fn reluctant(&self, candidate: usize, word: usize) -> u64 {
        self.joined(|half| self.stances.reluctant[candidate * self.stances.words + half][self.lane], word)
    }

    fn holders(&self, candidate: usize, stance: Stance, word: usize) -> u64 {
        let members = self.stances.plan.members;
        let support = || self.joined(|half| self.stances.support[candidate * self.stances.words + half][self.lane], word);
        let opposed = || {
            let opposes = |at: &usize| self.stances.stance_of(candidate * members + word * 64 + at, self.lane) == Stance::Oppose;
            (0..64.min(members - word * 64)).filter(opposes).fold(0, |mask, at| mask | 1 << at)
        };
        match stance {
            Stance::Oppose => opposed(),
            Stance::Reserve => self.reluctant(candidate, word) & !opposed(),
            Stance::Accept => {
                let all = if members - word * 64 < 64 { (1 << (members - word * 64)) - 1 } else { u64::MAX };
                all & !self.reluctant(candidate, word) & !support()
            }
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
            let Some(row) = self.stances.paced[pair] else { continue };
            self.stances.refactor(pair, lane, |stances| multiply(&mut stances.paces[row], pace, factor, lane));
        }
    }

    fn keep_holdouts(&mut self, candidate: usize) {
        self.stances.keep_holdouts(candidate, self.lane);
    }

    fn holdouts(&self, candidate: usize, word: usize) -> u64 {
        self.joined(|half| self.stances.held_out[candidate * self.stances.words + half][self.lane], word)
    }
}

/// Multiplies the factors of a pair's upward edges in one run.
pub(super) fn multiply(paces: &mut [super::vector::F32s; 3], pace: &PacePlan, factor: f32, lane: usize) {
    for (value, applies) in paces.iter_mut().zip(pace.edges) {
        if applies {
            // A product beyond the range of numbers must not turn a later 0 into no number.
            value[lane] = (value[lane] * factor).min(f32::MAX);
        }
    }
}
