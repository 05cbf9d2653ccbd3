//! Step (b) of a round: the clocks go on, and stances are read off the ladders (model, section 4).

use nemcon_core::Stance;
use pulp::Simd;

use super::LaneKernel;
use super::ladder::LaneStances;
use super::vector::{F32s, LANES, LaneMask, bits, lanes, load, store, store_words};
use crate::math::exp2_of;
use crate::plan::Pull;

impl LaneKernel<'_> {
    /// Moves the stances of the runs of `on` over the days of the round.
    #[inline(always)]
    pub(super) fn advance<S: Simd>(&mut self, simd: S, on: LaneMask, days: &F32s) {
        let plan = self.plan;
        self.stances.update_influences(on);
        self.stances.update_shares(on);
        let mut deadline = [0.0; LANES];
        for lane in lanes(on) {
            let run = &mut self.runs[lane];
            run.note_field();
            deadline[lane] = run.deadline_exponent();
        }
        let factor = |pull: &Pull| -> F32s { std::array::from_fn(|lane| pull.ratio.log2(&self.runs[lane].inputs) as f32) };
        let (bandwagon, isolation) = (factor(&plan.motion.bandwagon), factor(&plan.motion.isolation));
        for candidate in 0..plan.candidates.len() {
            let moving = lanes(on).filter(|&lane| self.runs[lane].is_moving(candidate)).fold(0, |mask: LaneMask, lane| mask | 1 << lane);
            if moving == 0 {
                continue;
            }
            let accepting = self.stances.accepting_share(candidate);
            let pull = |factor: &F32s, share: &F32s, at: f64| {
                simd.mul_f32s(load::<S>(factor), simd.sub_f32s(load::<S>(share), simd.splat_f32s(at as f32)))
            };
            let shares = simd.add_f32s(
                pull(&bandwagon, &self.stances.shares[candidate], plan.motion.bandwagon.at),
                pull(&isolation, &accepting, plan.motion.isolation.at),
            );
            let exponent = simd.add_f32s(shares, load::<S>(&deadline));
            let start = load::<S>(&self.stances.clocks[candidate]);
            let end: F32s = store::<S>(simd.add_f32s(start, simd.mul_f32s(exp2_of(simd, exponent), load::<S>(days))));
            for lane in lanes(moving) {
                self.stances.clocks[candidate][lane] = end[lane];
            }
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
            let mut bit = 1u32;
            for [_, comes_round, rallies] in &self.leaves[pairs] {
                let member = simd.splat_u32s(bit);
                let waits = simd.greater_than_f32s(load::<S>(comes_round), now);
                let supports = simd.less_than_or_equal_f32s(load::<S>(rallies), now);
                reluctant = simd.select_u32s(waits, simd.or_u32s(reluctant, member), reluctant);
                support = simd.select_u32s(supports, simd.or_u32s(support, member), support);
                bit = bit.rotate_left(1);
            }
            self.reluctant[candidate * self.words + word] = store_words::<S>(reluctant);
            self.support[candidate * self.words + word] = store_words::<S>(support);
        }
    }

    /// [`compare`](Self::compare), and the shares of the new supporters are added up.
    #[inline(always)]
    fn compare_and_sum<S: Simd>(&mut self, simd: S, candidate: usize) {
        let words = candidate * self.words..(candidate + 1) * self.words;
        let before = self.support[words.clone()].to_vec();
        self.compare(simd, candidate);
        for (word, (before, after)) in before.iter().zip(&self.support[words]).enumerate() {
            for lane in 0..LANES {
                for member in bits(after[lane] & !before[lane] & self.present[word][lane]) {
                    self.support_share[candidate][lane] += self.plan.motion.shares[word * 32 + member];
                }
            }
        }
    }

    /// The shares of support that hold during the round.
    #[inline(always)]
    fn update_shares(&mut self, on: LaneMask) {
        for candidate in 0..self.plan.candidates.len() {
            for lane in lanes(on) {
                let sum = if self.equal_shares {
                    let supporters = |word: usize| self.support[candidate * self.words + word][lane] & self.present[word][lane];
                    (0..self.words).map(|word| u64::from(supporters(word).count_ones())).sum()
                } else {
                    self.support_share[candidate][lane]
                };
                let whole = self.present_share[lane] as f32;
                self.shares[candidate][lane] = if self.present_count[lane] == 0 { 0.0 } else { sum as f32 / whole };
            }
        }
    }

    /// The share of present members that do not block a candidate.
    #[inline(always)]
    fn accepting_share(&self, candidate: usize) -> F32s {
        let mut blocking = [0; LANES];
        for word in 0..self.words {
            let blockers = self.blockers(candidate, word);
            for lane in 0..LANES {
                blocking[lane] += blockers[lane].count_ones();
            }
        }
        std::array::from_fn(|lane| match self.present_count[lane] {
            0 => 0.0,
            count => (count - blocking[lane]) as f32 / count as f32,
        })
    }

    /// Recomputes the influences on those whose influencer has come to support, or ceased to.
    #[inline(always)]
    fn update_influences(&mut self, on: LaneMask) {
        let plan = self.plan;
        let candidates = plan.candidates.len();
        for (index, influence) in plan.motion.influences.iter().enumerate() {
            for &candidate in &influence.candidates {
                let pair = candidate * plan.members + influence.of;
                let supports = |lane: &usize| {
                    self.is_present(influence.of, *lane) && self.stance_of(pair, *lane) == Stance::Support
                };
                let active = lanes(on).filter(supports).fold(0, |mask: LaneMask, lane| mask | 1 << lane);
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
