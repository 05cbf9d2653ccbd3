//! The procedure `ballots`: everybody votes for one candidate, as in conclaves, the International
//! Olympic Committee and the African Union.

use std::cmp::Reverse;

use nemcon_core::{Ballots, Candidate, Member, MemberSet, Stance, Status, Trigger};

use super::revision::{AcclamationPlan, Revised, RevisionPlan};
use super::{Compiled, Draw, Held};
use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PlanError};
use crate::random::Purpose;

#[derive(Debug, Clone)]
pub(crate) struct BallotsPlan {
    options: Ballots,
    /// First by pair its preference number; then, where there is acclamation, by member whether it joins.
    draws: Vec<Draw>,
    pairs: usize,
    members: usize,
    revision: Option<RevisionPlan>,
    acclamation: Option<AcclamationPlan>,
    /// Whether, with the same field, members may vote otherwise in the next ballot of a round: they
    /// reconsider, or events come in between.
    unsettled: bool,
}

pub(crate) struct BallotsState<'p> {
    plan: &'p BallotsPlan,
    /// By pair: the preference number of the run.
    preferences: Vec<u32>,
    /// By candidate: its votes in the last ballot with several in the field, and who cast them; none
    /// where it was not in it.
    votes: Vec<(u32, MemberSet)>,
    revised: Revised,
    /// Who is for the last one in the field, whatever its stance.
    acclaiming: MemberSet,
    /// Scratch: who holds a stance on each candidate of the field.
    holders: Vec<u64>,
    /// The field of the last ballot of the round that failed.
    defeated: Vec<usize>,
    /// Ballots held, of them with several in the field, and failed, in the run.
    held: u32,
    contested: u32,
    failed: u32,
}

impl Compiled for BallotsPlan {
    type Options = Ballots;
    type State<'p> = BallotsState<'p>;

    fn compile(options: &Ballots, compiler: &mut Compiler) -> Result<Self, PlanError> {
        let (body, candidates) = (compiler.model.body(), compiler.model.candidates());
        let pairs = candidates.iter().flat_map(|candidate| body.members.iter().map(move |member| (member, candidate)));
        let preference = |(member, candidate): (&Member, &Candidate)| {
            let entity = compiler.entities.entity(Purpose::Preference, &[&member.id, &candidate.id])?;
            Ok(Draw { purpose: Purpose::Preference, entity, word: 0 })
        };
        let mut draws = pairs.map(preference).collect::<Result<Vec<_>, PlanError>>()?;
        let pairs = draws.len();
        let waits = |event: &nemcon_core::Event| matches!(event.trigger, Trigger::When { .. });
        Ok(Self {
            revision: RevisionPlan::compile(options.revise, compiler)?,
            acclamation: AcclamationPlan::compile(options.acclaim, compiler, &mut draws)?,
            draws,
            pairs,
            members: body.len(),
            unsettled: options.revise.is_some() || compiler.model.events().iter().any(waits),
            options: options.clone(),
        })
    }

    fn draws(&self) -> &[Draw] {
        &self.draws
    }

    fn state(&self) -> BallotsState<'_> {
        let candidates = self.pairs / self.members;
        BallotsState {
            plan: self,
            preferences: vec![0; self.pairs],
            votes: vec![(0, MemberSet::empty(self.members)); candidates],
            revised: Revised::new(if self.revision.is_some() { self.members } else { 0 }),
            acclaiming: MemberSet::empty(self.members),
            holders: Vec::new(),
            defeated: Vec::new(),
            held: 0,
            contested: 0,
            failed: 0,
        }
    }
}

