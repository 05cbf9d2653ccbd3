//! Blocs and cleavages.

use std::collections::HashSet;

use super::Faults;
use crate::{Bloc, CandidateId, Cleavage, Draft, FaultKind, MemberId, Named, Place};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let before = faults.0.len();
    let mut seen = HashSet::new();
    for (index, bloc) in draft.blocs.iter().enumerate() {
        faults.line(Place::entry("bloc", index).then("group"), "the name of a bloc", &bloc.group);
        self::bloc(draft, (index, bloc), faults);
    }
    for (index, cleavage) in draft.cleavages.iter().enumerate() {
        self::cleavage(draft, (index, cleavage), &mut seen, faults);
    }
    if faults.0.len() == before {
        sums(draft, faults);
    }
}

fn correlation(place: &Place, rho: f64, faults: &mut Faults) {
    if !(0.0..1.0).contains(&rho) {
        faults.add(place.then("rho"), FaultKind::Correlation { rho });
    }
}

fn bloc(draft: &Draft, (index, bloc): (usize, &Bloc), faults: &mut Faults) {
    let place = Place::entry("bloc", index);
    correlation(&place, bloc.rho, faults);
    let on_the_same = |other: &Bloc| other.candidates.iter().any(|candidate| bloc.candidates.contains(candidate));
    if draft.blocs[..index].iter().any(|other| other.group == bloc.group && on_the_same(other)) {
        faults.add(place.then("group"), FaultKind::SecondBloc { group: bloc.group.clone() });
    }
    if bloc.members.is_empty() {
        faults.add(place.then("group"), FaultKind::EmptyGroup { group: bloc.group.clone() });
    }
    faults.members_exist(&place.then("group"), &bloc.members, &draft.body);
    faults.candidates(&place.then("candidates"), bloc.candidates, draft);
}

fn cleavage<'a>(draft: &Draft, (index, cleavage): (usize, &'a Cleavage), seen: &mut HashSet<&'a str>, faults: &mut Faults) {
    let place = Place::entry("cleavage", index);
    faults.id(place.then("id"), Named::Cleavage, &cleavage.id, seen);
    correlation(&place, cleavage.rho, faults);
    for (side, candidates) in cleavage.sides.iter().enumerate() {
        let at = place.then("sides").at(side);
        if candidates.is_empty() {
            faults.add(at.clone(), FaultKind::EmptySide);
        }
        if candidates.iter().any(|candidate| candidate.index() >= draft.candidates.len()) {
            faults.add(at, FaultKind::Unknown { named: Named::Candidate });
        }
    }
    if let Some(candidate) = cleavage.sides[0].iter().find(|&candidate| cleavage.sides[1].contains(candidate)) {
        let id = draft.candidates.get(candidate.index()).map_or("?", |candidate| candidate.id.as_str());
        faults.add(place.then("sides"), FaultKind::BothSides { candidate: id.to_owned() });
    }
    faults.members_exist(&place.then("members"), &cleavage.members, &draft.body);
    if cleavage.members.is_empty() {
        faults.add(place.then("members"), FaultKind::DividesNobody);
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
            let (key, over) = if draft.cleavages.is_empty() {
                ("bloc", "blocs")
            } else if draft.blocs.is_empty() {
                ("cleavage", "cleavages")
            } else {
                ("cleavage", "blocs and cleavages")
            };
            let (sum, member) = (total(member), draft.body[member].id.clone());
            faults.add(Place::key(key), FaultKind::CorrelationSum { member, over, sum, candidate: of.id.clone() });
            return;
        }
    }
}
