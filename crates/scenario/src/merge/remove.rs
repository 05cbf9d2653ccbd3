//! `remove`: what a file takes away from what it extends, and from the body file it uses.

use std::collections::BTreeSet;

use super::State;
use super::layers::Layer;
use super::scrub::{self, Gone};
use crate::blocks::{self, BLOCKS};
use crate::diagnostic::{ErrorKind, SHOWN};
use crate::read::Reader;
use crate::roster::Roster;
use crate::suggest;
use crate::tree::{Node, Span, Table};

/// Takes away what a layer says, and everything that then has nothing left to refer to.
pub(super) fn apply(state: &mut State, layer: &Layer, reader: &mut Reader<'_>) {
    if layer.remove.is_empty() {
        return;
    }
    let before = Roster::of(members(state));
    let mut gone = Gone::default();
    let mut seen = BTreeSet::new();
    for item in &layer.remove {
        let Some(path) = item.text() else { continue };
        if !seen.insert(path) {
            reader.errors.add(ErrorKind::RemoveUnknown, item.span, format!("`remove` names {path:?} twice"), "once is enough");
        } else if let Err(help) = one(state, path, &mut gone, reader.errors.len() < SHOWN) {
            if state.is_coded {
                state.pending.add(path, item.span, help);
                continue;
            }
            let message = format!("`remove` names {path:?}, which is not there");
            reader.errors.add(ErrorKind::RemoveUnknown, item.span, message, help);
        } else {
            if path.starts_with("member.") {
                gone.place = Some(item.span);
            }
            empties(state, path, item.span);
        }
    }
    let after = Roster::of(members(state));
    let groups: BTreeSet<&str> = after.groups().collect();
    let lost: Vec<String> = before.groups().filter(|group| !groups.contains(group)).map(str::to_owned).collect();
    let called: Vec<String> = gone.members.iter().flat_map(|id| before.names_of(id)).collect();
    gone.members.extend(lost.into_iter().chain(called));
    scrub::all(state, gone, &before, &after);
}

/// A list in which nothing is left is wrong where that was said.
fn empties(state: &mut State, path: &str, place: Span) {
    let list = path.split_once('.').map_or(path, |(list, _)| list);
    if entries(state, list).next().is_none()
        && let Some(node) = state.root.table_mut().and_then(|root| root.get_mut(list))
    {
        node.span = place;
    }
}

/// The members as they stand: those of the body file that are not replaced, then the others.
fn members(state: &State) -> impl Iterator<Item = &Node> {
    let own = state.root.list("member");
    let replaced: BTreeSet<&str> = own.iter().filter_map(|entry| entry.text_of("id")).collect();
    let used = state.used.node().map_or(&[][..], |body| body.list("member"));
    used.iter().filter(move |entry| entry.text_of("id").is_none_or(|id| !replaced.contains(id))).chain(own)
}

/// Takes away one thing, or says what could have been meant, if that is to be looked for.
fn one(state: &mut State, path: &str, gone: &mut Gone, look: bool) -> Result<(), String> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let block = blocks::find(first).filter(|block| block.is_list());
    if block.is_some_and(|block| block.identity().is_none()) {
        return Err(format!("a [[{first}]] has no name to remove it by: write another that overrides it"));
    }
    let Some(key) = block.and_then(blocks::Block::identity) else {
        let meant = if look { entry_meant(state, path) } else { None };
        let removed = state.root.table_mut().map_or(Err(String::new()), |root| key_path(root, path, ""));
        return removed.map_err(|help| meant.map_or(help, |name| format!("did you mean {name:?}?")));
    };
    if take(state, first, key, rest) {
        match first {
            "candidate" => gone.candidates.insert(rest.to_owned()),
            "member" => gone.members.insert(rest.to_owned()),
            "event" => gone.events.insert(rest.to_owned()),
            _ => false,
        };
        return Ok(());
    }
    if let Some((name, keys)) = rest.split_once('.')
        && entries(state, first).any(|entry| entry.text_of(key) == Some(name))
    {
        return if keys == key {
            Err(format!("without `{key}` it is nothing: to remove the whole entry, write \"{first}.{name}\""))
        } else {
            take_key(state, first, key, (name, keys))
        };
    }
    if !look {
        return Err(String::new());
    }
    let names: Vec<String> = entries(state, first).filter_map(|entry| entry.text_of(key)).map(|name| format!("{first}.{name}")).collect();
    Err(match suggest::closest(path, names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean {name:?}?"),
        None => match suggest::list(names.iter().map(String::as_str)) {
            Some(list) => format!("what is there: {list}"),
            None => format!("there is no [[{first}]] to take away"),
        },
    })
}

/// The entries of a list, for members those of the body file too.
fn entries<'a>(state: &'a State, list: &'a str) -> impl Iterator<Item = &'a Node> {
    let used = if list == "member" { state.used.node() } else { None };
    state.root.list(list).iter().chain(used.map_or(&[][..], |body| body.list(list)))
}

/// The lists that hold the entries of a name.
fn lists<'a>(state: &'a mut State, list: &'a str) -> impl Iterator<Item = &'a mut Vec<Node>> {
    let used = if list == "member" { state.used.node_mut() } else { None };
    [Some(&mut state.root), used].into_iter().flatten().filter_map(move |node| node.table_mut()?.get_mut(list)?.entries_mut())
}

/// Takes away a key of an entry, such as `withdraws` of `candidate.yoo`.
fn take_key(state: &mut State, list: &str, key: &str, (name, keys): (&str, &str)) -> Result<(), String> {
    let above = format!("{list}.{name}.");
    let named = lists(state, list).flatten().filter(|entry| entry.text_of(key) == Some(name)).filter_map(Node::table_mut);
    let mut results = named.map(|entry| key_path(entry, keys, &above));
    // A member may be in the body file and in the scenario: it is enough that one of them has the key.
    let first = results.next().unwrap_or(Ok(()));
    results.fold(first, Result::or)
}

/// The entry that was meant by its bare id, or by the plural of its list.
fn entry_meant(state: &State, path: &str) -> Option<String> {
    let (list, name) = match path.split_once('.') {
        None => (None, path),
        Some((lists, name)) => (Some(lists.strip_suffix('s')?), name),
    };
    let lists = BLOCKS.iter().filter(|block| list.is_none_or(|list| list == block.name));
    let mut named = lists.filter_map(|block| Some((block.name, block.identity()?)));
    let found = named.find(|(known, key)| entries(state, known).any(|entry| entry.text_of(key) == Some(name)));
    found.map(|(list, _)| format!("{list}.{name}"))
}

/// Takes away the entries of a name; whether there were any.
fn take(state: &mut State, list: &str, key: &str, name: &str) -> bool {
    lists(state, list).fold(false, |found, entries| {
        let before = entries.len();
        entries.retain(|entry| entry.text_of(key) != Some(name));
        found || entries.len() < before
    })
}

/// Takes away a key, such as `dynamics.frailty`.
fn key_path(table: &mut Table, path: &str, above: &str) -> Result<(), String> {
    let unknown = |key: &str, table: &Table| {
        // What tells an entry apart cannot be taken away.
        let tells_apart = |key: &str| blocks::BLOCKS.iter().any(|block| block.identity() == Some(key));
        let others = table.0.iter().filter(|field| !tells_apart(&field.key));
        let keys: Vec<String> = others.map(|field| format!("{above}{}", field.key)).collect();
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
