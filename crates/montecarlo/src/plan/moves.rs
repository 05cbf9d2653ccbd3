//! The law of motion, compiled (model, section 4, step b).

use std::collections::HashMap;
use std::ops::Range;

use nemcon_core::{
    CandidateId, CandidateSet, DatePull, Dynamics, Edge, EdgeSet, Event, MemberId, MemberSet, Model, Pace, Quantity, SharePull,
};

use super::{Chance, Entities, Input, PlanError, Source};
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
    pub(crate) deadline: Option<DatePullPlan>,
    pub(crate) meeting: Option<DatePullPlan>,
    /// The upward edges in classes: those of one class are acted on by the same pulls.
    pub(crate) classes: Vec<PullClass>,
    /// By edge: its class; of defection, on which no pull acts, the first.
    pub(crate) class_of: [usize; 4],
    /// The factor on upward rates of those who support another; `None`: there is none.
    pub(crate) loyalty: Option<Source>,
    /// The probabilities that oppose, and that reserve, is lasting; `None`: never.
    pub(crate) lasting: [Option<Chance>; 2],
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
    /// First one a candidate, without influences; then those of some members alone, by candidate.
    pub(crate) clocks: Vec<ClockPlan>,
    /// By candidate: the index of the first of its clocks that are of some members alone; and the
    /// number of clocks.
    special: Vec<usize>,
    /// By pair: the index of its clock.
    pub(crate) clock_of: Vec<usize>,
}

/// A clock that runs with what the hazards of some pairs have in common: their candidate, and the
/// influences that can act on them. With loyalty every pair has its own, as it runs by whom the
/// member supports. A clock has one reading for each class of edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClockPlan {
    pub(crate) candidate: usize,
    /// By index, in the order of the file.
    pub(crate) influences: Vec<usize>,
    /// Whose it is, where it runs more slowly while this member supports another candidate.
    pub(crate) member: Option<usize>,
}

/// Edges on which the same pulls act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each pull")]
pub(crate) struct PullClass {
    pub(crate) bandwagon: bool,
    pub(crate) isolation: bool,
    pub(crate) deadline: bool,
    pub(crate) meeting: bool,
}

impl PullClass {
    fn of(edge: Edge, dynamics: &Dynamics) -> Self {
        // A ratio of exactly 1 acts on all edges alike.
        let acts = |ratio: Quantity, edges: EdgeSet| ratio == Quantity::Fixed(1.0) || edges.contains(edge);
        let share = |pull: SharePull| acts(pull.ratio, pull.edges);
        let date = |pull: Option<DatePull>| pull.is_none_or(|pull| acts(pull.ratio, pull.edges));
        Self {
            bandwagon: share(dynamics.bandwagon),
            isolation: share(dynamics.isolation),
            deadline: date(dynamics.deadline),
            meeting: date(dynamics.meeting),
        }
    }
}

/// The classes of the upward edges, and by edge its class.
fn classes(dynamics: &Dynamics) -> (Vec<PullClass>, [usize; 4]) {
    let mut classes = Vec::new();
    let mut class_of = [0; 4];
    for edge in Edge::UPWARD {
        let class = PullClass::of(edge, dynamics);
        class_of[edge as usize] = classes.iter().position(|&known| known == class).unwrap_or_else(|| {
            classes.push(class);
            classes.len() - 1
        });
    }
    (classes, class_of)
}

/// `ratio^(share − at)`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pull {
    pub(crate) ratio: Source,
    pub(crate) at: f64,
}

