//! Events, compiled (model, section 6).

use nemcon_core::{Effect, Event, Model, Requirement, StanceChange, Trigger};

use super::start::{Cuts, cuts, thresholds};
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
    /// Pairs whose stance is drawn anew: pair and address; cuts of the prior.
    Redraw {
        pairs: Vec<(usize, Entity)>,
        index: u32,
        cuts: Cuts,
    },
    Pace(PacePlan),
    /// The index of the new deadline.
    Deadline(usize),
    /// The index of the new rule.
    Rule(usize),
}

/// What compiling events needs, and adds to.
pub(super) struct Compiler<'a> {
    pub(super) model: &'a Model,
    pub(super) calendar: &'a Calendar,
    pub(super) rules: &'a mut Vec<CompiledRule>,
    pub(super) inputs: &'a mut Vec<Input>,
    pub(super) entities: &'a mut Entities,
}

impl Compiler<'_> {
    /// The events of the model, in file order.
    pub(super) fn events(&mut self) -> Result<Vec<EventPlan>, PlanError> {
        self.model.events().iter().map(|event| self.event(event)).collect()
    }

    fn event(&mut self, event: &Event) -> Result<EventPlan, PlanError> {
        let mut outcomes = Vec::with_capacity(event.outcomes.len());
        let mut cumulative = 0.0;
        for outcome in &event.outcomes {
            cumulative += outcome.probability;
            let ids = [event.id.as_str(), outcome.id.as_deref().unwrap_or("")];
            let effects = outcome.effects.iter().enumerate().map(|(position, effect)| self.effect(effect, ids, position));
            outcomes.push((cumulative, effects.collect::<Result<_, _>>()?));
        }
        if let Some(last) = outcomes.last_mut() {
            // Whatever rounding left of the sum, some outcome happens.
            last.0 = 1.0;
        }
        let day = |date| self.calendar.day(date);
        let trigger = match event.trigger {
            Trigger::On(date) => EventTrigger::Day { first: day(date), days: 1 },
            Trigger::Between(first, last) => EventTrigger::Day { first: day(first), days: (day(last) - day(first)) as u32 + 1 },
            Trigger::Becomes { candidate, status } => EventTrigger::Becomes { candidate: candidate.index(), status: 1 << status as u8 },
            Trigger::Happens(requirement) => EventTrigger::Happens(requirement),
        };
        Ok(EventPlan {
            entity: self.entities.entity(Purpose::Event, &[&event.id])?,
            trigger,
            probability: event.probability,
            requires: event.requires.clone(),
            outcomes,
        })
    }

    fn effect(&mut self, effect: &Effect, [event, outcome]: [&str; 2], position: usize) -> Result<EffectPlan, PlanError> {
        let model = self.model;
        let members = model.body().len();
        Ok(match effect {
            Effect::Join(member) => EffectPlan::Join(member.index()),
            Effect::Leave(member) => EffectPlan::Leave(member.index()),
            Effect::Present(candidate) => EffectPlan::Present(candidate.index()),
            Effect::Withdraw(candidate) => EffectPlan::Withdraw(candidate.index()),
            Effect::Stance { candidates, members: who, change } => {
                let chosen = candidates.iter().flat_map(|candidate| who.iter().map(move |member| (member, candidate)));
                if let StanceChange::Redraw(prior) = change {
                    let pairs = chosen.map(|(member, candidate)| {
                        let ids = [event, outcome, &model.body()[member].id, &model.candidate(candidate).id];
                        Ok((candidate.index() * members + member.index(), self.entities.entity(Purpose::Redraw, &ids)?))
                    });
                    let pairs = pairs.collect::<Result<_, _>>()?;
                    EffectPlan::Redraw { pairs, index: position as u32, cuts: cuts(thresholds(prior.probabilities())) }
                } else {
                    let pairs = chosen.map(|(member, candidate)| candidate.index() * members + member.index());
                    EffectPlan::Stance { pairs: pairs.collect(), change: *change }
                }
            }
            Effect::Pace(pace) => {
                let name = ["event", event, outcome, &position.to_string()];
                EffectPlan::Pace(PacePlan::new(pace, model, &name, self.inputs, self.entities)?)
            }
            Effect::Deadline(date) => EffectPlan::Deadline(self.calendar.deadline_index(*date)),
            Effect::Rule(rule) => {
                self.rules.push(CompiledRule::new(rule, model.body()));
                EffectPlan::Rule(self.rules.len() - 1)
            }
        })
    }
}
