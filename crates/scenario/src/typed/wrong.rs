//! What could not be read of a table, and what only follows from it.

use std::collections::BTreeSet;

use super::Partial;
use crate::de::{Error, Problem};
use crate::diagnostic::Place;
use crate::tree::{Node, Span, Step, Value};

/// What could not be read of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrong {
    /// Whether all of it.
    everything: bool,
    /// The keys that have something wrong in them, are missing, or were probably meant by one that there is not.
    keys: BTreeSet<String>,
    /// Where something stands that is wrong.
    places: Vec<Span>,
    /// The tables in it that lack something.
    lacking: Vec<Span>,
    /// The keys that were probably meant by others, with the way to their table.
    meant: Vec<(Vec<Step>, &'static str)>,
}

impl Wrong {
    /// Of what could not be read at all, everything.
    pub(crate) fn of<T>(read: Option<&Partial<T>>) -> Self {
        read.map_or(Self { everything: true, ..Self::default() }, |read| read.wrong.clone())
    }

    pub(crate) fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// What holds, or has somewhere below, what could not be read and has been reported.
    pub(super) fn holes(node: &Node) -> Self {
        let fields = node.table().map_or(&[][..], |table| &table.0);
        let with_holes = || fields.iter().filter(|field| field.node.has_hole());
        let mut places = Vec::new();
        with_holes().for_each(|field| holes(&field.node, &mut places));
        Self { keys: with_holes().map(|field| field.key.clone()).collect(), places, ..Self::default() }
    }

    /// Whether a key is only missing because it is misspelt, which has been reported.
    pub(super) fn explains(&self, error: &Error) -> bool {
        let Problem::Missing(key) = error.problem() else { return false };
        self.meant.iter().any(|(path, meant)| meant == key && *path == error.path())
    }

    /// Notes what was wrong with a node.
    pub(super) fn note(&mut self, error: &Error, node: &Node) {
        let path = error.path();
        if let Problem::UnknownKey { key, known, .. } = error.problem() {
            let meant = crate::suggest::closest(key, known.iter().copied()).and_then(|meant| known.iter().find(|known| **known == meant));
            self.meant.extend(meant.map(|meant| (path.clone(), *meant)));
            if path.is_empty() {
                self.keys.extend(meant.map(|meant| (*meant).to_owned()));
            }
            self.places.push(node.walk(&path).key_span(key));
        }
        match (path.first(), error.problem()) {
            (Some(Step::Key(key)), _) => drop(self.keys.insert(key.clone())),
            (None, Problem::Missing(key)) => drop(self.keys.insert((*key).to_owned())),
            _ => {}
        }
        match error.problem() {
            Problem::UnknownKey { .. } => {}
            // What is missing stands nowhere.
            Problem::Missing(_) if path.is_empty() => {}
            Problem::Missing(_) => self.lacking.push(node.walk(&path).span),
            _ => self.places.push(node.walk(&path).span),
        }
    }

    /// What could not be read of two tables.
    pub(crate) fn join(&mut self, other: Self) {
        self.everything |= other.everything;
        self.keys.extend(other.keys);
        self.places.extend(other.places);
        self.lacking.extend(other.lacking);
    }

    /// And these keys.
    pub(crate) fn with_keys<'a>(mut self, keys: impl IntoIterator<Item = &'a str>) -> Self {
        self.keys.extend(keys.into_iter().map(str::to_owned));
        self
    }

    /// And whatever of a node stands in these places.
    pub(crate) fn with_places(mut self, node: &Node, places: impl Iterator<Item = Place>) -> Self {
        let fields = || node.table().map_or(&[][..], |table| &table.0).iter();
        for place in places {
            let Place::Text(place) = place else { continue };
            self.keys.extend(fields().filter(|field| field.touches(place)).map(|field| field.key.clone()));
            self.places.push(place);
        }
        self
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.everything || self.keys.contains(key)
    }

    pub(crate) fn is_nothing(&self) -> bool {
        !self.everything && self.keys.is_empty() && self.places.is_empty()
    }

    /// Whether what is found in a place of a node may follow from what could not be read: it stands there, or is a table
    /// or list that has something such in it.
    pub(crate) fn spoils(&self, node: &Node, place: Span) -> bool {
        let is_of_all = place == node.span && !self.is_nothing();
        let is_around = node.encloses(place, &self.places) || node.encloses(place, &self.lacking);
        self.everything || is_of_all || is_around || self.places.iter().any(|wrong| wrong.touches(place))
    }
}

fn holes(node: &Node, places: &mut Vec<Span>) {
    match &node.value {
        Value::Hole => places.push(node.span),
        Value::List(list) => list.iter().for_each(|entry| holes(entry, places)),
        Value::Table(table) => table.0.iter().for_each(|field| holes(&field.node, places)),
        _ => {}
    }
}
