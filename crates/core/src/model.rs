//! The whole scenario, validated.

use jiff::civil::Date;

use crate::{
    Bloc, Body, Candidate, Cleavage, Dynamics, Event, Evidence, Fault, Influence, MemberSet, Pace, Prior, Question, UncertainPrior,
    validate,
};

/// Everything a simulation needs, not yet validated: fill it in, then make it a [`Model`].
///
/// Members and candidates are referred to by index. What is optional may be left empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// One line that says what is asked.
    pub title: String,
    /// The question.
    pub question: Question,
    /// All members that are present or may join.
    pub body: Body,
    /// Who is present at the as-of date; the others may join by an event.
    pub present: MemberSet,
    /// The candidates, in file order; for a motion exactly one.
    pub candidates: Vec<Candidate>,
    /// The prior stances, one a pair.
    pub priors: Priors,
    /// Correlations between members.
    pub blocs: Vec<Bloc>,
    /// Correlations between a member's stances on rivals.
    pub cleavages: Vec<Cleavage>,
    /// Reports on how many members hold which stance.
    pub evidence: Vec<Evidence>,
    /// The law of motion.
    pub dynamics: Dynamics,
    /// Factors on rates, in force from the start.
    pub paces: Vec<Pace>,
    /// Influences between members.
    pub influences: Vec<Influence>,
    /// Events, in file order.
    pub events: Vec<Event>,
}

/// The prior of every pair of a member and a candidate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Priors {
    members: usize,
    pairs: Vec<Option<Prior>>,
    /// Priors that several pairs share because they are drawn.
    uncertain: Vec<UncertainPrior>,
    /// By pair: which of them it has, if it has one.
    drawn: Vec<Option<usize>>,
}

impl Priors {
    /// No pair has a prior yet.
    pub fn empty(members: usize, candidates: usize) -> Self {
        Self::filled(members, candidates, None)
    }

    /// Every pair has the same prior.
    pub fn uniform(members: usize, candidates: usize, prior: Prior) -> Self {
        Self::filled(members, candidates, Some(prior))
    }

    fn filled(members: usize, candidates: usize, prior: Option<Prior>) -> Self {
        let pairs = members * candidates;
        Self { members, pairs: vec![prior; pairs], uncertain: Vec::new(), drawn: vec![None; pairs] }
    }

    /// The prior of a pair, if it has one; its mean, where it is uncertain.
    pub fn get(&self, member: usize, candidate: usize) -> Option<Prior> {
        self.pairs.get(candidate * self.members + member).copied().flatten()
    }

    /// Gives a pair a prior.
    ///
    /// # Panics
    /// If the pair lies outside the shape given at the start.
    pub fn set(&mut self, member: usize, candidate: usize, prior: Prior) {
        assert!(member < self.members, "a member beyond the body");
        self.pairs[candidate * self.members + member] = Some(prior);
        self.drawn[candidate * self.members + member] = None;
    }

    /// Gives some members an uncertain prior, which they share.
    ///
    /// # Panics
    /// If a pair lies outside the shape given at the start.
    pub fn set_uncertain(&mut self, members: &MemberSet, prior: UncertainPrior) {
        for member in members.iter() {
            self.set(member, prior.candidate(), prior.mean());
            self.drawn[prior.candidate() * self.members + member] = Some(self.uncertain.len());
        }
        self.uncertain.push(prior);
    }

    /// Which of the uncertain priors a pair has, if it has one.
    pub fn drawn(&self, member: usize, candidate: usize) -> Option<usize> {
        self.drawn.get(candidate * self.members + member).copied().flatten()
    }

    /// All uncertain priors, in the order in which they were given; one that others have replaced for
    /// all of its members is still among them.
    pub fn uncertain(&self) -> &[UncertainPrior] {
        &self.uncertain
    }

    pub(crate) fn fits(&self, members: usize, candidates: usize) -> bool {
        self.members == members && self.pairs.len() == members * candidates
    }
}

/// A validated scenario: what can be simulated and analysed. It reads like the [`Draft`] it was
/// made from and cannot be changed; to change something, take the draft back out.
#[derive(Debug, Clone, PartialEq)]
pub struct Model(Draft);

impl Model {
    /// Validates a draft; on failure, everything that is wrong with it.
    pub fn new(draft: Draft) -> Result<Self, Vec<Fault>> {
        let faults = validate::faults(&draft);
        if faults.is_empty() { Ok(Self(draft)) } else { Err(faults) }
    }

    /// The draft, to be changed and validated anew.
    pub fn into_draft(self) -> Draft {
        self.0
    }

    /// The prior of a pair.
    pub fn prior(&self, member: usize, candidate: usize) -> Prior {
        self.0.priors.get(member, candidate).expect("validation covers every pair")
    }

    /// The incumbent's index, if the scenario has one.
    pub fn incumbent(&self) -> Option<usize> {
        self.0.candidates.iter().position(|candidate| candidate.incumbent)
    }

    /// The latest date the deadline can have.
    pub fn latest_deadline(&self) -> Date {
        self.0.deadlines().max().unwrap_or(self.0.question.deadline)
    }

    /// All dates on which some run can have a round: the cadence up to the latest possible
    /// deadline, and every possible deadline, in order.
    pub fn dates(&self) -> Vec<Date> {
        self.0.dates()
    }
}

impl std::ops::Deref for Model {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

impl Draft {
    /// The deadline and those that events may set.
    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Date> + '_ {
        let effects = self.events.iter().flat_map(|event| &event.outcomes).flat_map(|outcome| &outcome.effects);
        let moved = effects.filter_map(|effect| match effect {
            crate::Effect::Deadline(date) => Some(*date),
            _ => None,
        });
        std::iter::once(self.question.deadline).chain(moved)
    }

    pub(crate) fn dates(&self) -> Vec<Date> {
        let question = &self.question;
        let latest = self.deadlines().max().unwrap_or(question.deadline);
        let cadence = question.cadence.dates(question.as_of, latest).take(validate::limits::ROUNDS + 1);
        let mut dates: Vec<Date> = cadence.chain(self.deadlines()).filter(|&date| date > question.as_of).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}
