//! Groups of a body that act as one.

use std::collections::BTreeSet;

use nemcon_core::{Body, MemberSet};

/// The groups of these names, each with those of its members that are present; a name that ends in `*` is all groups
/// that begin so. No member may be in two.
pub(super) fn named(body: &Body, present: &MemberSet, names: &[String]) -> Result<Vec<(String, MemberSet)>, String> {
    let known: BTreeSet<&str> = present.iter().flat_map(|member| &body[member].groups).map(String::as_str).collect();
    let mut chosen: Vec<&str> = Vec::new();
    for name in names {
        let begins = name.strip_suffix('*');
        let found = known.iter().filter(|group| begins.map_or(**group == name.as_str(), |start| group.starts_with(start)));
        let before = chosen.len();
        chosen.extend(found);
        if chosen.len() == before {
            let groups: Vec<&str> = known.into_iter().collect();
            let there = if groups.is_empty() { "there are none".to_owned() } else { format!("there are {}", groups.join(", ")) };
            return Err(format!("nobody is in a group {name:?}: {there}"));
        }
    }
    let mut union_of: Vec<Option<&str>> = vec![None; body.len()];
    for &group in &chosen {
        for member in body.group(group).iter().filter(|&member| present.contains(member)) {
            if let Some(other) = union_of[member.index()].replace(group).filter(|&other| other != group) {
                return Err(format!(
                    "{} is in {other} and in {group}: nobody acts as one with two, leave out one of them",
                    body[member].name
                ));
            }
        }
    }
    let mut named = BTreeSet::new();
    chosen.retain(|group| named.insert(*group));
    let inside = |group: &str| MemberSet::of(body.len(), present.iter().filter(|member| union_of[member.index()] == Some(group)));
    Ok(chosen.into_iter().map(|group| (group.to_owned(), inside(group))).collect())
}
