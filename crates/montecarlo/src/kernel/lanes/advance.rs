//! Step (b) of a round: the clocks go on, and stances are read off the ladders (model, section 4).

use pulp::Simd;

use super::LaneKernel;
use super::stances::LaneStances;
use super::vector::{BITS, F32s, LANES, LaneMask, bits, expand, lanes, load, load_words, mask_of, store, store_words};
use crate::math::exp2_of;

impl LaneKernel<'_> {
    /// Moves the stances of the runs of `on` over the days of the round.
    #[inline(always)]
    pub(super) fn advance<S: Simd>(&mut self, simd: S, on: LaneMask, day: i32, days: &F32s) {
        let (plan, field) = (self.plan, &self.field);
        self.stances.update_influences(simd, on);
        let deadline = field.deadline_exponent(simd, plan, day);
        let pull =
            |ratio: &F32s, share: S::f32s, at: f64| simd.mul_f32s(load::<S>(ratio), simd.sub_f32s(share, simd.splat_f32s(at as f32)));
        for candidate in 0..plan.candidates.len() {
            let share = self.stances.share(simd, candidate);
            self.stances.shares[candidate] = store::<S>(share);
            let moving = field.moving[candidate] & on;
            if moving == 0 {
                continue;
            }
            let accepting = self.stances.accepting_share(simd, candidate);
            let bandwagon = pull(&field.bandwagon, share, plan.motion.bandwagon.at);
            let isolation = pull(&field.isolation, accepting, plan.motion.isolation.at);
            let exponent = simd.add_f32s(simd.add_f32s(bandwagon, isolation), deadline);
            let start = load::<S>(&self.stances.clocks[candidate]);
            let end = simd.add_f32s(start, simd.mul_f32s(exp2_of(simd, exponent), load::<S>(days)));
            self.stances.clocks[candidate] = store::<S>(simd.select_f32s(expand(simd, moving), end, start));
            if self.stances.equal_shares {
                self.stances.compare(simd, candidate);
            } else {
                self.stances.compare_and_sum(simd, candidate);
            }
        }
    }
}

impl LaneStances<'_> {
    /// Reads off who is reluctant and who supports a candidate.
    #[inline(always)]
    pub(super) fn compare<S: Simd>(&mut self, simd: S, candidate: usize) {
        let now = load::<S>(&self.clocks[candidate]);
        let members = self.plan.members;
        for word in 0..self.words {
            let pairs = candidate * members + word * 32..candidate * members + members.min(word * 32 + 32);
            let mut reluctant = simd.splat_u32s(0);
            let mut support = simd.splat_u32s(0);
            for ([comes_round, rallies], bit) in self.rises[pairs].iter().zip(&BITS) {
                let member = simd.splat_u32s(*bit);
                let waits = simd.greater_than_f32s(load::<S>(comes_round), now);
                let supports = simd.less_than_or_equal_f32s(load::<S>(rallies), now);
                reluctant = simd.select_u32s(waits, simd.or_u32s(reluctant, member), reluctant);
                support = simd.select_u32s(supports, simd.or_u32s(support, member), support);
            }
            self.reluctant[candidate * self.words + word] = store_words::<S>(reluctant);
            self.support[candidate * self.words + word] = store_words::<S>(support);
        }
    }

    /// [`compare`](Self::compare), and the shares of the new supporters are added up.
    #[inline(always)]
    fn compare_and_sum<S: Simd>(&mut self, simd: S, candidate: usize) {
        let words = candidate * self.words..(candidate + 1) * self.words;
        let mut before = std::mem::take(&mut self.before);
        before.copy_from_slice(&self.support[words.clone()]);
        self.compare(simd, candidate);
        for (word, (before, after)) in before.iter().zip(&self.support[words]).enumerate() {
            let same = mask_of(simd, simd.equal_u32s(load_words::<S>(before), load_words::<S>(after)));
            for lane in lanes(!same) {
                for member in bits(after[lane] & !before[lane] & self.present[word][lane]) {
                    self.support_share[candidate][lane] += self.plan.motion.shares[word * 32 + member];
                }
            }
        }
        self.before = before;
    }

    /// The share of support of a candidate.
    #[inline(always)]
    fn share<S: Simd>(&self, simd: S, candidate: usize) -> S::f32s {
        let (sum, whole): (F32s, F32s) = if self.equal_shares {
            let mut sum = [0; LANES];
            for word in 0..self.words {
                let (support, present) = (&self.support[candidate * self.words + word], &self.present[word]);
                for lane in 0..LANES {
                    sum[lane] += (support[lane] & present[lane]).count_ones();
                }
            }
            (sum.map(|sum| sum.cast_signed() as f32), self.present_count.map(|count| count.cast_signed() as f32))
        } else {
            (self.support_share[candidate].map(|sum| sum as f32), self.present_share.map(|sum| sum as f32))
        };
        self.share_of(simd, sum, whole)
    }

    /// The share of present members that do not block a candidate.
    #[inline(always)]
    fn accepting_share<S: Simd>(&self, simd: S, candidate: usize) -> S::f32s {
        let mut accepting = self.present_count;
        for word in 0..self.words {
            let blockers = self.blockers(candidate, word);
            for lane in 0..LANES {
                accepting[lane] -= blockers[lane].count_ones();
            }
        }
        self.share_of(simd, accepting.map(|count| count.cast_signed() as f32), self.present_count.map(|count| count.cast_signed() as f32))
    }

    /// A part of the whole; with nobody present 0.
    #[inline(always)]
    fn share_of<S: Simd>(&self, simd: S, part: F32s, whole: F32s) -> S::f32s {
        let nobody = simd.equal_u32s(load_words::<S>(&self.present_count), simd.splat_u32s(0));
        simd.select_f32s(nobody, simd.splat_f32s(0.0), simd.div_f32s(load::<S>(&part), load::<S>(&whole)))
    }

    /// Recomputes the influences on those whose influencer has come to support, or ceased to.
    #[inline(always)]
    fn update_influences<S: Simd>(&mut self, simd: S, on: LaneMask) {
        let plan = self.plan;
        let candidates = plan.candidates.len();
        for (index, influence) in plan.motion.influences.iter().enumerate() {
            let member = simd.splat_u32s(BITS[influence.of % 32]);
            let word = influence.of / 32;
            for &candidate in &influence.candidates {
                let support = load_words::<S>(&self.support[candidate * self.words + word]);
                let supports = simd.and_u32s(simd.and_u32s(support, load_words::<S>(&self.present[word])), member);
                let active = mask_of(simd, simd.equal_u32s(supports, member));
                let before = &mut self.active[index * candidates + candidate];
                let changed = (*before ^ active) & on;
                *before ^= changed;
                for lane in lanes(changed) {
                    for &member in &influence.on {
                        self.reinfluence(candidate, member, lane);
                    }
                }
            }
        }
    }

    /// The product of the influences in force on a pair, in the order of the file.
    fn reinfluence(&mut self, candidate: usize, member: usize, lane: usize) {
        let (plan, candidates) = (self.plan, self.plan.candidates.len());
        let in_force = |&index: &usize| {
            self.active[index * candidates + candidate] >> lane & 1 == 1 && plan.motion.influences[index].on.contains(&member)
        };
        let indices = (0..plan.motion.influences.len()).filter(in_force);
        let product = indices.fold(1.0, |product: f32, index| (product * self.factors[index][lane]).min(f32::MAX));
        let pair = candidate * plan.members + member;
        if let Some(row) = self.influenced[pair] {
            self.refactor(pair, lane, |stances| stances.influence[row][lane] = product);
        }
    }
}
