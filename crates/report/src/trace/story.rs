//! A run in sentences.
//!
//! The story follows the steps, and so knows at every moment who stands where. It tells of those who
//! are candidates at the time; a sounding that goes as the one before is left out.

use std::collections::HashMap;

use nemcon_core::{CandidateId, Date, Kind, MemberId, MemberSet, Model, Outcome, Procedure, Stance, Status};
use nemcon_montecarlo::{Cause, Happened, Step};

use super::words::{becomes, capital, list, moves, pace, paces, verb};
use super::{Paragraph, TraceReport};
use crate::wording::date;

/// Where everybody stands at a moment of the run, and what has been told of it.
struct Teller<'r> {
    report: &'r TraceReport<'r>,
    /// Whether members are called by their names, not by their ids.
    by_name: bool,
    model: &'r Model,
    stances: Vec<Vec<Stance>>,
    present: MemberSet,
    statuses: Vec<Status>,
    /// By candidate: who was against in the last sounding told of.
    sounded: HashMap<CandidateId, (bool, MemberSet)>,
    votes: Vec<(CandidateId, u32)>,
    told: Vec<Paragraph>,
}

impl TraceReport<'_> {
    /// What happened, a paragraph a date. Members are called by their names, or where there is little room by their ids.
    pub(super) fn story(&self, by_name: bool) -> Vec<Paragraph> {
        let model = self.model;
        let mut teller = Teller {
            report: self,
            by_name,
            model,
            stances: self.trace.start.clone(),
            present: model.present().clone(),
            statuses: model.candidates().iter().map(|candidate| candidate.status).collect(),
            sounded: HashMap::new(),
            votes: Vec::new(),
            told: Vec::new(),
        };
        teller.start();
        for round in self.trace.steps.chunk_by(|one, other| one.round == other.round) {
            teller.round(round);
        }
        teller.end(self.trace.ending.outcome, self.trace.ending.date);
        teller.told
    }

    /// How it ended, in a few words.
    pub(super) fn outcome_in_words(&self) -> String {
        let name = |candidate: CandidateId| self.candidate_name(candidate);
        match self.trace.ending.outcome {
            Outcome::Appointed(candidate) => format!("{} is appointed", name(candidate)),
            Outcome::Extended(candidate) => format!("{} stays on", name(candidate)),
            Outcome::Other => "somebody else is agreed on".to_owned(),
            Outcome::Adopted => "adopted".to_owned(),
            Outcome::Vacant => "nobody is agreed on".to_owned(),
            Outcome::Rejected => "not adopted".to_owned(),
        }
    }
}

impl<'r> Teller<'r> {
    /// Adds a sentence to what is told of a date.
    fn tell(&mut self, date: Date, sentence: &str) {
        let sentence = capital(sentence) + ".";
        match self.told.last_mut() {
            Some(last) if last.date == date => last.text += &format!(" {sentence}"),
            _ => self.told.push(Paragraph { date, text: sentence }),
        }
    }

