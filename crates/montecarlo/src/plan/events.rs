//! Events, compiled (model, section 6).

use std::sync::Arc;

use nemcon_core::{Condition, Delay, Event, Trigger};

use super::{Chance, Compiler, PlanError, Source};
use crate::effects::{self, EffectPlan, Place};
use crate::random::{Entity, Purpose};

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct EventPlan {
    pub(crate) entity: Entity,
    pub(crate) trigger: EventTrigger,
    pub(crate) probability: Chance,
    pub(crate) requires: Vec<Condition>,
    pub(crate) unless: Vec<Condition>,
    /// The index of its first outcome among those of all events.
    pub(crate) first_outcome: usize,
    /// Cumulative probability and effects of each outcome.
    pub(crate) outcomes: Vec<(f64, Vec<Arc<dyn EffectPlan>>)>,
}

/// When an event may happen, in days after the as-of date.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventTrigger {
    /// Uniform over `days` days from `first` on.
    Day { first: i32, days: u32 },
    /// When a condition is seen to hold, or some days later.
    When { condition: Condition, delay: Option<DelayPlan> },
}

/// The days from the round in which a condition is seen to hold to when an event is due.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DelayPlan {
    Days(i32),
    /// Exponential, rounded up.
    HalfLife(Source),
}

impl Compiler<'_> {
    /// The events of the model, in file order.
    pub(super) fn events(&mut self) -> Result<Vec<EventPlan>, PlanError> {
        let mut plans: Vec<EventPlan> = Vec::with_capacity(self.model.events().len());
        for event in self.model.events() {
            let first_outcome = plans.last().map_or(0, |last| last.first_outcome + last.outcomes.len());
            plans.push(self.event(event, first_outcome)?);
        }
        Ok(plans)
    }

    fn event(&mut self, event: &Event, first_outcome: usize) -> Result<EventPlan, PlanError> {
        let mut outcomes = Vec::with_capacity(event.outcomes.len());
        let mut cumulative = 0.0;
        for outcome in &event.outcomes {
            cumulative += outcome.probability;
            let place = Place { event: &event.id, outcome: outcome.id.as_deref().unwrap_or("") };
            let effects = outcome.effects.iter().map(|effect| effects::compile(effect, place, self));
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
            Trigger::When { condition, delay } => EventTrigger::When { condition, delay: self.delay(&event.id, delay)? },
        };
        Ok(EventPlan {
            entity: self.entities.entity(Purpose::Event, &[&event.id])?,
            trigger,
            probability: Chance::new(event.probability, &["event", &event.id, "probability"], self.inputs, self.entities)?,
            requires: event.requires.clone(),
            unless: event.unless.clone(),
            first_outcome,
            outcomes,
        })
    }

    fn delay(&mut self, id: &str, delay: Option<Delay>) -> Result<Option<DelayPlan>, PlanError> {
        Ok(match delay {
            None => None,
            Some(Delay::Days(days)) => Some(DelayPlan::Days(i32::try_from(days).unwrap_or(i32::MAX))),
            Some(Delay::HalfLife(half_life)) => {
                Some(DelayPlan::HalfLife(Source::new(half_life, &["event", id, "after"], self.inputs, self.entities)?))
            }
        })
    }
}
