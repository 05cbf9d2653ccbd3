//! The ladders of thresholds: when each pair leaves oppose, reserve and accept, on its candidate's
//! clock; and how events change them.

use nemcon_core::Stance;

use super::stances::LaneStances;
use crate::kernel::{rescaled, slowness};
use crate::math::exponential;
use crate::random::{Address, Purpose};

impl LaneStances<'_> {
    pub(super) fn is_present(&self, member: usize, lane: usize) -> bool {
        self.present[member / 32][lane] >> (member % 32) & 1 == 1
    }

    /// The stance of a pair.
    #[inline]
    pub(super) fn stance_of(&self, pair: usize, lane: usize) -> Stance {
        let now = self.clocks[pair / self.plan.members][lane];
        Stance::ALL[(0..3).filter(|&edge| self.leaves(pair, edge, lane) <= now).count()]
    }

    /// When a pair leaves a stance.
    #[inline(always)]
    fn leaves(&self, pair: usize, edge: usize, lane: usize) -> f32 {
        if edge == 0 { self.softens[pair][lane] } else { self.rises[pair][edge - 1][lane] }
    }

    #[inline(always)]
    fn leaves_mut(&mut self, pair: usize, edge: usize, lane: usize) -> &mut f32 {
        if edge == 0 { &mut self.softens[pair][lane] } else { &mut self.rises[pair][edge - 1][lane] }
    }

    /// How slowly a pair leaves a stance by its upward edge.
    fn slowness(&self, pair: usize, edge: usize, lane: usize) -> f32 {
        let pace = self.paced[pair].map_or(1.0, |row| self.paces[row][edge][lane]);
        let influence = self.influenced[pair].map_or(1.0, |row| self.influence[row][lane]);
        slowness(self.slow[edge][lane], self.calm[pair % self.plan.members][lane], pace * influence)
    }

    /// The wait of the visit to a stance that the ladder counts on.
    fn wait(&self, pair: usize, edge: usize, lane: usize) -> f32 {
        let row = self.row(pair);
        let (index, word) = Address::wait(Stance::ALL[edge], self.visits[row][lane].numbers[edge]);
        exponential(if index == 0 {
            self.drawn[row][word][lane]
        } else {
            self.addresses[lane].word(Purpose::Pair, self.plan.motion.pairs[pair], index, word)
        })
    }

    /// The row of a pair that can change.
    fn row(&self, pair: usize) -> usize {
        self.changing[pair].expect("only ladders that can change are changed")
    }

    /// Sets the ladder above a stance that is held, or has been begun, and left at `moment`.
    fn climb_above(&mut self, pair: usize, stance: usize, mut moment: f32, lane: usize) {
        for edge in stance..3 {
            moment += self.wait(pair, edge, lane) * self.slowness(pair, edge, lane);
            *self.leaves_mut(pair, edge, lane) = moment;
        }
    }

    /// The stances below the one that is held have been left: at any reading, where absent.
    fn left_behind(&mut self, pair: usize, stance: usize, moment: f32, lane: usize) {
        for edge in 0..stance {
            *self.leaves_mut(pair, edge, lane) = moment;
        }
    }

    /// The pair's member is absent: whatever the clock shows, it holds this stance, of which so much
    /// of the wait is left.
    fn freeze(&mut self, pair: usize, stance: usize, left: f32, lane: usize) {
        self.left[pair][lane] = left;
        self.left_behind(pair, stance, f32::NEG_INFINITY, lane);
        for edge in stance..3 {
            *self.leaves_mut(pair, edge, lane) = f32::INFINITY;
        }
    }

    /// The wait in a stance from its beginning on the candidate's clock; infinite in support.
    fn whole_wait(&self, pair: usize, stance: usize, lane: usize) -> f32 {
        if stance == 3 { f32::INFINITY } else { self.wait(pair, stance, lane) * self.slowness(pair, stance, lane) }
    }

    /// Changes a stance; one that stays begins no visit.
    pub(super) fn set(&mut self, pair: usize, stance: Stance, lane: usize) {
        let old = self.stance_of(pair, lane);
        if old == stance {
            return;
        }
        let to = stance as usize;
        let row = self.row(pair);
        let visits = &mut self.visits[row][lane];
        for visited in usize::from(visits.first)..=(old as usize).min(2) {
            visits.numbers[visited] += 1;
        }
        visits.first = to as u8;
        if self.is_present(pair % self.plan.members, lane) {
            let now = self.clocks[pair / self.plan.members][lane];
            self.left_behind(pair, to, now, lane);
            self.climb_above(pair, to, now, lane);
        } else {
            let left = self.whole_wait(pair, to, lane);
            self.freeze(pair, to, left, lane);
        }
        self.note(pair, old, stance, lane);
    }

    /// Changes who is noted as reluctant and in support.
    fn note(&mut self, pair: usize, old: Stance, new: Stance, lane: usize) {
        let (candidate, member) = (pair / self.plan.members, pair % self.plan.members);
        let at = candidate * self.words + member / 32;
        let bit = 1 << (member % 32);
        let set = |word: &mut u32, on: bool| if on { *word |= bit } else { *word &= !bit };
        set(&mut self.reluctant[at][lane], new <= Stance::Reserve);
        set(&mut self.support[at][lane], new == Stance::Support);
        if !self.equal_shares && self.is_present(member, lane) {
            let share = self.plan.motion.shares[member];
            let sum = &mut self.support_share[candidate][lane];
            if old == Stance::Support {
                *sum -= share;
            } else if new == Stance::Support {
                *sum += share;
            }
        }
    }

    /// A factor on a pair changes, as `change` says: what has accumulated of the current wait is
    /// kept, the rest and the waits above it are rescaled.
    pub(super) fn refactor(&mut self, pair: usize, lane: usize, change: impl FnOnce(&mut Self)) {
        let stance = self.stance_of(pair, lane) as usize;
        let slow = |stances: &Self| if stance == 3 { f32::INFINITY } else { stances.slowness(pair, stance, lane) };
        let old = slow(self);
        change(self);
        let new = slow(self);
        if stance == 3 {
            return;
        }
        if !self.is_present(pair % self.plan.members, lane) {
            if old != new {
                self.left[pair][lane] = rescaled(self.left[pair][lane], old, new);
            }
            return;
        }
        if old != new {
            let now = self.clocks[pair / self.plan.members][lane];
            let leaves = self.leaves_mut(pair, stance, lane);
            *leaves = now + rescaled(*leaves - now, old, new);
        }
        self.climb_above(pair, stance + 1, self.leaves(pair, stance, lane), lane);
    }

    /// A member comes or goes: its ladders go on from where they stood.
    pub(super) fn set_presence(&mut self, member: usize, present: bool, lane: usize) {
        if self.is_present(member, lane) == present {
            return;
        }
        self.present[member / 32][lane] ^= 1 << (member % 32);
        let share = self.plan.motion.shares[member];
        let sign = |sum: &mut u64| if present { *sum += share } else { *sum -= share };
        sign(&mut self.present_share[lane]);
        if present {
            self.present_count[lane] += 1;
        } else {
            self.present_count[lane] -= 1;
        }
        for candidate in 0..self.plan.candidates.len() {
            let pair = candidate * self.plan.members + member;
            let stance = self.stance_of(pair, lane) as usize;
            if stance == 3 && !self.equal_shares {
                sign(&mut self.support_share[candidate][lane]);
            }
            let now = self.clocks[candidate][lane];
            if present {
                self.left_behind(pair, stance, now, lane);
                if stance < 3 {
                    let leaves = now + self.left[pair][lane];
                    *self.leaves_mut(pair, stance, lane) = leaves;
                    self.climb_above(pair, stance + 1, leaves, lane);
                }
            } else {
                let left = if stance == 3 { f32::INFINITY } else { self.leaves(pair, stance, lane) - now };
                self.freeze(pair, stance, left, lane);
            }
        }
    }
}
