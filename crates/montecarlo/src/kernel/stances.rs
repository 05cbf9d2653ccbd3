//! The stances of a run, and the visits to them that waiting times measure (model, section 8).

use std::ops::Range;

use nemcon_core::Stance;

use super::Kernel;
use super::moves::Clock;
use crate::math::exponential;
use crate::plan::Plan;
use crate::random::Purpose;

/// By pair (candidate · members + member).
pub(super) struct PairState {
    stances: Vec<Stance>,
    visits: Vec<Visit>,
    /// When the pair leaves its stance, on the candidate's rising clock; minus infinity where
    /// that depends on the other clock too, infinity where it never leaves.
    due: Vec<f64>,
    /// How often each stance has been visited.
    visited: Vec<[u32; 4]>,
    /// The words of the first visits.
    pub(super) words: Vec<[u32; 4]>,
    /// Pace factors by edge; empty where none can come into force.
    pub(super) paces: Vec<[f64; 4]>,
    /// The product of the influences on the pair.
    pub(super) influence: Vec<f64>,
}

/// A stay in a stance: how much hazard it still takes to leave it, counted from `since`, when
/// hazard accumulates at `rise` per unit of the rising clock and `fall` per day.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Visit {
    since: Clock,
    remaining: f64,
    rise: f64,
    fall: f64,
}

impl Visit {
    /// A stay in a stance that no edge leaves.
    const NEVER: Self = Self { since: Clock { rise: 0.0, days: 0.0 }, remaining: 1.0, rise: 0.0, fall: 0.0 };

    fn hazard(&self, now: Clock) -> f64 {
        let risen = if self.rise > 0.0 { self.rise * (now.rise - self.since.rise) } else { 0.0 };
        if self.fall > 0.0 { risen + self.fall * (now.days - self.since.days) } else { risen }
    }

    fn due(&self) -> f64 {
        if self.fall > 0.0 {
            f64::NEG_INFINITY
        } else if self.rise > 0.0 {
            self.since.rise + self.remaining / self.rise
        } else {
            f64::INFINITY
        }
    }
}

impl PairState {
    pub(super) fn new(plan: &Plan) -> Self {
        let pairs = plan.pairs();
        Self {
            stances: vec![Stance::Oppose; pairs],
            visits: vec![Visit::NEVER; pairs],
            due: vec![f64::INFINITY; pairs],
            visited: vec![[0; 4]; pairs],
            words: vec![[0; 4]; pairs],
            paces: vec![[1.0; 4]; if plan.motion.paced { pairs } else { 0 }],
            influence: vec![1.0; pairs],
        }
    }

    pub(super) fn stance(&self, pair: usize) -> Stance {
        self.stances[pair]
    }

    /// Which of at most 64 pairs may leave their stance before the rising clock shows `end`, as bits.
    pub(super) fn due(&self, pairs: Range<usize>, end: f64) -> u64 {
        self.due[pairs].iter().enumerate().fold(0, |mask, (at, &due)| mask | u64::from(due <= end) << at)
    }

    /// The moment between two readings of the clocks at which the pair leaves its stance.
    pub(super) fn leaves(&self, pair: usize, now: Clock, end: Clock) -> Option<Clock> {
        let visit = &self.visits[pair];
        if visit.fall > 0.0 {
            let (at_now, at_end) = (visit.hazard(now), visit.hazard(end));
            (visit.remaining <= at_end).then(|| now.towards(end, (visit.remaining - at_now) / (at_end - at_now)))
        } else {
            let due = self.due[pair];
            (due <= end.rise).then(|| Clock { rise: due.max(now.rise), ..now.towards(end, (due - now.rise) / (end.rise - now.rise)) })
        }
    }

    /// Hazard per unit of the rising clock, and per day, in the current visit.
    pub(super) fn hazards(&self, pair: usize) -> (f64, f64) {
        (self.visits[pair].rise, self.visits[pair].fall)
    }
}

