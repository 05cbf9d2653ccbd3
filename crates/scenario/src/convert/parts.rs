//! Blocks of the file, read and made parts of the draft; and which entry each part came from.

use std::collections::BTreeMap;

use nemcon_core::Step;

use super::names::Names;
use crate::diagnostic::Errors;
use crate::raw::{self, IsBlock};
use crate::tree::Node;
use crate::typed::{self, Partial, Wrong};

/// A block that becomes a part of the draft, or, of a list, each of whose entries does.
pub(super) trait Convert: IsBlock {
    type Part;

    /// Whether what could be read of an entry may stand in the draft without the rest: no other is judged by it.
    const MAY_LACK: bool = true;

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

/// One table of a list, as far as it could be read, if it could at all; what was wrong has been reported.
pub(super) struct Entry<'a, T> {
    pub(super) node: &'a Node,
    read: Option<Partial<T>>,
}

impl<T> Entry<'_, T> {
    /// What could be read of it.
    pub(super) fn raw(&self) -> Option<&T> {
        self.read.as_ref().map(|read| &read.value)
    }

    /// What could not be read of it.
    pub(super) fn wrong(&self) -> Wrong {
        Wrong::of(self.read.as_ref())
    }
}

/// The entries of a list.
pub(super) fn entries<'a, T: IsBlock>(root: &'a Node, errors: &mut Errors) -> Vec<Entry<'a, T>> {
    let label = T::BLOCK.header();
    root.list(T::BLOCK.name).iter().map(|node| Entry { node, read: typed::partial(node, &label, errors) }).collect()
}

/// A table, as far as it can be read; its default where it is missing, `None` where it cannot be read at all.
pub(super) fn table<T: IsBlock + Default>(root: &Node, errors: &mut Errors) -> Option<Partial<T>> {
    root.get(T::BLOCK.name).map_or_else(|| Some(Partial::default()), |node| typed::partial(node, &T::BLOCK.header(), errors))
}

