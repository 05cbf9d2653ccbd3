//! Blocks of the file, read and made parts of the draft; and which entry each part came from.

use std::collections::{BTreeMap, BTreeSet};

use nemcon_core::Step;

use super::names::Names;
use crate::diagnostic::Errors;
use crate::raw::{self, IsBlock};
use crate::tree::Node;
use crate::typed;

/// A block that becomes a part of the draft, or, of a list, each of whose entries does.
pub(super) trait Convert: IsBlock {
    type Part;

    /// The part; without one, `errors` says why.
    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part>;

    /// Where in the block, or its entry, something stands that the model finds wrong.
    fn place<'a>(node: &'a Node, below: &[Step]) -> &'a Node {
        deepest(node, below)
    }
}

/// The last node on a way that is written.
pub(super) fn deepest<'a>(node: &'a Node, steps: &[Step]) -> &'a Node {
    steps.iter().fold(node, |node, step| match step {
        Step::Key(key) => node.key(key),
        Step::Entry(index) => node.entry(*index),
    })
}

/// One table of a list, as written; without `raw` it could not be read, which has been reported.
pub(super) struct Entry<'a, T> {
    pub(super) node: &'a Node,
    pub(super) raw: Option<T>,
}

/// The entries of a list.
pub(super) fn entries<'a, T: IsBlock>(root: &'a Node, errors: &mut Errors) -> Vec<Entry<'a, T>> {
    let label = T::BLOCK.header();
    root.list(T::BLOCK.name).iter().map(|node| Entry { node, raw: typed::read(node, &label, errors) }).collect()
}

/// A table; its default where it is missing, `None` where it cannot be read.
pub(super) fn table<T: IsBlock + Default>(root: &Node, errors: &mut Errors) -> Option<T> {
    root.get(T::BLOCK.name).map_or_else(|| Some(T::default()), |node| typed::read(node, &T::BLOCK.header(), errors))
}

/// Reports what is wrong with each block by itself.
pub(super) fn look_at_all(root: &Node, errors: &mut Errors) {
    struct Look<'a>(&'a Node, &'a mut Errors);
    impl raw::Visitor for Look<'_> {
        fn block<T: IsBlock>(&mut self) {
            if T::BLOCK.is_list() {
                entries::<T>(self.0, self.1);
            } else if let Some(node) = self.0.get(T::BLOCK.name) {
                typed::read::<T>(node, &T::BLOCK.header(), self.1);
            }
        }
    }
    raw::visit(&mut Look(root, errors));
}

/// Makes parts of blocks, and remembers where they came from.
pub(super) struct Parts<'a> {
    root: &'a Node,
    names: &'a Names,
    pub(super) errors: &'a mut Errors,
    origins: Origins,
}

/// Where the parts of a draft came from.
#[derive(Default)]
pub(super) struct Origins {
    lists: BTreeMap<&'static str, Origin>,
    /// Of tables, whether they are in the draft as they are written.
    tables: BTreeMap<&'static str, bool>,
}

/// Where the parts came from that entries of a list became.
struct Origin {
    entries: Vec<usize>,
    /// Parts that only keep the place of an entry, so that others can refer to it by index.
    gaps: BTreeSet<usize>,
    /// Whether no entry is missing.
    is_whole: bool,
    place: Place,
}

/// Finds a place in an entry.
type Place = for<'a> fn(&'a Node, &[Step]) -> &'a Node;

impl<'a> Parts<'a> {
    pub(super) fn new(root: &'a Node, names: &'a Names, errors: &'a mut Errors) -> Self {
        Self { root, names, errors, origins: Origins::default() }
    }

    /// The parts that the entries of a list become, as far as they can be read.
    pub(super) fn of<T: Convert>(&mut self) -> Vec<T::Part> {
        let (entries, parts): (Vec<usize>, Vec<T::Part>) =
            self.converted::<T>().into_iter().enumerate().filter_map(|(at, part)| Some((at, part?))).unzip();
        let is_whole = entries.len() == self.root.list(T::BLOCK.name).len();
        self.origins.lists.insert(T::BLOCK.name, Origin { entries, gaps: BTreeSet::new(), is_whole, place: T::place });
        parts
    }

    /// The same of a list that others refer to by index: what stands in keeps the place of what could not be read.
    pub(super) fn each<T: Convert>(&mut self, stand_in: impl Fn(usize) -> T::Part) -> Vec<T::Part> {
        let converted = self.converted::<T>();
        let gaps: BTreeSet<usize> = (0..converted.len()).filter(|&at| converted[at].is_none()).collect();
        self.came_from::<T>((0..converted.len()).collect(), gaps);
        converted.into_iter().enumerate().map(|(at, part)| part.unwrap_or_else(|| stand_in(at))).collect()
    }

    fn converted<T: Convert>(&mut self) -> Vec<Option<T::Part>> {
        let entries = entries::<T>(self.root, self.errors);
        entries.into_iter().map(|Entry { node, raw }| raw?.convert(node, self.names, self.errors)).collect()
    }

    /// Says which entries of a list the parts came from that have been made of it, and which of them keep a place.
    pub(super) fn came_from<T: IsBlock>(&mut self, entries: Vec<usize>, gaps: BTreeSet<usize>) {
        self.origins.lists.insert(T::BLOCK.name, Origin { entries, is_whole: gaps.is_empty(), gaps, place: deepest });
    }

    /// The part that a table becomes, if it can be read.
    pub(super) fn table<T: Convert + Default>(&mut self) -> Option<T::Part> {
        let node = self.root.key(T::BLOCK.name);
        let part = table::<T>(self.root, self.errors).and_then(|raw| raw.convert(node, self.names, self.errors));
        self.is_read::<T>(part.is_some());
        part
    }

    /// Says whether a table is in the draft as it is written.
    pub(super) fn is_read<T: IsBlock>(&mut self, is_read: bool) {
        self.origins.tables.insert(T::BLOCK.name, is_read);
    }

    pub(super) fn origins(self) -> Origins {
        self.origins
    }
}

impl Origins {
    /// Whether a table is in the draft as it is written; of those that become no part of it, nothing.
    pub(super) fn has_table(&self, name: &str) -> Option<bool> {
        self.tables.get(name).copied()
    }

    /// Whether every entry of a list is in the draft.
    pub(super) fn has_all<T: IsBlock>(&self) -> bool {
        self.lists.get(T::BLOCK.name).is_none_or(|origin| origin.is_whole)
    }

    /// Whether a part only keeps the place of its entry.
    pub(super) fn is_gap(&self, list: &str, part: usize) -> bool {
        self.lists.get(list).is_some_and(|origin| origin.gaps.contains(&part))
    }

    /// The entry that a part came from.
    pub(super) fn entry(&self, list: &str, part: usize) -> usize {
        self.lists.get(list).and_then(|origin| origin.entries.get(part)).copied().unwrap_or(part)
    }

    /// Where in a block, or one of its entries, a way ends.
    pub(super) fn place<'a>(&self, block: &str, node: &'a Node, below: &[Step]) -> &'a Node {
        self.lists.get(block).map_or(deepest as Place, |origin| origin.place)(node, below)
    }
}
