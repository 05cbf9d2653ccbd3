//! Step (b) of a round: stances move, all pairs at once (model, section 4).

use nemcon_core::{MemberSet, Stance};

use super::clock::Clock;
use super::stances::PairStances;
use crate::kernel::Stances;
use crate::kernel::run::Run;
use crate::math::{exp2, exponential, uniform};
use crate::plan::ClockPlan;
use crate::random::Purpose;

/// A pair that would move more often than this within a round rests until the next: it takes
/// rates of thousands a day, and both directions at once.
const MOVES_PER_ROUND: u32 = 10_000;

impl PairStances<'_> {
    pub(super) fn draw_frailties(&mut self) {
        let Some(table) = &self.plan.motion.frailty else { return };
        for (inverse_frailty, &entity) in self.inverse_frailty.iter_mut().zip(&self.plan.motion.frailties) {
            *inverse_frailty = table.inverse_frailty(exponential(self.address.word(Purpose::Frailty, entity, 0, 0)));
        }
    }

    /// The share of support of a candidate as the round's moves began.
    pub(super) fn share(&self, candidate: usize) -> f32 {
        self.candidates[candidate].share
    }

    /// Moves the stances on every candidate that has not left, over the days of the round.
    pub(super) fn advance(&mut self, run: &mut Run, days: f32) {
        run.note_field();
        self.update_shares();
        // log2 of the pace is linear in who supports and who does not block.
        let motion = &self.plan.motion;
        let (bandwagon, isolation) = (motion.bandwagon.ratio.log2(&run.inputs), motion.isolation.ratio.log2(&run.inputs));
        let (of_support, of_accepting) = (bandwagon * self.inverse_share, isolation * self.inverse_count);
        let reference = bandwagon * motion.bandwagon.at as f32 + isolation * motion.isolation.at as f32;
        let base = run.deadline_exponent() - reference;
        self.starts.clone_from(&self.clocks);
        for candidate in 0..self.candidates.len() {
            if !run.is_moving(candidate) {
                continue;
            }
            let accepting = (self.present_count - self.blocking(candidate)) as f32;
            let support = self.candidates[candidate].support_share as f32;
            let pace = exp2((of_support * support + of_accepting * accepting) + base);
            let motion = &self.plan.motion;
            for clock in std::iter::once(candidate).chain(motion.influenced_clocks(candidate)) {
                let pace = pace * self.influence(&motion.clocks[clock]);
                let now = &mut self.clocks[clock];
                *now = Clock { rise: (now.rise + pace * days).min(f32::MAX), days: now.days + days };
            }
            let first = candidate * self.plan.members;
            for member in (0..self.plan.members).step_by(64) {
                let pairs = first + member..first + self.plan.members.min(member + 64);
                for at in MemberSet::indices([self.due(candidate, pairs)].into_iter()) {
                    self.move_pair(candidate, member + at);
                }
            }
        }
    }

    /// The product of the influences in force on the pairs of a clock, in the order of the file.
    fn influence(&self, clock: &ClockPlan) -> f32 {
        let in_force = |index: &&usize| {
            let of = self.plan.motion.influences[**index].of;
            self.present.contains(of.into()) && self.stance(clock.candidate * self.plan.members + of) == Stance::Support
        };
        clock.influences.iter().filter(in_force).fold(1.0, |product: f32, &index| (product * self.factors[index]).min(f32::MAX))
    }

    /// Moves one pair from the reading of its clock as the round's moves began to that at their end,
    /// as often as it may.
    fn move_pair(&mut self, candidate: usize, member: usize) {
        let pair = candidate * self.plan.members + member;
        let clock = self.plan.motion.clock_of[pair];
        let (start, end) = (self.starts[clock], self.clocks[clock]);
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
}
