//! One file over another, and a scenario over its body file.

use std::collections::{HashMap, HashSet};

use crate::blocks::{self, Block};
use crate::tree::{Field, Node, Table, Value};

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
    let block = blocks::find(&field.key);
    match (&mut old.value, field.node.value) {
        (Value::Table(old), Value::Table(over)) => over.0.into_iter().for_each(|field| old.put(field)),
        (Value::List(old), Value::List(over)) if block.is_some_and(Block::is_list) => {
            entries(old, over, block.and_then(Block::identity));
        }
        (old, over) => *old = over,
    }
    if let Some(old) = base.0.iter_mut().find(|old| old.key == field.key) {
        old.key_span = field.key_span;
        old.node.span = field.node.span;
    }
}

/// Replaces each namesake in its place, and appends the rest.
fn entries(base: &mut Vec<Node>, over: Vec<Node>, identity: Option<&str>) {
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
            Some(at) => base[at] = entry,
            None => base.push(entry),
        }
    }
}

/// Lays a scenario over the body file it uses: afterwards it has all members itself.
pub(super) fn body(root: &mut Node, mut file: Node) {
    let (Some(root), Some(file)) = (root.table_mut(), file.table_mut()) else { return };
    if let Some(mut members) = file.remove("member") {
        if let (Some(own), Value::List(all)) = (root.remove("member"), &mut members.node.value)
            && let Value::List(own) = own.node.value
        {
            entries(all, own, Some("id"));
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
