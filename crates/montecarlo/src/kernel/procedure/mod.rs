//! Step (d) of a round: the candidates are put to the body (model, section 4, "Procedures").
//!
//! One file a procedure; what they share is here.

mod ballots;
mod soundings;
mod winnowing;

use nemcon_core::{MemberSet, Stance, Status};

use super::Kernel;
use crate::Tally;
use crate::plan::{BallotMasks, ProcedurePlan};

pub(super) use ballots::BallotState;

impl Kernel<'_> {
    /// Conducts the round's procedure; the candidate appointed, if any.
    pub(super) fn hold_round(&mut self) -> Option<usize> {
        let plan = self.plan;
        match &plan.procedure {
            ProcedurePlan::Soundings(soundings) => self.hold_soundings(soundings),
            ProcedurePlan::Winnowing(cuts) => self.winnow(cuts),
            ProcedurePlan::Ballots(ballots, _) => self.hold_ballots(ballots),
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
    fn sound_all(&mut self, hold: u32) -> Option<usize> {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        for candidate in 0..self.candidates.len() {
            if self.is_sounded(candidate) {
                order.push(candidate);
            } else {
                self.candidates[candidate].held = 0;
            }
        }
        order.sort_unstable_by_key(|&candidate| {
            (self.plan.candidates[candidate].incumbent, std::cmp::Reverse(self.supporters(candidate)), candidate)
        });
        let appointed = order.iter().copied().find(|&candidate| self.sound(candidate, hold));
        self.order = order;
        appointed
    }

    /// Whether a candidate is sounded in this round.
    fn is_sounded(&self, candidate: usize) -> bool {
        let plan = &self.plan.candidates[candidate];
        let considered = !plan.incumbent || plan.considered_from.map_or(self.is_last_round(), |from| from <= self.day);
        considered && self.is_eligible(candidate)
    }

    /// Whether a candidate is presented and could be appointed today.
    fn is_eligible(&self, candidate: usize) -> bool {
        let (from, until) = self.plan.candidates[candidate].window;
        self.candidates[candidate].status == Status::Presented && (from..=until).contains(&self.day)
    }

    /// How many present members support the candidate.
    pub(super) fn supporters(&self, candidate: usize) -> u32 {
        let support = &self.candidates[candidate].masks[Stance::Support as usize];
        support.iter().zip(self.present.words()).map(|(support, present)| (support & present).count_ones()).sum()
    }

    /// How many present members do not block the candidate.
    fn accepting(&self, candidate: usize) -> u32 {
        let blocking: u32 = (0..self.present.words().len()).map(|word| self.blocking_word(candidate, word).count_ones()).sum();
        self.present_count - blocking
    }

    /// Sounds one candidate on the ballots of its stances; whether it is appointed.
    fn sound(&mut self, candidate: usize, hold: u32) -> bool {
        self.take_stance_ballots(candidate);
        if !self.passes(candidate) {
            self.candidates[candidate].held = 0;
            return false;
        }
        self.candidates[candidate].held += 1;
        let hold = if self.plan.candidates[candidate].incumbent { 1 } else { hold };
        self.candidates[candidate].held >= hold && self.offer(candidate)
    }

    /// Takes everybody's ballot on a candidate from its stance (model, section 3).
    fn take_stance_ballots(&mut self, candidate: usize) {
        let [oppose, reserve, accept, support] = &self.candidates[candidate].masks;
        for word in 0..self.support.len() {
            let (oppose, reserve, accept) = (oppose[word], reserve[word], accept[word]);
            let ballots = if self.plan.reserve_is_against { (oppose | reserve, accept) } else { (oppose, reserve | accept) };
            (self.against[word], self.abstain[word]) = ballots;
            self.support[word] = support[word];
        }
    }

    /// Whether the rule passes for a candidate on the ballots in `against`, `abstain` and
    /// `support`; where it fails, notes who alone could change that.
    fn passes(&mut self, candidate: usize) -> bool {
        let plan = self.plan;
        let rule = &plan.rules[self.rule];
        let masks = BallotMasks { present: self.present.words(), ballots: [&self.against, &self.abstain, &self.support] };
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
    pub(super) fn close_soundings(&mut self, tally: &mut Tally) {
        for candidate in 0..self.candidates.len() {
            if !std::mem::take(&mut self.candidates[candidate].failed) {
                continue;
            }
            for word in 0..self.present.words().len() {
                let pivotal = std::mem::take(&mut self.candidates[candidate].pivotal[word]);
                for member in MemberSet::indices([pivotal].into_iter()) {
                    tally.pivotal(candidate, word * 64 + member, self.round);
                }
                self.candidates[candidate].held_out[word] = self.blocking_word(candidate, word);
            }
        }
    }
}
