//! What is removed is taken out of every selector, effect, trigger and rule.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::State;
use crate::blocks::BLOCKS;
use crate::raw::{self, Described, Key, Names, Rule};
use crate::roster::Roster;
use crate::tree::{Node, Span, Value};

/// Names that no longer mean anything.
#[derive(Debug, Default)]
pub(super) struct Gone {
    pub(super) candidates: BTreeSet<String>,
    /// Members, and groups that have lost their last one.
    pub(super) members: BTreeSet<String>,
    pub(super) events: BTreeSet<String>,
    /// Where the last member was removed that a selector has lost.
    pub(super) place: Option<Span>,
}

/// Takes the names out of the whole scenario; entries left with nothing to select disappear, and
/// so do events that wait for what is gone, which is noted.
pub(super) fn all(state: &mut State, mut gone: Gone, before: &Roster, after: &Roster) {
    events(state, &mut gone);
    let scrub = Scrub { gone, before, after, lost: Cell::new(0) };
    for block in BLOCKS {
        let Some(node) = state.root.table_mut().and_then(|root| root.get_mut(block.name)) else { continue };
        match &mut node.value {
            Value::List(entries) => entries.retain_mut(|entry| scrub.says_something(entry, block.described())),
            // Of a block that there is once only the key disappears.
            Value::Table(table) => table.0.retain_mut(|field| scrub.value(&mut field.node, raw::find(block.described(), &field.key))),
            _ => {}
        }
    }
    if let Some(rule) = state.used.node_mut().and_then(|body| body.table_mut()?.get_mut("rule")) {
        scrub.says_something(rule, Rule::KEYS);
    }
    let lost = match scrub.lost.get() {
        0 => return,
        1 => "a part of a rule has".to_owned(),
        many => format!("{many} parts of rules have"),
    };
    state.notices.push(format!("{lost} disappeared with what was removed: nobody is left whom it counted"));
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
    if let Some(what) = event.get("when").and_then(|when| gone.of(when)) {
        return Some(format!("it waits for {what}"));
    }
    event.list("requires").iter().find_map(|required| gone.of(required)).map(|what| format!("it requires {what}"))
}

impl Gone {
    /// What a condition is about that is gone, so that it never holds.
    fn of(&self, condition: &Node) -> Option<String> {
        let event = condition.text().map(|text| text.split_once('=').map_or(text, |(event, _)| event).trim());
        let of = |what: &str, named: Option<&str>, gone: &BTreeSet<String>| {
            named.filter(|name| gone.contains(*name)).map(|name| format!("the {what} {name}"))
        };
        of("candidate", condition.text_of("candidate"), &self.candidates)
            .or_else(|| of("member", condition.text_of("member"), &self.members))
            .or_else(|| of("event", event.or(condition.text_of("event")), &self.events))
    }
}

struct Scrub<'a> {
    gone: Gone,
    before: &'a Roster,
    after: &'a Roster,
    /// How many parts of rules have nobody left.
    lost: Cell<usize>,
}

impl Scrub<'_> {
    /// Takes names out of a table; `false` where one of its keys is left with nobody.
    fn says_something(&self, node: &mut Node, keys: &'static [Key]) -> bool {
        let Some(table) = node.table_mut() else { return true };
        keys.iter().all(|key| table.get_mut(key.name).is_none_or(|value| self.value(value, Some(key))))
    }

    /// Takes names out of the value of a key; `false` where nothing is left of it.
    fn value(&self, node: &mut Node, key: Option<&'static Key>) -> bool {
        let Some(key) = key else { return true };
        match key.names {
            Names::Members => self.members(node),
            Names::Member => node.text().is_none_or(|name| !self.is_gone(name)),
            Names::Candidates => self.candidates(node),
            // Conditions go as a whole.
            Names::Events => true,
            // What waits for something, or requires it, has gone with it: what is left is in `unless`.
            Names::Conditions => {
                if let Some(conditions) = node.entries_mut() {
                    conditions.retain(|condition| self.gone.of(condition).is_none());
                }
                true
            }
            Names::Rule => {
                self.says_something(node, (key.within)());
                true
            }
            Names::Rules => {
                let Some(parts) = node.entries_mut() else { return true };
                let before = parts.len();
                parts.retain_mut(|part| self.says_something(part, (key.within)()));
                self.lost.set(self.lost.get() + before - parts.len());
                !parts.is_empty() || before == 0
            }
            Names::Nobody => match &mut node.value {
                Value::Table(_) => self.says_something(node, (key.within)()),
                Value::List(entries) => {
                    entries.retain_mut(|entry| self.says_something(entry, (key.within)()));
                    true
                }
                _ => true,
            },
        }
    }

    /// Whether a name, however it is written, is that of a member who was removed, or of a group that has lost its last one.
    fn is_gone(&self, name: &str) -> bool {
        self.gone.members.contains(name) || self.before.id_of(name).is_some_and(|id| self.gone.members.contains(id))
    }

    /// Takes removed members out of a selector; `false` where it is left with nobody.
    fn members(&self, selector: &mut Node) -> bool {
        let Some(list) = selector.entries_mut() else { return true };
        let selects = |roster: &Roster, list: &[Node]| roster.select(list.iter().filter_map(Node::text)).map(|chosen| !chosen.is_empty());
        let selected = selects(self.before, list);
        list.retain(|entry| entry.text().is_none_or(|name| !self.is_gone(name.strip_prefix('!').unwrap_or(name))));
        let says_something = !(selected == Ok(true) && selects(self.after, list) == Ok(false));
        // What a rule is left with is wrong because of the file that removes, and is shown there.
        if let (false, Some(place)) = (says_something, self.gone.place) {
            selector.span = place;
        }
        says_something
    }

    /// Takes removed candidates out of a selector; `false` where it is left with none.
    fn candidates(&self, selector: &mut Node) -> bool {
        match &mut selector.value {
            Value::Text(text) => !self.gone.candidates.contains(text),
            Value::List(list) => {
                let before = list.len();
                list.retain(|entry| entry.text().is_none_or(|name| !self.gone.candidates.contains(name)));
                // Of lists in a list, the sides of a cleavage, none may be left with nobody.
                let sides = list.iter_mut().filter(|entry| matches!(entry.value, Value::List(_))).all(|side| self.candidates(side));
                sides && (!list.is_empty() || before == 0)
            }
            _ => true,
        }
    }
}
