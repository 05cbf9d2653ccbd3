//! Conditions of events.

use nemcon_core::{Condition, StanceBound};

use super::names::Names;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, ConditionTable, OneOf};
use crate::tree::Node;

/// How conditions are written, for messages.
const HELP: &str = "a condition is { event = \"…\" }, { candidate = \"…\", becomes = \"withdrawn\" }, { member = \"…\", candidate = \"…\", at_least = \"accept\" } or `at_most`, { candidate = \"…\", blocked_by_at_most = 2 }, or { deadlock = true }";

/// A kind of condition, by the key that makes it: which keys it needs beside, and which it may have.
struct Kind {
    key: &'static str,
    needs: &'static [&'static str],
    may: &'static [&'static str],
}

const fn kind(key: &'static str, needs: &'static [&'static str], may: &'static [&'static str]) -> Kind {
    Kind { key, needs, may }
}

const KINDS: [Kind; 6] = [
    kind("event", &[], &["outcome"]),
    kind("becomes", &["candidate"], &[]),
    kind("at_least", &["member", "candidate"], &[]),
    kind("at_most", &["member", "candidate"], &[]),
    kind("blocked_by_at_most", &["candidate"], &[]),
    kind("deadlock", &[], &[]),
];

/// The keys that go with those of [`KINDS`].
const BESIDE: [&str; 3] = ["member", "candidate", "outcome"];

pub(super) fn convert(raw: &raw::Condition, node: &Node, names: &Names, errors: &mut Errors) -> Option<Condition> {
    match raw {
        raw::Condition::Event(text) => names.requirement(text, node, errors).map(Condition::Happened),
        raw::Condition::Table(raw) => table(raw, node, names, errors),
    }
}

/// All conditions of a list; what stands in for one that is wrong keeps its place.
pub(super) fn list(raw: &[raw::Condition], node: &Node, names: &Names, errors: &mut Errors) -> Vec<Condition> {
    let convert = |(at, raw)| convert(raw, node.entry(at), names, errors).unwrap_or(Condition::Deadlock);
    raw.iter().enumerate().map(convert).collect()
}

fn table(raw: &ConditionTable, node: &Node, names: &Names, errors: &mut Errors) -> Option<Condition> {
    if !is_of_one_kind(node, errors) {
        return None;
    }
    if let Some(event) = &raw.event {
        let outcome = raw.outcome.as_ref().map(|outcome| (outcome.as_str(), node.key("outcome")));
        return names.happening(event, node.key("event"), outcome, errors).map(Condition::Happened);
    }
    if raw.deadlock.is_some() {
        if raw.deadlock == Some(false) {
            let help = "write deadlock = true, in `unless` where it must not hold";
            errors.add(ErrorKind::Choice, node.key("deadlock").span, "`deadlock` is false", help);
        }
        return raw.deadlock?.then_some(Condition::Deadlock);
    }
    let candidate = names.candidate(raw.candidate.as_ref()?, node.key("candidate"), errors);
    if let Some(OneOf(status)) = raw.becomes {
        return Some(Condition::Becomes { candidate: candidate?, status });
    }
    if let Some(members) = raw.blocked_by_at_most {
        return Some(Condition::BlockedByAtMost { candidate: candidate?, members });
    }
    let member = names.member(raw.member.as_ref()?, node.key("member"), errors);
    let bound = match (raw.at_least, raw.at_most) {
        (Some(OneOf(stance)), _) => StanceBound::AtLeast(stance),
        (None, Some(OneOf(stance))) => StanceBound::AtMost(stance),
        (None, None) => return None,
    };
    Some(Condition::Stance { member: member?, candidate: candidate?, bound })
}

/// Whether the keys of a condition make one, and go together.
fn is_of_one_kind(node: &Node, errors: &mut Errors) -> bool {
    let has = |key: &str| node.get(key).is_some();
    let given: Vec<&Kind> = KINDS.iter().filter(|kind| has(kind.key)).collect();
    let before = errors.len();
    match &given[..] {
        [] => errors.add(ErrorKind::Choice, node.span, "this condition does not say what must hold", HELP),
        [one] => {
            let lacks = one.needs.iter().filter(|key| !has(key));
            for key in lacks {
                errors.add(ErrorKind::MissingKey, node.span, format!("a condition with `{}` lacks `{key}`", one.key), HELP);
            }
            for key in BESIDE.iter().filter(|key| has(key) && !one.needs.contains(key) && !one.may.contains(key)) {
                errors.add(ErrorKind::Choice, node.key_span(key), format!("`{key}` does not go with `{}`", one.key), HELP);
            }
        }
        [first, second, ..] => {
            let message = format!("`{}` and `{}` in one condition", first.key, second.key);
            let help = "a condition says one thing: write two, each in a table of its own; `requires` and `unless` are lists";
            errors.add(ErrorKind::Choice, node.key_span(second.key), message, help);
        }
    }
    errors.len() == before
}
