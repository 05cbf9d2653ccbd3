//! Decision diagrams of monotone games.
//!
//! A diagram asks layer after layer how its players vote. All ways of answering the first layers
//! after which the rest of the game is the same meet in one node, so that everything a game is
//! asked (how many coalitions win, who is decisive how often …) is a sum over nodes instead of
//! over coalitions. One sum with a threshold is built directly, each node standing for an interval
//! of sums that behave alike; a tree of rules is combined from those diagrams, layer by layer.
//!
//! ## Source
//! S. Bolus, "Power indices of simple games and vector-weighted majority games by means of binary
//! decision diagrams", European Journal of Operational Research 210 (2011), 258–272.

mod combine;
mod count;
mod floor;
mod flow;
mod implication;
mod minimal;
mod threshold;

pub(crate) use combine::of_game;
pub(crate) use count::{Sizes, Terms, What, by_size, count, count_marked, dense, row, weights};
pub(crate) use flow::{Flow, LayerWeights, Swap};
pub(crate) use implication::holds_along;
pub(crate) use minimal::minimal_winning;
pub(crate) use threshold::cost;

use crate::layers::Layer;

/// A node, by number within its layer; the first two numbers are the ends.
pub(crate) type Node = u32;

/// Decided: fails.
pub(crate) const FAILS: Node = 0;
/// Decided: passes.
pub(crate) const PASSES: Node = 1;
/// The number of a layer's first node.
const FIRST: Node = 2;

/// A reduced diagram over given layers: no two nodes of a layer stand for the same rest of the game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagram {
    /// How many answers each layer has.
    answers: Vec<usize>,
    /// For each layer the successors of its nodes, one an answer, node after node.
    successors: Vec<Vec<Node>>,
    /// Where it starts, in the first layer.
    root: Node,
}

impl Diagram {
    /// The diagram of a constant.
    fn constant(layers: &[Layer], value: bool) -> Self {
        let answers: Vec<usize> = layers.iter().map(|layer| layer.answers.len()).collect();
        Self { successors: vec![Vec::new(); answers.len()], answers, root: if value { PASSES } else { FAILS } }
    }

    /// Where it starts.
    pub(crate) fn root(&self) -> Node {
        self.root
    }

    /// How many layers there are.
    pub(crate) fn depth(&self) -> usize {
        self.answers.len()
    }

    /// How many nodes a layer has.
    pub(crate) fn width(&self, layer: usize) -> usize {
        self.successors[layer].len() / self.answers[layer]
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        (0..self.depth()).map(|layer| self.width(layer)).sum()
    }

    /// How many successors all nodes have.
    pub(crate) fn successors(&self) -> usize {
        self.successors.iter().map(Vec::len).sum()
    }

    /// The nodes of a layer.
    pub(crate) fn nodes(&self, layer: usize) -> impl Iterator<Item = Node> + use<> {
        FIRST..FIRST + self.width(layer) as Node
    }

    /// Where an answer leads; what is decided stays decided.
    pub(crate) fn after(&self, layer: usize, node: Node, answer: usize) -> Node {
        match node {
            FAILS | PASSES => node,
            _ => self.successors[layer][index(node) * self.answers[layer] + answer],
        }
    }

    /// The dual game, in which a coalition wins if the others, on their own, would lose: its minimal
    /// winning coalitions are the minimal blocking coalitions of this one. For two ballots.
    pub(crate) fn dual(&self) -> Self {
        let turned = |node: &Node| if *node < FIRST { 1 - node } else { *node };
        let successors = (self.successors.iter().zip(&self.answers))
            .map(|(layer, &answers)| layer.chunks_exact(answers).flat_map(|node| node.iter().rev().map(turned)).collect())
            .collect();
        Self { answers: self.answers.clone(), successors, root: turned(&self.root) }
    }
}

/// A node's place in tables of its layer.
pub(crate) fn index(node: Node) -> usize {
    (node - FIRST) as usize
}
