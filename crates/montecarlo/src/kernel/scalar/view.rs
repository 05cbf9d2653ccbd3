//! The stances of a run as events and procedures see and change them.

use nemcon_core::Stance;

use super::stances::PairStances;
use crate::kernel::Stances;
use crate::plan::PacePlan;

impl Stances for PairStances<'_> {
    fn present(&self, word: usize) -> u64 {
        self.present.words()[word]
    }

    fn blockers(&self, candidate: usize, word: usize) -> u64 {
        let reserved = if self.plan.reserve_blocks { self.holders(candidate, Stance::Reserve, word) } else { 0 };
        self.holders(candidate, Stance::Oppose, word) | reserved
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
            self.change(candidate, member, stance, self.now(pair, stance));
            self.delay(pair);
        }
    }

    fn set_presence(&mut self, member: usize, present: bool) {
        if self.present.contains(member.into()) == present {
            return;
        }
        let share = self.plan.motion.shares[member];
        if present {
            self.present.insert(member.into());
            self.present_count += 1;
            self.present_share += share;
        } else {
            self.present.remove(member.into());
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

    fn apply_pace(&mut self, pace: &PacePlan, log2: f32) {
        self.multiply_paces(pace, log2);
        for &pair in &pace.pairs {
            let member = pair % self.plan.members;
            self.retime(pair / self.plan.members, member, self.present.contains(member.into()));
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

impl PairStances<'_> {
    /// Multiplies the factors of some pairs and edges by another, given as `log2`.
    pub(super) fn multiply_paces(&mut self, pace: &PacePlan, log2: f32) {
        for &pair in &pace.pairs {
            for (value, applies) in self.paces[pair].iter_mut().zip(pace.edges) {
                if applies {
                    *value += log2;
                }
            }
        }
    }
}
