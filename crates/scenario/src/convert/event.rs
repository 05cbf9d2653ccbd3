//! `[[event]]`.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days are positive and few")]

use nemcon_core::{CandidateSet, Condition, Date, Delay, Effect, Event, EventOutcome, MemberSet, Probability, StanceChange, Trigger};

use super::names::Names;
use super::parts::Convert;
use super::{condition, rule, stance};
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, OneOf, Only};
use crate::tree::Node;

impl Convert for raw::Event {
    type Part = Event;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let trigger = trigger(self, node, names, errors);
        let requires = condition::list(&self.requires, node.key("requires"), names, errors);
        let unless = condition::list(&self.unless, node.key("unless"), names, errors);
        let outcomes = outcomes(self, node, names, errors);
        Some(Event {
            id: self.id.clone(),
            // In the place of one that is wrong, one that nothing is wrong with.
            trigger: trigger.unwrap_or(Trigger::When { condition: Condition::Deadlock, delay: None }),
            probability: self.probability.map_or(Probability::ONE, |probability| probability.0),
            requires,
            unless,
            outcomes,
        })
    }
}

/// The id of an event, and those of its outcomes.
pub(super) fn names(entry: &Node) -> (String, Vec<String>) {
    let id = |node: &Node| node.text_of("id").unwrap_or_default().to_owned();
    (id(entry), entry.list("outcomes").iter().map(id).collect())
}

/// Keeps the place of an event that could not be converted, so that others can refer to it.
pub(super) fn placeholder(names: &Names, at: usize, on: Date) -> Event {
    let (id, outcomes) = &names.events[at];
    let outcome = |id: Option<&String>| EventOutcome { id: id.cloned(), probability: 1.0, effects: Vec::new() };
    let outcomes = if outcomes.is_empty() { vec![outcome(None)] } else { outcomes.iter().map(|id| outcome(Some(id))).collect() };
    Event { id: id.clone(), trigger: Trigger::On(on), probability: Probability::ONE, requires: Vec::new(), unless: Vec::new(), outcomes }
}

fn trigger(raw: &raw::Event, node: &Node, names: &Names, errors: &mut Errors) -> Option<Trigger> {
    if raw.after.is_some() && raw.when.is_none() && node.get("when").is_none() {
        let help = "`after` counts from when a condition holds: add `when`, or give the day itself in `on` or `between`";
        errors.add(ErrorKind::Choice, node.key_span("after"), format!("the event `{}` has `after` without `when`", raw.id), help);
    }
    match (raw.on, raw.between, &raw.when) {
        (Some(day), None, None) => Some(Trigger::On(day.0)),
        (None, Some((first, last)), None) => Some(Trigger::Between(first.0, last.0)),
        (None, None, Some(when)) => {
            let condition = condition::convert(when, node.key("when"), names, errors)?;
            Some(Trigger::When { condition, delay: raw.after.map(delay) })
        }
        (None, None, None) => {
            let help = "add on = 2024-07-09, or between = [2024-03-01, 2024-05-31], or when = { event = \"…\" }";
            errors.add(ErrorKind::Choice, node.span, format!("the event `{}` does not say when it can happen", raw.id), help);
            None
        }
        (on, ..) => {
            let second = if on.is_some() && raw.between.is_some() { "between" } else { "when" };
            let help = if raw.when.is_some() {
                "keep one of `on`, `between`, `when`; what must hold on the day stands in `requires`: requires = [{ … }]"
            } else {
                "keep one of `on`, `between`, `when`"
            };
            errors.add(ErrorKind::Choice, node.key_span(second), format!("the event `{}` has several triggers", raw.id), help);
            None
        }
    }
}

fn delay(raw: raw::After) -> Delay {
    match raw {
        // The calendar ends long before the number does.
        raw::After::Days(days) => Delay::Days(days.ceil() as u32),
        raw::After::HalfLife(half_life) => Delay::HalfLife(half_life),
    }
}

