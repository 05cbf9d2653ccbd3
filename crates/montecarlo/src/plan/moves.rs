//! The law of motion, compiled (model, section 4, step b).

use std::collections::HashMap;
use std::ops::Range;

use nemcon_core::{CandidateId, Edge, Event, MemberId, Model, Pace, SharePull};

use super::{Entities, Input, PlanError, Source};
use crate::math::FrailtyTable;
use crate::random::{Entity, Purpose};

/// Half-lives, pulls, frailties, paces and influences.
#[derive(Debug, Clone)]
pub(crate) struct Motion {
    /// By edge; `None` never fires.
    pub(crate) half_lives: [Option<Source>; 4],
    pub(crate) bandwagon: Pull,
    /// By member: what it counts in the share of support; all together at most 2³¹, but for rounding.
    pub(crate) shares: Vec<u32>,
    pub(crate) isolation: Pull,
    /// The hazard ratio at the deadline, and the half-life of its pull in days.
    pub(crate) deadline: Option<(Source, Source)>,
    pub(crate) frailty: Option<FrailtyTable>,
    /// By member: the address of its frailty.
    pub(crate) frailties: Vec<Entity>,
    /// By pair: the address of its stance, waits and choices.
    pub(crate) pairs: Vec<Entity>,
    /// In force from the start.
    pub(crate) paces: Vec<PacePlan>,
    /// Whether any pace factor can ever be in force.
    pub(crate) paced: bool,
    pub(crate) influences: Vec<InfluencePlan>,
    /// First one a candidate, without influences; then those on which some act, by candidate.
    pub(crate) clocks: Vec<ClockPlan>,
    /// By candidate: the index of the first clock on which influences act; and the number of clocks.
    influenced: Vec<usize>,
    /// By pair: the index of its clock.
    pub(crate) clock_of: Vec<usize>,
}

/// A clock that runs with what the hazards of some pairs have in common: their candidate, and the
/// influences that can act on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClockPlan {
    pub(crate) candidate: usize,
    /// By index, in the order of the file.
    pub(crate) influences: Vec<usize>,
}

/// `ratio^(share − at)`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pull {
    pub(crate) ratio: Source,
    pub(crate) at: f64,
}

/// A factor on the rates of some pairs and edges.
#[derive(Debug, Clone)]
pub(crate) struct PacePlan {
    pub(crate) pairs: Vec<usize>,
    /// By edge: whether the factor applies.
    pub(crate) edges: [bool; 4],
    pub(crate) factor: Source,
}

/// A factor on the upward rates of some members' stances while another supports the candidate.
#[derive(Debug, Clone)]
pub(crate) struct InfluencePlan {
    pub(crate) of: usize,
    /// The members influenced, without the one that influences.
    pub(crate) on: Vec<usize>,
    pub(crate) candidates: Vec<usize>,
    pub(crate) factor: Source,
}

impl Motion {
    /// The clocks of a candidate on which influences act, by index.
    pub(crate) fn influenced_clocks(&self, candidate: usize) -> Range<usize> {
        self.influenced[candidate]..self.influenced[candidate + 1]
    }