impl Kernel<'_> {
    /// Draws the stances at the as-of date and begins the first visits.
    pub(super) fn begin_stances(&mut self) {
        let plan = self.plan;
        for (words, &entity) in self.pairs.words.iter_mut().zip(&plan.motion.pairs) {
            *words = self.address.block(Purpose::Pair, entity, 0);
        }
        self.weight = plan.start.draw(self.address, &self.pairs.words, &mut self.start, &mut self.pairs.stances);
        self.pairs.visited.fill([0; 4]);
        self.pairs.influence.fill(1.0);
        self.pairs.paces.fill([1.0; 4]);
        for pace in &plan.motion.paces {
            self.apply_pace(pace);
        }
        for candidate in 0..self.candidates.len() {
            for member in 0..plan.members {
                let pair = candidate * plan.members + member;
                let stance = self.pairs.stances[pair];
                let state = &mut self.candidates[candidate];
                state.masks[stance as usize][member / 64] |= 1 << (member % 64);
                if stance == Stance::Support && self.present.contains(member) {
                    state.support_share += plan.motion.shares[member];
                }
                self.begin_visit(pair, member, Clock::default());
            }
            for word in 0..self.present.words().len() {
                self.candidates[candidate].held_out[word] = self.blocking_word(candidate, word);
            }
        }
    }

    /// Changes a stance, at a reading of the candidate's clocks; a stance that stays begins no visit.
    pub(super) fn set_stance(&mut self, candidate: usize, member: usize, stance: Stance, now: Clock) {
        let pair = candidate * self.plan.members + member;
        let old = std::mem::replace(&mut self.pairs.stances[pair], stance);
        if old == stance {
            return;
        }
        let state = &mut self.candidates[candidate];
        let bit = 1 << (member % 64);
        state.masks[old as usize][member / 64] &= !bit;
        state.masks[stance as usize][member / 64] |= bit;
        if self.present.contains(member) {
            let share = self.plan.motion.shares[member];
            if old == Stance::Support {
                state.support_share -= share;
            } else if stance == Stance::Support {
                state.support_share += share;
            }
        }
        self.begin_visit(pair, member, now);
    }

    /// Begins a visit to the pair's stance: draws how much hazard it takes to leave it.
    fn begin_visit(&mut self, pair: usize, member: usize, now: Clock) {
        let stance = self.pairs.stances[pair];
        let visited = &mut self.pairs.visited[pair][stance as usize];
        let visit = *visited;
        *visited += 1;
        let up = stance != Stance::Support && self.rates[stance as usize] > 0.0;
        let down = stance >= Stance::Accept && self.rates[3] > 0.0;
        if !up && !down {
            self.pairs.visits[pair] = Visit::NEVER;
            self.pairs.due[pair] = f64::INFINITY;
            return;
        }
        let remaining = exponential(self.waiting_word(pair, stance, visit));
        let (rise, fall) = self.hazards_now(pair, member);
        self.pairs.visits[pair] = Visit { since: now, remaining, rise, fall };
        self.pairs.due[pair] = self.pairs.visits[pair].due();
    }

    /// The word of the wait during a visit to a stance, visits counted from 0.
    fn waiting_word(&self, pair: usize, stance: Stance, visit: u32) -> u32 {
        let (index, word) = match stance {
            Stance::Support => (visit + 1, 0),
            Stance::Oppose | Stance::Reserve | Stance::Accept => (visit, 1 + stance as usize),
        };
        if index == 0 {
            return self.pairs.words[pair][word];
        }
        self.address.word(Purpose::Pair, self.plan.motion.pairs[pair], index, word)
    }

    /// How often the pair has left `accept` before the current visit to it.
    pub(super) fn visits_to_accept(&self, pair: usize) -> u32 {
        self.pairs.visited[pair][Stance::Accept as usize] - 1
    }

    /// Recomputes the pair's hazards after its member, its paces or its influences have changed;
    /// what has accumulated since the visit began is kept.
    pub(super) fn retime(&mut self, candidate: usize, member: usize) {
        let pair = candidate * self.plan.members + member;
        let now = self.candidates[candidate].clock;
        let (rise, fall) = self.hazards_now(pair, member);
        let visit = &mut self.pairs.visits[pair];
        if (visit.rise, visit.fall) != (rise, fall) {
            let remaining = (visit.remaining - visit.hazard(now)).max(f64::MIN_POSITIVE);
            *visit = Visit { since: now, remaining, rise, fall };
            self.pairs.due[pair] = visit.due();
        }
    }

    /// The rate of the stance's upward edge without the common part of the candidate's hazard, and
    /// the rate of defection per day.
    fn hazards_now(&self, pair: usize, member: usize) -> (f64, f64) {
        if !self.present.contains(member) {
            return (0.0, 0.0);
        }
        let stance = self.pairs.stances[pair];
        let pace = |edge: usize| self.pairs.paces.get(pair).map_or(1.0, |paces| paces[edge]);
        let rise = match stance {
            Stance::Support => 0.0,
            edge => self.rates[edge as usize] * self.frailty[member] * pace(edge as usize) * self.pairs.influence[pair],
        };
        let fall = if stance >= Stance::Accept { self.rates[3] * pace(3) } else { 0.0 };
        // Factors are finite, but their product may not be; a pace of 0 stops it all the same.
        (if rise.is_nan() { 0.0 } else { rise.min(f64::MAX) }, fall.min(f64::MAX))
    }
}