/// A hazard ratio that sets in as a date nears.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatePullPlan {
    /// On the date.
    pub(crate) ratio: Source,
    /// In days.
    pub(crate) half_life: Source,
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
    /// The clocks of a candidate that are of some members alone, by index.
    pub(crate) fn special_clocks(&self, candidate: usize) -> Range<usize> {
        self.special[candidate]..self.special[candidate + 1]
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
        let mut date_pull = |pull: Option<DatePull>, key: &str| {
            let plan = |pull: DatePull| {
                Ok::<_, PlanError>(DatePullPlan {
                    ratio: Source::new(pull.ratio, &["dynamics", key, "ratio"], inputs, entities)?,
                    half_life: Source::new(pull.half_life, &["dynamics", key, "half_life"], inputs, entities)?,
                })
            };
            pull.map(plan).transpose()
        };
        let (deadline, meeting) = (date_pull(dynamics.deadline, "deadline")?, date_pull(dynamics.meeting, "meeting")?);
        let members = &model.body().members;
        let mut pairs = Vec::with_capacity(members.len() * model.candidates().len());
        for candidate in model.candidates() {
            for member in members {
                pairs.push(entities.entity(Purpose::Pair, &[&member.id, &candidate.id])?);
            }
        }
        let mut paces = Vec::new();
        for pace in model.paces() {
            paces.push(PacePlan::new(pace, model, &["pace"], inputs, entities)?);
        }
        let mut influences = Vec::new();
        for influence in model.influences() {
            let of = model.body()[influence.of].id.as_str();
            let name = concerning(&["influence", of], &influence.on, influence.candidates, model);
            influences.push(InfluencePlan {
                of: influence.of.index(),
                on: influence.on.iter().filter(|&member| member != influence.of).map(MemberId::index).collect(),
                candidates: influence.candidates.iter().map(CandidateId::index).collect(),
                factor: Source::of_one(influence.factor, &name, inputs, entities)?,
            });
        }
        let (classes, class_of) = classes(dynamics);
        let loyalty = match dynamics.loyalty {
            Quantity::Fixed(1.0) => None,
            loyalty => Some(Source::new(loyalty, &["dynamics", "loyalty"], inputs, entities)?),
        };
        let mut lasting = |edge: Edge| {
            let probability = dynamics.lasting.on(edge).filter(|probability| probability.is_possible());
            probability.map(|probability| Chance::new(probability, &["dynamics", "lasting", edge.word()], inputs, entities)).transpose()
        };
        let lasting = [lasting(Edge::Oppose)?, lasting(Edge::Reserve)?];
        let (clocks, clock_of) = clocks(model.candidates().len(), members.len(), &influences, loyalty.is_some());
        Ok(Self {
            half_lives,
            bandwagon,
            shares: shares(model.body().ids().map(|member| model.body().weight_of(dynamics.bandwagon_weight, member)).collect()),
            isolation,
            deadline,
            meeting,
            classes,
            class_of,
            loyalty,
            lasting,
            frailty: (dynamics.frailty > 0.0).then(|| FrailtyTable::new(dynamics.frailty)),
            frailties: members.iter().map(|member| entities.entity(Purpose::Frailty, &[&member.id])).collect::<Result<_, _>>()?,
            pairs,
            paced: !paces.is_empty() || model.events().iter().flat_map(Event::effects).any(|effect| effect.pace().is_some()),
            paces,
            influences,
            special: (0..=model.candidates().len())
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
fn clocks(candidates: usize, members: usize, influences: &[InfluencePlan], loyal: bool) -> (Vec<ClockPlan>, Vec<usize>) {
    let mut clocks: Vec<ClockPlan> =
        (0..candidates).map(|candidate| ClockPlan { candidate, influences: Vec::new(), member: None }).collect();
    let mut clock_of = Vec::with_capacity(candidates * members);
    for candidate in 0..candidates {
        let mut by_member = vec![Vec::new(); members];
        for (index, influence) in influences.iter().enumerate().filter(|(_, influence)| influence.candidates.contains(&candidate)) {
            influence.on.iter().for_each(|&member| by_member[member].push(index));
        }
        let mut known = HashMap::from([((Vec::new(), None), candidate)]);
        for (member, influences) in by_member.into_iter().enumerate() {
            clock_of.push(*known.entry((influences, loyal.then_some(member))).or_insert_with_key(|(influences, member)| {
                clocks.push(ClockPlan { candidate, influences: influences.clone(), member: *member });
                clocks.len() - 1
            }));
        }
    }
    (clocks, clock_of)
}

/// What names an input of an entry on some members and candidates: not its position, so that others
/// may come and go. All members, or candidates, are `*`, whoever they are.
fn concerning<'a>(of: &[&'a str], members: &MemberSet, candidates: CandidateSet, model: &'a Model) -> Vec<&'a str> {
    let mut name = of.to_vec();
    if members.len() == model.body().len() {
        name.push("*");
    } else {
        name.extend(members.iter().map(|member| model.body()[member].id.as_str()));
    }
    name.push("");
    if candidates.iter().count() == model.candidates().len() {
        name.push("*");
    } else {
        name.extend(candidates.iter().map(|candidate| model.candidate(candidate).id.as_str()));
    }
    name
}

/// Weights as numbers of 32 bits whose sums are, too: large ones are scaled down, so that a share
/// of support is off by less than 2⁻³¹ a member.
fn shares(weights: Vec<u128>) -> Vec<u32> {
    let total: u128 = weights.iter().sum();
    // What 96 bits do not hold is less than a share can tell.
    let spare = 32u32.saturating_sub(total.leading_zeros());
    let scaled = |weight: u128| if total <= 1 << 31 { weight } else { (((weight >> spare) << 31) / (total >> spare)).max(1) };
    weights.into_iter().map(|weight| scaled(weight) as u32).collect()
}

impl PacePlan {
    pub(crate) fn new(
        pace: &Pace,
        model: &Model,
        of: &[&str],
        inputs: &mut Vec<Input>,
        entities: &mut Entities,
    ) -> Result<Self, PlanError> {
        let members = model.body().len();
        let edge = pace.edge.map_or("", Edge::word);
        let name = concerning(&[of, &[edge]].concat(), &pace.members, pace.candidates, model);
        let applies = |edge: Edge| pace.edge.map_or(edge != Edge::Defect, |only| only == edge);
        Ok(Self {
            pairs: pace
                .candidates
                .iter()
                .flat_map(|candidate| pace.members.iter().map(move |member| candidate.index() * members + member.index()))
                .collect(),
            edges: Edge::ALL.map(applies),
            factor: Source::of_one(pace.factor, &name, inputs, entities)?,
        })
    }
}