    pub(super) fn new(model: &Model, inputs: &mut Vec<Input>, entities: &mut Entities) -> Result<Self, PlanError> {
        let dynamics = model.dynamics();
        let mut half_lives = [None; 4];
        for edge in Edge::ALL {
            if let Some(half_life) = dynamics.half_lives[edge as usize] {
                half_lives[edge as usize] = Some(Source::new(half_life, &["dynamics", edge.word()], inputs, entities)?);
            }
        }
        let pull = |pull: SharePull, key: &str, entities: &mut Entities, inputs: &mut Vec<Input>| {
            Ok::<_, PlanError>(Pull { ratio: Source::new(pull.ratio, &["dynamics", key], inputs, entities)?, at: pull.at })
        };
        let bandwagon = pull(dynamics.bandwagon, "bandwagon", entities, inputs)?;
        let isolation = pull(dynamics.isolation, "isolation", entities, inputs)?;
        let deadline = match dynamics.deadline {
            Some(deadline) => Some((
                Source::new(deadline.ratio, &["dynamics", "deadline", "ratio"], inputs, entities)?,
                Source::new(deadline.half_life, &["dynamics", "deadline", "half_life"], inputs, entities)?,
            )),
            None => None,
        };
        let members = &model.body().members;
        let mut pairs = Vec::with_capacity(members.len() * model.candidates().len());
        for candidate in model.candidates() {
            for member in members {
                pairs.push(entities.entity(Purpose::Pair, &[&member.id, &candidate.id])?);
            }
        }
        let mut paces = Vec::new();
        for (index, pace) in model.paces().iter().enumerate() {
            paces.push(PacePlan::new(pace, model, &["pace", &index.to_string()], inputs, entities)?);
        }
        let mut influences = Vec::new();
        for (index, influence) in model.influences().iter().enumerate() {
            influences.push(InfluencePlan {
                of: influence.of.index(),
                on: influence.on.iter().filter(|&member| member != influence.of).map(MemberId::index).collect(),
                candidates: influence.candidates.iter().map(CandidateId::index).collect(),
                factor: Source::new(influence.factor, &["influence", &index.to_string()], inputs, entities)?,
            });
        }
        let (clocks, clock_of) = clocks(model.candidates().len(), members.len(), &influences);
        Ok(Self {
            half_lives,
            bandwagon,
            shares: shares(model.body().ids().map(|member| model.body().weight_of(dynamics.bandwagon_weight, member)).collect()),
            isolation,
            deadline,
            frailty: (dynamics.frailty > 0.0).then(|| FrailtyTable::new(dynamics.frailty)),
            frailties: members.iter().map(|member| entities.entity(Purpose::Frailty, &[&member.id])).collect::<Result<_, _>>()?,
            pairs,
            paced: !paces.is_empty() || model.events().iter().flat_map(Event::effects).any(|effect| effect.pace().is_some()),
            paces,
            influences,
            influenced: (0..=model.candidates().len())
                .map(|candidate| {
                    model.candidates().len() + clocks[model.candidates().len()..].partition_point(|clock| clock.candidate < candidate)
                })
                .collect(),
            clocks,
            clock_of,
        })
    }
}

/// The clocks, and by pair the index of its clock.
fn clocks(candidates: usize, members: usize, influences: &[InfluencePlan]) -> (Vec<ClockPlan>, Vec<usize>) {
    let mut clocks: Vec<ClockPlan> = (0..candidates).map(|candidate| ClockPlan { candidate, influences: Vec::new() }).collect();
    let mut clock_of = Vec::with_capacity(candidates * members);
    for candidate in 0..candidates {
        let mut by_member = vec![Vec::new(); members];
        for (index, influence) in influences.iter().enumerate().filter(|(_, influence)| influence.candidates.contains(&candidate)) {
            influence.on.iter().for_each(|&member| by_member[member].push(index));
        }
        let mut known = HashMap::from([(Vec::new(), candidate)]);
        for influences in by_member {
            clock_of.push(*known.entry(influences).or_insert_with_key(|influences| {
                clocks.push(ClockPlan { candidate, influences: influences.clone() });
                clocks.len() - 1
            }));
        }
    }
    (clocks, clock_of)
}

/// Weights as numbers of 32 bits whose sums are, too: large ones are scaled down, so that a share
/// of support is off by less than 2⁻³¹ a member.
fn shares(weights: Vec<u64>) -> Vec<u32> {
    let total: u128 = weights.iter().copied().map(u128::from).sum();
    let scaled = |weight: u64| if total <= 1 << 31 { u128::from(weight) } else { ((u128::from(weight) << 31) / total).max(1) };
    weights.into_iter().map(|weight| scaled(weight) as u32).collect()
}

impl PacePlan {
    pub(crate) fn new(
        pace: &Pace,
        model: &Model,
        name: &[&str],
        inputs: &mut Vec<Input>,
        entities: &mut Entities,
    ) -> Result<Self, PlanError> {
        let members = model.body().len();
        let applies = |edge: Edge| pace.edge.map_or(edge != Edge::Defect, |only| only == edge);
        Ok(Self {
            pairs: pace
                .candidates
                .iter()
                .flat_map(|candidate| pace.members.iter().map(move |member| candidate.index() * members + member.index()))
                .collect(),
            edges: Edge::ALL.map(applies),
            factor: Source::new(pace.factor, name, inputs, entities)?,
        })
    }
}
