//! One file over another, and a scenario over its body file.

use std::collections::{HashMap, HashSet};

use crate::blocks;
use crate::de;
use crate::raw::Displaced;
use crate::tree::{Field, Node, Table, Value};

/// What is said of an entry is said of it as it then is: one that bears remarks takes the old ones away.
const REMARKS: Displaced = Displaced::together(&de::REMARKS);

/// Lays a file over what it extends.
pub(super) fn layer(base: &mut Node, over: Node) {
    let span = over.span;
    if let (Some(base), Value::Table(over)) = (base.table_mut(), over.value) {
        over.0.into_iter().for_each(|field| put(base, field));
    }
    // What is missing altogether is missing in the file that was asked for.
    base.span = span;
}

fn put(base: &mut Table, field: Field) {
    let Some(old) = base.get_mut(&field.key) else {
        base.put(field);
        return;
    };
    match (&mut old.value, field.node.value, blocks::find(&field.key)) {
        (Value::Table(old), Value::Table(over), _) => over.0.into_iter().for_each(|field| old.put(field)),
        (Value::List(old), Value::List(over), Some(block)) if block.is_list() => {
            entries(old, over, block.identity(), |old, new| entry(old, new, block.displaced()));
        }
        (old, over, _) => *old = over,
    }
    if let Some(old) = base.0.iter_mut().find(|old| old.key == field.key) {
        old.key_span = field.key_span;
        old.node.span = field.node.span;
    }
}

/// Lays entries over their namesakes, and appends the rest.
fn entries(base: &mut Vec<Node>, over: Vec<Node>, identity: Option<&str>, lay: impl Fn(&mut Node, Node)) {
    let name = |entry: &Node| identity.and_then(|key| entry.text_of(key)).map(str::to_owned);
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, entry) in base.iter().enumerate() {
        if let Some(name) = name(entry) {
            places.entry(name).or_insert(at);
        }
    }
    for entry in over {
        // A second namesake in one file is an error, to be seen later: it is not merged away.
        match name(&entry).and_then(|name| places.remove(&name)) {
            Some(at) => lay(&mut base[at], entry),
            None => base.push(entry),
        }
    }
}

/// Lays an entry over its namesake, key by key.
fn entry(base: &mut Node, over: Node, displaced: &[Displaced]) {
    let (Some(old), Value::Table(new)) = (base.table_mut(), over.value) else { return };
    for group in displaced.iter().chain([&REMARKS]) {
        if group.by.iter().any(|key| new.get(key).is_some()) {
            // One that is there again keeps its place.
            old.0.retain(|field| !group.keys.contains(&field.key.as_str()) || new.get(&field.key).is_some());
        }
    }
    new.0.into_iter().for_each(|field| old.put(field));
    base.span = over.span;
}

/// Makes those members of a body file the scenario's own that a file laid over it is about to change.
pub(super) fn adopt(root: &mut Node, body: &Node, over: &Node) {
    let ids = |node: &Node| -> HashSet<String> {
        node.list("member").iter().filter_map(|entry| entry.text_of("id")).map(str::to_owned).collect()
    };
    let (own, changed) = (ids(root), ids(over));
    let is_adopted = |entry: &&Node| entry.text_of("id").is_some_and(|id| changed.contains(id) && !own.contains(id));
    let adopted: Vec<Node> = body.list("member").iter().filter(is_adopted).cloned().collect();
    let (Some(root), Some(field)) = (root.table_mut(), body.table().and_then(|body| body.field("member"))) else { return };
    match root.get_mut("member").and_then(Node::entries_mut) {
        Some(own) => own.extend(adopted),
        None if adopted.is_empty() => (),
        None => root.put(Field { node: Node { value: Value::List(adopted), ..field.node }, ..field.clone() }),
    }
}

/// Lays a scenario over the body file it uses: afterwards it has all members itself.
pub(super) fn body(root: &mut Node, mut file: Node) {
    let (Some(root), Some(file)) = (root.table_mut(), file.table_mut()) else { return };
    if let Some(mut members) = file.remove("member") {
        if let (Some(own), Value::List(all)) = (root.remove("member"), &mut members.node.value)
            && let Value::List(own) = own.node.value
        {
            // Whom a scenario describes itself is as it says: a body file speaks of other years too.
            entries(all, own, Some("id"), |old, new| *old = new);
        }
        root.put(members);
    }
    let Some(body) = root.get_mut("body").and_then(Node::table_mut) else { return };
    body.remove("use");
    for key in ["name", "rule", "weights"] {
        let Some(field) = file.remove(key) else { continue };
        match (body.get_mut(key).map(|node| &mut node.value), field.node.value) {
            (None, value) => body.put(Field { node: Node { value, ..field.node }, ..field }),
            (Some(Value::Table(own)), Value::Table(others)) => {
                let known: HashSet<String> = own.0.iter().map(|field| field.key.clone()).collect();
                own.0.extend(others.0.into_iter().filter(|other| !known.contains(&other.key)));
            }
            _ => {}
        }
    }
}
