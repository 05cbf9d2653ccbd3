//! What is counted of the stances.

use pulp::Simd;

use super::stances::LaneStances;
use super::vector::{BITS, LANES, LaneMask, bits, expand, lanes, load_words, mask_of, store_words, those};
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

    /// Counts who blocks whom after the moves of a round, by changes since each run's last round;
    /// `after`: the index of the date after that.
    #[inline(always)]
    pub(super) fn count_blocking<S: Simd>(&mut self, simd: S, on: LaneMask, after: &[usize; LANES], round: usize) {
        if self.plan.start.unloaded() && round == 0 {
            return self.count_first(simd, on);
        }
        // A run may have no round on the dates in between: leave them out.
        let skipping = those(on, |lane| after[lane] < round);
        let pairs = self.plan.pairs();
        for candidate in 0..self.plan.candidates.len() {
            for word in 0..self.words {
                let blockers = self.blockers(candidate, word);
                let counted = &mut self.counted[candidate * self.words + word];
                let same = mask_of(simd, simd.equal_u32s(load_words::<S>(&blockers), load_words::<S>(counted)));
                let first = candidate * self.plan.members + word * 32;
                for lane in lanes(on & (!same | skipping)) {
                    let (now, before) = (blockers[lane], std::mem::replace(&mut counted[lane], blockers[lane]));
                    let skips = skipping >> lane & 1 == 1;
                    let (ended, until, begun) = if skips { (before, after[lane], now) } else { (before & !now, round, now & !before) };
                    let weight = self.weights[lane].cast_signed();
                    for member in bits(ended) {
                        self.changes[until * pairs + first + member] -= weight;
                    }
                    for member in bits(begun) {
                        self.changes[round * pairs + first + member] += weight;
                    }
                }
            }
        }
    }

    /// Counts who blocks whom on the first date, where all runs weigh the same: many do.
    #[inline(always)]
    fn count_first<S: Simd>(&mut self, simd: S, on: LaneMask) {
        for candidate in 0..self.plan.candidates.len() {
            for word in 0..self.words {
                let at = candidate * self.words + word;
                let blockers = self.blockers(candidate, word);
                let counted = simd.select_u32s(expand(simd, on), load_words::<S>(&blockers), simd.splat_u32s(0));
                self.counted[at] = store_words::<S>(counted);
                let first = candidate * self.plan.members + word * 32;
                let last = first + (self.plan.members - word * 32).min(32);
                for (change, bit) in self.changes[first..last].iter_mut().zip(&BITS) {
                    let member = simd.splat_u32s(*bit);
                    let blocks = mask_of(simd, simd.equal_u32s(simd.and_u32s(counted, member), member));
                    *change += i64::from(blocks.count_ones());
                }
            }
        }
    }

    /// Closes what the counting by changes has left open in a run.
    pub(super) fn count_end(&mut self, lane: usize, round: usize) {
        // Beyond the last date nothing is counted.
        let first = (round + 1) * self.plan.pairs();
        let Some(changes) = self.changes.get_mut(first..first + self.plan.pairs()) else { return };
        for (at, counted) in self.counted.iter().enumerate() {
            let (candidate, word) = (at / self.words, at % self.words);
            for member in bits(counted[lane]) {
                changes[candidate * self.plan.members + word * 32 + member] -= self.weights[lane].cast_signed();
            }
        }
    }
}
