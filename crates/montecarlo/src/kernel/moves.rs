//! Step (b) of a round: stances move, all pairs at once (model, section 4).

use nemcon_core::{MemberSet, Stance};

use super::Kernel;
use crate::math::{exp2, exponential, uniform};
use crate::plan::{PacePlan, Pull};
use crate::random::Purpose;

/// The two clocks of a candidate: one runs with the common part of the upward hazards, the other
/// with the days; both stand still once the candidate has left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Clock {
    pub(super) rise: f64,
    pub(super) days: f64,
}

impl Clock {
    /// The reading a fraction of the way towards another.
    pub(super) fn towards(self, end: Self, fraction: f64) -> Self {
        // No number (0/0, where the clock stands) counts as 0.
        let fraction = if fraction > 0.0 { fraction.min(1.0) } else { 0.0 };
        Self { rise: self.rise + fraction * (end.rise - self.rise), days: self.days + fraction * (end.days - self.days) }
    }
}

/// A pair that would move more often than this within a round rests until the next: it takes
/// rates of thousands a day, and both directions at once.
const MOVES_PER_ROUND: u32 = 10_000;

impl Kernel<'_> {
    pub(super) fn draw_frailties(&mut self) {
        let Some(table) = &self.plan.motion.frailty else { return };
        for (frailty, &entity) in self.frailty.iter_mut().zip(&self.plan.motion.frailties) {
            *frailty = table.quantile(exponential(self.address.word(Purpose::Frailty, entity, 0, 0)));
        }
    }

    /// Moves the stances on every candidate that has not left, over the days since `before`.
    pub(super) fn move_stances(&mut self, before: i32) {
        self.update_influences();
        self.update_shares();
        let days = f64::from(self.day - before);
        let deadline = self.deadline_exponent();
        for candidate in 0..self.candidates.len() {
            let state = &self.candidates[candidate];
            if Self::stands_still(state.status) {
                continue;
            }
            let pull = |pull: &Pull, share: f64| pull.ratio.log2(&self.inputs) * (share - pull.at);
            let motion = &self.plan.motion;
            let exponent = pull(&motion.bandwagon, state.share) + pull(&motion.isolation, self.accepting_share(candidate)) + deadline;
            let start = state.clock;
            let end = Clock { rise: start.rise + exp2(exponent) * days, days: start.days + days };
            let first = candidate * self.plan.members;
            for member in (0..self.plan.members).step_by(64) {
                let pairs = first + member..first + self.plan.members.min(member + 64);
                for at in MemberSet::indices([self.pairs.due(pairs, end.rise)].into_iter()) {
                    self.move_pair(candidate, member + at, start, end);
                }
            }
            self.candidates[candidate].clock = end;
        }
    }

    /// Moves one pair between two readings of its candidate's clocks, as often as it may.
    fn move_pair(&mut self, candidate: usize, member: usize, start: Clock, end: Clock) {
        let pair = candidate * self.plan.members + member;
        let mut now = start;
        for _ in 0..MOVES_PER_ROUND {
            let Some(moment) = self.pairs.leaves(pair, now, end) else { return };
            now = moment;
            let next = match self.pairs.stance(pair) {
                Stance::Reserve => Stance::Accept,
                Stance::Accept if self.rallies(pair, start, end) => Stance::Support,
                // Soften, or defect.
                Stance::Oppose | Stance::Accept | Stance::Support => Stance::Reserve,
            };
            self.set_stance(candidate, member, next, now);
        }
    }

    /// Whether a pair that leaves `accept` rallies rather than defects: in proportion to the rates.
    fn rallies(&self, pair: usize, start: Clock, end: Clock) -> bool {
        let (rise, fall) = self.pairs.hazards(pair);
        if fall == 0.0 || rise == 0.0 {
            return fall == 0.0;
        }
        let (up, down) = (rise * (end.rise - start.rise), fall * (end.days - start.days));
        let word = self.address.word(Purpose::Choice, self.plan.motion.pairs[pair], self.visits_to_accept(pair), 0);
        uniform(word) * (up + down) < up
    }

    /// The shares that hold during the round, and who leads it.
    fn update_shares(&mut self) {
        let whole = self.present_share as f64;
        for state in &mut self.candidates {
            state.share = if self.present_count == 0 { 0.0 } else { state.support_share as f64 / whole };
            state.in_field = state.status == nemcon_core::Status::Presented;
        }
    }

    /// The share of present members that do not block the candidate.
    fn accepting_share(&self, candidate: usize) -> f64 {
        if self.present_count == 0 {
            return 0.0;
        }
        let blocking: u32 = (0..self.present.words().len()).map(|word| self.blocking_word(candidate, word).count_ones()).sum();
        f64::from(self.present_count - blocking) / f64::from(self.present_count)
    }

    /// `log2` of the deadline's pull, `r^D` with `D = 2^(−(T − t)/h)`.
    fn deadline_exponent(&self) -> f64 {
        let Some((ratio, half_life)) = self.plan.motion.deadline else { return 0.0 };
        let left = f64::from((self.plan.calendar.days[self.deadline] - self.day).max(0));
        ratio.log2(&self.inputs) * exp2(-left / half_life.value(&self.inputs))
    }

    /// Applies a pace factor from now on.
    pub(super) fn apply_pace(&mut self, pace: &PacePlan) {
        let factor = pace.factor.value(&self.inputs);
        for &pair in &pace.pairs {
            for (value, applies) in self.pairs.paces[pair].iter_mut().zip(pace.edges) {
                if applies {
                    // A product beyond the range of numbers must not turn a later 0 into no number.
                    *value = (*value * factor).min(f64::MAX);
                }
            }
        }
    }

    /// Recomputes the influences on those whose influencer has come to support, or ceased to.
    fn update_influences(&mut self) {
        let plan = self.plan;
        for (index, influence) in plan.motion.influences.iter().enumerate() {
            for &candidate in &influence.candidates {
                let supports = self.pairs.stance(candidate * plan.members + influence.of) == Stance::Support;
                let active = supports && self.present.contains(influence.of);
                let state = &mut self.candidates[candidate].influenced;
                if state.contains(index) != active {
                    if active {
                        state.insert(index);
                    } else {
                        state.remove(index);
                    }
                    for &member in &influence.on {
                        self.reinfluence(candidate, member);
                    }
                }
            }
        }
    }

    /// The product of the influences in force on a pair, in the order of the file.
    fn reinfluence(&mut self, candidate: usize, member: usize) {
        let plan = self.plan;
        let active: &MemberSet = &self.candidates[candidate].influenced;
        let on = |index: &usize| plan.motion.influences[*index].on.contains(&member);
        let factors = active.iter().filter(on).map(|index| plan.motion.influences[index].factor.value(&self.inputs));
        self.pairs.influence[candidate * plan.members + member] = factors.product();
        self.retime(candidate, member);
    }
}
