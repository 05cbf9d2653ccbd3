//! The law of motion: dynamics, paces and influences.

use super::Faults;
use super::limits;
use super::question::weight_given;
use crate::{DatePull, Draft, Edge, EdgeSet, FaultKind, Named, Pace, Place, Quantity};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let dynamics = &draft.dynamics;
    let place = Place::key("dynamics");
    for edge in Edge::ALL {
        if let Some(half_life) = dynamics.half_lives[edge as usize] {
            faults.quantity(place.then(edge.word()), "the half-life in days", half_life, false);
        }
    }
    for (key, pull) in [("bandwagon", dynamics.bandwagon), ("isolation", dynamics.isolation)] {
        faults.quantity(place.then(key).then("ratio"), "the hazard ratio", pull.ratio, false);
        if !(0.0..=1.0).contains(&pull.at) {
            faults.add(place.then(key).then("at"), FaultKind::Reference { value: pull.at });
        }
        edges(pull.edges, &place.then(key), faults);
    }
    if let Some(weight) = dynamics.bandwagon_weight {
        let place = place.then("bandwagon").then("weight");
        if faults.weight(&place, weight, &draft.body) {
            weight_given(&draft.body, weight, draft.body.ids(), true, &place, faults);
        }
    }
    for (key, pull) in [("deadline", dynamics.deadline), ("meeting", dynamics.meeting)] {
        if let Some(pull) = pull {
            date_pull(pull, &place.then(key), faults);
        }
    }
    if dynamics.meeting.is_some() && draft.question.meetings.is_empty() {
        faults.add(place.then("meeting"), FaultKind::NoMeetings);
    }
    for edge in Edge::UPWARD {
        if let Some(probability) = dynamics.lasting.on(edge) {
            faults.uncertain_probability(place.then("lasting").then(edge.word()), "the probability of lasting", probability);
        }
    }
    faults.quantity(place.then("loyalty"), "the loyalty", dynamics.loyalty, true);
    if !(0.0..=10.0).contains(&dynamics.frailty) {
        faults.add(place.then("frailty"), FaultKind::Frailty { value: dynamics.frailty });
    }
    for (index, influence) in draft.influences.iter().enumerate() {
        let place = Place::entry("influence", index);
        faults.quantity(place.then("factor"), "the factor", influence.factor, false);
        if influence.of.index() >= draft.body.len() {
            faults.add(place.then("of"), FaultKind::Unknown { named: Named::Member });
        }
        faults.members(&place.then("on"), &influence.on, &draft.body);
        faults.candidates(&place.then("candidate"), influence.candidates, draft);
    }
    for (index, entry) in draft.paces.iter().enumerate() {
        pace(entry, draft, &Place::entry("pace", index), faults);
    }
}

fn date_pull(pull: DatePull, place: &Place, faults: &mut Faults) {
    faults.quantity(place.then("ratio"), "the hazard ratio", pull.ratio, false);
    let largest = match pull.ratio {
        Quantity::Fixed(ratio) | Quantity::Range { high: ratio, .. } => ratio,
    };
    if largest.is_finite() && largest > limits::DATE_RATIO {
        faults.add(place.then("ratio"), FaultKind::DateRatio { value: largest, most: limits::DATE_RATIO });
    }
    faults.quantity(place.then("half_life"), "the half-life in days", pull.half_life, false);
    edges(pull.edges, place, faults);
}

/// A pull acts on some of the three upward edges.
fn edges(edges: EdgeSet, place: &Place, faults: &mut Faults) {
    if edges.is_empty() || edges.contains(Edge::Defect) {
        faults.add(place.then("edges"), FaultKind::Edges { edges });
    }
}

pub(super) fn pace(pace: &Pace, draft: &Draft, place: &Place, faults: &mut Faults) {
    faults.quantity(place.then("factor"), "the factor", pace.factor, true);
    faults.members(&place.then("members"), &pace.members, &draft.body);
    faults.candidates(&place.then("candidate"), pace.candidates, draft);
}
