//! What the model finds wrong, brought back to its place in the file.

use std::collections::BTreeSet;

use nemcon_core::{Body, Fault, FaultKind, Rule, Step, body_faults};

use super::fault_words;
use crate::diagnostic::{Errors, Place};
use crate::tree::{Node, Span};

/// Which entry of the file each part of the draft came from.
#[expect(clippy::struct_excessive_bools, reason = "each says of another part whether it could be read")]
pub(super) struct Positions {
    pub(super) members: Vec<usize>,
    pub(super) blocs: Vec<usize>,
    pub(super) cleavages: Vec<usize>,
    pub(super) evidence: Vec<usize>,
    pub(super) paces: Vec<usize>,
    pub(super) influences: Vec<usize>,
    /// Entries that only keep their place in the draft.
    pub(super) gaps: BTreeSet<(&'static str, usize)>,
    /// Whether all candidates and stances are in the draft.
    pub(super) whole: bool,
    /// Whether [dynamics] is in the draft.
    pub(super) dynamics: bool,
    /// Whether the question is in the draft as it is written.
    pub(super) question: bool,
    /// Whether all of the body and its members is in the draft.
    pub(super) has_members: bool,
}

impl Positions {
    fn entry(&self, list: &str, index: usize) -> usize {
        let positions = match list {
            "member" => &self.members,
            "bloc" => &self.blocs,
            "cleavage" => &self.cleavages,
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
        [Step::Key("question"), ..] => !positions.question,
        _ if matches!(fault.kind, FaultKind::NoMeetings) && !positions.question => true,
        [Step::Key(_)] => !positions.whole,
        _ => false,
    };
    if !follows && (positions.has_members || !is_of_members(&fault.kind)) {
        let place = span(fault, root, positions).map_or(Place::File(root.span.file), Place::Text);
        let first = namesake(fault, root, positions);
        errors.add_second(fault_words::error_kind(&fault.kind), place, fault_words::message(fault), fault_words::help(fault), first);
    }
}

/// Whether a fault may be about what a member lacks, such as a weight.
fn is_of_members(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::Weight { .. } | FaultKind::EmptyGroup { .. } | FaultKind::EmptyScope { .. } | FaultKind::NotExclusive)
}

/// Where the id that is taken already was given first.
fn namesake(fault: &Fault, root: &Node, positions: &Positions) -> Option<Span> {
    let FaultKind::Taken { id, .. } = &fault.kind else { return None };
    let list = match fault.place.steps() {
        [Step::Key(list), Step::Entry(_), Step::Key("id")] => root.get(list)?,
        [Step::Key(list), Step::Entry(at), Step::Key(below), Step::Entry(_), ..] => {
            root.get(list)?.entry(positions.entry(list, *at)).get(below)?
        }
        _ => return None,
    };
    list.entries().iter().find(|entry| entry.text_of("id") == Some(id)).map(|entry| entry.key("id").span)
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
    let found = deepest(node, below);
    // A count as a whole is where its number is.
    let number = ["exactly", "at_least", "at_most", "about"].iter().find_map(|key| found.get(key));
    Some(number.filter(|_| *list == "evidence").unwrap_or(found).span)
}

fn deepest<'a>(node: &'a Node, steps: &[Step]) -> &'a Node {
    steps.iter().fold(node, |node, step| match step {
        Step::Key(key) => node.key(key),
        Step::Entry(index) => node.entry(*index),
    })
}

/// Reports what is wrong with a body file as such: the same as in a scenario, but that its keys
/// stand at the top.
pub(super) fn body(root: &Node, body: &Body, entries: &[usize], rule: Option<&Rule>, errors: &mut Errors) {
    let has_members = errors.is_empty();
    for fault in body_faults(body, rule).into_iter().filter(|fault| has_members || !is_of_members(&fault.kind)) {
        let (message, help) = match fault.kind {
            FaultKind::NoMembers if !root.list("member").is_empty() => (
                "nobody is a member on that date".to_owned(),
                "choose another date: `since` and `until` of its members say when somebody is".to_owned(),
            ),
            _ => (fault_words::message(&fault), fault_words::help(&fault)),
        };
        let place = match fault.place.steps() {
            [Step::Key("body")] => None,
            [Step::Key("body"), below @ ..] => Some(deepest(root, below)),
            [Step::Key(list), Step::Entry(index), below @ ..] => {
                let entry = entries.get(*index).copied().unwrap_or(*index);
                Some(deepest(root.key(list).entry(entry), below))
            }
            steps => Some(deepest(root, steps)),
        };
        let place = place.map_or(Place::File(root.span.file), |node| Place::Text(node.span));
        errors.add(fault_words::error_kind(&fault.kind), place, message, help);
    }
}
