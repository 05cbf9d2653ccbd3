//! The procedure `soundings`: every presented candidate is sounded in every round.

use nemcon_core::{Soundings, Status};

use super::Kernel;

impl Kernel<'_> {
    pub(super) fn hold_soundings(&mut self, soundings: &Soundings) -> Option<usize> {
        let appointed = self.sound_all(soundings.hold);
        if let Some(drop) = &soundings.drop
            && appointed.is_none()
        {
            self.drop_weak_candidates(drop);
        }
        appointed
    }

    /// At the end of the round, candidates that have had too little support for too long withdraw.
    fn drop_weak_candidates(&mut self, drop: &nemcon_core::Drop) {
        for candidate in 0..self.candidates.len() {
            let supporters = u64::from(self.supporters(candidate));
            let weak = self.candidates[candidate].status == Status::Presented
                && !self.plan.candidates[candidate].incumbent
                && drop.below.cmp_part(supporters, u64::from(self.present_count.max(1))).is_lt();
            let state = &mut self.candidates[candidate];
            state.weak = if weak { state.weak + 1 } else { 0 };
            if state.weak >= drop.after {
                self.set_status(candidate, Status::Withdrawn);
            }
        }
    }
}
