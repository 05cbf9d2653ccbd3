//! `remove`: what a file takes away from what it extends.

use std::collections::BTreeSet;

use super::State;
use super::layers::Layer;
use super::scrub::{self, Gone};
use crate::blocks::{self, BLOCKS};
use crate::diagnostic::ErrorKind;
use crate::read::Reader;
use crate::roster::Roster;
use crate::suggest;
use crate::tree::{Node, Table};

/// Takes away what a layer says, and everything that then has nothing left to refer to.
pub(super) fn apply(state: &mut State, layer: &Layer, reader: &mut Reader<'_>) {
    if layer.remove.is_empty() {
        return;
    }
    let before = Roster::of(members(state));
    let mut gone = Gone::default();
    let mut seen = BTreeSet::new();
    for item in &layer.remove {
        if reader.errors.is_full() {
            break;
        }
        let Some(path) = item.text() else { continue };
        if !seen.insert(path) {
            reader.errors.add(ErrorKind::RemoveUnknown, item.span, format!("`remove` names {path:?} twice"), "once is enough");
        } else if let Err(help) = one(state, path, &mut gone) {
            let message = format!("`remove` names {path:?}, which is not there");
            reader.errors.add(ErrorKind::RemoveUnknown, item.span, message, help);
        }
    }
    let after = Roster::of(members(state));
    let groups: BTreeSet<&str> = after.groups().collect();
    gone.members.extend(before.groups().filter(|group| !groups.contains(group)).map(str::to_owned));
    scrub::all(state, gone, &before, &after);
}

/// The members as they stand: those of the body file that are not replaced, then the others.
fn members(state: &State) -> impl Iterator<Item = &Node> {
    let own = state.root.list("member");
    let replaced: BTreeSet<&str> = own.iter().filter_map(|entry| entry.text_of("id")).collect();
    let used = state.used.node().map_or(&[][..], |body| body.list("member"));
    used.iter().filter(move |entry| entry.text_of("id").is_none_or(|id| !replaced.contains(id))).chain(own)
}

/// Takes away one thing, or says what could have been meant.
fn one(state: &mut State, path: &str, gone: &mut Gone) -> Result<(), String> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let block = blocks::find(first).filter(|block| block.is_list());
    if block.is_some_and(|block| block.identity().is_none()) {
        return Err(format!("a [[{first}]] has no name to remove it by: write another that overrides it"));
    }
    let Some(key) = block.and_then(blocks::Block::identity) else {
        let meant = entry_meant(state, path);
        let removed = state.root.table_mut().map_or(Err(String::new()), |root| key_path(root, path, ""));
        return removed.map_err(|help| meant.map_or(help, |name| format!("did you mean {name:?}?")));
    };
    let mut found = take(state.root.table_mut(), first, key, rest);
    if first == "member" {
        found |= take(state.used.node_mut().and_then(Node::table_mut), first, key, rest);
    }
    if !found {
        let used = if first == "member" { state.used.node() } else { None };
        let entries = state.root.list(first).iter().chain(used.map_or(&[][..], |body| body.list(first)));
        let names: Vec<String> = entries.filter_map(|entry| entry.text_of(key)).map(|name| format!("{first}.{name}")).collect();
        return Err(match suggest::closest(path, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean {name:?}?"),
            None => match suggest::list(names.iter().map(String::as_str)) {
                Some(list) => format!("what is there: {list}"),
                None => format!("the extended file has no [[{first}]]"),
            },
        });
    }
    match first {
        "candidate" => gone.candidates.insert(rest.to_owned()),
        "member" => gone.members.insert(rest.to_owned()),
        "event" => gone.events.insert(rest.to_owned()),
        _ => false,
    };
    Ok(())
}

/// The entry that was meant by its bare id, or by the plural of its list.
fn entry_meant(state: &State, path: &str) -> Option<String> {
    let (list, name) = match path.split_once('.') {
        None => (None, path),
        Some((lists, name)) => (Some(lists.strip_suffix('s')?), name),
    };
    let lists = BLOCKS.iter().filter(|block| list.is_none_or(|list| list == block.name));
    let mut named = lists.filter_map(|block| Some((block.name, block.identity()?)));
    let found = named.find(|(known, key)| {
        let used = if *known == "member" { state.used.node() } else { None };
        let mut entries = state.root.list(known).iter().chain(used.map_or(&[][..], |body| body.list(known)));
        entries.any(|entry| entry.text_of(key) == Some(name))
    });
    found.map(|(list, _)| format!("{list}.{name}"))
}

fn take(table: Option<&mut Table>, list: &str, key: &str, name: &str) -> bool {
    let Some(entries) = table.and_then(|table| table.get_mut(list)).and_then(Node::entries_mut) else { return false };
    let before = entries.len();
    entries.retain(|entry| entry.text_of(key) != Some(name));
    entries.len() < before
}

/// Takes away a key, such as `dynamics.frailty`.
fn key_path(table: &mut Table, path: &str, above: &str) -> Result<(), String> {
    let unknown = |key: &str, table: &Table| {
        let keys: Vec<String> = table.0.iter().map(|field| format!("{above}{}", field.key)).collect();
        suggest::help(&format!("{above}{key}"), "keys there", keys.iter().map(String::as_str))
    };
    match path.split_once('.') {
        None => table.remove(path).map(drop).ok_or_else(|| unknown(path, table)),
        Some((key, rest)) => match table.get_mut(key).and_then(Node::table_mut) {
            Some(below) => key_path(below, rest, &format!("{above}{key}.")),
            None => Err(unknown(key, table)),
        },
    }
}
