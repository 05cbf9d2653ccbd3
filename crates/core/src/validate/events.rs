//! Events, their triggers and their effects.

use std::collections::HashSet;

use super::Faults;
use super::dynamics::pace;
use super::question::rule;
use crate::{CandidateId, Condition, Delay, Draft, Effect, Event, FaultKind, Named, Place, Requirement, StanceChange, Trigger};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let mut seen = HashSet::new();
    for (index, event) in draft.events.iter().enumerate() {
        let place = Place::entry("event", index);
        faults.id(place.then("id"), Named::Event, &event.id, &mut seen);
        faults.uncertain_probability(place.then("probability"), "the probability of the event", event.probability);
        trigger(draft, index, &place, faults);
        for (at, &required) in event.requires.iter().enumerate() {
            condition(draft, required, (index, FaultKind::RequiresItself), &place.then("requires").at(at), faults);
        }
        for (at, &excluded) in event.unless.iter().enumerate() {
            condition(draft, excluded, (index, FaultKind::ExcludesItself), &place.then("unless").at(at), faults);
        }
        outcomes(draft, event, &place, faults);
    }
}

fn trigger(draft: &Draft, index: usize, place: &Place, faults: &mut Faults) {
    let as_of = draft.question.as_of;
    let mut after = |place: Place, date: jiff::civil::Date| {
        if date < as_of {
            faults.add(place, FaultKind::EventDate { date, as_of });
        }
    };
    match draft.events[index].trigger {
        Trigger::On(date) => after(place.then("on"), date),
        Trigger::Between(first, last) => {
            after(place.then("between").at(0), first);
            if last < first {
                faults.add(place.then("between"), FaultKind::Reversed { first, last });
            }
        }
        Trigger::When { condition: waited, delay } => {
            condition(draft, waited, (index, FaultKind::WaitsForItself), &place.then("when"), faults);
            match delay {
                Some(Delay::Days(0)) => faults.add(place.then("after"), FaultKind::Zero { what: "after" }),
                None | Some(Delay::Days(_)) => (),
                Some(Delay::HalfLife(half_life)) => {
                    faults.quantity(place.then("after").then("half_life"), "the half-life in days", half_life, false);
                }
            }
        }
    }
}

/// What a condition refers to is there, and is not the event itself.
fn condition(draft: &Draft, condition: Condition, (index, itself): (usize, FaultKind), place: &Place, faults: &mut Faults) {
    let mut known_candidate = |candidate: CandidateId| {
        if candidate.index() >= draft.candidates.len() {
            faults.add(place.then("candidate"), FaultKind::Unknown { named: Named::Candidate });
        }
    };
    match condition {
        Condition::Happened(requirement) => {
            if requirement.event == index {
                faults.add(place.then("event"), itself);
            }
            refers(draft, requirement, &place.then("event"), faults);
        }
        Condition::Becomes { candidate, .. } | Condition::BlockedByAtMost { candidate, .. } => known_candidate(candidate),
        Condition::Stance { member, candidate, .. } => {
            known_candidate(candidate);
            if member.index() >= draft.body.len() {
                faults.add(place.then("member"), FaultKind::Unknown { named: Named::Member });
            }
        }
        Condition::Deadlock => (),
    }
}

fn refers(draft: &Draft, requirement: Requirement, place: &Place, faults: &mut Faults) {
    let exists =
        draft.events.get(requirement.event).is_some_and(|event| requirement.outcome.is_none_or(|outcome| outcome < event.outcomes.len()));
    if !exists {
        faults.add(place.clone(), FaultKind::Unknown { named: Named::Event });
    }
}

fn outcomes(draft: &Draft, event: &Event, place: &Place, faults: &mut Faults) {
    let named = event.outcomes.iter().any(|outcome| outcome.id.is_some());
    let several = named || event.outcomes.len() > 1;
    if event.outcomes.is_empty() || (several && event.outcomes.iter().any(|outcome| outcome.id.is_none())) {
        faults.add(place.then("outcomes"), FaultKind::Outcomes);
    }
    let mut ids = HashSet::new();
    for (at, outcome) in event.outcomes.iter().enumerate() {
        let place = if named { place.then("outcomes").at(at) } else { place.clone() };
        if let Some(id) = &outcome.id {
            faults.id(place.then("id"), Named::Outcome, id, &mut ids);
        }
        faults.probability(place.then("probability"), "the probability of the outcome", outcome.probability);
        for (number, effect) in outcome.effects.iter().enumerate() {
            check_effect(draft, effect, &place.then("effects").at(number), faults);
        }
    }
    let sum: f64 = event.outcomes.iter().map(|outcome| outcome.probability).sum();
    // One that is no probability has been named.
    let are_probabilities = event.outcomes.iter().all(|outcome| (0.0..=1.0).contains(&outcome.probability));
    if !event.outcomes.is_empty() && are_probabilities && (sum - 1.0).abs() > 1e-9 {
        let sum = (sum * 1e9).round() / 1e9;
        faults.add(place.then("outcomes"), FaultKind::OutcomeSum { sum });
    }
}

/// What an effect touches is there, and can be changed so. The effect is asked what that is, so that a new
/// one is checked too.
fn check_effect(draft: &Draft, effect: &Effect, place: &Place, faults: &mut Faults) {
    if effect.presence().is_some_and(|(member, _)| member.index() >= draft.body.len()) {
        faults.add(place.clone(), FaultKind::Unknown { named: Named::Member });
    }
    if effect.status().is_some_and(|(candidate, _)| candidate.index() >= draft.candidates.len()) {
        faults.add(place.clone(), FaultKind::Unknown { named: Named::Candidate });
    }
    if let Some(entry) = effect.pace() {
        pace(entry, draft, &place.then("pace"), faults);
    } else if let Some((members, candidates)) = effect.pairs() {
        let place = place.then("stance");
        faults.members(&place.then("members"), members, &draft.body);
        faults.candidates(&place.then("candidate"), candidates, draft);
    }
    if let Some(change @ (StanceChange::Raise(steps) | StanceChange::Lower(steps))) = effect.change()
        && !(1..=3).contains(steps)
    {
        let key = if matches!(change, StanceChange::Raise(_)) { "raise" } else { "lower" };
        faults.add(place.then("stance").then(key), FaultKind::Steps { steps: *steps });
    }
    if let Some(deadline) = effect.deadline()
        && deadline <= draft.question.as_of
    {
        faults.add(place.then("deadline"), FaultKind::MovedDeadline { deadline, as_of: draft.question.as_of });
    }
    if let Some(replacement) = effect.rule() {
        rule(replacement, draft, &place.then("rule"), faults);
    }
}
