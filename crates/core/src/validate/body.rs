//! Members, their ids and their weights.

use std::collections::HashSet;

use super::{Faults, is_id};
use crate::{Body, Draft, FaultKind, Named, Place};

/// Whether the rest can be looked at: what refers to the body has its shape.
pub(super) fn check(draft: &Draft, faults: &mut Faults) -> bool {
    let body = &draft.body;
    members(body, faults);
    shape(draft, faults)
}

/// The body by itself.
pub(super) fn members(body: &Body, faults: &mut Faults) {
    if body.is_empty() {
        faults.add(Place::key("member"), FaultKind::NoMembers);
    }
    faults.line(Place::key("body").then("name"), "the name of the body", &body.name);
    let mut seen = HashSet::new();
    for weight in &body.weights {
        let place = || Place::key("body").then("weights");
        if !seen.insert(weight.name()) {
            faults.add(place(), FaultKind::Taken { named: Named::Weight, id: weight.name().to_owned() });
        }
        faults.line(place(), "the name of a weight", weight.name());
        faults.line(place(), "the unit of a weight", weight.unit());
    }
    let mut seen = HashSet::new();
    let groups: HashSet<&str> = body.members.iter().flat_map(|member| &member.groups).map(String::as_str).collect();
    for (index, member) in body.members.iter().enumerate() {
        let place = Place::entry("member", index).then("id");
        let before = faults.0.len();
        faults.id(place.clone(), Named::Member, &member.id, &mut seen);
        if faults.0.len() == before && groups.contains(member.id.as_str()) {
            faults.add(place, FaultKind::MemberAndGroup { id: member.id.clone() });
        }
        faults.line(Place::entry("member", index).then("name"), "the name", &member.name);
        for (at, group) in member.groups.iter().enumerate().filter(|(_, group)| !is_id(group)) {
            faults.add(Place::entry("member", index).then("groups").at(at), FaultKind::NotAGroup { group: group.clone() });
        }
    }
}

/// Whether the priors and who is present are of this body.
fn shape(draft: &Draft, faults: &mut Faults) -> bool {
    let body = &draft.body;
    let fits = draft.priors.fits(body.len(), draft.candidates.len());
    if !fits {
        faults.add(Place::key("stance"), FaultKind::PriorsShape);
    }
    let unknown = draft.priors.uncertain().iter().any(|prior| prior.candidate().index() >= draft.candidates.len());
    if unknown {
        faults.add(Place::key("stance"), FaultKind::Unknown { named: Named::Candidate });
    }
    for prior in draft.priors.uncertain() {
        faults.line(Place::key("stance"), "the name of an uncertain prior", prior.name());
    }
    let known = draft.present.iter().all(|member| member.index() < body.len());
    if !known {
        faults.add(Place::key("body"), FaultKind::PresentBeyond);
    }
    fits && known && !unknown
}