impl BallotsState<'_> {
    /// One ballot among the candidates of the field, in file order.
    fn hold_ballot(&mut self, mut field: Vec<usize>, run: &mut Run, stances: &impl Stances) -> Option<usize> {
        let options = &self.plan.options;
        self.held += 1;
        // Where nobody changes its mind within a round, a ballot with the same field fails again, alike.
        if self.plan.unsettled || self.defeated != field {
            let winner = self.winner(&field, run, stances);
            self.note(&field, winner, run);
            if let Some(winner) = winner {
                // Refused, the ballot is used up without eliminating anybody.
                return run.offer(winner).then_some(winner);
            }
            self.defeated.clone_from(&field);
        }
        self.failed += 1;
        // Most votes first; ties: more members not blocking, then the higher lot.
        field.sort_by_cached_key(|&candidate| {
            (Reverse(self.votes[candidate].0), Reverse(run.accepting(stances, candidate)), run.by_lot(candidate))
        });
        if let Some(eliminate) = &options.eliminate
            && eliminate.after.contains(self.held)
            && field.len() > eliminate.down_to as usize
            && let Some(last) = field.pop()
        {
            run.set_status(last, Status::Withdrawn);
        }
        if options.runoff_after.is_some_and(|after| self.failed >= after) {
            for &candidate in field.iter().skip(2) {
                run.set_status(candidate, Status::Withdrawn);
            }
        }
        None
    }

    /// Writes down a ballot of a run that is watched.
    fn note(&self, field: &[usize], winner: Option<usize>, run: &mut Run) {
        let alone = run.cast.support.iter().map(|word| word.count_ones()).sum();
        let votes = field.iter().map(|&candidate| (candidate, if field.len() == 1 { alone } else { self.votes[candidate].0 }));
        run.note_ballot(self.held, votes, winner);
    }

    /// The candidate that passes this ballot.
    fn winner(&mut self, field: &[usize], run: &mut Run, stances: &impl Stances) -> Option<usize> {
        self.revised.keep_to(field);
        if let &[only] = field {
            run.take_stance_ballots(only, stances);
            if self.plan.acclamation.is_some() && self.contested > 0 {
                for (word, voted) in self.votes[only].1.words().iter().enumerate() {
                    run.cast.give_for(word, voted | self.acclaiming.words()[word]);
                }
            }
            return run.passes(only).then_some(only);
        }
        if let Some(revision) = &self.plan.revision {
            self.revised.reconsider(revision, (field, &self.votes), (self.held, self.plan.options.may_abstain), run, stances);
        }
        self.contested += 1;
        self.vote(field, run, stances);
        if self.plan.options.plurality_between_two
            && let &[one, other] = field
        {
            let (votes, others) = (self.votes[one].0, self.votes[other].0);
            let winner = (votes != others).then_some(if votes > others { one } else { other });
            for candidate in [one, other] {
                run.candidates[candidate].failed |= winner != Some(candidate);
            }
            return winner;
        }
        let mut winner = None;
        for &candidate in field {
            for (word, votes) in self.votes[candidate].1.words().iter().enumerate() {
                run.cast.support[word] = *votes;
                run.cast.against[word] = run.cast.present[word] & !votes & !run.cast.abstain[word];
            }
            if run.passes(candidate) {
                winner = Some(candidate);
            }
        }
        winner
    }

    /// Every present member votes as it keeps to, or for the candidate of the field on which its stance
    /// is highest, ties by the highest preference number; notes who is present, and who abstains.
    fn vote(&mut self, field: &[usize], run: &mut Run, stances: &impl Stances) {
        for (votes, voters) in &mut self.votes {
            *votes = 0;
            voters.words_mut().fill(0);
        }
        for word in 0..run.cast.present.len() {
            run.cast.present[word] = stances.present(word);
            run.cast.abstain[word] = 0;
            let mut open = run.cast.present[word];
            for at in self.revised.keeping(word, open) {
                if let Some(choice) = self.revised.vote(word * 64 + at) {
                    self.give(choice, word, 1 << at);
                    open &= !(1 << at);
                }
            }
            for stance in Stance::ALL.into_iter().rev() {
                if open == 0 {
                    break;
                }
                let mut holders = std::mem::take(&mut self.holders);
                holders.clear();
                holders.extend(field.iter().map(|&candidate| stances.holders(candidate, stance, word) & open));
                let (any, several) = holders.iter().fold((0, 0), |(any, several), held| (any | held, several | any & held));
                if self.plan.options.may_abstain && stance == Stance::Oppose {
                    run.cast.abstain[word] = any;
                } else {
                    for (&candidate, held) in field.iter().zip(&holders) {
                        self.give(candidate, word, held & !several);
                    }
                    for at in MemberSet::indices([several].into_iter()) {
                        let preference = |candidate: usize| self.preferences[candidate * self.plan.members + word * 64 + at];
                        let liked = field.iter().zip(&holders).filter(|(_, held)| *held >> at & 1 == 1).map(|(&candidate, _)| candidate);
                        if let Some(choice) = liked.max_by_key(|&candidate| (preference(candidate), Reverse(candidate))) {
                            self.give(choice, word, 1 << at);
                        }
                    }
                }
                open &= !any;
                self.holders = holders;
            }
        }
    }

    /// Gives a candidate the votes of some of 64 members.
    fn give(&mut self, candidate: usize, word: usize, votes: u64) {
        self.votes[candidate].0 += votes.count_ones();
        self.votes[candidate].1.words_mut()[word] |= votes;
    }
}

impl Held for BallotsState<'_> {
    fn begin(&mut self, run: &Run, drawn: impl Fn(usize) -> u32) {
        for (pair, preference) in self.preferences.iter_mut().enumerate() {
            *preference = drawn(pair);
        }
        for (votes, voters) in &mut self.votes {
            *votes = 0;
            voters.words_mut().fill(0);
        }
        self.revised.begin();
        if let Some(acclamation) = &self.plan.acclamation {
            acclamation.draw(run, |member| drawn(self.plan.pairs + member), &mut self.acclaiming);
        }
        (self.held, self.contested, self.failed) = (0, 0, 0);
    }

    fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize> {
        self.defeated.clear();
        let plan = run.plan;
        for _ in 0..self.plan.options.per_round {
            let rivals = (0..plan.candidates.len()).filter(|&candidate| !plan.candidates[candidate].incumbent);
            let field: Vec<usize> = rivals.filter(|&candidate| run.is_eligible(candidate)).collect();
            if field.is_empty() {
                break;
            }
            if let Some(appointed) = self.hold_ballot(field, run, stances) {
                return Some(appointed);
            }
            run.triggered_events(stances);
        }
        let incumbent = (0..plan.candidates.len()).find(|&candidate| plan.candidates[candidate].incumbent && run.is_sounded(candidate));
        incumbent.filter(|&incumbent| run.sound(incumbent, stances) && run.offer(incumbent))
    }
}
