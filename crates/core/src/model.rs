//! The whole scenario, validated.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    Bloc, Body, Candidate, CandidateId, Cleavage, Dynamics, Effect, Event, Evidence, Influence, InvalidDraft, MemberId, MemberSet, Outcome,
    Pace, Prior, Question, UncertainPrior, validate,
};

/// Everything a simulation needs, not yet validated: fill it in, then make it a [`Model`].
///
/// Members and candidates are referred to by [`MemberId`] and [`CandidateId`]. What is optional may be left empty.
///
/// From code a draft is easiest begun with [`Draft::appointment`] or [`Draft::motion`], which leave
/// everything else at its default.
///
/// With the feature `serde` it can be written and read, in a form that follows these types and changes
/// with them; what is to last is better kept as a file of the crate `nemcon-scenario`. JSON has no way to
/// write numbers that are none, or infinite, which a model never has.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(into = "Given", try_from = "Given"))]
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

    /// Where a pair is kept, if it lies inside the shape.
    fn pair(&self, member: MemberId, candidate: CandidateId) -> Option<usize> {
        let pair = candidate.index().checked_mul(self.members)?.checked_add(member.index())?;
        (member.index() < self.members && pair < self.pairs.len()).then_some(pair)
    }

    /// The prior of a pair, if it has one; its mean, where it is uncertain.
    pub fn get(&self, member: MemberId, candidate: CandidateId) -> Option<Prior> {
        self.pair(member, candidate).and_then(|pair| self.pairs[pair])
    }

    /// Gives a pair a prior.
    ///
    /// # Panics
    /// If the pair lies outside the shape given at the start.
    pub fn set(&mut self, member: MemberId, candidate: CandidateId, prior: Prior) {
        self.put(member, candidate, prior, None);
    }

    /// Gives some members an uncertain prior, which they share.
    ///
    /// # Panics
    /// If a pair lies outside the shape given at the start.
    pub fn set_uncertain(&mut self, members: &MemberSet, prior: UncertainPrior) {
        for member in members.iter() {
            self.put(member, prior.candidate(), prior.mean(), Some(self.uncertain.len()));
        }
        self.uncertain.push(prior);
    }

    fn put(&mut self, member: MemberId, candidate: CandidateId, prior: Prior, drawn: Option<usize>) {
        let pair = self.pair(member, candidate).expect("the pair lies inside the shape of the priors");
        (self.pairs[pair], self.drawn[pair]) = (Some(prior), drawn);
    }

    /// Which of the uncertain priors a pair has, if it has one.
    pub fn drawn(&self, member: MemberId, candidate: CandidateId) -> Option<usize> {
        self.pair(member, candidate).and_then(|pair| self.drawn[pair])
    }

    /// All uncertain priors, in the order in which they were given; one that others have replaced for
    /// all of its members is still among them.
    pub fn uncertain(&self) -> &[UncertainPrior] {
        &self.uncertain
    }

    /// The same priors in another shape: pairs that are new have this prior, if any.
    pub(crate) fn reshape(&mut self, members: usize, candidates: usize, otherwise: Option<Prior>) {
        let mut other = Self::filled(members, candidates, otherwise);
        for candidate in CandidateId::first(candidates) {
            for member in MemberId::first(members) {
                if let (Some(new), Some(old)) = (other.pair(member, candidate), self.pair(member, candidate)) {
                    (other.pairs[new], other.drawn[new]) = (self.pairs[old].or(otherwise), self.drawn[old]);
                }
            }
        }
        other.uncertain = std::mem::take(&mut self.uncertain);
        *self = other;
    }

    pub(crate) fn fits(&self, members: usize, candidates: usize) -> bool {
        self.members == members && self.pairs.len() == members * candidates
    }
}

/// Priors as they are serialised: of each pair, candidate by candidate; then those that are drawn, each
/// with the members that have it.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    members: usize,
    pairs: Vec<Option<Prior>>,
    uncertain: Vec<(UncertainPrior, MemberSet)>,
}

