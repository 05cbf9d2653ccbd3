//! Events, compiled (model, section 6).

use std::sync::Arc;

use nemcon_core::{Event, Requirement, Trigger};

use super::{Compiler, PlanError};
use crate::effects::{self, EffectPlan, Place};
use crate::random::{Entity, Purpose};

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct EventPlan {
    pub(crate) entity: Entity,
    pub(crate) trigger: EventTrigger,
    pub(crate) probability: f64,
    pub(crate) requires: Vec<Requirement>,
    /// Cumulative probability and effects of each outcome.
    pub(crate) outcomes: Vec<(f64, Vec<Arc<dyn EffectPlan>>)>,
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
            let place = |position| Place { event: &event.id, outcome: outcome.id.as_deref().unwrap_or(""), position };
            let effects = outcome.effects.iter().enumerate().map(|(position, effect)| effects::compile(effect, place(position), self));
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
}
