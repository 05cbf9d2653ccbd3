//! One sounding: the ballots on a candidate, the rule, and the offer. Procedures say who is sounded,
//! and when.

use std::cmp::Reverse;

use nemcon_core::{MemberSet, Stance, Status};

use super::{Run, Stances};
use crate::Tally;
use crate::plan::{BallotMasks, CompiledRule, Plan, Sums};

/// The ballots cast on a candidate: words of 64 members.
pub(crate) struct Cast {
    pub(crate) present: Vec<u64>,
    pub(crate) against: Vec<u64>,
    pub(crate) abstain: Vec<u64>,
    pub(crate) support: Vec<u64>,
    /// Scratch: the sums of the rule's tallies.
    pub(super) sums: Vec<Sums>,
}

impl Cast {
    pub(super) fn new(plan: &Plan) -> Self {
        let words = || vec![0; plan.members.div_ceil(64)];
        let tallies = plan.rules.iter().map(CompiledRule::tallies).max().unwrap_or(0);
        Self { present: words(), against: words(), abstain: words(), support: words(), sums: vec![Sums::default(); tallies] }
    }
}

impl Cast {
    /// Some of 64 members, as far as they are present, are for, whatever their ballots were.
    pub(crate) fn give_for(&mut self, word: usize, members: u64) {
        let members = members & self.present[word];
        self.support[word] |= members;
        self.against[word] &= !members;
        self.abstain[word] &= !members;
    }
}

impl Run<'_> {
    /// The candidates that are to be sounded: most supporters first, ties by lot, the incumbent last.
    pub(crate) fn order_of_soundings(&self, stances: &impl Stances, order: &mut Vec<usize>) {
        order.clear();
        order.extend((0..self.candidates.len()).filter(|&candidate| self.is_sounded(candidate)));
        order.sort_by_cached_key(|&candidate| self.sounding_rank(candidate, self.supporters(stances, candidate)));
    }

    /// Where a candidate stands in the order of soundings: most supporters first, ties by lot, the
    /// incumbent last.
    pub(in crate::kernel) fn sounding_rank(&self, candidate: usize, supporters: u32) -> (bool, Reverse<u32>, (Reverse<u32>, usize)) {
        (self.plan.candidates[candidate].incumbent, Reverse(supporters), self.by_lot(candidate))
    }

    /// Whether a candidate is sounded in this round.
    pub(crate) fn is_sounded(&self, candidate: usize) -> bool {
        let presented = self.candidates[candidate].status == Status::Presented;
        presented && self.plan.candidates[candidate].may_be_sounded(self.day, self.is_last_round())
    }

    /// Whether a candidate is presented and could be appointed today.
    pub(crate) fn is_eligible(&self, candidate: usize) -> bool {
        self.candidates[candidate].status == Status::Presented && self.plan.candidates[candidate].is_available(self.day)
    }

    /// Sounds one candidate on the ballots of its stances; whether the rule passes.
    pub(crate) fn sound(&mut self, candidate: usize, stances: &impl Stances) -> bool {
        self.take_stance_ballots(candidate, stances);
        let passes = self.passes(candidate);
        self.note_sounding(candidate, passes);
        passes
    }

    /// Takes everybody's ballot on a candidate from its stance (model, section 3).
    pub(crate) fn take_stance_ballots(&mut self, candidate: usize, stances: &impl Stances) {
        let cast = &mut self.cast;
        for word in 0..cast.present.len() {
            let (present, against) = (stances.present(word), stances.blockers(candidate, word));
            let support = stances.holders(candidate, Stance::Support, word);
            (cast.present[word], cast.against[word], cast.support[word]) = (present, against, support);
            cast.abstain[word] = present & !against & !support;
        }
    }

    /// Whether the rule passes for a candidate on the ballots that are cast; where it fails, notes
    /// who alone could change that.
    pub(crate) fn passes(&mut self, candidate: usize) -> bool {
        let rule = &self.plan.rules[self.rule];
        let Cast { present, against, abstain, support, sums } = &mut self.cast;
        let masks = BallotMasks { present, ballots: [against, abstain, support] };
        let passes = rule.passes(masks, sums);
        if !passes {
            let state = &mut self.candidates[candidate];
            state.failed = true;
            rule.pivotal_members(masks, sums, |member| state.pivotal[member / 64] |= 1 << (member % 64));
        }
        passes
    }

    /// Offers the post; whether the candidate accepts. One that refuses has declined for good.
    pub(crate) fn offer(&mut self, candidate: usize) -> bool {
        let accepts = self.accepts(candidate);
        if !accepts {
            self.set_status(candidate, Status::Declined);
        }
        accepts
    }

    /// Closes the round's soundings: counts who was pivotal, and keeps who blocked those that failed.
    pub(in crate::kernel) fn close_soundings(&mut self, stances: &mut impl Stances, weight: u64, tally: &mut Tally) {
        for candidate in 0..self.candidates.len() {
            if !std::mem::take(&mut self.candidates[candidate].failed) {
                continue;
            }
            for (word, pivotal) in self.candidates[candidate].pivotal.iter_mut().enumerate() {
                for member in MemberSet::indices([std::mem::take(pivotal)].into_iter()) {
                    tally.pivotal(self.round * self.plan.pairs() + candidate * self.plan.members + word * 64 + member, weight);
                }
            }
            stances.keep_holdouts(candidate);
        }
    }
}