#[cfg(feature = "serde")]
impl From<Priors> for Given {
    fn from(Priors { members, pairs, uncertain, drawn }: Priors) -> Self {
        let whose = |at: usize, prior: &UncertainPrior| {
            let has = |member: &MemberId| drawn[prior.candidate().index() * members + member.index()] == Some(at);
            let reached = (prior.candidate().index() + 1) * members <= pairs.len();
            MemberSet::of(members, MemberId::first(if reached { members } else { 0 }).filter(has))
        };
        let uncertain = uncertain.iter().enumerate().map(|(at, prior)| (prior.clone(), whose(at, prior))).collect();
        Self { members, pairs, uncertain }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Given> for Priors {
    type Error = &'static str;

    fn try_from(Given { members, pairs, uncertain }: Given) -> Result<Self, Self::Error> {
        if pairs.len().checked_rem(members).unwrap_or(pairs.len()) != 0 {
            return Err("the priors are not so many for each candidate as there are members");
        }
        let mut priors = Self { members, drawn: vec![None; pairs.len()], pairs, uncertain: Vec::new() };
        for (prior, whose) in uncertain {
            if whose.iter().any(|member| priors.pair(member, prior.candidate()).is_none()) {
                return Err("an uncertain prior of members or on candidates that have no priors");
            }
            priors.set_uncertain(&whose, prior);
        }
        Ok(priors)
    }
}

/// A validated scenario: what can be simulated and analysed. It cannot be changed; to change
/// something, take the draft back out. With the feature `serde`, what is read is validated.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "Draft"))]
pub struct Model(Draft);

#[cfg(feature = "serde")]
impl TryFrom<Draft> for Model {
    type Error = InvalidDraft;

    fn try_from(draft: Draft) -> Result<Self, InvalidDraft> {
        Self::new(draft)
    }
}

impl Model {
    /// Validates a draft.
    ///
    /// ## Errors
    /// If anything is wrong with it: everything that is.
    pub fn new(mut draft: Draft) -> Result<Self, InvalidDraft> {
        let faults = validate::faults(&draft);
        if !faults.is_empty() {
            return Err(InvalidDraft::new(faults));
        }
        // A set may have been made for a smaller body, or a larger one of whom nobody else is in it.
        draft.present = MemberSet::of(draft.body.len(), draft.present.iter());
        Ok(Self(draft))
    }

    /// The draft it was made from.
    pub fn draft(&self) -> &Draft {
        &self.0
    }

    /// The draft, to be changed and validated anew.
    pub fn into_draft(self) -> Draft {
        self.0
    }

    /// One line that says what is asked.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The question.
    pub fn question(&self) -> &Question {
        &self.0.question
    }

    /// All members that are present or may join.
    pub fn body(&self) -> &Body {
        &self.0.body
    }

    /// Who is present at the as-of date.
    pub fn present(&self) -> &MemberSet {
        &self.0.present
    }

    /// The candidates, in file order; for a motion exactly one.
    pub fn candidates(&self) -> &[Candidate] {
        &self.0.candidates
    }

    /// One of the candidates.
    ///
    /// # Panics
    /// If the model has no such candidate.
    pub fn candidate(&self, candidate: CandidateId) -> &Candidate {
        &self.0.candidates[candidate.index()]
    }

    /// The candidates, as what everything else refers to them by.
    pub fn candidate_ids(&self) -> impl ExactSizeIterator<Item = CandidateId> + DoubleEndedIterator + Clone {
        CandidateId::first(self.0.candidates.len())
    }

    /// The prior of a pair.
    ///
    /// # Panics
    /// If the model has no such member or candidate.
    pub fn prior(&self, member: MemberId, candidate: CandidateId) -> Prior {
        self.0.priors.get(member, candidate).expect("validation covers every pair")
    }

    /// The priors of all pairs.
    pub fn priors(&self) -> &Priors {
        &self.0.priors
    }

    /// Correlations between members.
    pub fn blocs(&self) -> &[Bloc] {
        &self.0.blocs
    }

    /// What divides members between candidates.
    pub fn cleavages(&self) -> &[Cleavage] {
        &self.0.cleavages
    }

    /// Reports on how many members hold which stance.
    pub fn evidence(&self) -> &[Evidence] {
        &self.0.evidence
    }

    /// The law of motion.
    pub fn dynamics(&self) -> &Dynamics {
        &self.0.dynamics
    }

    /// Factors on rates, in force from the start.
    pub fn paces(&self) -> &[Pace] {
        &self.0.paces
    }

    /// Influences between members.
    pub fn influences(&self) -> &[Influence] {
        &self.0.influences
    }

    /// Events, in file order.
    pub fn events(&self) -> &[Event] {
        &self.0.events
    }

    /// The incumbent, if the scenario has one.
    pub fn incumbent(&self) -> Option<CandidateId> {
        self.0.candidates.iter().position(|candidate| candidate.incumbent).map(CandidateId::new)
    }

    /// How it can end: the candidates in file order, then the incumbent's staying on, then somebody
    /// who is not among them, where the question reckons with that, then nobody.
    pub fn outcomes(&self) -> Vec<Outcome> {
        Outcome::all(self.0.question.kind, self.0.question.other.is_some(), self.0.candidates.iter().map(|candidate| candidate.incumbent))
    }

    /// The latest date the deadline can have.
    pub fn latest_deadline(&self) -> Date {
        self.0.deadlines().max().unwrap_or(self.0.question.deadline)
    }

    /// All dates on which some run can have a round: the cadence and the meetings up to the latest
    /// possible deadline, and every possible deadline, in order.
    pub fn dates(&self) -> Vec<Date> {
        self.0.dates()
    }
}

impl From<&Model> for Arc<Model> {
    /// A copy that others may share.
    fn from(model: &Model) -> Self {
        Self::new(model.clone())
    }
}

impl Draft {
    /// The deadline and those that events may set.
    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Date> + '_ {
        let moved = self.events.iter().flat_map(Event::effects).filter_map(Effect::deadline);
        std::iter::once(self.question.deadline).chain(moved)
    }

    pub(crate) fn dates(&self) -> Vec<Date> {
        let question = &self.question;
        let latest = self.deadlines().max().unwrap_or(question.deadline);
        let cadence = question.cadence.into_iter().flat_map(|cadence| cadence.dates(question.as_of, latest));
        let meetings = question.meetings.iter().copied().filter(|&meeting| meeting <= latest);
        let all = cadence.take(validate::limits::ROUNDS + 1).chain(meetings).chain(self.deadlines());
        let mut dates: Vec<Date> = all.filter(|&date| date > question.as_of).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}
