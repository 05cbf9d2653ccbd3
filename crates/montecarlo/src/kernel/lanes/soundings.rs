//! Soundings under a rule that counts who is against, such as consensus, side by side: they need no
//! more than the numbers of those who block.
//!
//! The procedure `soundings` holds them run by run. Its loop over candidates stands here again, since
//! nearly all rounds of nearly all runs are of this kind, and sixteen of them take little longer than
//! one. What decides (the rank, the dates, the offer) is asked of [`Run`] and the plan by both.

use super::batch::{Batch, Round};
use super::columns::{is_in, lanes, load_words};
use super::count::Counts;
use super::stances::LaneStances;
use crate::kernel::run::Run;
use crate::plan::Plan;
use crate::simd::{LaneMask, Lanes};

/// At most so many members of a scope are against, who are those that block.
pub(super) struct MostAgainst {
    /// By member: all runs, or none.
    scope: Vec<LaneMask>,
    of_all: bool,
    most: u32,
    /// By candidate: in which runs of the round it is sounded, and has failed or would pass; and in
    /// which it is appointed.
    sounded: Vec<LaneMask>,
    passes: Vec<LaneMask>,
    pub(super) appointed: Vec<LaneMask>,
}

impl MostAgainst {
    /// `None` where the rule at the start, or the procedure, is of another kind.
    pub(super) fn new(plan: &Plan) -> Option<Self> {
        let (scope, most) = plan.rules[0].most_against()?;
        let of_all = scope.len() == plan.members;
        let scope = (0..plan.members).map(|member| if scope.contains(member.into()) { LaneMask::MAX } else { 0 }).collect();
        let masks = || vec![0; plan.candidates.len()];
        plan.procedure.is_plain().then(|| Self { scope, of_all, most, sounded: masks(), passes: masks(), appointed: masks() })
    }

    /// Holds the soundings of a round in the runs that have it, of which it is the last in those of
    /// `last`, and counts them, but for the runs that it returns, to be done one by one: those under
    /// another rule, and those in which an offer is refused.
    #[inline(always)]
    pub(super) fn hold<S: Lanes>(&mut self, simd: S, batch: &mut Batch, counts: &mut Counts, round: Round<S>, last: LaneMask) -> LaneMask {
        let Batch { plan, mirror, runs, stances, .. } = batch;
        let somebody = simd.less_than_u32s(simd.splat_u32s(0), load_words(simd, &stances.state.present_count));
        let mut done = round.on & mirror.first_rule & simd.bits(somebody);
        let mut passing = 0;
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let may_be = |last: bool, runs: LaneMask| if candidate.may_be_sounded(round.day, last) { runs } else { 0 };
            self.appointed[at] = 0;
            self.sounded[at] = mirror.presented[at] & (may_be(true, last) | may_be(false, !last)) & done;
            self.passes[at] = 0;
            if self.sounded[at] != 0 {
                let few = simd.less_than_or_equal_u32s(self.against(simd, stances, at), simd.splat_u32s(self.most));
                self.passes[at] = simd.bits(few) & self.sounded[at];
                passing |= self.passes[at];
            }
        }
        for lane in lanes(passing) {
            if !self.appoint(plan, &runs[lane], stances, lane) {
                done &= !(1 << lane);
            }
        }
        for at in 0..plan.candidates.len() {
            let failed = self.sounded[at] & done;
            if failed != 0 {
                let one_too_many = simd.equal_u32s(self.against(simd, stances, at), simd.splat_u32s(self.most + 1));
                let pivotal = simd.bits(one_too_many) & failed;
                if pivotal != 0 {
                    let of_scope =
                        stances.standing.blockers[stances.pairs(at)].iter().zip(&self.scope).map(|(blockers, scope)| blockers & scope);
                    counts.pivotal(at * plan.members, of_scope, round.date, pivotal);
                }
                stances.keep_holdouts(at, failed);
            }
        }
        round.on & !done
    }

    /// In which of some runs under the rule objections alone stop everybody: too many oppose each
    /// presented candidate, the incumbent aside.
    #[inline(always)]
    pub(super) fn deadlocked<S: Lanes>(&self, simd: S, batch: &Batch, mut runs: LaneMask) -> LaneMask {
        let Batch { plan, mirror, stances, .. } = batch;
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let rival = if candidate.incumbent { 0 } else { mirror.presented[at] & runs };
            let few = |against: S::U32s| simd.bits(simd.less_than_or_equal_u32s(against, simd.splat_u32s(self.most)));
            runs &= !(rival & few(self.against(simd, stances, at)));
            // Those who oppose it are fewer than those who block it, where reserve blocks.
            if plan.reserve_blocks && rival & runs != 0 {
                runs &= !(rival & few(stances.opposing(simd, at, &self.scope)));
            }
        }
        runs
    }

    /// How many members of the scope are against a candidate.
    #[inline(always)]
    fn against<S: Lanes>(&self, simd: S, stances: &LaneStances, candidate: usize) -> S::U32s {
        if self.of_all {
            return load_words(simd, &stances.standing.blocking[candidate]);
        }
        let mut against = simd.splat_u32s(0);
        for (blockers, scope) in stances.standing.blockers[stances.pairs(candidate)].iter().zip(&self.scope) {
            let blocks = simd.mask(blockers & scope);
            against = simd.add_where(blocks, against, simd.splat_u32s(1));
        }
        against
    }

    /// Appoints, in one run, the first candidate in order that passes; those after it are not
    /// sounded. Whether it accepts.
    fn appoint(&mut self, plan: &Plan, run: &Run, stances: &LaneStances, lane: usize) -> bool {
        let supporters = |candidate: usize| {
            let supporters = &stances.standing.supporters[stances.pairs(candidate)];
            supporters.iter().filter(|&&supporters| is_in(supporters, lane)).count() as u32
        };
        let rank = |candidate: usize| run.sounding_rank(candidate, supporters(candidate));
        let sounded = |&at: &usize| is_in(self.sounded[at], lane);
        let passes = |&at: &usize| is_in(self.passes[at], lane);
        let candidates = 0..plan.candidates.len();
        let mut others = candidates.clone().filter(sounded);
        let first = match (others.next(), others.next()) {
            // Where there is only one there is nobody to rank.
            (Some(only), None) => only,
            _ => candidates.clone().filter(passes).min_by_key(|&at| rank(at)).unwrap_or(0),
        };
        if !run.accepts(first) {
            return false;
        }
        for at in candidates {
            let bit = 1 << lane;
            if self.sounded[at] & bit != 0 && (at == first || rank(at) > rank(first)) {
                self.sounded[at] &= !bit;
            }
        }
        self.appointed[first] |= 1 << lane;
        true
    }
}
