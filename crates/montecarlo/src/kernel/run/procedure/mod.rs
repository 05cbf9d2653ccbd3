//! Step (d) of a round: the candidates are put to the body (model, section 4, "Procedures").
//!
//! One file a procedure; what they share is here.

mod ballots;
mod soundings;
mod winnowing;

use nemcon_core::{Ballot, MemberSet, Stance, Status};

use super::{Run, Stances};
use crate::Tally;
use crate::plan::{BallotMasks, ProcedurePlan};

pub(super) use ballots::BallotState;

impl Run<'_> {
    /// Conducts the round's procedure; the candidate appointed, if any.
    pub(in crate::kernel) fn hold_round(&mut self, stances: &impl Stances) -> Option<usize> {
        let plan = self.plan;
        match &plan.procedure {
            ProcedurePlan::Soundings(soundings) => self.hold_soundings(soundings, stances),
            ProcedurePlan::Winnowing(cuts) => self.winnow(cuts, stances),
            ProcedurePlan::Ballots(ballots, _) => self.hold_ballots(ballots, stances),
        }
    }

    /// Forgets what the procedure remembers between the rounds of a run.
    pub(super) fn begin_procedure(&mut self) {
        self.cuts = 0;
        if let ProcedurePlan::Ballots(_, preferences) = &self.plan.procedure {
            self.begin_ballots(preferences);
        }
    }

    /// Sounds every candidate that is to be sounded, most supporters first, the incumbent last.
    fn sound_all(&mut self, hold: u32, stances: &impl Stances) -> Option<usize> {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        for candidate in 0..self.candidates.len() {
            if self.is_sounded(candidate) {
                order.push(candidate);
            } else {
                self.candidates[candidate].held = 0;
            }
        }
        order.sort_by_cached_key(|&candidate| {
            (self.plan.candidates[candidate].incumbent, std::cmp::Reverse(self.supporters(stances, candidate)), candidate)
        });
        let appointed = order.iter().copied().find(|&candidate| self.sound(candidate, hold, stances));
        self.order = order;
        appointed
    }

    /// Whether a candidate is sounded in this round.
    fn is_sounded(&self, candidate: usize) -> bool {
        let presented = self.candidates[candidate].status == Status::Presented;
        presented && self.plan.candidates[candidate].may_be_sounded(self.day, self.is_last_round())
    }

    /// Whether a candidate is presented and could be appointed today.
    fn is_eligible(&self, candidate: usize) -> bool {
        self.candidates[candidate].status == Status::Presented && self.plan.candidates[candidate].is_available(self.day)
    }

    /// Sounds one candidate on the ballots of its stances; whether it is appointed.
    fn sound(&mut self, candidate: usize, hold: u32, stances: &impl Stances) -> bool {
        self.take_stance_ballots(candidate, stances);
        if !self.passes(candidate) {
            self.candidates[candidate].held = 0;
            return false;
        }
        self.candidates[candidate].held += 1;
        let hold = if self.plan.candidates[candidate].incumbent { 1 } else { hold };
        self.candidates[candidate].held >= hold && self.offer(candidate)
    }

    /// Takes everybody's ballot on a candidate from its stance (model, section 3).
    fn take_stance_ballots(&mut self, candidate: usize, stances: &impl Stances) {
        for word in 0..self.support.len() {
            let mut ballots = [0; 3];
            let [oppose, reserve, accept, support] = self.plan.ballots;
            if oppose == reserve {
                ballots[oppose as usize] |= stances.blockers(candidate, word);
            } else {
                ballots[oppose as usize] |= stances.holders(candidate, Stance::Oppose, word);
                ballots[reserve as usize] |= stances.holders(candidate, Stance::Reserve, word);
            }
            ballots[accept as usize] |= stances.holders(candidate, Stance::Accept, word);
            ballots[support as usize] |= stances.holders(candidate, Stance::Support, word);
            self.present[word] = stances.present(word);
            self.against[word] = ballots[Ballot::Against as usize];
            self.abstain[word] = ballots[Ballot::Abstain as usize];
            self.support[word] = ballots[Ballot::For as usize];
        }
    }

    /// Whether the rule passes for a candidate on the ballots in `against`, `abstain` and
    /// `support`; where it fails, notes who alone could change that.
    fn passes(&mut self, candidate: usize) -> bool {
        let plan = self.plan;
        let rule = &plan.rules[self.rule];
        let masks = BallotMasks { present: &self.present, ballots: [&self.against, &self.abstain, &self.support] };
        let passes = rule.passes(masks, &mut self.sums);
        if !passes {
            let state = &mut self.candidates[candidate];
            state.failed = true;
            rule.pivotal_members(masks, &self.sums, |member| state.pivotal[member / 64] |= 1 << (member % 64));
        }
        passes
    }

    /// Offers the post; whether the candidate accepts. One that refuses has declined for good.
    fn offer(&mut self, candidate: usize) -> bool {
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
