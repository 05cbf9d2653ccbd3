//! A model compiled for simulation: indices and dense arrays, no names.

mod calendar;
mod candidates;
mod events;
mod evidence;
mod inputs;
mod moves;
mod procedure;
mod rule;
mod start;

use std::collections::HashMap;

use nemcon_core::{Ballot, Model, Stance};

pub(crate) use calendar::Calendar;
pub(crate) use candidates::CandidatePlan;
pub(crate) use events::{EffectPlan, EventPlan, EventTrigger};
pub(crate) use evidence::EvidencePlan;
pub(crate) use inputs::{Drawn, Input, Source};
pub(crate) use moves::{ClockPlan, Motion, PacePlan};
pub(crate) use procedure::ProcedurePlan;
pub(crate) use rule::{BallotMasks, CompiledRule, Sums};
pub(crate) use start::{LAST_WORD, Start, StartScratch, stance_at};

use crate::random::Entity;

/// A model compiled for simulation, once for any number of runs.
///
/// ```no_run
/// # fn model() -> nemcon_core::Model { unimplemented!() }
/// use nemcon_montecarlo::{Plan, simulate};
/// let model = model();
/// let plan = Plan::new(&model)?;
/// let tally = simulate(&plan, 2024, 0..10_000, &|_| ());
/// let estimates = tally.estimates(&model, &plan)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) members: usize,
    pub(crate) calendar: Calendar,
    pub(crate) inputs: Vec<Input>,
    pub(crate) start: Start,
    pub(crate) motion: Motion,
    pub(crate) candidates: Vec<CandidatePlan>,
    pub(crate) events: Vec<EventPlan>,
    /// The question's rule, then those that events may put in its place.
    pub(crate) rules: Vec<CompiledRule>,
    pub(crate) procedure: ProcedurePlan,
    /// By stance: the ballot it makes.
    pub(crate) ballots: [Ballot; 4],
}

/// Why a model cannot be simulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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

impl Plan {
    /// Compiles a model.
    pub fn new(model: &Model) -> Result<Self, PlanError> {
        let calendar = Calendar::new(model);
        let mut entities = Entities::default();
        let mut inputs = Vec::new();
        let motion = Motion::new(model, &mut inputs, &mut entities)?;
        let candidates = candidates::plan(model, &calendar, &mut inputs, &mut entities)?;
        let mut rules = vec![CompiledRule::new(&model.question().rule, model.body())];
        let mut compiler = events::Compiler { model, calendar: &calendar, rules: &mut rules, inputs: &mut inputs, entities: &mut entities };
        let events = compiler.events()?;
        let start = Start::new(model, &mut entities)?;
        Ok(Self {
            members: model.body().len(),
            procedure: ProcedurePlan::new(model, &calendar, &mut entities)?,
            calendar,
            inputs,
            start,
            motion,
            candidates,
            events,
            rules,
            ballots: Stance::ALL.map(|stance| model.question().ballot(stance)),
        })
    }

    /// By candidate and member: the probabilities of the stances at the as-of date, given all
    /// evidence; where blocs correlate them, before any evidence.
    pub(crate) fn start_probabilities(&self) -> Vec<Vec<[f64; 4]>> {
        let prior = |pair: usize| start::probabilities(self.start.thresholds(pair));
        let mut by_pair: Vec<[f64; 4]> = (0..self.pairs()).map(prior).collect();
        for evidence in &self.start.evidence {
            for (pair, posterior) in evidence.posterior(|pair| self.start.thresholds(pair)) {
                by_pair[pair] = posterior;
            }
        }
        by_pair.chunks(self.members).map(<[_]>::to_vec).collect()
    }

    /// How many pairs of a member and a candidate there are; pair `c · members + i`.
    pub(crate) fn pairs(&self) -> usize {
        self.members * self.candidates.len()
    }
}

/// The entities of a plan, by purpose, so that a collision is noticed.
#[derive(Default)]
pub(crate) struct Entities(HashMap<(u32, Entity), String>);

impl Entities {
    /// The entity of some ids for a purpose, if nothing else has its hash.
    pub(crate) fn entity(&mut self, purpose: crate::random::Purpose, ids: &[&str]) -> Result<Entity, PlanError> {
        let entity = crate::random::entity(ids);
        let name = ids.join("/");
        match self.0.insert((purpose as u32, entity), name.clone()) {
            Some(other) if other != name => Err(PlanError::Collision(other, name)),
            _ => Ok(entity),
        }
    }
}
