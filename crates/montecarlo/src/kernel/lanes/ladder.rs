//! The ladders of thresholds: when each pair leaves oppose, reserve and accept, on its clock; and how
//! events change them.
//!
//! A clock shows days, each as long as the pace makes it. Of one pair, three waits are drawn, in units
//! of hazard; times the days that a unit takes them on each edge, they are added up from the stance at
//! the as-of date on:
//!
//! ```text
//! edge that leaves     oppose   reserve   accept
//! wait, hazard           0.5      1.2       0.4
//! days a unit takes       20       30        10
//! ladder                  10       46        50      10 = 0.5 · 20, 46 = 10 + 1.2 · 30, 50 = 46 + 0.4 · 10
//!
//! date       7 days at pace   clock   ladder
//! 8 March           1            7    10 46 50       no threshold is passed: oppose
//! 15 March          2           21    10 46 50       10 ≤ 21: reserve, which still blocks, for 21 < 46
//! 22 March          4           49    10 46 50       46 ≤ 49 < 50: accept
//! ```
//!
//! A round only asks whether 46 is above the clock (the member blocks; where reserve does not block,
//! whether 10 is) and whether 50 is not (it supports). Members that begin at a higher stance have 0 for the thresholds below it.
//!
//! On 22 March an event lowers the stance to reserve. What lies below is left behind, now; the visits
//! to the three stances that the ladder counted on are over, and the next visits, to reserve and to
//! accept, have waits of their own, say 0.7 and 0.3:
//!
//! ```text
//! ladder                  49       70        73      70 = 49 + 0.7 · 30, 73 = 70 + 0.3 · 10
//! ```
//!
//! A factor on the pair that changes scales what is left of the current wait, and the waits above it.
//! A member that leaves takes with it how much of its wait is left, and finds it when it returns.

use nemcon_core::Stance;

use super::columns::{is_in, put};
use super::stances::LaneStances;
use super::state::Absent;
use crate::kernel::{inverse, later, rescaled, slowness};
use crate::math::{exponential, factor};
use crate::random::{Address, Purpose};

