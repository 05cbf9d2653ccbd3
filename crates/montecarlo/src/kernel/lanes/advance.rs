//! Step (b) of a round: the clocks go on, and stances are read off the ladders (model, section 4).

use super::batch::{Batch, Round};
use super::columns::{load, load_words, store, store_words};
use super::date_sums::DateSums;
use super::stances::LaneStances;
use crate::kernel::pulls::pulled_days;
use crate::math::exp2_of;
use crate::simd::{LaneMask, Lanes, Work};

impl Batch<'_> {
    /// Moves the stances of the runs that have the round over its days.
    #[inline(always)]
    pub(super) fn advance<S: Lanes>(&mut self, simd: S, round: Round<S>, known: &mut DateSums) {
        let (plan, mirror, stances) = (self.plan, &self.mirror, &mut self.stances);
        // log2 of the pace is linear in who supports and who does not block.
        let inverse_share = load(simd, &stances.state.inverse_share);
        let of_support = simd.mul_f32s(load(simd, &mirror.bandwagon), inverse_share);
        let of_accepting = simd.mul_f32s(load(simd, &mirror.isolation), load(simd, &stances.state.inverse_count));
        let reference = load(simd, &mirror.reference);
        let sums = mirror.date_pulls(simd, plan, round, &self.last_day, known);
        let pulled = pulled_days(simd, sums, round.days);
        let present = load_words(simd, &stances.state.present_count);
        for candidate in 0..plan.candidates.len() {
            let support = simd.whole(load_words(simd, &stances.standing.support[candidate]));
            stances.standing.shares[candidate] = store(simd, simd.mul_f32s(support, inverse_share));
            let moving = mirror.moving[candidate] & round.on;
            if moving == 0 {
                continue;
            }
            let accepting = simd.whole(simd.sub_u32s(present, load_words(simd, &stances.standing.blocking[candidate])));
            let pulls = simd.add_f32s(simd.mul_f32s(of_support, support), simd.mul_f32s(of_accepting, accepting));
            stances.advance_clocks(simd, candidate, simd.sub_f32s(pulls, reference), pulled, moving);
        }
        // Apart, so that the paces of all candidates are computed side by side.
        for candidate in 0..plan.candidates.len() {
            if mirror.moving[candidate] & round.on != 0 {
                stances.compare(simd, candidate);
            }
        }
    }
}

/// Reading off who blocks and who supports a candidate.
struct Compare<'a, 'p> {
    stances: &'a mut LaneStances<'p>,
    candidate: usize,
}

impl Work for Compare<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with<S: Lanes>(self, simd: S) {
        if self.stances.layout.climbs {
            self.stances.compare_ladders(simd, self.candidate);
        } else {
            self.stances.compare_holds(simd, self.candidate);
        }
    }
}

impl LaneStances<'_> {
    /// Reads off who blocks and who supports a candidate.
    #[inline(always)]
    pub(super) fn compare<S: Lanes>(&mut self, simd: S, candidate: usize) {
        simd.apart(Compare { stances: self, candidate });
    }

    #[inline(always)]
    fn compare_ladders<S: Lanes>(&mut self, simd: S, candidate: usize) {
        let (one, mut support, mut blocking) = (simd.splat_u32s(1), simd.splat_u32s(0), simd.splat_u32s(0));
        let pairs = self.pairs(candidate);
        let Self { plan, state, standing, .. } = self;
        let ladders = state.softens[pairs.clone()].iter().zip(&state.rises[pairs.clone()]).zip(&plan.motion.shares);
        let masks = standing.blockers[pairs.clone()].iter_mut().zip(&mut standing.supporters[pairs.clone()]);
        let influenced = state.clocks.len() > plan.candidates.len();
        let mut now = load(simd, &state.clocks[candidate]);
        for ((((softens, [comes_round, rallies]), &share), (blockers, supporters)), &clock) in
            ladders.zip(masks).zip(&plan.motion.clock_of[pairs])
        {
            if influenced {
                now = load(simd, &state.clocks[clock]);
            }
            let stops_blocking = if plan.reserve_blocks { comes_round } else { softens };
            let blocks = simd.less_than_f32s(now, load(simd, stops_blocking));
            let supports = simd.less_than_or_equal_f32s(load(simd, rallies), now);
            *blockers = simd.bits(blocks);
            *supporters = simd.bits(supports);
            blocking = simd.add_where(blocks, blocking, one);
            support = simd.add_where(supports, support, simd.splat_u32s(share));
        }
        standing.support[candidate] = store_words(simd, support);
        standing.blocking[candidate] = store_words(simd, blocking);
    }

    /// Moves the clocks of a candidate on, in some runs, given `log2` of the pace without influences.
    #[inline(always)]
    fn advance_clocks<S: Lanes>(&mut self, simd: S, candidate: usize, exponent: S::F32s, pulled: S::F32s, moving: LaneMask) {
        let moving = simd.mask(moving);
        self.advance_clock(simd, candidate, simd.mul_f32s(exp2_of(simd, exponent), pulled), moving);
        for clock in self.plan.motion.special_clocks(candidate) {
            let mut influence = simd.splat_f32s(0.0);
            for &index in &self.plan.motion.clocks[clock].influences {
                let of = candidate * self.plan.members + self.plan.motion.influences[index].of;
                let sum = simd.add_f32s(influence, load(simd, &self.state.influences[index]));
                influence = simd.select_f32s(simd.mask(self.standing.supporters[of]), sum, influence);
            }
            let pace = exp2_of(simd, simd.add_f32s(exponent, influence));
            self.advance_clock(simd, clock, simd.mul_f32s(pace, pulled), moving);
        }
    }

    #[inline(always)]
    fn advance_clock<S: Lanes>(&mut self, simd: S, clock: usize, by: S::F32s, moving: S::Mask) {
        let by = simd.min_f32s(by, simd.splat_f32s(f32::MAX));
        let start = load(simd, &self.state.clocks[clock]);
        let end = simd.min_f32s(simd.add_f32s(start, by), simd.splat_f32s(f32::MAX));
        self.state.clocks[clock] = store(simd, simd.select_f32s(moving, end, start));
    }
}
