//! Members, their ids and their weights.

use std::collections::{HashMap, HashSet};

use super::{Faults, is_id};
use crate::{Draft, Place};

/// Whether the rest can be looked at: there is a body, and what refers to it has its shape.
pub(super) fn check(draft: &Draft, faults: &mut Faults) -> bool {
    let body = &draft.body;
    if body.is_empty() {
        faults.add(Place::key("body"), "the body has no members", "add at least one [[member]], or `body.use` with a file that has some");
    }
    faults.line(Place::key("body").then("name"), "the name of the body", &body.name);
    for weight in &body.weights {
        faults.line(Place::key("body").then("weights"), "the name of a weight", weight.name());
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    let groups: HashSet<&str> = body.members.iter().flat_map(|member| &member.groups).map(String::as_str).collect();
    for (index, member) in body.members.iter().enumerate() {
        let place = Place::entry("member", index).then("id");
        if !is_id(&member.id) {
            faults.add(place, format!("{:?} is not an id", member.id), format!("{ID_HELP}; a name in full goes into `name`"));
        } else if first.insert(&member.id, index).is_some() {
            faults.add(place, format!("a second member {:?}", member.id), "every member has an id of its own");
        } else if groups.contains(member.id.as_str()) {
            faults.add(
                place,
                format!("{:?} is the id of a member and the name of a group", member.id),
                "members and groups share one namespace: rename one",
            );
        }
        faults.line(Place::entry("member", index).then("name"), "the name", &member.name);
        for (at, group) in member.groups.iter().enumerate().filter(|(_, group)| !is_id(group)) {
            faults.add(Place::entry("member", index).then("groups").at(at), format!("{group:?} is not a group's name"), ID_HELP);
        }
    }
    let fits = draft.priors.fits(body.len(), draft.candidates.len());
    if !fits {
        faults.add(
            Place::key("stance"),
            "the priors are not of the shape members × candidates",
            "make them with Priors::empty(members, candidates)",
        );
    }
    let known = draft.present.iter().all(|member| member.index() < body.len());
    if !known {
        faults.add(Place::key("body"), "somebody beyond the body is present", "make the set with MemberSet::of(members, …)");
    }
    fits && known && !body.is_empty()
}

pub(super) const ID_HELP: &str = "an id starts with a letter or digit and goes on with letters, digits, `_` and `-`";