impl LaneStances<'_> {
    pub(super) fn is_present(&self, member: usize, lane: usize) -> bool {
        is_in(self.state.present[member], lane)
    }

    /// The stance of a pair.
    #[inline]
    pub(super) fn stance_of(&self, pair: usize, lane: usize) -> Stance {
        if !self.layout.climbs {
            return self.held(pair, lane);
        }
        if !self.is_present(pair % self.plan.members, lane) {
            return Stance::ALL[usize::from(self.state.absent[self.row(pair)][lane].stance)];
        }
        let now = self.now(pair, lane);
        Stance::ALL[(0..3).filter(|&edge| self.leaves(pair, edge, lane) <= now).count()]
    }

    /// When a pair leaves a stance.
    #[inline(always)]
    fn leaves(&self, pair: usize, edge: usize, lane: usize) -> f32 {
        if edge == 0 { self.state.softens[pair][lane] } else { self.state.rises[pair][edge - 1][lane] }
    }

    #[inline(always)]
    fn leaves_mut(&mut self, pair: usize, edge: usize, lane: usize) -> &mut f32 {
        if edge == 0 { &mut self.state.softens[pair][lane] } else { &mut self.state.rises[pair][edge - 1][lane] }
    }

    /// How slowly a pair leaves a stance by its upward edge.
    fn slowness(&self, pair: usize, edge: usize, lane: usize) -> f32 {
        let state = &self.state;
        if state.lasting.get(pair).and_then(|lasting| lasting.get(edge)).is_some_and(|&lasting| is_in(lasting, lane)) {
            return f32::INFINITY;
        }
        let (of_edge, inverse_frailty) = (state.slowness[edge][lane], state.inverse_frailty[pair % self.plan.members][lane]);
        match self.layout.paced.of(pair) {
            None => (of_edge * inverse_frailty).max(f32::MIN_POSITIVE),
            Some(row) => slowness(of_edge, inverse_frailty, factor(state.paces[row][edge][lane])),
        }
    }

    /// What must hold of a pair between two changes: thresholds do not fall, and an absent member
    /// neither blocks nor supports.
    fn is_ladder(&self, pair: usize, lane: usize) -> bool {
        let [softens, comes_round, rallies] = [0, 1, 2].map(|edge| self.leaves(pair, edge, lane));
        if self.is_present(pair % self.plan.members, lane) {
            softens <= comes_round && comes_round <= rallies
        } else {
            (softens, comes_round, rallies) == (f32::NEG_INFINITY, f32::NEG_INFINITY, f32::INFINITY)
        }
    }

    /// The row of a pair that can change.
    fn row(&self, pair: usize) -> usize {
        self.layout.changing.of(pair).expect("only ladders that can change are changed")
    }

    /// The wait in a stance from its beginning on its clock; infinite in support.
    fn whole_wait(&self, pair: usize, stance: usize, lane: usize) -> f32 {
        if stance == 3 { f32::INFINITY } else { self.state.waits[self.row(pair)][stance][lane] * self.slowness(pair, stance, lane) }
    }

    /// Sets the ladder above a stance that is held, or has been begun, and left at `moment`.
    fn climb_above(&mut self, pair: usize, stance: usize, mut moment: f32, lane: usize) {
        for edge in stance..3 {
            moment += self.whole_wait(pair, edge, lane);
            *self.leaves_mut(pair, edge, lane) = moment;
        }
    }

    /// The stances below the one that is held have been left.
    fn left_behind(&mut self, pair: usize, stance: usize, moment: f32, lane: usize) {
        for edge in 0..stance {
            *self.leaves_mut(pair, edge, lane) = moment;
        }
    }

    /// The pair's member is absent: whatever the clock shows, it holds this stance, of which so much
    /// of the wait is left, and neither blocks nor supports.
    fn freeze(&mut self, pair: usize, stance: usize, left: f32, lane: usize) {
        let row = self.row(pair);
        self.state.absent[row][lane] = Absent { stance: stance as u8, left };
        self.state.softens[pair][lane] = f32::NEG_INFINITY;
        self.state.rises[pair][0][lane] = f32::NEG_INFINITY;
        self.state.rises[pair][1][lane] = f32::INFINITY;
    }

    /// Changes a stance; one that stays begins no visit.
    pub(super) fn set(&mut self, pair: usize, stance: Stance, lane: usize) {
        if !self.layout.climbs {
            return self.set_held(pair, stance, lane);
        }
        let old = self.stance_of(pair, lane);
        if old == stance {
            return;
        }
        let to = stance as usize;
        self.begin_next_visits(pair, old as usize, to, lane);
        if self.is_present(pair % self.plan.members, lane) {
            let now = self.now(pair, lane);
            self.left_behind(pair, to, now, lane);
            if to < 3 {
                let leaves = later(now, self.whole_wait(pair, to, lane));
                *self.leaves_mut(pair, to, lane) = leaves;
                self.climb_above(pair, to + 1, leaves, lane);
            }
            self.count(pair, old, lane, false);
            self.count(pair, stance, lane, true);
        } else {
            let left = self.whole_wait(pair, to, lane);
            self.freeze(pair, to, left, lane);
        }
        debug_assert!(self.is_ladder(pair, lane), "thresholds must not fall");
    }

    /// The visits from the one the ladder began with up to `old` are over: the next ones to those
    /// stances have waits of their own.
    fn begin_next_visits(&mut self, pair: usize, old: usize, new: usize, lane: usize) {
        let row = self.row(pair);
        let first = usize::from(self.state.visits[row][lane].first);
        self.state.visits[row][lane].first = new as u8;
        for stance in first..=old.min(2) {
            let number = &mut self.state.visits[row][lane].numbers[stance];
            *number += 1;
            let (index, word) = Address::wait(Stance::ALL[stance], *number);
            let word = self.state.addresses[lane].word(Purpose::Pair, self.plan.motion.pairs[pair], index, word);
            self.state.waits[row][stance][lane] = exponential(word);
        }
    }

    /// A present member takes a stance, or gives it up.
    pub(super) fn count(&mut self, pair: usize, stance: Stance, lane: usize, takes: bool) {
        let (candidate, member) = (pair / self.plan.members, pair % self.plan.members);
        let standing = &mut self.standing;
        let (mask, sum, share) = match stance {
            Stance::Reserve if !self.plan.reserve_blocks => return,
            Stance::Oppose | Stance::Reserve => (&mut standing.blockers[pair], &mut standing.blocking[candidate][lane], 1),
            Stance::Accept => return,
            Stance::Support => (&mut standing.supporters[pair], &mut standing.support[candidate][lane], self.plan.motion.shares[member]),
        };
        put(mask, lane, takes);
        if takes { *sum += share } else { *sum -= share }
    }

    /// A factor on a pair changes, as `change` says: what has accumulated of the current wait is
    /// kept, the rest and the waits above it are rescaled.
    pub(super) fn refactor(&mut self, pair: usize, lane: usize, change: impl FnOnce(&mut Self)) {
        let stance = self.stance_of(pair, lane) as usize;
        let slowness = |stances: &Self| if stance == 3 { f32::INFINITY } else { stances.slowness(pair, stance, lane) };
        let old = slowness(self);
        change(self);
        let new = slowness(self);
        if stance == 3 {
            return;
        }
        if !self.is_present(pair % self.plan.members, lane) {
            if old != new {
                let row = self.row(pair);
                let left = &mut self.state.absent[row][lane].left;
                *left = rescaled(*left, old, new);
            }
            return;
        }
        if old != new {
            let now = self.now(pair, lane);
            let leaves = self.leaves_mut(pair, stance, lane);
            *leaves = later(now, rescaled(*leaves - now, old, new));
        }
        self.climb_above(pair, stance + 1, self.leaves(pair, stance, lane), lane);
        debug_assert!(self.is_ladder(pair, lane), "thresholds must not fall");
    }

    /// A member comes or goes: its ladders go on from where they stood.
    pub(super) fn set_presence(&mut self, member: usize, present: bool, lane: usize) {
        if self.is_present(member, lane) == present {
            return;
        }
        for candidate in 0..self.plan.candidates.len() {
            let pair = candidate * self.plan.members + member;
            let held = self.stance_of(pair, lane);
            self.count(pair, held, lane, present);
            if !self.layout.climbs {
                continue;
            }
            let (stance, now) = (held as usize, self.now(pair, lane));
            if present {
                self.left_behind(pair, stance, now, lane);
                if stance < 3 {
                    let leaves = later(now, self.state.absent[self.row(pair)][lane].left);
                    *self.leaves_mut(pair, stance, lane) = leaves;
                    self.climb_above(pair, stance + 1, leaves, lane);
                }
            } else {
                let left = if stance == 3 { f32::INFINITY } else { self.leaves(pair, stance, lane) - now };
                self.freeze(pair, stance, left, lane);
            }
        }
        let state = &mut self.state;
        put(&mut state.present[member], lane, present);
        let share = self.plan.motion.shares[member];
        if present {
            state.present_count[lane] += 1;
            state.present_share[lane] += share;
        } else {
            state.present_count[lane] -= 1;
            state.present_share[lane] -= share;
        }
        state.inverse_count[lane] = inverse(state.present_count[lane]);
        state.inverse_share[lane] = inverse(state.present_share[lane]);
        if !self.layout.climbs {
            for candidate in 0..self.plan.candidates.len() {
                self.retime(candidate * self.plan.members + member, lane, !present);
            }
            return;
        }
        debug_assert!((0..self.plan.candidates.len()).all(|candidate| self.is_ladder(candidate * self.plan.members + member, lane)));
    }
}
