//! What is removed is taken out of every selector, effect, trigger and rule.

use std::collections::BTreeSet;

use super::State;
use crate::roster::Roster;
use crate::tree::{Node, Value};

/// Names that no longer mean anything.
#[derive(Debug, Default)]
pub(super) struct Gone {
    pub(super) candidates: BTreeSet<String>,
    /// Members, and groups that have lost their last one.
    pub(super) members: BTreeSet<String>,
    pub(super) events: BTreeSet<String>,
}

/// Takes the names out of the whole scenario; entries left with nothing to select disappear, and
/// so do events that wait for what is gone, which is noted.
pub(super) fn all(state: &mut State, mut gone: Gone, before: &Roster, after: &Roster) {
    events(state, &mut gone);
    let scrub = Scrub { gone, before, after };
    let Some(root) = state.root.table_mut() else { return };
    for list in ["stance", "pace", "bloc", "evidence", "influence", "event"] {
        if let Some(entries) = root.get_mut(list).and_then(Node::entries_mut) {
            entries.retain_mut(|entry| scrub.entry(list, entry));
        }
    }
    if let Some(body) = root.get_mut("body")
        && !scrub.members(body, "joining")
        && let Some(table) = body.table_mut()
    {
        table.remove("joining");
    }
    for block in ["question", "body"] {
        if let Some(rule) = root.get_mut(block).and_then(|block| block.table_mut()?.get_mut("rule")) {
            scrub.rule(rule);
        }
    }
    if let Some(rule) = state.used.node_mut().and_then(|body| body.table_mut()?.get_mut("rule")) {
        scrub.rule(rule);
    }
}

/// Takes away the events that wait for what is gone, and those that wait for these, and so on.
fn events(state: &mut State, gone: &mut Gone) {
    let Some(events) = state.root.table_mut().and_then(|root| root.get_mut("event")?.entries_mut()) else { return };
    loop {
        let mut lost = Vec::new();
        events.retain(|event| {
            let Some(reason) = waits_in_vain(event, gone) else { return true };
            lost.push((event.text_of("id").unwrap_or_default().to_owned(), reason));
            false
        });
        if lost.is_empty() {
            return;
        }
        for (id, reason) in lost {
            state.notices.push(format!("the event {id} has disappeared with what was removed: {reason}"));
            gone.events.insert(id);
        }
    }
}

/// Why an event can no longer happen, if so.
fn waits_in_vain(event: &Node, gone: &Gone) -> Option<String> {
    let when = |key| event.get("when").and_then(|when| when.text_of(key));
    if let Some(candidate) = when("candidate").filter(|candidate| gone.candidates.contains(*candidate)) {
        return Some(format!("it waits for the candidate {candidate}"));
    }
    if let Some(trigger) = when("event").filter(|trigger| gone.events.contains(*trigger)) {
        return Some(format!("it waits for the event {trigger}"));
    }
    let requires = event.list("requires").iter().filter_map(Node::text);
    let mut required = requires.map(|required| required.split_once('=').map_or(required, |(event, _)| event));
    required.find(|required| gone.events.contains(*required)).map(|required| format!("it requires the event {required}"))
}

struct Scrub<'a> {
    gone: Gone,
    before: &'a Roster,
    after: &'a Roster,
}

impl Scrub<'_> {
    /// Whether an entry of a list still has something to say.
    fn entry(&self, list: &str, entry: &mut Node) -> bool {
        match list {
            "bloc" => self.bloc(entry),
            "evidence" => self.candidate(entry, "candidate"),
            "influence" => self.influence(entry),
            "event" => self.event(entry),
            _ => self.pairs(entry),
        }
    }

    /// What has `members` and `candidate`: stances, paces.
    fn pairs(&self, entry: &mut Node) -> bool {
        self.members(entry, "members") && self.candidate(entry, "candidate")
    }

    fn bloc(&self, entry: &mut Node) -> bool {
        let group = entry.text_of("group").is_some_and(|group| self.gone.members.contains(group));
        !group && self.candidate(entry, "candidates")
    }

    fn influence(&self, entry: &mut Node) -> bool {
        let of = entry.text_of("of").is_some_and(|of| self.gone.members.contains(of));
        !of && self.members(entry, "on") && self.candidate(entry, "candidate")
    }

    fn event(&self, entry: &mut Node) -> bool {
        let Some(table) = entry.table_mut() else { return true };
        if let Some(effects) = table.get_mut("effects").and_then(Node::entries_mut) {
            effects.retain_mut(|effect| self.effect(effect));
        }
        for outcome in table.get_mut("outcomes").and_then(Node::entries_mut).into_iter().flatten() {
            if let Some(effects) = outcome.table_mut().and_then(|outcome| outcome.get_mut("effects")).and_then(Node::entries_mut) {
                effects.retain_mut(|effect| self.effect(effect));
            }
        }
        true
    }

    fn effect(&self, effect: &mut Node) -> bool {
        let names = |key, gone: &BTreeSet<String>| effect.text_of(key).is_some_and(|name| gone.contains(name));
        if names("join", &self.gone.members) || names("leave", &self.gone.members) {
            return false;
        }
        if names("present", &self.gone.candidates) || names("withdraw", &self.gone.candidates) {
            return false;
        }
        let Some(table) = effect.table_mut() else { return true };
        if let Some(rule) = table.get_mut("rule") {
            self.rule(rule);
        }
        ["stance", "pace"].iter().all(|key| table.get_mut(key).is_none_or(|entry| self.pairs(entry)))
    }

    /// Takes removed members out of a selector; `false` where it is left with nobody.
    fn members(&self, entry: &mut Node, key: &str) -> bool {
        let Some(list) = entry.table_mut().and_then(|table| table.get_mut(key)).and_then(Node::entries_mut) else { return true };
        let selects = |roster: &Roster, list: &[Node]| roster.select(list.iter().filter_map(Node::text)).map(|chosen| !chosen.is_empty());
        let selected = selects(self.before, list);
        Self::take_out(list, &self.gone.members);
        !(selected == Ok(true) && selects(self.after, list) == Ok(false))
    }

    /// Takes removed candidates out of a selector; `false` where it is left with none.
    fn candidate(&self, entry: &mut Node, key: &str) -> bool {
        let Some(node) = entry.table_mut().and_then(|table| table.get_mut(key)) else { return true };
        match &mut node.value {
            Value::Text(text) => !self.gone.candidates.contains(text),
            Value::List(list) => {
                let before = list.len();
                Self::take_out(list, &self.gone.candidates);
                !list.is_empty() || before == 0
            }
            _ => true,
        }
    }

    fn take_out(list: &mut Vec<Node>, gone: &BTreeSet<String>) {
        list.retain(|entry| entry.text().is_none_or(|name| !gone.contains(name.strip_prefix('!').unwrap_or(name))));
    }

    /// Takes removed members out of a rule; `false` where nothing of it is left.
    fn rule(&self, rule: &mut Node) -> bool {
        if !(self.members(rule, "veto") && self.members(rule, "members")) {
            return false;
        }
        let Some(table) = rule.table_mut() else { return true };
        ["all", "any", "rules"].iter().all(|key| {
            let Some(parts) = table.get_mut(key).and_then(Node::entries_mut) else { return true };
            let before = parts.len();
            parts.retain_mut(|part| self.rule(part));
            !parts.is_empty() || before == 0
        })
    }
}
