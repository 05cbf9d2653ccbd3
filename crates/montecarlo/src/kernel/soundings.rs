//! Step (d) of a round by the procedure `soundings` (model, section 4).

use nemcon_core::{Stance, Status};

use super::Kernel;
use crate::Tally;
use crate::plan::BallotMasks;

impl Kernel<'_> {
    /// Sounds the candidates in order; the one appointed, if any.
    pub(super) fn sound(&mut self, tally: &mut Tally) -> Option<usize> {
        self.order.clear();
        for candidate in 0..self.candidates.len() {
            if self.is_sounded(candidate) {
                self.order.push(candidate);
            } else {
                self.candidates[candidate].held = 0;
            }
        }
        let mut order = std::mem::take(&mut self.order);
        order.sort_unstable_by_key(|&candidate| {
            (self.plan.candidates[candidate].incumbent, std::cmp::Reverse(self.supporters(candidate)), candidate)
        });
        let appointed = order.iter().copied().find(|&candidate| self.sound_one(candidate, tally));
        self.order = order;
        appointed
    }

    /// Whether a candidate is sounded in this round.
    fn is_sounded(&self, candidate: usize) -> bool {
        let plan = &self.plan.candidates[candidate];
        let considered = !plan.incumbent || plan.considered_from.map_or(self.is_last_round(), |from| from <= self.day);
        self.candidates[candidate].status == Status::Presented && (plan.window.0..=plan.window.1).contains(&self.day) && considered
    }

    /// How many present members support the candidate.
    pub(super) fn supporters(&self, candidate: usize) -> u32 {
        let support = &self.candidates[candidate].masks[Stance::Support as usize];
        support.iter().zip(self.present.words()).map(|(support, present)| (support & present).count_ones()).sum()
    }

    /// Sounds one candidate; whether it is appointed.
    fn sound_one(&mut self, candidate: usize, tally: &mut Tally) -> bool {
        let plan = self.plan;
        let rule = &plan.rules[self.rule];
        let [oppose, reserve, accept, support] = &self.candidates[candidate].masks;
        let (against, abstain) = (self.against.iter_mut(), self.abstain.iter_mut());
        for ((((against, abstain), oppose), reserve), accept) in against.zip(abstain).zip(oppose).zip(reserve).zip(accept) {
            (*against, *abstain) = if plan.reserve_is_against { (oppose | reserve, *accept) } else { (*oppose, reserve | accept) };
        }
        let masks = BallotMasks { present: self.present.words(), ballots: [&self.against, &self.abstain, support] };
        if !rule.passes(masks, &mut self.sums) {
            rule.pivotal_members(masks, &self.sums, |member| tally.pivotal(candidate, member, self.round));
            for word in 0..self.against.len() {
                self.candidates[candidate].held_out[word] = self.blocking_word(candidate, word);
            }
            self.candidates[candidate].held = 0;
            return false;
        }
        self.candidates[candidate].held += 1;
        let hold = if self.plan.candidates[candidate].incumbent { 1 } else { self.plan.soundings.hold };
        if self.candidates[candidate].held < hold {
            return false;
        }
        if self.accepts(candidate) {
            return true;
        }
        self.set_status(candidate, Status::Declined);
        false
    }

    /// At the end of the round, candidates that have had too little support for too long withdraw.
    pub(super) fn drop_weak_candidates(&mut self) {
        let Some(drop) = self.plan.soundings.drop else { return };
        for candidate in 0..self.candidates.len() {
            let weak = self.candidates[candidate].status == Status::Presented
                && !self.plan.candidates[candidate].incumbent
                && drop.below.cmp_part(u64::from(self.supporters(candidate)), u64::from(self.present_count.max(1))).is_lt();
            let state = &mut self.candidates[candidate];
            state.weak = if weak { state.weak + 1 } else { 0 };
            if state.weak >= drop.after {
                self.set_status(candidate, Status::Withdrawn);
            }
        }
    }
}
