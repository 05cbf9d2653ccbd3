//! Events, compiled (model, section 6).

use nemcon_core::{Effect, Model, Requirement, StanceChange, Trigger};

use super::start::thresholds;
use super::{Calendar, CompiledRule, Entities, Input, PacePlan, PlanError};
use crate::random::{Entity, Purpose};

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct EventPlan {
    pub(crate) entity: Entity,
    pub(crate) trigger: EventTrigger,
    pub(crate) probability: f64,
    pub(crate) requires: Vec<Requirement>,
    /// Cumulative probability and effects of each outcome.
    pub(crate) outcomes: Vec<(f64, Vec<EffectPlan>)>,
}

/// When an event may happen, in days after the as-of date.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventTrigger {
    /// Uniform over `days` days from `first` on.
    Day { first: i32, days: u32 },
    /// A candidate has reached a status: its bit.
    Becomes { candidate: usize, status: u8 },
    /// Another event has happened.
    Happens(Requirement),
}

/// What an event changes.
#[derive(Debug, Clone)]
pub(crate) enum EffectPlan {
    Join(usize),
    Leave(usize),
    Present(usize),
    Withdraw(usize),
    /// Pairs whose stance changes.
    Stance {
        pairs: Vec<usize>,
        change: StanceChange,
    },
    /// Pairs whose stance is drawn anew: pair and address; thresholds of the prior.
    Redraw {
        pairs: Vec<(usize, Entity)>,
        index: u32,
        thresholds: [f64; 3],
    },
    Pace(PacePlan),
    /// The index of the new deadline.
    Deadline(usize),
    /// The index of the new rule.
    Rule(usize),
}

pub(super) fn plan(
    model: &Model,
    calendar: &Calendar,
    rules: &mut Vec<CompiledRule>,
    inputs: &mut Vec<Input>,
    entities: &mut Entities,
) -> Result<Vec<EventPlan>, PlanError> {
    let mut plans = Vec::with_capacity(model.events.len());
    for event in &model.events {
        let mut outcomes = Vec::with_capacity(event.outcomes.len());
        let mut cumulative = 0.0;
        for outcome in &event.outcomes {
            cumulative += outcome.probability;
            let ids = [event.id.as_str(), outcome.id.as_deref().unwrap_or("")];
            let mut effects = Vec::with_capacity(outcome.effects.len());
            for (position, effect) in outcome.effects.iter().enumerate() {
                effects.push(effect_plan(effect, model, ids, position, calendar, rules, inputs, entities)?);
            }
            outcomes.push((cumulative, effects));
        }
        if let Some(last) = outcomes.last_mut() {
            // Whatever rounding left of the sum, some outcome happens.
            last.0 = 1.0;
        }
        let trigger = match event.trigger {
            Trigger::On(date) => EventTrigger::Day { first: calendar.day(date), days: 1 },
            Trigger::Between(first, last) => {
                let (first, last) = (calendar.day(first), calendar.day(last));
                EventTrigger::Day { first, days: (last - first) as u32 + 1 }
            }
            Trigger::Becomes { candidate, status } => EventTrigger::Becomes { candidate, status: 1 << status as u8 },
            Trigger::Happens(requirement) => EventTrigger::Happens(requirement),
        };
        plans.push(EventPlan {
            entity: entities.entity(Purpose::Event, &[&event.id])?,
            trigger,
            probability: event.probability,
            requires: event.requires.clone(),
            outcomes,
        });
    }
    Ok(plans)
}

#[expect(clippy::too_many_arguments, reason = "one place that compiles an effect, with all it may need")]
fn effect_plan(
    effect: &Effect,
    model: &Model,
    [event, outcome]: [&str; 2],
    position: usize,
    calendar: &Calendar,
    rules: &mut Vec<CompiledRule>,
    inputs: &mut Vec<Input>,
    entities: &mut Entities,
) -> Result<EffectPlan, PlanError> {
    let members = model.body.len();
    Ok(match effect {
        Effect::Join(member) => EffectPlan::Join(*member),
        Effect::Leave(member) => EffectPlan::Leave(*member),
        Effect::Present(candidate) => EffectPlan::Present(*candidate),
        Effect::Withdraw(candidate) => EffectPlan::Withdraw(*candidate),
        Effect::Stance { candidates, members: who, change } => {
            let chosen = candidates.iter().flat_map(|candidate| who.iter().map(move |member| (member, candidate)));
            if let StanceChange::Redraw(prior) = change {
                let pairs = chosen.map(|(member, candidate)| {
                    let ids = [event, outcome, &model.body.members[member].id, &model.candidates[candidate].id];
                    Ok((candidate * members + member, entities.entity(Purpose::Redraw, &ids)?))
                });
                EffectPlan::Redraw {
                    pairs: pairs.collect::<Result<_, _>>()?,
                    index: position as u32,
                    thresholds: thresholds(prior.probabilities()),
                }
            } else {
                EffectPlan::Stance { pairs: chosen.map(|(member, candidate)| candidate * members + member).collect(), change: *change }
            }
        }
        Effect::Pace(pace) => {
            EffectPlan::Pace(PacePlan::new(pace, model, &["event", event, outcome, &position.to_string()], inputs, entities)?)
        }
        Effect::Deadline(date) => EffectPlan::Deadline(calendar.deadline_index(*date)),
        Effect::Rule(rule) => {
            rules.push(CompiledRule::new(rule, &model.body));
            EffectPlan::Rule(rules.len() - 1)
        }
    })
}
