//! Step (b) of a round: stances move, all pairs at once (model, section 4).

use nemcon_core::{MemberSet, Stance};

use super::stances::PairStances;
use crate::kernel::Stances;
use crate::kernel::run::Run;
use crate::math::{exp2, exponential, uniform};
use crate::random::Purpose;

/// The two clocks of a candidate: one runs with the common part of the upward hazards, the other
/// with the days; both stand still once the candidate has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clock {
    pub(super) rise: f32,
    pub(super) days: f32,
}

impl Clock {
    pub(super) const ZERO: Self = Self { rise: 0.0, days: 0.0 };

    /// The reading a fraction of the way towards another.
    pub(super) fn towards(self, end: Self, fraction: f32) -> Self {
        // No number (0/0, where the clock stands) counts as 0.
        let fraction = if fraction > 0.0 { fraction.min(1.0) } else { 0.0 };
        Self { rise: self.rise + fraction * (end.rise - self.rise), days: self.days + fraction * (end.days - self.days) }
    }
}

/// A pair that would move more often than this within a round rests until the next: it takes
/// rates of thousands a day, and both directions at once.
const MOVES_PER_ROUND: u32 = 10_000;

impl PairStances<'_> {
    pub(super) fn draw_frailties(&mut self) {
        let Some(table) = &self.plan.motion.frailty else { return };
        for (calm, &entity) in self.calm.iter_mut().zip(&self.plan.motion.frailties) {
            *calm = table.calm(exponential(self.address.word(Purpose::Frailty, entity, 0, 0)));
        }
    }

    /// The share of support of a candidate as the round's moves began.
    pub(super) fn share(&self, candidate: usize) -> f32 {
        self.candidates[candidate].share
    }

    /// Moves the stances on every candidate that has not left, over the days of the round.
    pub(super) fn advance(&mut self, run: &mut Run, days: f32) {
        run.note_field();
        self.update_influences();
        self.update_shares();
        // log2 of the pace is linear in who supports and who does not block.
        let motion = &self.plan.motion;
        let (bandwagon, isolation) = (motion.bandwagon.ratio.log2(&run.inputs), motion.isolation.ratio.log2(&run.inputs));
        let (of_support, of_accepting) = (bandwagon * self.inverse_share, isolation * self.inverse_count);
        let reference = bandwagon * motion.bandwagon.at as f32 + isolation * motion.isolation.at as f32;
        let base = run.deadline_exponent() - reference;
        for candidate in 0..self.candidates.len() {
            if !run.is_moving(candidate) {
                continue;
            }
            let accepting = (self.present_count - self.blocking(candidate)) as f32;
            let state = &self.candidates[candidate];
            let exponent = (of_support * state.support_share as f32 + of_accepting * accepting) + base;
            let start = state.clock;
            let end = Clock { rise: start.rise + exp2(exponent) * days, days: start.days + days };
            let first = candidate * self.plan.members;
            for member in (0..self.plan.members).step_by(64) {
                let pairs = first + member..first + self.plan.members.min(member + 64);
                for at in MemberSet::indices([self.due(pairs, end.rise)].into_iter()) {
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
            let Some(moment) = self.leaves(pair, now, end) else { return };
            now = moment;
            let next = match self.stance(pair) {
                Stance::Reserve => Stance::Accept,
                Stance::Accept if self.rallies(pair, start, end) => Stance::Support,
                // Soften, or defect.
                Stance::Oppose | Stance::Accept | Stance::Support => Stance::Reserve,
            };
            self.change(candidate, member, next, now);
        }
    }

    /// Whether a pair that leaves `accept` rallies rather than defects: in proportion to the rates.
    fn rallies(&self, pair: usize, start: Clock, end: Clock) -> bool {
        let (rise, fall) = self.hazards(pair);
        if fall == 0.0 || rise == 0.0 {
            return fall == 0.0;
        }
        let (up, down) = (f64::from(rise * (end.rise - start.rise)), f64::from(fall * (end.days - start.days)));
        let word = self.address.word(Purpose::Choice, self.plan.motion.pairs[pair], self.visits_to_accept(pair), 0);
        uniform(word) * (up + down) < up
    }

    /// The shares of support that hold during the round.
    fn update_shares(&mut self) {
        for state in &mut self.candidates {
            state.share = state.support_share as f32 * self.inverse_share;
        }
    }

    /// How many present members block the candidate.
    fn blocking(&self, candidate: usize) -> u32 {
        (0..self.present.words().len()).map(|word| self.blockers(candidate, word).count_ones()).sum()
    }

    /// Recomputes the influences on those whose influencer has come to support, or ceased to.
    fn update_influences(&mut self) {
        let plan = self.plan;
        for (index, influence) in plan.motion.influences.iter().enumerate() {
            for &candidate in &influence.candidates {
                let supports = self.stance(candidate * plan.members + influence.of) == Stance::Support;
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
        let active = &self.candidates[candidate].influenced;
        let on = |index: &usize| self.plan.motion.influences[*index].on.contains(&member);
        let product = active.iter().filter(on).fold(1.0, |product: f32, index| (product * self.factors[index]).min(f32::MAX));
        self.influence[candidate * self.plan.members + member] = product;
        self.retime(candidate, member, self.present.contains(member));
    }
}
