//! What is counted of the stances.

use nemcon_core::MemberSet;

use super::stances::PairStances;
use crate::Tally;
use crate::kernel::Stances;

impl PairStances<'_> {
    /// Counts the starting stances on candidates for which they are not known exactly.
    pub(super) fn count_start(&self, weight: u64, tally: &mut Tally) {
        for (pair, &stance) in self.stances.iter().enumerate() {
            tally.start(pair, stance, weight);
        }
    }

    /// Counts who blocks whom after the moves of a round, by changes since the last round.
    pub(super) fn count_blocking(&mut self, previous: Option<usize>, round: usize, weight: u64, tally: &mut Tally) {
        let skipped = previous.map_or(0, |previous| previous + 1);
        for candidate in 0..self.candidates.len() {
            for word in 0..self.present.words().len() {
                let blocking = self.blockers(candidate, word);
                let counted = std::mem::replace(&mut self.candidates[candidate].counted[word], blocking);
                let member = |at: usize| candidate * self.plan.members + word * 64 + at;
                // This run has no round on the dates in between: leave them out.
                let (until, from) = if skipped < round { (skipped, blocking) } else { (round, blocking & !counted) };
                for at in MemberSet::indices([if skipped < round { counted } else { counted & !blocking }].into_iter()) {
                    tally.blocking_ends(member(at), until, weight);
                }
                for at in MemberSet::indices([from].into_iter()) {
                    tally.blocking_begins(member(at), round, weight);
                }
            }
        }
    }

    /// Closes what the counting by changes has left open.
    pub(super) fn count_end(&self, round: usize, weight: u64, tally: &mut Tally) {
        for (candidate, state) in self.candidates.iter().enumerate() {
            for member in MemberSet::indices(state.counted.iter().copied()) {
                tally.blocking_ends(candidate * self.plan.members + member, round + 1, weight);
            }
        }
    }
}
