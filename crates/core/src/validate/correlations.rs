//! Blocs and cleavages.

use super::{Faults, is_id};
use crate::{Bloc, CandidateId, Cleavage, Draft, MemberId, Place};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let before = faults.0.len();
    for (index, bloc) in draft.blocs.iter().enumerate() {
        self::bloc(draft, (index, bloc), faults);
    }
    for (index, cleavage) in draft.cleavages.iter().enumerate() {
        self::cleavage(draft, (index, cleavage), faults);
    }
    if faults.0.len() == before {
        sums(draft, faults);
    }
}

fn correlation(place: &Place, rho: f64, faults: &mut Faults) {
    if !(0.0..1.0).contains(&rho) {
        faults.add(place.then("rho"), format!("the correlation is {rho}"), "it must be at least 0 and less than 1");
    }
}

fn bloc(draft: &Draft, (index, bloc): (usize, &Bloc), faults: &mut Faults) {
    let place = Place::entry("bloc", index);
    correlation(&place, bloc.rho, faults);
    let on_the_same = |other: &Bloc| other.candidates.iter().any(|candidate| bloc.candidates.contains(candidate));
    if draft.blocs[..index].iter().any(|other| other.group == bloc.group && on_the_same(other)) {
        let message = format!("a second bloc {:?} on the same candidate", bloc.group);
        faults.add(place.then("group"), message, "a group has one correlation on a candidate: put it into one entry");
    }
    if bloc.members.is_empty() {
        faults.add(place.then("group"), format!("nobody is in {:?}", bloc.group), "name a group that has members");
    }
}

fn cleavage(draft: &Draft, (index, cleavage): (usize, &Cleavage), faults: &mut Faults) {
    let place = Place::entry("cleavage", index);
    if !is_id(&cleavage.id) {
        let help = "an id is a letter or digit, then letters, digits, `_` and `-`";
        faults.add(place.then("id"), format!("{:?} is not an id", cleavage.id), help);
    } else if draft.cleavages[..index].iter().any(|other| other.id == cleavage.id) {
        faults.add(place.then("id"), format!("a second cleavage {:?}", cleavage.id), "every cleavage has an id of its own");
    }
    correlation(&place, cleavage.rho, faults);
    for (side, candidates) in cleavage.sides.iter().enumerate() {
        let at = place.then("sides").at(side);
        if candidates.is_empty() {
            faults.add(at.clone(), "a side without a candidate", "name at least one candidate on each side");
        }
        if let Some(beyond) = candidates.iter().find(|candidate| candidate.index() >= draft.candidates.len()) {
            faults.add(at, format!("candidate {} does not exist", beyond.index()), "name candidates of the scenario");
        }
    }
    if let Some(candidate) = cleavage.sides[0].iter().find(|&candidate| cleavage.sides[1].contains(candidate)) {
        let id = draft.candidates.get(candidate.index()).map_or("?", |candidate| candidate.id.as_str());
        faults.add(place.then("sides"), format!("{id:?} is on both sides"), "a candidate is on one side of a cleavage, or on none");
    }
    if cleavage.members.is_empty() {
        faults.add(place.then("members"), "the cleavage divides nobody", "name at least one member, or leave `members` out: all");
    }
}

/// What correlates the stances of a pair leaves something to itself.
fn sums(draft: &Draft, faults: &mut Faults) {
    for (index, of) in draft.candidates.iter().enumerate() {
        let candidate = CandidateId::new(index);
        let total = |member: MemberId| -> f64 {
            let blocs = draft.blocs.iter().filter(|bloc| bloc.candidates.contains(candidate) && bloc.members.contains(member));
            let cleavages =
                draft.cleavages.iter().filter(|cleavage| cleavage.sign(candidate).is_some() && cleavage.members.contains(member));
            blocs.map(|bloc| bloc.rho).chain(cleavages.map(|cleavage| cleavage.rho)).sum()
        };
        if let Some(member) = draft.body.ids().find(|&member| total(member) >= 1.0) {
            let (key, all) = if draft.cleavages.is_empty() {
                ("bloc", "blocs")
            } else if draft.blocs.is_empty() {
                ("cleavage", "cleavages")
            } else {
                ("cleavage", "blocs and cleavages")
            };
            let id = &draft.body[member].id;
            let message = format!("the correlations of {id} over all its {all} sum to {} on {:?}", total(member), of.id);
            faults.add(Place::key(key), message, "they must sum to less than 1: lower one");
            return;
        }
    }
}
