//! The procedure `ballots`: everybody votes for one candidate, as in conclaves, the International
//! Olympic Committee and the African Union.

use std::cmp::Reverse;

use nemcon_core::{Ballots, MemberSet, Stance, Status};

use super::{Run, Stances};
use crate::plan::Plan;
use crate::random::{Entity, Purpose};

/// What the procedure keeps.
pub(crate) struct BallotState {
    /// By pair: the preference number of the run.
    preferences: Vec<u32>,
    /// By candidate: its votes in the last ballot, and who cast them.
    votes: Vec<(u32, MemberSet)>,
    /// Scratch: who holds a stance on each candidate of the field.
    holders: Vec<u64>,
    /// The field of the last ballot of the round that failed.
    defeated: Vec<usize>,
    /// Ballots held, and failed, in the run.
    held: u32,
    failed: u32,
}

impl BallotState {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            preferences: vec![0; plan.pairs()],
            votes: vec![(0, MemberSet::empty(plan.members)); plan.candidates.len()],
            holders: Vec::new(),
            defeated: Vec::new(),
            held: 0,
            failed: 0,
        }
    }
}

impl Run<'_> {
    pub(super) fn begin_ballots(&mut self, preferences: &[Entity]) {
        for (preference, &entity) in self.ballots.preferences.iter_mut().zip(preferences) {
            *preference = self.address.word(Purpose::Preference, entity, 0, 0);
        }
        self.ballots.held = 0;
        self.ballots.failed = 0;
    }

    pub(super) fn hold_ballots(&mut self, ballots: &Ballots, stances: &impl Stances) -> Option<usize> {
        self.ballots.defeated.clear();
        for _ in 0..ballots.per_round {
            let mut field = std::mem::take(&mut self.order);
            field.clear();
            field.extend(
                (0..self.candidates.len()).filter(|&candidate| !self.plan.candidates[candidate].incumbent && self.is_eligible(candidate)),
            );
            let appointed = if field.is_empty() { None } else { self.hold_ballot(ballots, &mut field, stances) };
            self.order = field;
            if appointed.is_some() {
                return appointed;
            }
        }
        let incumbent =
            (0..self.candidates.len()).find(|&candidate| self.plan.candidates[candidate].incumbent && self.is_sounded(candidate));
        incumbent.filter(|&incumbent| self.sound(incumbent, 1, stances))
    }

    /// One ballot among the candidates of the field, in file order.
    fn hold_ballot(&mut self, ballots: &Ballots, field: &mut Vec<usize>, stances: &impl Stances) -> Option<usize> {
        self.ballots.held += 1;
        // Within a round nobody changes its mind: with the same field a ballot fails again, alike.
        if self.ballots.defeated != *field {
            if let Some(winner) = self.winner(ballots, field, stances) {
                // Refused, the ballot is used up without eliminating anybody.
                return self.offer(winner).then_some(winner);
            }
            self.ballots.defeated.clone_from(field);
        }
        self.ballots.failed += 1;
        // Most votes first; ties: more members not blocking, then file order.
        field.sort_by_cached_key(|&candidate| {
            (Reverse(self.ballots.votes[candidate].0), Reverse(self.accepting(stances, candidate)), candidate)
        });
        if let Some(eliminate) = ballots.eliminate
            && self.ballots.held >= eliminate.from_ballot
            && field.len() > eliminate.down_to as usize
            && let Some(last) = field.pop()
        {
            self.set_status(last, Status::Withdrawn);
        }
        if ballots.runoff_after.is_some_and(|after| self.ballots.failed >= after) {
            for &candidate in field.iter().skip(2) {
                self.set_status(candidate, Status::Withdrawn);
            }
        }
        None
    }

    /// The candidate that passes this ballot.
    fn winner(&mut self, ballots: &Ballots, field: &[usize], stances: &impl Stances) -> Option<usize> {
        if let &[only] = field {
            self.take_stance_ballots(only, stances);
            self.ballots.votes[only].0 = self.supporters(stances, only);
            return self.passes(only).then_some(only);
        }
        self.vote(ballots.may_abstain, field, stances);
        if ballots.plurality_between_two
            && let &[one, other] = field
        {
            let (votes, others) = (self.ballots.votes[one].0, self.ballots.votes[other].0);
            let winner = (votes != others).then_some(if votes > others { one } else { other });
            for candidate in [one, other] {
                self.candidates[candidate].failed |= winner != Some(candidate);
            }
            return winner;
        }
        let mut winner = None;
        for &candidate in field {
            for (word, votes) in self.ballots.votes[candidate].1.words().iter().enumerate() {
                self.support[word] = *votes;
                self.against[word] = self.present[word] & !votes & !self.abstain[word];
            }
            if self.passes(candidate) {
                winner = Some(candidate);
            }
        }
        winner
    }

    /// Every present member votes for the candidate of the field on which its stance is highest,
    /// ties by the highest preference number; those who abstain are left in `abstain`.
    fn vote(&mut self, may_abstain: bool, field: &[usize], stances: &impl Stances) {
        for &candidate in field {
            self.ballots.votes[candidate].0 = 0;
            self.ballots.votes[candidate].1.words_mut().fill(0);
        }
        for word in 0..self.present.len() {
            self.present[word] = stances.present(word);
            self.abstain[word] = 0;
            let mut open = self.present[word];
            for stance in Stance::ALL.into_iter().rev() {
                if open == 0 {
                    break;
                }
                let mut holders = std::mem::take(&mut self.ballots.holders);
                holders.clear();
                holders.extend(field.iter().map(|&candidate| stances.holders(candidate, stance, word) & open));
                let (any, several) = holders.iter().fold((0, 0), |(any, several), held| (any | held, several | any & held));
                if may_abstain && stance == Stance::Oppose {
                    self.abstain[word] = any;
                } else {
                    for (&candidate, held) in field.iter().zip(&holders) {
                        self.give(candidate, word, held & !several);
                    }
                    for at in MemberSet::indices([several].into_iter()) {
                        let preference = |candidate: usize| self.ballots.preferences[candidate * self.plan.members + word * 64 + at];
                        let liked = field.iter().zip(&holders).filter(|(_, held)| *held >> at & 1 == 1).map(|(&candidate, _)| candidate);
                        if let Some(choice) = liked.max_by_key(|&candidate| (preference(candidate), Reverse(candidate))) {
                            self.give(choice, word, 1 << at);
                        }
                    }
                }
                open &= !any;
                self.ballots.holders = holders;
            }
        }
    }

    /// Gives a candidate the votes of some of 64 members.
    fn give(&mut self, candidate: usize, word: usize, votes: u64) {
        self.ballots.votes[candidate].0 += votes.count_ones();
        self.ballots.votes[candidate].1.words_mut()[word] |= votes;
    }
}
