//! Whom to persuade: what it changes if a member comes to accept a candidate, or opposes it to the end.
//!
//! Each change is an intervention: an event on a day, after the start has been drawn given all evidence
//! (model, section 6), not a declared stance, which whoever counted supporters would have known. Each is a
//! variant of the model, compared with it on the same random numbers; runs in which it is known to be the same
//! are not simulated again ([`differing`]).

mod differing;

use nemcon_core::{
    CandidateId, CandidateSet, Condition, Date, Draft, Effect, Event, EventOutcome, InvalidDraft, MemberId, MemberSet, Model, Pace,
    Probability, Quantity, Stance, StanceBound, StanceChange, Trigger,
};

use crate::plan::Plan;
use crate::several::{Differs, Kin};
use crate::{Comparison, DateDifference, Difference, Estimates, PairedTally, SimulationError};
use differing::{Differing, by_event};

/// Whom to persuade, of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persuasion {
    /// The candidate, or the motion.
    pub candidate: CandidateId,
    /// What a member comes to hold, where it holds less.
    pub to: Stance,
    /// The day on which it changes its mind.
    pub at: Date,
    /// The date by which the candidate may have succeeded.
    pub by: Date,
    /// Among how many of those who change most the best two together are looked for; 0: none.
    pub pairs: usize,
}

/// What it changes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Persuaded {
    /// The candidate's success as it is.
    pub base: Prospect,
    /// How many runs were simulated of each variant, the seed of all, and how many variants there were.
    pub runs: u64,
    /// The seed.
    pub seed: u64,
    /// How many variants were compared with the base.
    pub variants: usize,
    /// By member present at the start, in the order of the body: that it comes round, and that it opposes.
    pub members: Vec<MemberEffect>,
    /// Two together that come round, those first that change most.
    pub pairs: Vec<([MemberId; 2], Change)>,
    /// What no member decides: by event, that it happens for sure once it can, and that it never does.
    pub events: Vec<EventEffect>,
}

/// A candidate's success.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Prospect {
    /// Its probability.
    pub probability: f64,
    /// The probability that it has come about by the date.
    pub by: f64,
    /// The median of its date.
    pub median: Option<Date>,
}

/// What a member changes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MemberEffect {
    /// The member.
    pub member: MemberId,
    /// With which probability it has something to change its mind about, at the as-of date: it holds less than
    /// what it would come to.
    pub holds_less: f64,
    /// If it comes round.
    pub comes_round: Change,
    /// If it opposes to the end.
    pub opposes: Change,
}

/// What an event changes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventEffect {
    /// Which, in the order of the model.
    pub event: usize,
    /// If it happens for sure; `None` where it does.
    pub happens: Option<Change>,
    /// If it never happens; `None` where it never does.
    pub never: Option<Change>,
}

