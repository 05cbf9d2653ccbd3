//! Step (b) of a round: the clocks go on, and stances are read off the ladders (model, section 4).

use super::LaneKernel;
use super::stances::LaneStances;
use super::vector::{F32s, load, load_words, store, store_words};
use crate::math::exp2_of;
use crate::vector::{LaneMask, Lanes};

impl LaneKernel<'_> {
    /// Moves the stances of the runs of `on` over the days of the round.
    #[inline(always)]
    pub(super) fn advance<S: Lanes>(&mut self, simd: S, on: LaneMask, day: i32, days: S::f32s) {
        let (plan, field, stances) = (self.plan, &self.field, &mut self.stances);
        stances.update_influences(simd, on);
        // log2 of the pace is linear in who supports and who does not block.
        let inverse_share = load::<S>(&stances.inverse_share);
        let of_support = simd.mul_f32s(load::<S>(&field.bandwagon), inverse_share);
        let of_accepting = simd.mul_f32s(load::<S>(&field.isolation), load::<S>(&stances.inverse_count));
        let base = simd.sub_f32s(field.deadline_exponent(simd, plan, day), load::<S>(&field.reference));
        let present = load_words::<S>(&stances.present_count);
        for candidate in 0..plan.candidates.len() {
            let support = simd.whole(load_words::<S>(&stances.support[candidate]));
            stances.shares[candidate] = store::<S>(simd.mul_f32s(support, inverse_share));
            let moving = field.moving[candidate] & on;
            if moving == 0 {
                continue;
            }
            let accepting = simd.whole(simd.sub_u32s(present, load_words::<S>(&stances.blocking[candidate])));
            let pulls = simd.add_f32s(simd.mul_f32s(of_support, support), simd.mul_f32s(of_accepting, accepting));
            let pace = exp2_of(simd, simd.add_f32s(pulls, base));
            let start = load::<S>(&stances.clocks[candidate]);
            let end = simd.add_f32s(start, simd.mul_f32s(pace, days));
            stances.clocks[candidate] = store::<S>(simd.select_f32s(simd.mask(moving), end, start));
        }
        // Apart, so that the paces of all candidates are computed side by side.
        for candidate in 0..plan.candidates.len() {
            if field.moving[candidate] & on != 0 {
                stances.compare(simd, candidate);
            }
        }
    }
}

impl LaneStances<'_> {
    /// Reads off who blocks and who supports a candidate.
    #[inline(always)]
    pub(super) fn compare<S: Lanes>(&mut self, simd: S, candidate: usize) {
        let now = load::<S>(&self.clocks[candidate]);
        let (none, one) = (simd.splat_u32s(0), simd.splat_u32s(1));
        let (mut support, mut blocking) = (none, none);
        let pairs = self.pairs(candidate);
        let masks = self.blockers[pairs.clone()].iter_mut().zip(&mut self.supporters[pairs.clone()]);
        for (([comes_round, rallies], (blockers, supporters)), &share) in self.rises[pairs].iter().zip(masks).zip(&self.plan.motion.shares)
        {
            let blocks = simd.greater_than_f32s(load::<S>(comes_round), now);
            let supports = simd.less_than_or_equal_f32s(load::<S>(rallies), now);
            *blockers = simd.bits(blocks);
            *supporters = simd.bits(supports);
            blocking = simd.add_where(blocks, blocking, one);
            support = simd.add_where(supports, support, simd.splat_u32s(share));
        }
        self.support[candidate] = store_words::<S>(support);
        self.blocking[candidate] = store_words::<S>(blocking);
    }

    /// Recomputes the influences on those whose influencer has come to support, or ceased to.
    #[inline(always)]
    fn update_influences<S: Lanes>(&mut self, simd: S, on: LaneMask) {
        let plan = self.plan;
        let candidates = plan.candidates.len();
        for (index, influence) in plan.motion.influences.iter().enumerate() {
            for &candidate in &influence.candidates {
                let before = &mut self.active[index * candidates + candidate];
                let changed = (*before ^ self.supporters[candidate * plan.members + influence.of]) & on;
                *before ^= changed;
                if changed != 0 {
                    for &member in &influence.on {
                        self.reinfluence(simd, candidate * plan.members + member, changed);
                    }
                }
            }
        }
    }

    /// Sets the product of the influences in force on a pair, in the order of the file, in the runs
    /// in which one of them has changed.
    #[inline(always)]
    fn reinfluence<S: Lanes>(&mut self, simd: S, pair: usize, changed: LaneMask) {
        let Some(row) = self.influenced[pair] else { return };
        let candidates = self.plan.candidates.len();
        let mut product = simd.splat_f32s(1.0);
        for &index in &self.influences[row] {
            let factor = simd.mul_f32s(product, load::<S>(&self.factors[index]));
            let in_force = simd.mask(self.active[index * candidates + pair / self.plan.members]);
            product = simd.select_f32s(in_force, simd.min_f32s(factor, simd.splat_f32s(f32::MAX)), product);
        }
        let before: F32s = self.influence[row];
        self.refactor_all(simd, pair, row, (before, product), changed);
    }
}