fn outcomes(raw: &raw::Event, node: &Node, names: &Names, errors: &mut Errors) -> Vec<EventOutcome> {
    let Some(outcomes) = &raw.outcomes else {
        let effects = effects(raw.effects.as_deref().unwrap_or_default(), node.key("effects"), names, errors);
        return vec![EventOutcome { id: None, probability: 1.0, effects }];
    };
    if raw.effects.is_some() {
        let help = "put the effects into the outcomes they belong to";
        errors.add(ErrorKind::Choice, node.key_span("effects"), format!("the event `{}` has `effects` and `outcomes`", raw.id), help);
    }
    let list = node.key("outcomes");
    let convert = |(at, raw): (usize, &raw::EventOutcome)| {
        let effects = effects(&raw.effects, list.entry(at).key("effects"), names, errors);
        EventOutcome { id: Some(raw.id.clone()), probability: raw.probability, effects }
    };
    outcomes.iter().enumerate().map(convert).collect()
}

/// All effects; one that is wrong keeps its place, and changes nothing.
fn effects(raw: &[raw::Effect], node: &Node, names: &Names, errors: &mut Errors) -> Vec<Effect> {
    let nothing = || Effect::Stance {
        candidates: CandidateSet::full(names.candidates.len()),
        members: MemberSet::full(names.body.len()),
        change: StanceChange::Raise(1),
        only_blocking: false,
    };
    raw.iter().enumerate().map(|(at, raw)| effect(raw, node.entry(at), names, errors).unwrap_or_else(nothing)).collect()
}

fn effect(raw: &raw::Effect, node: &Node, names: &Names, errors: &mut Errors) -> Option<Effect> {
    let at = |key| node.key(key);
    match raw {
        raw::Effect::Join(id) => names.member(id, at("join"), errors).map(Effect::Join),
        raw::Effect::Leave(id) => names.member(id, at("leave"), errors).map(Effect::Leave),
        raw::Effect::Present(id) => names.candidate(id, at("present"), errors).map(Effect::Present),
        raw::Effect::Withdraw(id) => names.candidate(id, at("withdraw"), errors).map(Effect::Withdraw),
        raw::Effect::Stance(raw) => stance_change(raw, at("stance"), names, errors),
        raw::Effect::Pace(raw) => raw.convert(at("pace"), names, errors).map(Effect::Pace),
        raw::Effect::Deadline(day) => Some(Effect::Deadline(day.0)),
        raw::Effect::Rule(raw) => rule::convert(raw, at("rule"), names, errors).map(Effect::Rule),
    }
}

fn stance_change(raw: &raw::StanceEffect, node: &Node, names: &Names, errors: &mut Errors) -> Option<Effect> {
    let candidates = names.candidates(Some(&raw.candidate), node.key("candidate"), errors);
    let members = names.members(&raw.members, node.key("members"), errors);
    let change = match (raw.set, raw.raise, raw.lower, &raw.redraw) {
        (Some(OneOf(stance)), None, None, None) => Some(StanceChange::Set(stance)),
        (None, Some(steps), None, None) => Some(StanceChange::Raise(steps)),
        (None, None, Some(steps), None) => Some(StanceChange::Lower(steps)),
        (None, None, None, Some(prior)) if prior.concentration.is_some() => {
            let help = "leave it out: the probabilities of a redraw are those given; how sure they are is said of priors";
            errors.add(ErrorKind::Choice, node.key("redraw").key_span("concentration"), "a `redraw` has no concentration", help);
            None
        }
        (None, None, None, Some(prior)) => stance::prior(prior, node.key("redraw"), errors).map(StanceChange::Redraw),
        _ => {
            let help = "give one of set = \"support\", raise = 1, lower = 1, redraw = { support = 0.5, … }";
            errors.add(ErrorKind::Choice, node.span, "`stance` does not say one change", help);
            None
        }
    };
    Some(Effect::Stance {
        candidates: candidates?,
        members: members?,
        change: change?,
        only_blocking: matches!(raw.only, Some(OneOf(Only::Blocking))),
    })
}
