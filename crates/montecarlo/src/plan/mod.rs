//! A model compiled for simulation: indices and dense arrays, no names.

mod calendar;
mod candidates;
mod events;
mod inputs;
mod moves;
mod rule;
mod start;

use std::collections::HashMap;
use std::sync::Arc;

use nemcon_core::limits::MEMORY;
use nemcon_core::{Bytes, CandidateId, MemberId, Model, OutcomeKind, Stance};

pub(crate) use calendar::Calendar;
pub(crate) use candidates::CandidatePlan;
pub(crate) use events::{DelayPlan, EventPlan, EventTrigger};
pub(crate) use inputs::{Chance, Drawn, Input, Source};
pub(crate) use moves::{ClockPlan, DatePullPlan, Motion, PacePlan, Pull, PullClass};
pub(crate) use rule::{BallotMasks, CompiledRule, Sums};
pub(crate) use start::{Cuts, EvidencePlan, LAST_WORD, MOST_WEIGHT, Start, StartScratch, cuts, quantiles, stance_at, thresholds};

use crate::procedures::ProcedurePlan;
use crate::random::{Entity, Purpose};

/// A model compiled for simulation, once for any number of runs.
///
/// ```no_run
/// # fn model() -> nemcon_core::Model { unimplemented!() }
/// use nemcon_montecarlo::Plan;
/// let plan = Plan::new(model())?;
/// let tally = plan.simulate(2024, 0..10_000, &|_| ())?;
/// let estimates = tally.estimates()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) legend: Arc<Legend>,
    pub(crate) members: usize,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) inputs: Vec<Input>,
    /// What each of them is called.
    pub(crate) input_names: Vec<String>,
    pub(crate) start: Start,
    pub(crate) motion: Motion,
    pub(crate) candidates: Vec<CandidatePlan>,
    pub(crate) events: Vec<EventPlan>,
    /// The question's rule, then those that events may put in its place.
    pub(crate) rules: Vec<CompiledRule>,
    pub(crate) procedure: ProcedurePlan,
    /// How soon somebody else is agreed on.
    pub(crate) other: Option<OtherPlan>,
    /// Whether a member that is reserved blocks: its ballot is against, not an abstention.
    pub(crate) reserve_blocks: bool,
    /// How many bytes its simulations may hold.
    pub(crate) memory: Bytes,
    /// … with what is held beside them.
    pub(crate) beside: Bytes,
}

/// The hazard of the outcome that somebody else is agreed on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherPlan {
    pub(crate) entity: Entity,
    /// In deadlock.
    pub(crate) half_life: Source,
    /// What it is multiplied with otherwise.
    pub(crate) calm: f32,
    /// What a meeting in deadlock adds to it.
    pub(crate) meeting: f32,
}

/// Why a model cannot be simulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Two different things would share their random numbers.
    #[error("{0} and {1} have the same 64-bit address and would share their random numbers: rename one of them")]
    Collision(String, String),
    /// The reports on a candidate are all but impossible under the priors.
    #[error(
        "the evidence on {0:?} is all but impossible under the priors (its probability is below 1e-290): check the count and the priors"
    )]
    Evidence(String),
}

/// What turns the counts of a plan's runs into estimates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Legend {
    pub(crate) model: Arc<Model>,
    pub(crate) calendar: Arc<Calendar>,
    /// By candidate and member: the probabilities of the stances at the as-of date, given all
    /// evidence; where they are not independent, before any evidence.
    pub(crate) start: Vec<Vec<[f64; 4]>>,
}

/// What compiling needs, and adds to.
pub(crate) struct Compiler<'a> {
    pub(crate) model: &'a Model,
    pub(crate) calendar: &'a Calendar,
    pub(crate) rules: &'a mut Vec<CompiledRule>,
    pub(crate) inputs: &'a mut Vec<Input>,
    pub(crate) entities: &'a mut Entities,
}

impl Compiler<'_> {
    /// The index of a pair.
    pub(crate) fn pair(&self, candidate: CandidateId, member: MemberId) -> usize {
        candidate.index() * self.model.body().len() + member.index()
    }
}

