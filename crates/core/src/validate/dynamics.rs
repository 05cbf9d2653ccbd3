//! The law of motion: dynamics, paces and influences.

use super::Faults;
use super::question::weight_given;
use crate::{Draft, Edge, FaultKind, Named, Pace, Place};

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
    }
    if let Some(weight) = dynamics.bandwagon_weight {
        weight_given(&draft.body, weight, draft.body.ids(), true, &place.then("bandwagon").then("weight"), faults);
    }
    if let Some(deadline) = dynamics.deadline {
        faults.quantity(place.then("deadline").then("ratio"), "the hazard ratio", deadline.ratio, false);
        faults.quantity(place.then("deadline").then("half_life"), "the half-life in days", deadline.half_life, false);
    }
    if !(0.0..=10.0).contains(&dynamics.frailty) {
        faults.add(place.then("frailty"), FaultKind::Frailty { value: dynamics.frailty });
    }
    for (index, influence) in draft.influences.iter().enumerate() {
        let place = Place::entry("influence", index);
        faults.quantity(place.then("factor"), "the factor", influence.factor, false);
        if influence.of.index() >= draft.body.len() {
            faults.add(place.then("of"), FaultKind::Unknown { named: Named::Member });
        }
        nobody(&place, influence.on.is_empty(), "on", faults);
        nobody(&place, influence.candidates.is_empty(), "candidate", faults);
    }
    for (index, entry) in draft.paces.iter().enumerate() {
        pace(entry, &Place::entry("pace", index), faults);
    }
}

pub(super) fn pace(pace: &Pace, place: &Place, faults: &mut Faults) {
    faults.quantity(place.then("factor"), "the factor", pace.factor, true);
    nobody(place, pace.members.is_empty(), "members", faults);
    nobody(place, pace.candidates.is_empty(), "candidate", faults);
}

pub(super) fn nobody(place: &Place, empty: bool, key: &'static str, faults: &mut Faults) {
    if empty {
        faults.add(place.then(key), FaultKind::SelectsNobody);
    }
}
