//! Step (a) of a round, and the events that follow from others (model, section 6).

use nemcon_core::{Requirement, Stance, StanceChange, Status};

use super::Kernel;
use crate::math::uniform;
use crate::plan::{EffectPlan, EventTrigger, Plan, stance_at};
use crate::random::Purpose;

/// The events of one run.
pub(super) struct EventState {
    /// Day and index of the dated events, in order of date, then file; and how many are past.
    dated: Vec<(i32, usize)>,
    past: usize,
    /// By event.
    fates: Vec<Fate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its trigger has not held yet.
    Open,
    /// Its trigger has held, but it did not happen, for good.
    Failed,
    /// It has happened, with this outcome.
    Happened(usize),
}

impl EventState {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { dated: Vec::with_capacity(plan.events.len()), past: 0, fates: vec![Fate::Open; plan.events.len()] }
    }

    fn has_happened(&self, requirement: Requirement) -> bool {
        match self.fates[requirement.event] {
            Fate::Happened(outcome) => requirement.outcome.is_none_or(|required| required == outcome),
            Fate::Open | Fate::Failed => false,
        }
    }
}

impl Kernel<'_> {
    /// Draws the days of the dated events.
    pub(super) fn begin_events(&mut self) {
        self.events.dated.clear();
        self.events.past = 0;
        self.events.fates.fill(Fate::Open);
        for (index, event) in self.plan.events.iter().enumerate() {
            if let EventTrigger::Day { first, days } = event.trigger {
                let day = match days {
                    1 => 0,
                    days => (uniform(self.address.word(Purpose::Event, event.entity, 0, 2)) * f64::from(days)) as i32,
                };
                self.events.dated.push((first + day, index));
            }
        }
        self.events.dated.sort_unstable();
    }

    /// The events dated since the last round, up to today.
    pub(super) fn dated_events(&mut self) {
        while let Some(&(day, event)) = self.events.dated.get(self.events.past)
            && day <= self.day
        {
            self.events.past += 1;
            self.decide(event);
        }
    }

    /// One pass over the events that wait for a candidate's status or another event.
    pub(super) fn triggered_events(&mut self) {
        for index in 0..self.plan.events.len() {
            let holds = match self.plan.events[index].trigger {
                EventTrigger::Day { .. } => false,
                EventTrigger::Becomes { candidate, status } => self.candidates[candidate].reached & status != 0,
                EventTrigger::Happens(requirement) => self.events.has_happened(requirement),
            };
            if holds && self.events.fates[index] == Fate::Open {
                self.decide(index);
            }
        }
    }

    /// The trigger of an event holds: what it requires and its probability decide, for good.
    fn decide(&mut self, index: usize) {
        let plan = self.plan;
        let event = &plan.events[index];
        let words = self.address.block(Purpose::Event, event.entity, 0);
        let required = event.requires.iter().all(|&requirement| self.events.has_happened(requirement));
        if !required || uniform(words[0]) >= event.probability {
            self.events.fates[index] = Fate::Failed;
            return;
        }
        let u = uniform(words[1]);
        let outcome = event.outcomes.iter().position(|&(cumulative, _)| u < cumulative).unwrap_or(0);
        self.events.fates[index] = Fate::Happened(outcome);
        for effect in &event.outcomes[outcome].1 {
            self.apply(effect);
        }
    }

    fn apply(&mut self, effect: &EffectPlan) {
        match effect {
            EffectPlan::Join(member) => self.set_presence(*member, true),
            EffectPlan::Leave(member) => self.set_presence(*member, false),
            EffectPlan::Present(candidate) => self.set_status(*candidate, Status::Presented),
            EffectPlan::Withdraw(candidate) => self.set_status(*candidate, Status::Withdrawn),
            EffectPlan::Stance { pairs, change } => {
                for &pair in pairs {
                    let stance = match *change {
                        StanceChange::Set(stance) => stance,
                        StanceChange::Raise(steps) => self.pairs.stance(pair).raised(steps),
                        StanceChange::Lower(steps) => self.pairs.stance(pair).lowered(steps),
                        StanceChange::Redraw(_) => continue,
                    };
                    self.change_stance(pair, stance);
                }
            }
            EffectPlan::Redraw { pairs, index, thresholds } => {
                for &(pair, entity) in pairs {
                    let word = self.address.word(Purpose::Redraw, entity, *index, 0);
                    self.change_stance(pair, stance_at(uniform(word), *thresholds));
                }
            }
            EffectPlan::Pace(pace) => {
                self.apply_pace(pace);
                for &pair in &pace.pairs {
                    self.retime(pair / self.plan.members, pair % self.plan.members);
                }
            }
            EffectPlan::Deadline(deadline) => self.deadline = *deadline,
            EffectPlan::Rule(rule) => self.rule = *rule,
        }
    }

    fn change_stance(&mut self, pair: usize, stance: Stance) {
        let (candidate, member) = (pair / self.plan.members, pair % self.plan.members);
        self.set_stance(candidate, member, stance, self.candidates[candidate].clock);
    }

    fn set_presence(&mut self, member: usize, present: bool) {
        if self.present.contains(member) == present {
            return;
        }
        let share = self.plan.motion.shares[member];
        if present {
            self.present.insert(member);
            self.present_count += 1;
            self.present_share += share;
        } else {
            self.present.remove(member);
            self.present_count -= 1;
            self.present_share -= share;
        }
        for candidate in 0..self.candidates.len() {
            let pair = candidate * self.plan.members + member;
            if self.pairs.stance(pair) == Stance::Support {
                let support = &mut self.candidates[candidate].support_share;
                if present { *support += share } else { *support -= share }
            }
            self.retime(candidate, member);
        }
    }
}