impl Plan {
    /// Compiles a model; one that is handed in by reference is cloned.
    pub fn new(model: impl Into<Arc<Model>>) -> Result<Self, PlanError> {
        let model = model.into();
        let calendar = Arc::new(Calendar::new(&model));
        let mut entities = Entities::default();
        let mut inputs = Vec::new();
        let motion = Motion::new(&model, &mut inputs, &mut entities)?;
        let candidates = candidates::plan(&model, &calendar, &mut inputs, &mut entities)?;
        let mut rules = vec![CompiledRule::new(&model.question().rule, model.body())];
        let mut compiler = Compiler { model: &model, calendar: &calendar, rules: &mut rules, inputs: &mut inputs, entities: &mut entities };
        let events = compiler.events()?;
        let procedure = ProcedurePlan::compile(&mut compiler)?;
        let other = match model.question().other {
            None => None,
            Some(other) => Some(OtherPlan {
                // No candidate has this id where the question has the outcome of this name.
                entity: entities.entity(Purpose::Candidate, &[OutcomeKind::Other.word()])?,
                half_life: Source::new(other.half_life, &["question", "other", "half_life"], &mut inputs, &mut entities)?,
                calm: other.calm as f32,
                meeting: -libm::log1p(-other.meeting) as f32,
            }),
        };
        let start = Start::new(&model, &mut entities)?;
        let legend = Legend { model: model.clone(), calendar: calendar.clone(), start: start_probabilities(&start, &model) };
        Ok(Self {
            legend: Arc::new(legend),
            members: model.body().len(),
            calendar,
            input_names: inputs.iter().map(|input| entities.name(Purpose::Input, input.entity)).collect(),
            inputs,
            start,
            motion,
            candidates,
            events,
            rules,
            procedure,
            other,
            reserve_blocks: model.question().blocks(Stance::Reserve),
            memory: Bytes(MEMORY),
            beside: Bytes(0),
        })
    }

    /// The model that was compiled.
    pub fn model(&self) -> &Model {
        &self.legend.model
    }

    /// How many ways a run can end in; see [`End::index`](crate::kernel::End::index).
    pub(crate) fn ends(&self) -> usize {
        self.candidates.len() + 1 + usize::from(self.other.is_some())
    }

    /// How many pairs of a member and a candidate there are; pair `c · members + i`.
    pub(crate) fn pairs(&self) -> usize {
        self.members * self.candidates.len()
    }
}

/// See [`Legend::start`].
fn start_probabilities(start: &Start, model: &Model) -> Vec<Vec<[f64; 4]>> {
    let (members, pairs) = (model.body().len(), model.body().len() * model.candidates().len());
    let mut by_pair: Vec<[f64; 4]> = (0..pairs).map(|pair| start::probabilities(start.thresholds(pair))).collect();
    for evidence in &start.evidence {
        for (pair, posterior) in evidence.posterior() {
            by_pair[pair] = posterior;
        }
    }
    by_pair.chunks(members).map(<[_]>::to_vec).collect()
}

/// The entities of a plan, by purpose, so that a collision is noticed; and how often each has been
/// numbered.
#[derive(Default)]
pub(crate) struct Entities {
    names: HashMap<(u32, Entity), String>,
    numbers: HashMap<(u32, Entity), u32>,
}

impl Entities {
    /// The entity of some ids for a purpose, if nothing else has its hash.
    pub(crate) fn entity(&mut self, purpose: Purpose, ids: &[&str]) -> Result<Entity, PlanError> {
        let entity = crate::random::entity(ids);
        let name = ids.join("/");
        match self.names.insert((purpose as u32, entity), name.clone()) {
            Some(other) if other != name => Err(PlanError::Collision(other, name)),
            _ => Ok(entity),
        }
    }

    /// What an entity that has been asked for is called: its ids, joined by slashes.
    pub(crate) fn name(&self, purpose: Purpose, entity: Entity) -> String {
        self.names.get(&(purpose as u32, entity)).cloned().unwrap_or_default()
    }

    /// How many things of the same entity have asked for a number before, so that they can be told
    /// apart: what a file says of others gives them no other numbers.
    pub(crate) fn number(&mut self, purpose: Purpose, entity: Entity) -> u32 {
        let next = self.numbers.entry((purpose as u32, entity)).or_default();
        *next += 1;
        *next - 1
    }
}