/// How the candidate's success changes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Its probability, and the median of its date.
    pub success: Difference,
    /// The probability that it has come about by the date.
    pub by: DateDifference,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PersuadeError {
    /// The day lies outside the question.
    #[error("{0} is no day of the question, which goes from {1} to {2}")]
    Day(Date, Date, Date),
    /// A variant is no valid model.
    #[error(transparent)]
    Variant(#[from] InvalidDraft),
    /// It cannot be simulated.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

/// So many variants are compared at a time, where there is room for them.
const AT_ONCE: usize = 64;

impl Persuasion {
    /// On the first day, to accept, with the date halfway to the deadline, and without pairs.
    pub fn new(model: &Model, candidate: CandidateId) -> Self {
        let at = model.question().as_of;
        Self { candidate, to: Stance::Accept, at, by: at, pairs: 0 }.on(model, at)
    }

    /// The same for members that change their minds on another day, with the date halfway from there to the deadline.
    #[must_use]
    pub fn on(self, model: &Model, at: Date) -> Self {
        Self { at, by: halfway(at, model.question().deadline.max(at)), ..self }
    }

    /// How many runs are reported as finished, in all, until it is answered with so many each.
    pub fn total(&self, base: &Plan, runs: u64) -> u64 {
        let (model, at_once) = (base.model(), base.variants_at_once(AT_ONCE));
        let doubtful = |event: &Event| [Probability::ONE, Probability::ZERO].into_iter().filter(|&sure| event.probability != sure).count();
        let singles = 2 * model.present().len() + model.events().iter().map(doubtful).sum::<usize>();
        let most = self.pairs.min(model.present().len());
        let pairs = most * most.saturating_sub(1) / 2;
        runs * (singles.div_ceil(at_once) + pairs.div_ceil(at_once)) as u64
    }

    /// Simulates a model and all variants of it, within the memory that its plan has.
    pub fn run(&self, base: &Plan, seed: u64, runs: u64, progress: &(dyn Fn(u64) + Sync)) -> Result<Persuaded, PersuadeError> {
        let model = base.model();
        let question = model.question();
        let within = |day: Date| question.as_of <= day && day <= model.latest_deadline();
        if let Some(day) = [self.at, self.by].into_iter().find(|&day| !within(day)) {
            return Err(PersuadeError::Day(day, question.as_of, model.latest_deadline()));
        }
        let differing = Differing::new(self, base);
        let comparing = Comparing { of: self, base, seed, runs, progress };
        let present: Vec<MemberId> = model.present().iter().collect();
        let coming = |members: &[MemberId]| (self.comes_round(model, members), differing.by_coming_round(members));
        let opposing = |&member: &MemberId| (self.opposes(model, member), differing.by_opposing(member));
        let sure: Vec<(usize, Probability)> = (0..model.events().len())
            .flat_map(|event| [Probability::ONE, Probability::ZERO].map(|probability| (event, probability)))
            .filter(|&(event, probability)| model.events()[event].probability != probability)
            .collect();
        let surely = |&(event, probability)| (with_probability(model, event, probability), by_event(event));
        let drafts = present.iter().map(|&member| coming(&[member])).chain(present.iter().map(opposing)).chain(sure.iter().map(surely));
        let (estimates, mut changes) = comparing.changes(drafts)?;
        let estimates = if let Some(estimates) = estimates {
            estimates
        } else {
            let tally = base.simulate(seed, 0..runs, &|_| ()).map_err(SimulationError::from)?;
            tally.estimates().map_err(SimulationError::from)?
        };
        let outcome = estimates.outcome_of(self.candidate);
        let base = Prospect {
            probability: outcome.map_or(0.0, |outcome| outcome.probability),
            by: changes.first().map_or(0.0, |change| change.by.base),
            median: outcome.and_then(|outcome| outcome.date).map(|date| date.median),
        };
        let of_events = changes.split_off(2 * present.len());
        let opposed = changes.split_off(present.len());
        let less = |member: MemberId| estimates.stances(member, self.candidate)[..self.to as usize].iter().sum();
        let members = present.iter().zip(changes.into_iter().zip(opposed));
        let members: Vec<MemberEffect> = members
            .map(|(&member, (comes_round, opposes))| MemberEffect { member, holds_less: less(member), comes_round, opposes })
            .collect();
        let mut events: Vec<EventEffect> =
            (0..model.events().len()).map(|event| EventEffect { event, happens: None, never: None }).collect();
        for ((event, probability), change) in sure.into_iter().zip(of_events) {
            *(if probability == Probability::ONE { &mut events[event].happens } else { &mut events[event].never }) = Some(change);
        }
        let mut best: Vec<&MemberEffect> = members.iter().collect();
        best.sort_by(|a, b| b.comes_round.success.difference.total_cmp(&a.comes_round.success.difference));
        let best: Vec<MemberId> = best.into_iter().take(self.pairs).map(|effect| effect.member).collect();
        let pairs: Vec<[MemberId; 2]> =
            best.iter().enumerate().flat_map(|(at, &one)| best[at + 1..].iter().map(move |&two| [one, two])).collect();
        let (_, changes) = comparing.changes(pairs.iter().map(|pair| coming(pair)))?;
        let mut pairs: Vec<([MemberId; 2], Change)> = pairs.into_iter().zip(changes).collect();
        pairs.sort_by(|a, b| b.1.success.difference.total_cmp(&a.1.success.difference));
        let variants =
            2 * members.len() + pairs.len() + events.iter().map(|of| [&of.happens, &of.never].into_iter().flatten().count()).sum::<usize>();
        Ok(Persuaded { base, runs, seed, variants, members, pairs, events })
    }

    /// The model in which members come to hold the stance on that day, where they hold less.
    fn comes_round(&self, model: &Model, members: &[MemberId]) -> Draft {
        let mut draft = model.draft().clone();
        let Some(below) = Stance::ALL.into_iter().rev().find(|&stance| stance < self.to) else { return draft };
        for &member in members {
            let change = Effect::Stance {
                candidates: CandidateSet::from_iter([self.candidate]),
                members: MemberSet::of(model.body().len(), [member]),
                change: StanceChange::Set(self.to),
                only_blocking: false,
            };
            let holds_less = Condition::Stance { member, candidate: self.candidate, bound: StanceBound::AtMost(below) };
            draft.events.push(self.event(model, member, vec![holds_less], vec![change]));
        }
        draft
    }

    /// The model in which a member opposes from that day on, to the end: it does not move by itself, and no event
    /// of the model moves it, but for those on fixed days before.
    fn opposes(&self, model: &Model, member: MemberId) -> Draft {
        let mut draft = model.draft().clone();
        let later = |event: &&mut Event| !matches!(event.trigger, Trigger::On(day) if day < self.at);
        for outcome in draft.events.iter_mut().filter(later).flat_map(|event| &mut event.outcomes) {
            let effects = std::mem::take(&mut outcome.effects);
            outcome.effects = effects.into_iter().flat_map(|effect| effect.sparing(member, self.candidate)).collect();
        }
        let (candidates, members) = (CandidateSet::from_iter([self.candidate]), MemberSet::of(model.body().len(), [member]));
        let change =
            Effect::Stance { candidates, members: members.clone(), change: StanceChange::Set(Stance::Oppose), only_blocking: false };
        let stays = Effect::Pace(Pace { members, candidates, edge: None, factor: Quantity::Fixed(0.0) });
        draft.events.push(self.event(model, member, Vec::new(), vec![change, stays]));
        draft
    }

    fn event(&self, model: &Model, member: MemberId, requires: Vec<Condition>, effects: Vec<Effect>) -> Event {
        let mut id = format!("persuade-{}", model.body()[member].id);
        while model.events().iter().any(|event| event.id == id) {
            id.push('-');
        }
        Event {
            id,
            trigger: Trigger::On(self.at),
            probability: Probability::ONE,
            requires,
            unless: Vec::new(),
            outcomes: vec![EventOutcome { id: None, probability: 1.0, effects }],
        }
    }
}

fn with_probability(model: &Model, event: usize, probability: Probability) -> Draft {
    let mut draft = model.draft().clone();
    draft.events[event].probability = probability;
    draft
}

/// The day halfway between two.
fn halfway(from: Date, to: Date) -> Date {
    let days = u32::try_from(nemcon_core::days_between(from, to) / 2).unwrap_or(0);
    if days == 0 { to } else { nemcon_core::Cadence::days(days).date(from, 1).unwrap_or(to) }
}

/// Variants that are compared with their base.
struct Comparing<'a> {
    of: &'a Persuasion,
    base: &'a Plan,
    seed: u64,
    runs: u64,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl Comparing<'_> {
    /// What each variant changes, and the estimates of the base if there is a variant. Variants are made when it is their
    /// turn: all together they could fill the memory.
    fn changes(&self, drafts: impl Iterator<Item = (Draft, Differs)>) -> Result<(Option<Estimates>, Vec<Change>), PersuadeError> {
        let mut changes = Vec::new();
        let mut base = None;
        let mut drafts = drafts.peekable();
        while drafts.peek().is_some() {
            let plan = |(draft, differs)| Ok((Plan::new(Model::new(draft)?).map_err(SimulationError::from)?, vec![(0, differs)]));
            let some = drafts.by_ref().take(self.base.variants_at_once(AT_ONCE)).map(plan);
            let variants: Vec<(Plan, Kin)> = some.collect::<Result<_, PersuadeError>>()?;
            let runs = 0..self.runs;
            let tally = self.base.compare_where(&variants, self.seed, runs, self.progress).map_err(SimulationError::from)?;
            let comparison = tally.comparison().map_err(SimulationError::from)?;
            changes.extend((0..variants.len()).filter_map(|variant| self.change(&comparison, &tally, variant)));
            base = Some(comparison.base);
        }
        Ok((base, changes))
    }

    fn change(&self, comparison: &Comparison, tally: &PairedTally, variant: usize) -> Option<Change> {
        let id = comparison.base.outcome_of(self.of.candidate).map(|outcome| outcome.id.as_str())?;
        let success = comparison.variants[variant].differences.iter().find(|difference| difference.id == id)?.clone();
        Some(Change { success, by: tally.by(variant, self.of.candidate, self.of.by) })
    }
}
