//! Step (a) of a round, and the events that wait for conditions (model, section 6).

use nemcon_core::Requirement;

use super::{Run, Stances};
use crate::kernel::Decided;
use crate::math::{exponential, uniform};
use crate::plan::{DelayPlan, EventTrigger, Plan};
use crate::trace::{Cause, Happened};

/// The events of one run.
pub(super) struct EventState {
    /// Day and index of the events that are dated, or due after a delay, in order of date, then file;
    /// and how many are past.
    dated: Vec<(i32, usize)>,
    past: usize,
    /// By event.
    fates: Vec<Fate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its trigger has not held yet.
    Open,
    /// Its condition has held; it is due some time later.
    Due,
    /// Its trigger has held, but not all that it requires: it does not happen, for good.
    Failed,
    /// All that it requires has held, but by chance it did not happen, for good.
    Missed,
    /// It has happened, with this outcome.
    Happened(usize),
}

impl EventState {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { dated: Vec::with_capacity(plan.events.len()), past: 0, fates: vec![Fate::Open; plan.events.len()] }
    }

    /// The events that have happened, each with its outcome.
    pub(super) fn happened(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.fates.iter().enumerate().filter_map(|(event, fate)| match fate {
            Fate::Happened(outcome) => Some((event, *outcome)),
            Fate::Open | Fate::Due | Fate::Failed | Fate::Missed => None,
        })
    }

    /// How chance has decided.
    pub(super) fn decided(&self) -> Decided {
        let mut decided = Decided::default();
        for (event, fate) in self.fates.iter().enumerate().take(Decided::KEPT) {
            match fate {
                Fate::Happened(_) => decided.happened |= 1 << event,
                Fate::Missed => decided.missed |= 1 << event,
                Fate::Open | Fate::Due | Fate::Failed => {}
            }
        }
        decided
    }

    pub(super) fn has_happened(&self, requirement: Requirement) -> bool {
        match self.fates[requirement.event] {
            Fate::Happened(outcome) => requirement.outcome.is_none_or(|required| required == outcome),
            Fate::Open | Fate::Due | Fate::Failed | Fate::Missed => false,
        }
    }
}

impl Run<'_> {
    /// Draws the days of the dated events.
    pub(super) fn begin_events(&mut self) {
        self.events.dated.clear();
        self.events.past = 0;
        self.events.fates.fill(Fate::Open);
        for (index, event) in self.plan.events.iter().enumerate() {
            if let EventTrigger::Day { first, days } = event.trigger {
                let day = match days {
                    1 => 0,
                    days => (uniform(self.words.events[index][2]) * f64::from(days)) as i32,
                };
                self.events.dated.push((first + day, index));
            }
        }
        self.events.dated.sort_unstable();
    }

    /// The day of the next dated event; none: the end of time.
    pub(in crate::kernel) fn next_event(&self) -> i32 {
        self.events.dated.get(self.events.past).map_or(i32::MAX, |&(day, _)| day)
    }

    /// The events dated since the last round, up to today.
    pub(in crate::kernel) fn dated_events(&mut self, stances: &mut impl Stances) {
        while let Some(&(day, event)) = self.events.dated.get(self.events.past)
            && day <= self.day
        {
            self.events.past += 1;
            self.decide(event, day, stances);
        }
    }

    /// One pass over the events that wait for a condition.
    pub(crate) fn triggered_events(&mut self, stances: &mut impl Stances) {
        let plan = self.plan;
        for (index, event) in plan.events.iter().enumerate() {
            if let EventTrigger::When { condition, delay } = event.trigger
                && self.events.fates[index] == Fate::Open
                && self.holds(condition, stances)
            {
                match delay {
                    None => self.decide(index, self.day, stances),
                    Some(delay) => self.put_off(index, delay),
                }
            }
        }
    }

    /// The condition of an event has been seen to hold: it is due a delay later.
    fn put_off(&mut self, index: usize, delay: DelayPlan) {
        let days = match delay {
            DelayPlan::Days(days) => days,
            // At least 1; and beyond all dates, should it be that long.
            DelayPlan::HalfLife(half_life) => {
                (exponential(self.words.events[index][3]) * half_life.slowness(&self.inputs)).ceil().max(1.0) as i32
            }
        };
        let day = self.day.saturating_add(days);
        self.note(|_| Happened::EventDue { event: index, day });
        let due = (day, index);
        let EventState { dated, past, fates } = &mut self.events;
        let at = *past + dated[*past..].partition_point(|&other| other < due);
        dated.insert(at, due);
        fates[index] = Fate::Due;
    }

    /// The trigger of an event holds on a day: what it requires and its probability decide, for good.
    fn decide(&mut self, index: usize, day: i32, stances: &mut impl Stances) {
        let plan = self.plan;
        let event = &plan.events[index];
        let words = self.words.events[index];
        let cause = self.attribute(Cause::Event(index), day);
        let required = event.requires.iter().all(|&condition| self.holds(condition, stances))
            && !event.unless.iter().any(|&condition| self.holds(condition, stances));
        if !required || uniform(words[0]) >= event.probability.value(&self.inputs) {
            self.events.fates[index] = if required { Fate::Missed } else { Fate::Failed };
            self.note(|_| Happened::EventFails { event: index });
            self.attribute(cause, self.day);
            return;
        }
        let u = uniform(words[1]);
        let outcome = event.outcomes.iter().position(|&(cumulative, _)| u < cumulative).unwrap_or(0);
        self.events.fates[index] = Fate::Happened(outcome);
        self.note(|_| Happened::Event { event: index, outcome });
        for effect in &event.outcomes[outcome].1 {
            effect.apply(self, stances);
        }
        self.attribute(cause, self.day);
    }
}
