//! Soundings under a rule that counts who is against, such as consensus: most fail, and those that
//! do need no more than the numbers of those who block.

use super::ladder::LaneStances;
use super::vector::bits;
use crate::Tally;
use crate::kernel::run::Run;
use crate::plan::{CompiledRule, Plan, ProcedurePlan};
use nemcon_core::Ballot;

/// At most so many members of a scope are against, who are those that block.
pub(super) struct MostAgainst {
    /// By word of 32 members.
    scope: Vec<u32>,
    most: u32,
}

impl MostAgainst {
    /// `None` where the rule, or the procedure, is of another kind.
    pub(super) fn new(plan: &Plan, rule: &CompiledRule) -> Option<Self> {
        let ProcedurePlan::Soundings(soundings) = &plan.procedure else { return None };
        let plain = soundings.hold == 1 && soundings.drop.is_none();
        let blocking = plan.ballots.map(|ballot| ballot == Ballot::Against) == [true, true, false, false];
        let (scope, most) = rule.most_against()?;
        let halves = scope.words().iter().flat_map(|&word| [word as u32, (word >> 32) as u32]);
        (plain && blocking).then(|| Self { scope: halves.take(plan.members.div_ceil(32)).collect(), most })
    }

    /// Whether all soundings of a run's round fail; if so, they are counted.
    #[inline]
    pub(super) fn all_fail(&self, run: &Run, stances: &mut LaneStances, lane: usize, tally: &mut Tally) -> bool {
        if stances.present_count[lane] == 0 {
            return false;
        }
        let sounded = |candidate: &usize| run.is_sounded(*candidate);
        let candidates = 0..run.candidates.len();
        if candidates.clone().filter(sounded).any(|candidate| self.against(stances, candidate, lane) <= self.most) {
            return false;
        }
        for candidate in candidates.filter(sounded) {
            if self.against(stances, candidate, lane) == self.most + 1 {
                for (word, scope) in self.scope.iter().enumerate() {
                    for member in bits(stances.blockers(candidate, word)[lane] & scope) {
                        tally.pivotal(candidate, word * 32 + member, run.round, stances.weights[lane]);
                    }
                }
            }
            stances.keep_holdouts(candidate, lane);
        }
        true
    }

    #[inline]
    fn against(&self, stances: &LaneStances, candidate: usize, lane: usize) -> u32 {
        let against = |(word, scope): (usize, &u32)| (stances.blockers(candidate, word)[lane] & scope).count_ones();
        self.scope.iter().enumerate().map(against).sum()
    }
}
