//! Soundings under a rule that counts who is against, such as consensus: most fail, and those that
//! do need no more than the numbers of those who block.

use nemcon_core::Ballot;
use pulp::Simd;

use super::field::Field;
use super::stances::LaneStances;
use super::vector::{LANES, LaneMask, U32s, bits, expand, lanes, load_words, mask_of, store_words, those};
use crate::Tally;
use crate::plan::{Plan, ProcedurePlan};

/// At most so many members of a scope are against, who are those that block.
pub(super) struct MostAgainst {
    /// By word of 32 members.
    scope: Vec<u32>,
    most: u32,
}

impl MostAgainst {
    /// `None` where the rule at the start, or the procedure, is of another kind.
    pub(super) fn new(plan: &Plan) -> Option<Self> {
        let ProcedurePlan::Soundings(soundings) = &plan.procedure else { return None };
        let plain = soundings.hold == 1 && soundings.drop.is_none();
        let blocking = plan.ballots.map(|ballot| ballot == Ballot::Against) == [true, true, false, false];
        let (scope, most) = plan.rules[0].most_against()?;
        let halves = scope.words().iter().flat_map(|&word| [word as u32, (word >> 32) as u32]);
        (plain && blocking).then(|| Self { scope: halves.take(plan.members.div_ceil(32)).collect(), most })
    }

    /// The runs of `on` in which all soundings of the round fail; what those count is counted.
    #[inline(always)]
    pub(super) fn all_fail<S: Simd>(
        &self,
        simd: S,
        plan: &Plan,
        field: &Field,
        stances: &mut LaneStances,
        (on, round): (LaneMask, usize),
        tally: &mut Tally,
    ) -> LaneMask {
        let mut failed = those(on, |lane| field.rule[lane] == 0 && stances.present_count[lane] > 0);
        let last = those(on, |lane| round >= field.deadline[lane]);
        let day = plan.calendar.days[round];
        let sounded = |candidate: usize| {
            let may_be = |last: bool, lanes: LaneMask| if plan.candidates[candidate].may_be_sounded(day, last) { lanes } else { 0 };
            field.presented[candidate] & (may_be(true, last) | may_be(false, !last))
        };
        for candidate in 0..plan.candidates.len() {
            let sounded = sounded(candidate) & failed;
            if sounded != 0 {
                let against = load_words::<S>(&self.against(stances, candidate));
                failed &= !(sounded & mask_of(simd, simd.less_than_or_equal_u32s(against, simd.splat_u32s(self.most))));
            }
        }
        for candidate in 0..plan.candidates.len() {
            let sounded = sounded(candidate) & failed;
            if sounded == 0 {
                continue;
            }
            let against = load_words::<S>(&self.against(stances, candidate));
            for lane in lanes(sounded & mask_of(simd, simd.equal_u32s(against, simd.splat_u32s(self.most + 1)))) {
                for (word, scope) in self.scope.iter().enumerate() {
                    for member in bits(stances.blockers(candidate, word)[lane] & scope) {
                        tally.pivotal(candidate, word * 32 + member, round, stances.weights[lane]);
                    }
                }
            }
            let kept = expand(simd, sounded);
            for word in 0..stances.words {
                let blockers = load_words::<S>(&stances.blockers(candidate, word));
                let held_out = &mut stances.held_out[candidate * stances.words + word];
                *held_out = store_words::<S>(simd.select_u32s(kept, blockers, load_words::<S>(held_out)));
            }
        }
        failed
    }

    /// How many members are against a candidate.
    #[inline(always)]
    fn against(&self, stances: &LaneStances, candidate: usize) -> U32s {
        let mut against = [0; LANES];
        for (word, scope) in self.scope.iter().enumerate() {
            let blockers = stances.blockers(candidate, word);
            for lane in 0..LANES {
                against[lane] += (blockers[lane] & scope).count_ones();
            }
        }
        against
    }
}
