//! Events, their triggers and their effects.

use std::collections::HashSet;

use super::body::ID_HELP;
use super::dynamics::{nobody, pace};
use super::question::rule;
use super::{Faults, is_id};
use crate::{Draft, Effect, Event, Place, Requirement, StanceChange, Trigger};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let mut seen = HashSet::new();
    for (index, event) in draft.events.iter().enumerate() {
        let place = Place::entry("event", index);
        if !is_id(&event.id) {
            faults.add(place.then("id"), format!("{:?} is not an id", event.id), ID_HELP);
        } else if !seen.insert(&event.id) {
            faults.add(place.then("id"), format!("a second event {:?}", event.id), "every event has an id of its own");
        }
        faults.probability(place.then("probability"), "the probability of the event", event.probability);
        trigger(draft, index, &place, faults);
        for (at, requirement) in event.requires.iter().enumerate() {
            if requirement.event == index {
                faults.add(place.then("requires").at(at), "an event that requires itself never happens", "name another event");
            }
            refers(draft, *requirement, &place.then("requires").at(at), faults);
        }
        outcomes(draft, event, &place, faults);
    }
}

fn trigger(draft: &Draft, index: usize, place: &Place, faults: &mut Faults) {
    let as_of = draft.question.as_of;
    let mut after = |place: Place, date: jiff::civil::Date| {
        if date <= as_of {
            faults.add(
                place,
                format!("{date} is not after {as_of}, the date of knowledge"),
                "what has happened by then belongs into the starting stances",
            );
        }
    };
    match draft.events[index].trigger {
        Trigger::On(date) => after(place.then("on"), date),
        Trigger::Between(first, last) => {
            after(place.then("between").at(0), first);
            if last < first {
                faults.add(place.then("between"), format!("{last} comes before {first}"), "give the earlier date first");
            }
        }
        Trigger::Becomes { candidate, .. } => {
            if candidate.index() >= draft.candidates.len() {
                faults.add(place.then("when").then("candidate"), "a candidate that does not exist", "name a candidate");
            }
        }
        Trigger::Happens(requirement) => {
            if requirement.event == index {
                faults.add(place.then("when").then("event"), "an event that waits for itself never happens", "name another event");
            }
            refers(draft, requirement, &place.then("when").then("event"), faults);
        }
    }
}

fn refers(draft: &Draft, requirement: Requirement, place: &Place, faults: &mut Faults) {
    let exists =
        draft.events.get(requirement.event).is_some_and(|event| requirement.outcome.is_none_or(|outcome| outcome < event.outcomes.len()));
    if !exists {
        faults.add(place.clone(), "an event, or an outcome, that does not exist", "name an event of this scenario");
    }
}

fn outcomes(draft: &Draft, event: &Event, place: &Place, faults: &mut Faults) {
    let named = event.outcomes.iter().any(|outcome| outcome.id.is_some());
    if event.outcomes.is_empty() || (named && event.outcomes.iter().any(|outcome| outcome.id.is_none())) {
        faults.add(
            place.then("outcomes"),
            "an event without outcomes, or with some that have no id",
            "give effects, or outcomes that each have an id",
        );
    }
    let mut ids = HashSet::new();
    for (at, outcome) in event.outcomes.iter().enumerate() {
        let place = if named { place.then("outcomes").at(at) } else { place.clone() };
        if let Some(id) = &outcome.id {
            if !is_id(id) {
                faults.add(place.then("id"), format!("{id:?} is not an id"), ID_HELP);
            } else if !ids.insert(id) {
                faults.add(place.then("id"), format!("a second outcome {id:?}"), "every outcome of an event has an id of its own");
            }
            faults.probability(place.then("probability"), "the probability of the outcome", outcome.probability);
        }
        for (number, effect) in outcome.effects.iter().enumerate() {
            check_effect(draft, effect, &place.then("effects").at(number), faults);
        }
    }
    let sum: f64 = event.outcomes.iter().map(|outcome| outcome.probability).sum();
    if !event.outcomes.is_empty() && (sum - 1.0).abs() > 1e-9 {
        let sum = (sum * 1e9).round() / 1e9;
        faults.add(
            place.then("outcomes"),
            format!("the probabilities of the outcomes sum to {sum}"),
            "they must sum to 1; an outcome may have no effects",
        );
    }
}

fn check_effect(draft: &Draft, effect: &Effect, place: &Place, faults: &mut Faults) {
    match effect {
        Effect::Join(member) | Effect::Leave(member) => {
            if member.index() >= draft.body.len() {
                faults.add(place.clone(), "a member that does not exist", "name a member");
            }
        }
        Effect::Present(candidate) | Effect::Withdraw(candidate) => {
            if candidate.index() >= draft.candidates.len() {
                faults.add(place.clone(), "a candidate that does not exist", "name a candidate");
            }
        }
        Effect::Stance { candidates, members, change } => {
            let place = place.then("stance");
            nobody(&place, members.is_empty(), "members", faults);
            nobody(&place, candidates.is_empty(), "candidate", faults);
            if let StanceChange::Raise(steps) | StanceChange::Lower(steps) = change
                && !(1..=3).contains(steps)
            {
                let key = if matches!(change, StanceChange::Raise(_)) { "raise" } else { "lower" };
                faults.add(place.then(key), format!("{steps} steps"), "a stance has four steps: move it by 1 to 3");
            }
        }
        Effect::Pace(entry) => pace(entry, &place.then("pace"), faults),
        Effect::Deadline(date) => {
            if *date <= draft.question.as_of {
                let message = format!("the deadline would move to {date}, not after {}", draft.question.as_of);
                faults.add(place.then("deadline"), message, "give a date after the date of knowledge");
            }
        }
        Effect::Rule(replacement) => rule(replacement, draft, &place.then("rule"), faults),
    }
}
