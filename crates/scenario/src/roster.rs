//! The members and groups that selectors can name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use nemcon_core::MemberSet;

use crate::countries;
use crate::tree::Node;

/// Members, by the index of their entry, and groups.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    ids: Vec<String>,
    /// The entries of an id: several where a member left and came back.
    by_id: HashMap<String, Vec<usize>>,
    /// What the members are called, where that is no id.
    names: Vec<String>,
    /// The ids of a name, in small letters.
    by_name: HashMap<String, BTreeSet<String>>,
    groups: BTreeMap<String, Vec<usize>>,
}

impl Roster {
    /// The roster of some `[[member]]` entries, right or wrong.
    pub(crate) fn of<'a>(entries: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut roster = Self::default();
        for (index, entry) in entries.into_iter().enumerate() {
            let id = entry.text_of("id").unwrap_or_default();
            roster.ids.push(id.to_owned());
            roster.by_id.entry(id.to_owned()).or_default().push(index);
            if let Some(name) = entry.text_of("name").filter(|name| !name.is_empty() && *name != id) {
                roster.names.push(name.to_owned());
                roster.by_name.entry(name.to_lowercase()).or_default().insert(id.to_owned());
            }
            for group in entry.list("groups").iter().filter_map(Node::text) {
                roster.groups.entry(group.to_owned()).or_default().push(index);
            }
        }
        roster
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The entries of a member, by its id, its name, or the code of two letters or a common name of a country
    /// whose id is the code of three. A name that several members bear is nobody's.
    pub(crate) fn member(&self, name: &str) -> Option<&[usize]> {
        let id = if self.by_id.contains_key(name) {
            name
        } else if let Some(ids) = self.by_name.get(&name.to_lowercase()) {
            ids.first().filter(|_| ids.len() == 1)?
        } else {
            countries::three_letters(name).or_else(|| countries::by_common_name(name))?
        };
        self.by_id.get(id).map(Vec::as_slice)
    }

    /// The id of a member, by whatever it may be called.
    pub(crate) fn id_of(&self, name: &str) -> Option<&str> {
        self.member(name).and_then(|entries| self.ids.get(*entries.first()?)).map(String::as_str)
    }

    /// What else a member can be called than by its id.
    pub(crate) fn names_of(&self, id: &str) -> Vec<String> {
        let entries = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        let is_of = |name: &&String| self.member(name).is_some_and(|found| found == entries);
        self.names.iter().filter(is_of).cloned().chain(countries::two_letters(id).map(str::to_owned)).collect()
    }

    /// The names of the members.
    pub(crate) fn called(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
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
            } else if let Some(entries) = self.member(name) {
                entries.iter().copied().for_each(change);
            } else {
                unknown.push(at);
            }
        }
        if unknown.is_empty() { Ok(chosen) } else { Err(unknown) }
    }
}
