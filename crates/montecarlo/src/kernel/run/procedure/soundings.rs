//! The procedure `soundings`: every presented candidate is sounded in every round.

use nemcon_core::{Soundings, Status};

use super::{Run, Stances};

impl Run<'_> {
    pub(super) fn hold_soundings(&mut self, soundings: &Soundings, stances: &impl Stances) -> Option<usize> {
        let appointed = self.sound_all(soundings.hold, stances);
        if let Some(drop) = &soundings.drop
            && appointed.is_none()
        {
            self.drop_weak_candidates(drop, stances);
        }
        appointed
    }

    /// At the end of the round, candidates that have had too little support for too long withdraw.
    fn drop_weak_candidates(&mut self, drop: &nemcon_core::DropOut, stances: &impl Stances) {
        let present: u32 = (0..self.present.len()).map(|word| stances.present(word).count_ones()).sum();
        for candidate in 0..self.candidates.len() {
            let supporters = u64::from(self.supporters(stances, candidate));
            let weak = self.candidates[candidate].status == Status::Presented
                && !self.plan.candidates[candidate].incumbent
                && drop.below.cmp_part(supporters, u64::from(present.max(1))).is_lt();
            let state = &mut self.candidates[candidate];
            state.weak = if weak { state.weak + 1 } else { 0 };
            if state.weak >= drop.after {
                state.weak = 0;
                self.set_status(candidate, Status::Withdrawn);
            }
        }
    }
}
