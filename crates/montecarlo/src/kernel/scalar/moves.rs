//! Step (b) of a round: stances move, all pairs at once (model, section 4).

use nemcon_core::{MemberSet, Stance};

use super::clock::Clock;
use super::stances::PairStances;
use crate::kernel::pulls::pulled_days;
use crate::kernel::run::Run;
use crate::kernel::{MOVES_PER_ROUND, Stances, settled};
use crate::math::{exp2, exponential, uniform};
use crate::plan::{ClockPlan, Drawn, Pull, PullClass};
use crate::random::Purpose;
use crate::simd::Scalar;

impl PairStances<'_> {
    pub(super) fn draw_frailties(&mut self) {
        let Some(table) = &self.plan.motion.frailty else { return };
        for (inverse_frailty, &entity) in self.inverse_frailty.iter_mut().zip(&self.plan.motion.frailties) {
            *inverse_frailty = table.inverse_frailty(exponential(self.address.word(Purpose::Frailty, entity, 0, 0)));
        }
    }

    pub(super) fn draw_lasting(&mut self, inputs: &[Drawn]) {
        let motion = &self.plan.motion;
        let probabilities = motion.lasting.map(|chance| chance.map_or(0.0, |chance| chance.value(inputs)));
        for (lasting, &entity) in self.lasting.iter_mut().zip(&motion.pairs) {
            let words = self.address.block(Purpose::Choice, entity, 0);
            *lasting = [uniform(words[1]) < probabilities[0], uniform(words[2]) < probabilities[1]];
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
        self.note_swayed(run);
        self.starts.clone_from(&self.clocks);
        let [deadline, meetings] = run.date_pulls(days);
        for candidate in 0..self.candidates.len() {
            if run.is_moving(candidate) {
                for class in 0..self.plan.motion.classes.len() {
                    let PullClass { deadline: by_deadline, meeting: by_meeting, .. } = self.plan.motion.classes[class];
                    let sums = [deadline.filter(|_| by_deadline), meetings.filter(|_| by_meeting)];
                    self.advance_clocks(run, (candidate, class), days, pulled_days(Scalar, sums, days));
                }
                let first = candidate * self.plan.members;
                for member in (0..self.plan.members).step_by(64) {
                    let pairs = first + member..first + self.plan.members.min(member + 64);
                    for at in MemberSet::indices([self.due(candidate, pairs)].into_iter()) {
                        self.move_pair(run, candidate, member + at);
                    }
                }
            }
        }
    }

    /// Moves the clocks of a candidate on, for one class of edges.
    fn advance_clocks(&mut self, run: &Run, (candidate, class): (usize, usize), days: f32, pulled: f32) {
        // log2 of the pace is linear in who supports and who does not block.
        let motion = &self.plan.motion;
        let log2 = |pull: &Pull, acts: bool| if acts { pull.ratio.log2(&run.inputs) } else { 0.0 };
        let bandwagon = log2(&motion.bandwagon, motion.classes[class].bandwagon);
        let isolation = log2(&motion.isolation, motion.classes[class].isolation);
        let (of_support, of_accepting) = (bandwagon * self.inverse_share, isolation * self.inverse_count);
        let reference = bandwagon * motion.bandwagon.at as f32 + isolation * motion.isolation.at as f32;
        let accepting = self.candidates[candidate].accepting as f32;
        let support = self.candidates[candidate].support_at_start as f32;
        let exponent = (of_support * support + of_accepting * accepting) - reference;
        let pace = exp2(exponent);
        for clock in std::iter::once(candidate).chain(motion.special_clocks(candidate)) {
            let plan = &motion.clocks[clock];
            let pace = if plan.influences.is_empty() { pace } else { exp2(exponent + self.influence(plan)) };
            let mut rise = (pace * pulled).min(f32::MAX);
            if plan.member.is_some_and(|member| self.candidates[candidate].swayed[member / 64] >> (member % 64) & 1 == 1) {
                rise *= self.loyalty;
            }
            let now = &mut self.clocks[clock * motion.classes.len() + class];
            *now = Clock { rise: (now.rise + rise).min(f32::MAX), days: now.days + days };
        }
    }

    /// Notes who supports another candidate than each, that is presented and not the incumbent.
    fn note_swayed(&mut self, run: &Run) {
        if self.plan.motion.loyalty.is_none() {
            return;
        }
        let rival = |candidate: usize| run.is_rival(candidate);
        for word in 0..self.present.words().len() {
            let supporters = |candidate: usize| self.holders(candidate, Stance::Support, word);
            let (any, several) = (0..self.candidates.len())
                .filter(|&candidate| rival(candidate))
                .map(supporters)
                .fold((0, 0), |(any, several), more| (any | more, several | any & more));
            for candidate in 0..self.candidates.len() {
                let own = if rival(candidate) { self.holders(candidate, Stance::Support, word) } else { 0 };
                self.candidates[candidate].swayed[word] = any & !own | several;
            }
        }
    }

    /// `log2` of the product of the influences in force on the pairs of a clock.
    fn influence(&self, clock: &ClockPlan) -> f32 {
        let in_force = |index: &&usize| {
            let of = self.plan.motion.influences[**index].of;
            self.present.contains(of.into()) && self.stance(clock.candidate * self.plan.members + of) == Stance::Support
        };
        clock.influences.iter().filter(in_force).fold(0.0, |sum, &index| sum + self.factors[index])
    }

    /// Moves one pair from the reading of its clock as the round's moves began to that at their end,
    /// as often as it may.
    fn move_pair(&mut self, run: &mut Run, candidate: usize, member: usize) {
        let pair = candidate * self.plan.members + member;
        let mut clock = self.clock(pair, self.stances[pair]);
        let mut now = self.starts[clock];
        for _ in 0..MOVES_PER_ROUND {
            let (start, end) = (self.starts[clock], self.clocks[clock]);
            let Some(moment) = self.leaves(pair, now, end) else { return };
            let next = match self.stance(pair) {
                Stance::Reserve => Stance::Accept,
                Stance::Accept if self.rallies(pair, start, end) => Stance::Support,
                // Soften, or defect.
                Stance::Oppose | Stance::Accept | Stance::Support => Stance::Reserve,
            };
            now = moment;
            let next_clock = self.clock(pair, next);
            if next_clock != clock {
                now = self.starts[next_clock].towards(self.clocks[next_clock], moment.progress(start, end));
                clock = next_clock;
            }
            run.note_move(pair, self.stances[pair], next, self.clocks[clock].days - now.days);
            self.change(candidate, member, next, now);
        }
        self.settle(run, candidate, member);
    }

    /// Puts a pair that moves to and fro all the time into the equilibrium of its rates.
    fn settle(&mut self, run: &mut Run, candidate: usize, member: usize) {
        let pair = candidate * self.plan.members + member;
        let hazards = |stance: Stance| {
            let (start, end) = (self.starts[self.clock(pair, stance)], self.clocks[self.clock(pair, stance)]);
            let (slow, fall) = self.pace_of(pair, stance);
            (f64::from(end.rise - start.rise) / f64::from(slow), f64::from(fall) * f64::from(end.days - start.days))
        };
        let word = self.address.word(Purpose::Choice, self.plan.motion.pairs[pair], run.round as u32, 3);
        let stance = settled(hazards(Stance::Reserve).0, hazards(Stance::Accept), uniform(word));
        let end = self.now(pair, stance);
        if self.stances[pair] == stance {
            self.begin_visit(candidate, member, end);
        } else {
            run.note_move(pair, self.stances[pair], stance, 0.0);
            self.change(candidate, member, stance, end);
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

    /// The shares that hold during the round.
    fn update_shares(&mut self) {
        for candidate in 0..self.candidates.len() {
            let accepting = self.present_count - self.blocking(candidate);
            let state = &mut self.candidates[candidate];
            state.share = state.support_share as f32 * self.inverse_share;
            (state.support_at_start, state.accepting) = (state.support_share, accepting);
        }
    }

    /// How many present members block the candidate.
    fn blocking(&self, candidate: usize) -> u32 {
        (0..self.present.words().len()).map(|word| self.blockers(candidate, word).count_ones()).sum()
    }
}
