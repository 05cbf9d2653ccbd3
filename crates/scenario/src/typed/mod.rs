//! From a node to a value of a type, with everything that is wrong with it.
//!
//! [`read`] goes on after an error: what was wrong is reported, replaced by a [`Value::Hole`],
//! which satisfies whoever asks, and the rest is read again. So everything wrong with an entry
//! is said at once.

mod words;

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::de::{De, Error, Problem};
use crate::diagnostic::{Errors, Place};
use crate::raw::Described;
use crate::tree::{Field, Node, Span, Step, Value};

/// So many errors are looked for in one entry.
const PATIENCE: usize = 50;

/// What could be read of a node.
pub(crate) struct Partial<T> {
    /// Whatever was wrong in it is what the type has for nothing.
    pub(crate) value: T,
    /// Whether nothing was wrong.
    pub(crate) is_whole: bool,
    /// The keys of the node that have something wrong in them, or are missing.
    pub(crate) wrong: BTreeSet<String>,
}

impl<T> Partial<T> {
    /// Goes on with what could be read of `node`. Of what is then found wrong that is reported which does not follow
    /// from what could not be.
    pub(crate) fn then<U>(&self, node: &Node, errors: &mut Errors, goes_on: impl FnOnce(&T, &mut Errors) -> U) -> U {
        if self.is_whole {
            return goes_on(&self.value, errors);
        }
        let mut more = Errors::default();
        let result = goes_on(&self.value, &mut more);
        errors.append(more, |place| !matches!(place, Place::Text(span) if self.is_of_wrong(node, span)));
        result
    }

    /// Whether a place is in what could not be read, or that of the node as a whole.
    fn is_of_wrong(&self, node: &Node, place: Span) -> bool {
        let fields = node.table().map_or(&[][..], |table| &table.0);
        let mut wrong = fields.iter().filter(|field| self.wrong.contains(&field.key));
        place == node.span || wrong.any(|field| field.touches(place))
    }
}

impl<T: Default> Default for Partial<T> {
    fn default() -> Self {
        Self { value: T::default(), is_whole: true, wrong: BTreeSet::new() }
    }
}

/// Reads a node, or reports everything that is wrong with it.
///
/// `label` is what the node is called in messages, as in `[[candidate]]`.
pub(crate) fn read<T: for<'de> Deserialize<'de> + Described>(node: &Node, label: &str, errors: &mut Errors) -> Option<T> {
    partial(node, label, errors).filter(|read| read.is_whole).map(|read| read.value)
}

/// Reads what is right of a node, and reports everything that is wrong with it.
pub(crate) fn partial<T: for<'de> Deserialize<'de> + Described>(node: &Node, label: &str, errors: &mut Errors) -> Option<Partial<T>> {
    let mut copy = None;
    let mut wrong: BTreeSet<String> = holes(node);
    for _ in 0..PATIENCE {
        let current = copy.as_ref().unwrap_or(node);
        match T::deserialize(De::new(current)) {
            Ok(value) => return Some(Partial { value, is_whole: copy.is_none() && wrong.is_empty(), wrong }),
            Err(error) => {
                if !words::report(&error, current, label, T::KEYS, errors) {
                    return None;
                }
                match (error.path().first(), error.problem()) {
                    (Some(Step::Key(key)), _) => drop(wrong.insert(key.clone())),
                    (None, Problem::Missing(key)) => drop(wrong.insert((*key).to_owned())),
                    _ => {}
                }
                neutralise(copy.get_or_insert_with(|| node.clone()), &error);
            }
        }
    }
    None
}

/// Reports everything that is wrong with a node and leaves only what is right.
pub(crate) fn prune<T: for<'de> Deserialize<'de> + Described>(node: &mut Node, label: &str, errors: &mut Errors) -> Option<T> {
    for _ in 0..PATIENCE {
        match T::deserialize(De::new(node)) {
            Ok(value) => {
                if let Some(table) = node.table_mut() {
                    table.0.retain(|field| !matches!(field.node.value, Value::Hole));
                }
                return Some(value);
            }
            Err(error) => {
                if !words::report(&error, node, label, T::KEYS, errors) {
                    return None;
                }
                neutralise(node, &error);
            }
        }
    }
    None
}

/// The keys of a node that hold, or have somewhere below, what could not be read and has been reported.
fn holes(node: &Node) -> BTreeSet<String> {
    let fields = node.table().map_or(&[][..], |table| &table.0);
    fields.iter().filter(|field| field.node.has_hole()).map(|field| field.key.clone()).collect()
}

fn neutralise(root: &mut Node, error: &Error) {
    let Some(node) = root.walk_mut(&error.path()) else { return };
    let span = node.span;
    let hole = Node { value: Value::Hole, span };
    match (error.problem(), node.table_mut()) {
        (Problem::UnknownKey { key, alone: false, .. }, Some(table)) => drop(table.remove(key)),
        (Problem::Missing(key), Some(table)) => table.put(Field { key: (*key).to_owned(), key_span: span, node: hole }),
        _ => *node = hole,
    }
}