/// Reports what is wrong with each block by itself.
pub(super) fn look_at_all(root: &Node, errors: &mut Errors) {
    struct Look<'a>(&'a Node, &'a mut Errors);
    impl raw::Visitor for Look<'_> {
        fn block<T: IsBlock>(&mut self) {
            if T::BLOCK.is_list() {
                entries::<T>(self.0, self.1);
            } else if let Some(node) = self.0.get(T::BLOCK.name) {
                typed::partial::<T>(node, &T::BLOCK.header(), self.1);
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
    /// What each table lacks in the draft.
    tables: BTreeMap<&'static str, Wrong>,
}

/// Where the parts came from that entries of a list became.
struct Origin {
    entries: Vec<usize>,
    /// What each part lacks; everything, where it only keeps the place of an entry, so that others can refer to it by
    /// index.
    wrong: Vec<Wrong>,
    /// Whether no entry lacks anything.
    is_whole: bool,
    place: Finder,
}

/// Finds a place in an entry.
type Finder = for<'a> fn(&'a Node, &[Step]) -> &'a Node;

impl<'a> Parts<'a> {
    pub(super) fn new(root: &'a Node, names: &'a Names, errors: &'a mut Errors) -> Self {
        Self { root, names, errors, origins: Origins::default() }
    }

    /// The parts that the entries of a list become, as far as they can be read.
    pub(super) fn of<T: Convert>(&mut self) -> Vec<T::Part> {
        let converted = self.converted::<T>();
        let is_whole = converted.iter().all(|(part, wrong)| part.is_some() && wrong.is_nothing());
        let kept = converted.into_iter().enumerate().filter_map(|(at, (part, wrong))| Some(((at, wrong), part?)));
        let (origin, parts): (Vec<(usize, Wrong)>, Vec<T::Part>) = kept.unzip();
        let (entries, wrong) = origin.into_iter().unzip();
        self.origins.lists.insert(T::BLOCK.name, Origin { entries, wrong, is_whole, place: T::place });
        parts
    }

    /// The same of a list that others refer to by index: what stands in keeps the place of what could not be read.
    pub(super) fn each<T: Convert>(&mut self, stand_in: impl Fn(usize) -> T::Part) -> Vec<T::Part> {
        let converted = self.converted::<T>();
        let (parts, wrong): (Vec<_>, Vec<_>) =
            converted.into_iter().map(|(part, wrong)| if part.is_some() { (part, wrong) } else { (None, Wrong::everything()) }).unzip();
        self.came_from::<T>((0..parts.len()).collect(), wrong);
        parts.into_iter().enumerate().map(|(at, part)| part.unwrap_or_else(|| stand_in(at))).collect()
    }

    /// What each entry of a list becomes, and what that lacks.
    fn converted<T: Convert>(&mut self) -> Vec<(Option<T::Part>, Wrong)> {
        let read = entries::<T>(self.root, self.errors);
        let convert = |entry: Entry<'_, T>| {
            let before = self.errors.len();
            let part = entry.read.as_ref().and_then(|read| {
                let part = read.then(entry.node, self.errors, |raw, errors| raw.convert(entry.node, self.names, errors));
                part.filter(|_| T::MAY_LACK || read.is_whole())
            });
            (part, entry.wrong().with_places(entry.node, self.errors.after(before)))
        };
        read.into_iter().map(convert).collect()
    }

    /// Says which entries of a list the parts came from that have been made of it, and what each of them lacks.
    pub(super) fn came_from<T: IsBlock>(&mut self, entries: Vec<usize>, wrong: Vec<Wrong>) {
        let is_whole = wrong.iter().all(Wrong::is_nothing);
        self.origins.lists.insert(T::BLOCK.name, Origin { entries, wrong, is_whole, place: deepest });
    }

    /// The part that a table becomes, as far as it can be read.
    pub(super) fn table<T: Convert + Default>(&mut self) -> Option<T::Part> {
        let node = self.root.key(T::BLOCK.name);
        let read = table::<T>(self.root, self.errors);
        let before = self.errors.len();
        let part = read.as_ref().and_then(|read| read.then(node, self.errors, |raw, errors| raw.convert(node, self.names, errors)));
        let wrong = if part.is_some() { Wrong::of(read.as_ref()) } else { Wrong::everything() };
        self.lacks::<T>(wrong.with_places(node, self.errors.after(before)));
        part
    }

    /// Says what a table lacks in the draft.
    pub(super) fn lacks<T: IsBlock>(&mut self, wrong: Wrong) {
        self.origins.tables.insert(T::BLOCK.name, wrong);
    }

    /// Whether every entry of a list is in the draft.
    pub(super) fn has_all<T: IsBlock>(&self) -> bool {
        self.origins.lists.get(T::BLOCK.name).is_none_or(|origin| origin.is_whole)
    }

    pub(super) fn origins(self) -> Origins {
        self.origins
    }
}

impl Origins {
    /// What a table lacks in the draft; of those that become no part of it, nothing.
    pub(super) fn of_table(&self, name: &str) -> Option<&Wrong> {
        self.tables.get(name)
    }

    /// What a part of a list lacks.
    pub(super) fn of_part(&self, list: &str, part: usize) -> Option<&Wrong> {
        self.lists.get(list)?.wrong.get(part)
    }

    /// The entry that a part came from.
    pub(super) fn entry(&self, list: &str, part: usize) -> usize {
        self.lists.get(list).and_then(|origin| origin.entries.get(part)).copied().unwrap_or(part)
    }

    /// Where in a block, or one of its entries, a way ends.
    pub(super) fn place<'a>(&self, block: &str, node: &'a Node, below: &[Step]) -> &'a Node {
        self.lists.get(block).map_or(deepest as Finder, |origin| origin.place)(node, below)
    }
}
