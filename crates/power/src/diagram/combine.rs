//! The diagram of a tree of rules, combined from those of its sums.

use rustc_hash::FxHashMap;

use super::{Diagram, FAILS, FIRST, Node, PASSES, index, threshold::threshold};
use crate::{
    PowerError,
    layers::Layer,
    limit::{Limit, Work},
    reduced::{Formula, Reduced},
};

/// How two diagrams are combined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
}

/// The diagram of a game over the given layers.
pub(crate) fn of_game(game: &Reduced, layers: &[Layer], limit: Limit) -> Result<Diagram, PowerError> {
    Combining { game, layers, limit, work: limit.work("the decision diagram") }.of(&game.formula)
}

/// Diagrams of one game being combined.
struct Combining<'a> {
    game: &'a Reduced,
    layers: &'a [Layer],
    limit: Limit,
    work: Work,
}

impl Combining<'_> {
    fn of(&self, formula: &Formula) -> Result<Diagram, PowerError> {
        let part = |part: &Formula| self.of(part);
        match formula {
            Formula::Constant(value) => Ok(Diagram::constant(self.layers, *value)),
            Formula::Atom(atom) => threshold(self.layers, &self.game.atoms[*atom], self.limit),
            Formula::All(parts) => self.fold(parts.iter().map(part).collect::<Result<_, _>>()?, Join::And),
            Formula::Any(parts) => self.fold(parts.iter().map(part).collect::<Result<_, _>>()?, Join::Or),
            Formula::AtLeast(k, parts) => {
                // reached[c]: at least c of the parts so far.
                let mut reached = vec![Diagram::constant(self.layers, true)];
                reached.resize(k + 1, Diagram::constant(self.layers, false));
                for formula in parts {
                    let next = part(formula)?;
                    for c in (1..=*k).rev() {
                        let just = self.combine(&reached[c - 1], &next, Join::And)?;
                        reached[c] = self.combine(&reached[c], &just, Join::Or)?;
                    }
                }
                Ok(reached.swap_remove(*k))
            }
        }
    }

    /// Combines several diagrams, small ones first.
    fn fold(&self, mut diagrams: Vec<Diagram>, join: Join) -> Result<Diagram, PowerError> {
        diagrams.sort_by_key(|diagram| std::cmp::Reverse(diagram.len()));
        let mut result = diagrams.pop().expect("a combination has parts");
        while let Some(next) = diagrams.pop() {
            result = self.combine(&result, &next, join)?;
        }
        Ok(result)
    }

    /// Pairs of nodes that occur together, then the pairs that differ.
    fn combine(&self, a: &Diagram, b: &Diagram, join: Join) -> Result<Diagram, PowerError> {
        let mut result = Diagram { answers: a.answers.clone(), successors: Vec::with_capacity(a.depth()), root: 0 };
        let mut size = 0;
        let mut pairs = Pairs::default();
        result.root = pairs.number(a.root, b.root, join);
        for layer in 0..a.depth() {
            let mut next = Pairs::default();
            let more = pairs.list.len() * a.answers[layer];
            size += more;
            self.limit.check(size)?;
            self.work.spend_on_successors(more)?;
            let mut successors = Vec::with_capacity(more);
            for &(u, v) in &pairs.list {
                let lead = |answer| next.number(a.after(layer, u, answer), b.after(layer, v, answer), join);
                successors.extend((0..a.answers[layer]).map(lead));
            }
            result.successors.push(successors);
            pairs = next;
        }
        // What is decided whatever the answers is decided.
        result
            .reduce(|successors| (successors[0] < FIRST && successors.iter().all(|&node| node == successors[0])).then_some(successors[0]));
        Ok(result)
    }
}

/// The undecided pairs of a layer, numbered as they are met.
#[derive(Default)]
struct Pairs {
    list: Vec<(Node, Node)>,
    known: FxHashMap<(Node, Node), Node>,
}

impl Pairs {
    fn number(&mut self, u: Node, v: Node, join: Join) -> Node {
        match (join, u, v) {
            (Join::And, FAILS, _) | (Join::And, _, FAILS) | (Join::Or, FAILS, FAILS) => FAILS,
            (Join::Or, PASSES, _) | (Join::Or, _, PASSES) | (Join::And, PASSES, PASSES) => PASSES,
            _ => *self.known.entry((u, v)).or_insert_with(|| {
                self.list.push((u, v));
                FIRST + self.list.len() as Node - 1
            }),
        }
    }
}

impl Diagram {
    /// Merges the nodes of each layer that lead to the same places, from the last layer up; a node
    /// for whose successors `end` gives one becomes that end.
    pub(super) fn reduce(&mut self, end: impl Fn(&[Node]) -> Option<Node>) {
        let mut renamed: Vec<Node> = Vec::new();
        for layer in (0..self.depth()).rev() {
            let answers = self.answers[layer];
            let old = std::mem::take(&mut self.successors[layer]);
            let mut kept: Vec<Node> = Vec::new();
            let mut known: FxHashMap<Box<[Node]>, Node> = FxHashMap::default();
            let mut names = Vec::with_capacity(old.len() / answers);
            let mut successors = Vec::with_capacity(answers);
            for node in old.chunks_exact(answers) {
                successors.clear();
                successors.extend(node.iter().map(|&node| if node < FIRST { node } else { renamed[index(node)] }));
                names.push(if let Some(end) = end(&successors) {
                    end
                } else if let Some(&name) = known.get(successors.as_slice()) {
                    name
                } else {
                    let name = FIRST + (kept.len() / answers) as Node;
                    kept.extend(&successors);
                    known.insert(successors.as_slice().into(), name);
                    name
                });
            }
            self.successors[layer] = kept;
            renamed = names;
        }
        if self.root >= FIRST {
            self.root = renamed[index(self.root)];
        }
    }
}
