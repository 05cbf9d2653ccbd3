//! The visits to the stances of a pair, which waiting times measure (model, section 8).

use nemcon_core::{Edge, Stance};

use super::clock::{Clock, Visit};
use super::stances::PairStances;
use crate::kernel::{later, rescaled, slowness};
use crate::math::{exponential, factor};
use crate::random::{Address, Purpose};

impl PairStances<'_> {
    /// The moment between two readings of the clocks at which the pair leaves its stance.
    pub(super) fn leaves(&self, pair: usize, now: Clock, end: Clock) -> Option<Clock> {
        let visit = &self.visits[pair];
        if visit.fall > 0.0 {
            let (at_now, at_end) = (visit.hazard(now), visit.hazard(end));
            (visit.left <= at_end).then(|| now.towards(end, (visit.left - at_now) / (at_end - at_now)))
        } else {
            let due = self.due[pair];
            (due <= end.rise).then(|| Clock { rise: due.max(now.rise), ..now.towards(end, (due - now.rise) / (end.rise - now.rise)) })
        }
    }

    /// Hazard per unit of the rising clock, and per day, in the current visit.
    pub(super) fn hazards(&self, pair: usize) -> (f32, f32) {
        (1.0 / self.visits[pair].slow, self.visits[pair].fall)
    }

    /// How often the pair has left `accept` before the current visit to it.
    pub(super) fn visits_to_accept(&self, pair: usize) -> u32 {
        self.visited[pair][Stance::Accept as usize] - 1
    }

    /// Begins a visit to the pair's stance: draws how much hazard it takes to leave it.
    pub(super) fn begin_visit(&mut self, candidate: usize, member: usize, now: Clock) {
        let pair = candidate * self.plan.members + member;
        let stance = self.stances[pair];
        let visited = &mut self.visited[pair][stance as usize];
        let number = *visited;
        *visited += 1;
        let (slow, fall) = self.pace_of(pair, stance);
        if slow == f32::INFINITY && fall == 0.0 {
            self.visits[pair] = Visit::NEVER;
        } else {
            let wait = exponential(self.waiting_word(pair, stance, number));
            self.visits[pair] = Visit { slow, fall, left: if fall > 0.0 { wait } else { wait * slow }, since: now };
        }
        self.schedule(pair, member);
    }

    /// Recomputes how fast the pair moves, after its member or its paces have changed; what has
    /// accumulated since the visit began is kept. `was_present`: until now.
    pub(super) fn retime(&mut self, candidate: usize, member: usize, was_present: bool) {
        let pair = candidate * self.plan.members + member;
        let now = self.now(pair, self.stances[pair]);
        let (slow, fall) = self.pace_of(pair, self.stances[pair]);
        let visit = &mut self.visits[pair];
        if (visit.slow, visit.fall, was_present) == (slow, fall, self.present.contains(member.into())) {
            return;
        }
        if visit.fall > 0.0 || fall > 0.0 {
            let gone = if was_present { visit.hazard(now) } else { 0.0 };
            let left = if visit.fall > 0.0 { visit.left } else { visit.left / visit.slow };
            visit.left = (left - gone).max(f32::MIN_POSITIVE);
            if fall == 0.0 {
                visit.left *= slow;
            }
        } else {
            let left = if was_present { self.due[pair] - now.rise } else { visit.left };
            visit.left = rescaled(left, visit.slow, slow);
        }
        (visit.slow, visit.fall, visit.since) = (slow, fall, now);
        self.schedule(pair, member);
        self.delay(pair);
    }

    /// An event has touched the pair, which leaves its stance when its clock moves on, not before.
    pub(super) fn delay(&mut self, pair: usize) {
        if self.visits[pair].fall == 0.0 {
            self.due[pair] = self.due[pair].max(later(self.now(pair, self.stances[pair]).rise, 0.0));
        }
    }

    /// Notes when the pair is due.
    fn schedule(&mut self, pair: usize, member: usize) {
        let visit = &self.visits[pair];
        self.due[pair] = if !self.present.contains(member.into()) {
            f32::INFINITY
        } else if visit.fall > 0.0 {
            f32::NEG_INFINITY
        } else {
            visit.since.rise + visit.left
        };
    }

    /// The word of the wait during a visit to a stance, visits counted from 0.
    fn waiting_word(&self, pair: usize, stance: Stance, visit: u32) -> u32 {
        let (index, word) = Address::wait(stance, visit);
        if index == 0 {
            return self.words[pair][word];
        }
        self.address.word(Purpose::Pair, self.plan.motion.pairs[pair], index, word)
    }

    /// In a stance, without what the clock stands for: the time a unit of hazard takes on the upward
    /// edge, and the rate of defection per day.
    pub(super) fn pace_of(&self, pair: usize, stance: Stance) -> (f32, f32) {
        let member = pair % self.plan.members;
        let lasting = self.lasting.get(pair).is_some_and(|lasting| lasting.get(stance as usize) == Some(&true));
        let pace = |edge: usize| self.paces.get(pair).map_or(1.0, |paces| factor(paces[edge]));
        let slow = match stance {
            Stance::Support => f32::INFINITY,
            _ if lasting => f32::INFINITY,
            edge => slowness(self.slow[edge as usize], self.inverse_frailty[member], pace(edge as usize)),
        };
        // Finite, so that in no time it comes to nothing.
        let fall = if stance >= Stance::Accept { (self.fall * pace(Edge::Defect as usize)).min(f32::MAX) } else { 0.0 };
        (slow, fall)
    }
}
