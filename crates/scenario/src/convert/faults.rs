//! What the model finds wrong, brought back to its place in the file.

use std::collections::BTreeSet;

use nemcon_core::{Body, Fault, MemberId, Rule, Step, is_id};

use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::tree::{Node, Span};

/// Which entry of the file each part of the draft came from.
pub(super) struct Positions {
    pub(super) members: Vec<usize>,
    pub(super) blocs: Vec<usize>,
    pub(super) evidence: Vec<usize>,
    pub(super) paces: Vec<usize>,
    pub(super) influences: Vec<usize>,
    /// Entries that only keep their place in the draft.
    pub(super) gaps: BTreeSet<(&'static str, usize)>,
    /// Whether all candidates and stances are in the draft.
    pub(super) whole: bool,
    /// Whether [dynamics] is in the draft.
    pub(super) dynamics: bool,
}

impl Positions {
    fn entry(&self, list: &str, index: usize) -> usize {
        let positions = match list {
            "member" => &self.members,
            "bloc" => &self.blocs,
            "evidence" => &self.evidence,
            "pace" => &self.paces,
            "influence" => &self.influences,
            _ => return index,
        };
        positions.get(index).copied().unwrap_or(index)
    }
}

/// Reports a fault, unless it only follows from what could not be read.
pub(super) fn report(fault: &Fault, root: &Node, positions: &Positions, errors: &mut Errors) {
    let follows = match fault.place.steps() {
        [Step::Key(list), Step::Entry(at)] => !positions.whole || positions.gaps.contains(&(*list, *at)),
        [Step::Key(list), Step::Entry(at), ..] => positions.gaps.contains(&(*list, *at)),
        [Step::Key("dynamics"), ..] => !positions.dynamics,
        [Step::Key(_)] => !positions.whole,
        _ => false,
    };
    if !follows {
        let place = span(fault, root, positions).map_or(Place::File(root.span.file), Place::Text);
        errors.add(ErrorKind::Model, place, fault.message.as_str(), fault.help.as_str());
    }
}

/// The deepest node on the way to a fault; `None` where not even its block is written.
fn span(fault: &Fault, root: &Node, positions: &Positions) -> Option<Span> {
    let steps = fault.place.steps();
    let Some(Step::Key(list)) = steps.first() else { return None };
    let mut node = root.get(list)?;
    let mut below = &steps[1..];
    if let Some(Step::Entry(index)) = below.first() {
        node = node.entry(positions.entry(list, *index));
        below = &below[1..];
    }
    // A count that is given directly is the first and only report.
    if *list == "evidence" && node.get("reports").is_none() && below.len() >= 2 {
        below = &below[2..];
    }
    for step in below {
        node = match step {
            Step::Key(key) => node.key(key),
            Step::Entry(index) => node.entry(*index),
        };
    }
    Some(node.span)
}

/// What the model would refuse about a body alone.
pub(super) fn body(root: &Node, body: &Body, entries: &[usize], rule: Option<&Rule>, errors: &mut Errors) {
    let list = root.key("member");
    let mut seen = BTreeSet::new();
    let groups: BTreeSet<&str> = body.members.iter().flat_map(|member| &member.groups).map(String::as_str).collect();
    for (member, entry) in body.members.iter().zip(entries) {
        let place = list.entry(*entry).key("id").span;
        let help = "every member has an id of its own, which is no group's name, and starts with a letter or digit";
        if !is_id(&member.id) || !seen.insert(&member.id) || groups.contains(member.id.as_str()) {
            errors.add(ErrorKind::Model, place, format!("{:?} cannot be the id of this member", member.id), help);
        }
    }
    if body.is_empty() {
        let (message, help) = if root.list("member").is_empty() {
            ("the body has no members", "add at least one [[member]]")
        } else {
            ("nobody is a member on that date", "choose another date: `since` and `until` of its members say when somebody is")
        };
        errors.add(ErrorKind::Model, Place::File(root.span.file), message, help);
    }
    for tally in rule.map_or(Vec::new(), Rule::tallies) {
        let Some(weight) = tally.weight() else { continue };
        let lacks = |member: &MemberId| tally.scope().contains(*member) && body.weights[weight].scaled(*member).is_none();
        if let Some(member) = body.ids().find(lacks) {
            let name = body.weights[weight].name();
            let message = format!("the rule counts the weight `{name}`, which {} does not have", body[member].id);
            let help = format!("add weights = {{ {name} = … }}");
            errors.add(ErrorKind::Model, list.entry(entries[member.index()]).span, message, help);
        }
    }
}
