//! The members and groups that selectors can name.

use std::collections::{BTreeMap, HashMap};

use nemcon_core::MemberSet;

use crate::tree::Node;

/// Members, by the index of their entry, and groups.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    ids: Vec<String>,
    by_id: HashMap<String, usize>,
    groups: BTreeMap<String, Vec<usize>>,
}

impl Roster {
    /// The roster of some `[[member]]` entries, right or wrong.
    pub(crate) fn of<'a>(entries: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut roster = Self::default();
        for (index, entry) in entries.into_iter().enumerate() {
            let id = entry.text_of("id").unwrap_or_default();
            roster.ids.push(id.to_owned());
            roster.by_id.entry(id.to_owned()).or_insert(index);
            for group in entry.list("groups").iter().filter_map(Node::text) {
                roster.groups.entry(group.to_owned()).or_default().push(index);
            }
        }
        roster
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn member(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The names of the groups.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &str> + Clone {
        self.groups.keys().map(String::as_str)
    }

    /// The ids of the members.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.ids.iter().map(String::as_str)
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.groups().chain(self.ids())
    }

    /// Whom a list of names chooses, read from left to right; or the places of unknown names.
    pub(crate) fn select<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<MemberSet, Vec<usize>> {
        let mut chosen = MemberSet::empty(self.len());
        let mut unknown = Vec::new();
        for (at, name) in names.into_iter().enumerate() {
            let (name, without) = name.strip_prefix('!').map_or((name, false), |name| (name, true));
            let change = |entry: usize| if without { chosen.remove(entry.into()) } else { chosen.insert(entry.into()) };
            if name == "*" {
                (0..self.len()).for_each(change);
            } else if let Some(group) = self.groups.get(name) {
                group.iter().copied().for_each(change);
            } else if let Some(member) = self.member(name) {
                std::iter::once(member).for_each(change);
            } else {
                unknown.push(at);
            }
        }
        if unknown.is_empty() { Ok(chosen) } else { Err(unknown) }
    }
}
