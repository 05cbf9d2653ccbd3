//! What happens in a run that is watched, in order.
//!
//! Only [`Plan::trace`](crate::Plan::trace) asks for a journal. Every other run has none, and each
//! place that would write into it costs one comparison, none of them where stances are moved side by
//! side.

use nemcon_core::{CandidateId, MemberId, MemberSet, Stance, Status};

use super::Run;
use crate::kernel::Stances;
use crate::trace::{Cause, Happened};

/// What is written down of a run.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    /// The day, and the cause, of what is written next.
    day: i32,
    cause: Cause,
    /// By pair: the stances at the as-of date.
    pub(crate) start: Vec<Stance>,
    pub(crate) entries: Vec<Entry>,
}

/// What happened, with the index of the round's date and the day after the as-of date.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) round: usize,
    pub(crate) day: i32,
    pub(crate) what: Happened,
}

impl Run<'_> {
    /// Begins a journal.
    pub(in crate::kernel) fn watch(&mut self) {
        self.journal = Some(Box::new(Journal { day: 0, cause: Cause::Time, start: Vec::new(), entries: Vec::new() }));
    }

    /// Ends the journal and hands it out.
    pub(in crate::kernel) fn unwatch(&mut self) -> Option<Box<Journal>> {
        self.journal.take()
    }

    /// Writes down the stances at the as-of date.
    pub(in crate::kernel) fn note_start(&mut self, stances: &[Stance]) {
        if let Some(journal) = &mut self.journal {
            journal.start = stances.to_vec();
        }
    }

    /// What is written from now on has this cause, on this day; returns the cause until now.
    pub(in crate::kernel) fn attribute(&mut self, cause: Cause, day: i32) -> Cause {
        match &mut self.journal {
            Some(journal) => {
                journal.day = day;
                std::mem::replace(&mut journal.cause, cause)
            }
            None => cause,
        }
    }

    /// Writes down what happens now, given its cause.
    pub(crate) fn note(&mut self, what: impl FnOnce(Cause) -> Happened) {
        if let Some(journal) = &mut self.journal {
            journal.entries.push(Entry { round: self.round, day: journal.day, what: what(journal.cause) });
        }
    }

    /// Writes down that a stance has changed, if it has.
    pub(crate) fn note_stance(&mut self, pair: usize, from: Stance, to: Stance) {
        if from != to {
            let (candidate, member) = self.of_pair(pair);
            self.note(|cause| Happened::Stance { member, candidate, from, to, cause });
        }
    }

    /// Writes down that a stance has moved by itself, with so many days of the round left.
    pub(in crate::kernel) fn note_move(&mut self, pair: usize, from: Stance, to: Stance, left: f32) {
        let (day, (candidate, member)) = (self.day - left as i32, self.of_pair(pair));
        if let Some(journal) = &mut self.journal {
            let what = Happened::Stance { member, candidate, from, to, cause: Cause::Time };
            journal.entries.push(Entry { round: self.round, day, what });
        }
    }

    /// Writes down that a member becomes present or absent, if it does.
    pub(crate) fn note_presence(&mut self, member: usize, present: bool, stances: &dyn Stances) {
        if (stances.present(member / 64) >> (member % 64) & 1 == 1) != present {
            self.note(|_| Happened::Presence { member: MemberId::new(member), present });
        }
    }

    pub(super) fn note_status(&mut self, candidate: usize, from: Status, to: Status) {
        self.note(|cause| Happened::Status { candidate: CandidateId::new(candidate), from, to, cause });
    }

    /// Writes down the sounding whose ballots are cast.
    pub(super) fn note_sounding(&mut self, candidate: usize, passes: bool) {
        if self.journal.is_some() {
            let mut against = MemberSet::empty(self.plan.members);
            against.words_mut().clone_from_slice(&self.cast.against);
            let count = |ballots: &[u64]| ballots.iter().map(|word| word.count_ones()).sum();
            let (support, abstain) = (count(&self.cast.support), count(&self.cast.abstain));
            self.note(|_| Happened::Sounding { candidate: CandidateId::new(candidate), passes, support, abstain, against });
        }
    }

    /// Writes down a ballot: its number in the run, and by candidate of the field its votes.
    pub(crate) fn note_ballot(&mut self, number: u32, votes: impl Iterator<Item = (usize, u32)>, winner: Option<usize>) {
        self.note(|_| Happened::Ballot {
            number,
            votes: votes.map(|(candidate, votes)| (CandidateId::new(candidate), votes)).collect(),
            winner: winner.map(CandidateId::new),
        });
    }

    fn of_pair(&self, pair: usize) -> (CandidateId, MemberId) {
        (CandidateId::new(pair / self.plan.members), MemberId::new(pair % self.plan.members))
    }
}
