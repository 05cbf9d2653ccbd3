//! What is counted of the stances.

use super::ladder::LaneStances;
use super::vector::{LANES, LaneMask, bits, lanes};
use crate::Tally;

impl LaneStances<'_> {
    /// Counts the starting stances on candidates for which they are not known exactly.
    pub(super) fn count_start(&self, alive: LaneMask, tally: &mut Tally) {
        if !tally.counts_start() {
            return;
        }
        for lane in lanes(alive) {
            for pair in 0..self.plan.pairs() {
                tally.start(pair / self.plan.members, pair % self.plan.members, self.stance_of(pair, lane), self.weights[lane]);
            }
        }
    }

    /// Counts who blocks whom after the moves of a round, by changes since each run's last round.
    #[inline(always)]
    pub(super) fn count_blocking(&mut self, on: LaneMask, previous: &[Option<usize>; LANES], round: usize, tally: &mut Tally) {
        let at_once = lanes(on).all(|lane| previous[lane].map_or(0, |previous| previous + 1) == round);
        for candidate in 0..self.plan.candidates.len() {
            for word in 0..self.words {
                let blockers = self.blockers(candidate, word);
                let counted = &mut self.counted[candidate * self.words + word];
                let first = candidate * self.plan.members + word * 32;
                for lane in lanes(on) {
                    let (now, before) = (blockers[lane], counted[lane]);
                    if now == before && at_once {
                        continue;
                    }
                    counted[lane] = now;
                    let skipped = previous[lane].map_or(0, |previous| previous + 1);
                    // A run may have no round on the dates in between: leave them out.
                    let (ended, until, begun) = if skipped < round { (before, skipped, now) } else { (before & !now, round, now & !before) };
                    for member in bits(ended) {
                        tally.blocking_ends(first + member, until, self.weights[lane]);
                    }
                    for member in bits(begun) {
                        tally.blocking_begins(first + member, round, self.weights[lane]);
                    }
                }
            }
        }
    }

    /// Closes what the counting by changes has left open in a run.
    pub(super) fn count_end(&self, lane: usize, round: usize, tally: &mut Tally) {
        for (at, counted) in self.counted.iter().enumerate() {
            let (candidate, word) = (at / self.words, at % self.words);
            for member in bits(counted[lane]) {
                tally.blocking_ends(candidate * self.plan.members + word * 32 + member, round + 1, self.weights[lane]);
            }
        }
    }
}