    fn name(&self, candidate: CandidateId) -> &'r str {
        self.report.candidate_name(candidate)
    }

    fn members(&self, members: impl IntoIterator<Item = MemberId>) -> Vec<&'r str> {
        members.into_iter().map(|member| self.member(member)).collect()
    }

    fn member(&self, member: MemberId) -> &'r str {
        if self.by_name { self.report.member_name(member) } else { self.report.member_id(member) }
    }

    /// Whether stances on a candidate are told of: it stands, and is not the incumbent.
    fn is_told(&self, candidate: CandidateId) -> bool {
        let is_motion = self.model.question().kind == Kind::Motion;
        is_motion || (self.statuses[candidate.index()] == Status::Presented && !self.model.candidate(candidate).incumbent)
    }

    fn start(&mut self) {
        let as_of = self.model.question().as_of;
        let standing: Vec<CandidateId> = self.model.candidate_ids().filter(|&candidate| self.is_told(candidate)).collect();
        if standing.is_empty() {
            self.tell(as_of, "nobody is a candidate yet");
        }
        for candidate in standing {
            let sentence = self.standing(candidate);
            self.tell(as_of, &sentence);
        }
        for (member, candidate, stance) in &self.report.trace.lasting {
            if self.stances[candidate.index()][member.index()] == *stance && self.present.contains(*member) && self.is_told(*candidate) {
                let (member, name) = (self.member(*member), self.name(*candidate));
                let word = if *stance == Stance::Oppose { "objection" } else { "reserve" };
                self.tell(as_of, &format!("the {word} of {member} against {name} does not fade by itself"));
            }
        }
    }

    /// Who stands where on a candidate.
    fn standing(&self, candidate: CandidateId) -> String {
        let holding = |stance: Stance| -> Vec<MemberId> {
            self.present.iter().filter(|member| self.stances[candidate.index()][member.index()] == stance).collect()
        };
        let named = |members: Vec<MemberId>| format!("{} ({})", members.len(), list(&self.members(members)));
        let mut parts = vec![format!("{} of {} in favour", holding(Stance::Support).len(), self.present.len())];
        let [accepting, reserved, opposed] = [Stance::Accept, Stance::Reserve, Stance::Oppose].map(holding);
        if !accepting.is_empty() {
            parts.push(format!("{} without objection", accepting.len()));
        }
        if !reserved.is_empty() {
            parts.push(format!("{} not ready to agree", named(reserved)));
        }
        if !opposed.is_empty() {
            parts.push(format!("{} opposed", named(opposed)));
        }
        format!("{}: {}", self.name(candidate), parts.join(", "))
    }

    fn round(&mut self, steps: &[Step]) {
        let mut moved: Vec<(CandidateId, MemberId, Stance)> = Vec::new();
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            if let Happened::Stance { member, candidate, from, cause: Cause::Time, .. } = step.what {
                if !moved.iter().any(|&(on, of, _)| (on, of) == (candidate, member)) {
                    moved.push((candidate, member, from));
                }
                self.apply(&step.what);
                continue;
            }
            self.tell_moves(step.round, &mut moved);
            match &step.what {
                Happened::Event { event, outcome } => {
                    let caused = steps[at..].iter().take_while(|step| is_caused_by(&step.what, *event)).count();
                    self.event(step.date, (*event, *outcome), &steps[at..at + caused]);
                    at += caused;
                }
                other => self.single(step, other),
            }
        }
        if let Some(last) = steps.last() {
            self.tell_moves(last.round, &mut moved);
        }
    }

    /// Keeps up with a step.
    fn apply(&mut self, what: &Happened) {
        match *what {
            Happened::Stance { member, candidate, to, .. } => self.stances[candidate.index()][member.index()] = to,
            Happened::Presence { member, present: true } => self.present.insert(member),
            Happened::Presence { member, present: false } => self.present.remove(member),
            Happened::Status { candidate, to, .. } => self.statuses[candidate.index()] = to,
            _ => (),
        }
    }

    /// Tells of the stances that moved by themselves, given what they were, candidate by candidate.
    fn tell_moves(&mut self, round: Date, moved: &mut Vec<(CandidateId, MemberId, Stance)>) {
        let moved = std::mem::take(moved);
        let told: Vec<CandidateId> = self.model.candidate_ids().filter(|&candidate| self.is_told(candidate)).collect();
        for candidate in told {
            let now = |member: MemberId| self.stances[candidate.index()][member.index()];
            let mut groups: Vec<(&str, &str, Vec<MemberId>)> = Vec::new();
            for &(_, member, from) in moved.iter().filter(|&&(on, member, from)| on == candidate && now(member) != from) {
                let (one, several) = (moves(from, now(member), 1), moves(from, now(member), 2));
                match groups.iter_mut().find(|group| group.0 == one) {
                    Some(group) => group.2.push(member),
                    None => groups.push((one, several, vec![member])),
                }
            }
            let parts: Vec<String> = groups
                .into_iter()
                .map(|(one, several, members)| {
                    format!("{} {}", list(&self.members(members.iter().copied())), verb(members.len(), one, several))
                })
                .collect();
            if !parts.is_empty() {
                self.tell(round, &format!("on {}: {}", self.name(candidate), parts.join(", ")));
            }
        }
    }

    /// Tells of an event and of what it changes.
    fn event(&mut self, day: Date, (event, outcome): (usize, usize), changes: &[Step]) {
        let mut parts = Vec::new();
        let mut stances: Vec<(CandidateId, Stance, Vec<MemberId>)> = Vec::new();
        for change in changes {
            match &change.what {
                Happened::Stance { member, candidate, to, .. } if self.is_told(*candidate) => {
                    match stances.iter_mut().find(|group| (group.0, group.1) == (*candidate, *to)) {
                        Some(group) => group.2.push(*member),
                        None => stances.push((*candidate, *to, vec![*member])),
                    }
                }
                other => parts.extend(self.change(other)),
            }
            self.apply(&change.what);
        }
        parts.extend(stances.into_iter().map(|(candidate, to, members)| {
            format!("{} {} {}", list(&self.members(members.iter().copied())), becomes(to, members.len()), self.name(candidate))
        }));
        for paced in paces(&self.model.events()[event].outcomes[outcome].effects) {
            let members =
                if paced.members.len() == self.model.body().len() { "all".to_owned() } else { list(&self.members(paced.members.iter())) };
            parts.push(format!("from now on {members} {}", pace(paced)));
        }
        let id = self.report.event_id(event);
        let id = self.report.event_outcome(event, outcome).map_or(id.to_owned(), |outcome| format!("{id} ({outcome})"));
        let what = if parts.is_empty() { "nothing changes by it".to_owned() } else { parts.join("; ") };
        self.tell(day, &format!("event {id}: {what}"));
        for change in changes {
            if let Happened::Status { candidate, to: Status::Presented, .. } = change.what {
                let sentence = self.standing(candidate);
                self.tell(day, &sentence);
            }
        }
    }

    /// A change other than of a stance, in words.
    fn change(&self, what: &Happened) -> Option<String> {
        let procedure = match self.model.question().procedure {
            Procedure::Soundings(_) => "drops out for want of support",
            Procedure::Winnowing(_) => "is not among those who are kept",
            Procedure::Ballots(_) => "is out",
        };
        Some(match *what {
            Happened::Presence { member, present: true } => format!("{} joins", self.member(member)),
            Happened::Presence { member, present: false } => format!("{} leaves", self.member(member)),
            Happened::Status { candidate, to, cause, .. } => {
                let what = match (to, cause) {
                    (Status::Presented, _) => "enters the race",
                    (Status::Declined, _) => "is offered the post and declines",
                    (Status::Withdrawn, Cause::Procedure) => procedure,
                    (Status::Withdrawn, _) => "withdraws",
                    (Status::Mentioned | Status::Interested | Status::Appointed, _) => return None,
                };
                format!("{} {what}", self.name(candidate))
            }
            Happened::Deadline(to) => format!("the deadline moves to {}", date(to)),
            Happened::Rule => "another rule is in force".to_owned(),
            _ => return None,
        })
    }

    /// Tells of a step that stands by itself.
    fn single(&mut self, step: &Step, what: &Happened) {
        match what {
            Happened::EventFails { event } => {
                let id = self.report.event_id(*event);
                self.tell(step.date, &format!("event {id} does not come about"));
            }
            Happened::EventDue { event, .. } => {
                let id = self.report.event_id(*event);
                self.tell(step.date, &format!("what event {id} waits for has come; it will follow"));
            }
            Happened::Sounding { candidate, passes, support, abstain, against } => {
                let found = (*passes, against.clone());
                if self.sounded.get(candidate) != Some(&found) {
                    let verdict = if *passes { "passes" } else { "fails" };
                    let mut sentence = format!("{} is sounded and {verdict}: {support} for", self.name(*candidate));
                    if *abstain > 0 {
                        sentence += &format!(", {abstain} without objection");
                    }
                    if !against.is_empty() {
                        sentence += &format!(", {} against ({})", against.len(), list(&self.members(against.iter())));
                    }
                    self.tell(step.date, &sentence);
                    self.sounded.insert(*candidate, found);
                }
            }
            Happened::Ballot { number, votes, winner } => {
                if self.votes != *votes || winner.is_some() {
                    let counts: Vec<String> = votes.iter().map(|&(candidate, votes)| format!("{} {votes}", self.name(candidate))).collect();
                    let wins = winner.map_or_else(String::new, |winner| format!("; {} passes", self.name(winner)));
                    self.tell(step.date, &format!("ballot {number}: {}{wins}", counts.join(", ")));
                    self.votes.clone_from(votes);
                }
            }
            other => {
                let told = self.change(other);
                self.apply(other);
                if let Some(sentence) = told {
                    self.tell(step.date, &sentence);
                }
                if let Happened::Status { candidate, to: Status::Presented, .. } = other {
                    let sentence = self.standing(*candidate);
                    self.tell(step.date, &sentence);
                }
            }
        }
    }

    fn end(&mut self, outcome: Outcome, on: Date) {
        let words = self.report.outcome_in_words();
        let nobody = !outcome.is_agreed();
        let adopted = matches!(outcome, Outcome::Adopted | Outcome::Rejected);
        let what = if adopted { format!("{} is {words}", self.name(CandidateId::new(0))) } else { words };
        self.tell(on, &if nobody { format!("the time is up: {what}") } else { what });
        if !nobody {
            return;
        }
        let supporters = |candidate: CandidateId| {
            self.present.iter().filter(|member| self.stances[candidate.index()][member.index()] == Stance::Support).count()
        };
        let standing = self.model.candidate_ids().filter(|candidate| self.statuses[candidate.index()] == Status::Presented);
        let Some(leader) = standing.max_by_key(|&candidate| (supporters(candidate), std::cmp::Reverse(candidate))) else { return };
        let blocks = |member: &MemberId| self.model.question().blocks(self.stances[leader.index()][member.index()]);
        let blocking: Vec<MemberId> = self.present.iter().filter(blocks).collect();
        if !blocking.is_empty() {
            let (names, name) = (list(&self.members(blocking.iter().copied())), self.name(leader));
            self.tell(on, &format!("in the way of {name} at the end: {names}"));
        }
    }
}

/// Whether a change is one that an event makes.
fn is_caused_by(what: &Happened, event: usize) -> bool {
    match what {
        Happened::Stance { cause, .. } | Happened::Status { cause, .. } => *cause == Cause::Event(event),
        Happened::Presence { .. } | Happened::Deadline(_) | Happened::Rule => true,
        _ => false,
    }
}
