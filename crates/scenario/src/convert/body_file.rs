//! A body file by itself.

use nemcon_core::{Body, Date, Fault, FaultKind, MemberSet, Rule, Step, body_faults};

use super::faults::OfMembers;
use super::parts::{deepest, entries};
use super::{body, fault_words, rule};
use crate::diagnostic::{Errors, Place};
use crate::raw;
use crate::roll::Roll;
use crate::tree::Node;
use crate::typed::{self, Partial, Wrong};

/// What a body file says.
pub(crate) struct ConvertedBody {
    pub(crate) body: Body,
    pub(crate) present: MemberSet,
    pub(crate) rule: Option<Rule>,
    pub(crate) notices: Vec<String>,
    pub(crate) roll: Roll,
}

/// The body of a body file, as of a day: the one that is asked for, or that of the file.
pub(crate) fn convert(root: &Node, unread: &Wrong, as_of: Option<Date>, errors: &mut Errors) -> Option<ConvertedBody> {
    let own_day = root.get("as_of").and_then(Node::day);
    // A body file's keys are those of [body], beside its members and its version.
    let mut own = root.clone();
    if let Some(table) = own.table_mut() {
        table.0.retain(|field| matches!(field.key.as_str(), "name" | "rule" | "weights"));
    }
    let raw: Option<Partial<raw::Body>> = typed::partial(&own, "the body file", errors);
    let members = entries::<raw::Member>(root, errors);
    if crate::limits::exceeded(root, errors) {
        return None;
    }
    let lacks = Wrong::of(raw.as_ref());
    let read = raw?;
    let raw = &read.value;
    let when = as_of.or(own_day).map_or(body::When::AtTheEnd, body::When::On);
    let electorate = read.then(&own, errors, |raw, errors| body::convert(raw, (&own, &lacks), &members, when, errors));
    let notices = if as_of.is_none() { body::left_out(&members, &electorate, own_day) } else { Vec::new() };
    let roll = body::roll(raw, &own, &members, &electorate, as_of.or(own_day));
    let of_members = OfMembers::of(&lacks, &members, as_of.or(own_day).is_some() || root.get("as_of").is_none());
    let mut names = electorate.names;
    names.unread.members |= !of_members.has_groups() || unread.has("member");
    let rule = read.then(&own, errors, |raw, errors| Some(rule::convert(raw.rule.as_ref()?, own.key("rule"), &names, errors)));
    let faults = body_faults(&names.body, rule.as_ref().and_then(Option::as_ref));
    let follows = |fault: &Fault| match fault.place.steps() {
        [Step::Key("member"), Step::Entry(at), Step::Key(key), ..] => members[electorate.entries[*at]].wrong().has(key),
        [Step::Key("member")] => unread.has("member"),
        _ => false,
    };
    let faults = faults.into_iter().filter(|fault| !follows(fault) && !of_members.lacks(&fault.kind));
    report(root, faults, &electorate.entries, errors);
    errors.is_empty().then_some(ConvertedBody { body: names.body, present: electorate.present, rule: rule.flatten(), notices, roll })
}

/// Reports what is wrong with a body as such: the same as in a scenario, but that its keys stand at the top.
fn report(root: &Node, faults: impl Iterator<Item = Fault>, entries: &[usize], errors: &mut Errors) {
    for fault in faults {
        let (message, help) = match fault.kind {
            FaultKind::NoMembers if !root.list("member").is_empty() => (
                "nobody is a member on that date".to_owned(),
                "choose another date: `since` and `until` of its members say when somebody is".to_owned(),
            ),
            _ => (fault_words::message(&fault), fault_words::help(&fault)),
        };
        let place = match fault.place.steps() {
            [Step::Key(list)] if root.get(list).is_none() => None,
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
