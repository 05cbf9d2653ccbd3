//! From a node to a value of a type, with everything that is wrong with it.
//!
//! [`read`] goes on after an error: what was wrong is reported, replaced by a [`Value::Hole`],
//! which satisfies whoever asks, and the rest is read again. So everything wrong with an entry
//! is said at once.

mod words;
mod wrong;

use std::borrow::Cow;

pub(crate) use wrong::Wrong;

use serde::Deserialize;

use crate::de::{De, Error, Problem};
use crate::diagnostic::{Errors, Place};
use crate::raw::Described;
use crate::tree::{Field, Node, Value};

/// So many errors are looked for in one entry.
const PATIENCE: usize = 50;

/// What could be read of a node.
pub(crate) struct Partial<T> {
    /// Whatever was wrong in it is what the type has for nothing.
    pub(crate) value: T,
    /// What was wrong.
    pub(crate) wrong: Wrong,
}

impl<T> Partial<T> {
    /// Whether nothing was wrong.
    pub(crate) fn is_whole(&self) -> bool {
        self.wrong.is_nothing()
    }

    /// Goes on with what could be read of `node`. Of what is then found wrong that is reported which does not follow
    /// from what could not be.
    pub(crate) fn then<U>(&self, node: &Node, errors: &mut Errors, goes_on: impl FnOnce(&T, &mut Errors) -> U) -> U {
        if self.is_whole() {
            return goes_on(&self.value, errors);
        }
        let mut more = Errors::default();
        let result = goes_on(&self.value, &mut more);
        errors.append(more, |place| !matches!(place, Place::Text(span) if self.wrong.spoils(node, span)));
        result
    }
}

impl<T: Default> Default for Partial<T> {
    fn default() -> Self {
        Self { value: T::default(), wrong: Wrong::default() }
    }
}

/// Reads a node, or reports everything that is wrong with it.
///
/// `label` is what the node is called in messages, as in `[[candidate]]`.
pub(crate) fn read<T: for<'de> Deserialize<'de> + Described>(node: &Node, label: &str, errors: &mut Errors) -> Option<T> {
    partial(node, label, errors).filter(Partial::is_whole).map(|read| read.value)
}

/// Reads what is right of a node, and reports everything that is wrong with it.
pub(crate) fn partial<T: for<'de> Deserialize<'de> + Described>(node: &Node, label: &str, errors: &mut Errors) -> Option<Partial<T>> {
    if matches!(node.value, Value::Hole) {
        return None;
    }
    let mut wrong = Wrong::holes(node);
    let value = look(&mut Cow::Borrowed(node), &mut wrong, label, errors)?;
    Some(Partial { value, wrong })
}

/// Reports everything that is wrong with a node and leaves only what is right; what was wrong goes with it.
pub(crate) fn prune<T: for<'de> Deserialize<'de> + Described>(node: &mut Node, label: &str, errors: &mut Errors) -> Option<(T, Wrong)> {
    let (mut pruned, mut wrong) = (Cow::Borrowed(&*node), Wrong::default());
    let value = look(&mut pruned, &mut wrong, label, errors)?;
    if let Cow::Owned(pruned) = pruned {
        *node = pruned;
    }
    if let Some(table) = node.table_mut() {
        table.0.retain(|field| !matches!(field.node.value, Value::Hole));
    }
    Some((value, wrong))
}

/// Reads a node; what is wrong with it is reported, noted, and replaced by holes until the rest can be read.
fn look<T: for<'de> Deserialize<'de> + Described>(
    node: &mut Cow<'_, Node>,
    wrong: &mut Wrong,
    label: &str,
    errors: &mut Errors,
) -> Option<T> {
    for _ in 0..PATIENCE {
        match T::deserialize(De::new(node)) {
            Ok(value) => return Some(value),
            Err(error) => {
                if !wrong.explains(&error) && !words::report(&error, node, label, T::KEYS, errors) {
                    return None;
                }
                wrong.note(&error, node);
                neutralise(node.to_mut(), &error);
            }
        }
    }
    None
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
