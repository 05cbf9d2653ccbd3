//! Sums over all paths of a diagram, forward and backward.

use super::{Diagram, FAILS, FIRST, Node, PASSES, index};
use crate::{
    PowerError,
    limit::{Limit, Work},
    number::Number,
    polynomial::Polynomial,
};

/// What it is that takes long.
const COUNTING: &str = "counting coalitions through the diagram";
/// What a product takes beside its numbers, in steps.
const OVERHEAD: u64 = 20;

/// What each answer of a layer contributes to the product along a path.
pub(crate) struct LayerWeights<T> {
    /// For each layer, one factor an answer.
    pub(crate) answers: Vec<Vec<Polynomial<T>>>,
    /// For each layer, and after the last, what all answers from there on sum to once it is decided
    /// that the rule passes.
    pub(crate) rest: Vec<Polynomial<T>>,
}

/// Two answers of one layer that are compared.
pub(crate) struct Swap<T> {
    /// The answer that counts.
    pub(crate) up: usize,
    /// The answer that is taken away, if any.
    pub(crate) down: Option<usize>,
    /// The factor on both.
    pub(crate) weight: Polynomial<T>,
}

/// For every node the sum over the paths that lead to it, and over those that lead on to passing.
pub(crate) struct Flow<'a, T> {
    diagram: &'a Diagram,
    rest: Vec<Polynomial<T>>,
    forward: Vec<Vec<Polynomial<T>>>,
    backward: Vec<Vec<Polynomial<T>>>,
    work: Work,
    /// What a product of two numbers takes, in steps.
    product: u64,
}

impl<'a, T: Number> Flow<'a, T> {
    /// Sums the products of `weights` over all paths of `diagram`; `number` is the size of a number in bytes.
    pub(crate) fn new(diagram: &'a Diagram, weights: LayerWeights<T>, number: usize, limit: Limit) -> Result<Self, PowerError> {
        let depth = diagram.depth();
        let mut memory = Memory { number, bytes: 0, limit };
        let words = number.div_ceil(8) as u64;
        let mut flow = Self {
            diagram,
            rest: weights.rest,
            forward: Vec::with_capacity(depth),
            backward: vec![Vec::new(); depth],
            work: limit.work(COUNTING),
            product: words + words * words / 4,
        };
        for layer in (0..depth).rev() {
            let mut table = memory.table(diagram.width(layer))?;
            for (node, sum) in diagram.nodes(layer).zip(&mut table) {
                for (answer, weight) in weights.answers[layer].iter().enumerate() {
                    if let Some(value) = flow.onward(layer + 1, diagram.after(layer, node, answer)) {
                        flow.spend(weight, value)?;
                        memory.add_product(sum, weight, value)?;
                    }
                }
            }
            memory.shrink(&mut table);
            flow.backward[layer] = table;
        }
        let mut table = memory.table(if depth > 0 { diagram.width(0) } else { 0 })?;
        if diagram.root() >= FIRST {
            table[index(diagram.root())] = Polynomial::term(T::from_count(&1u8.into()), 0);
        }
        for layer in 0..depth {
            let mut next = memory.table(if layer + 1 < depth { diagram.width(layer + 1) } else { 0 })?;
            for (node, sum) in diagram.nodes(layer).zip(&table) {
                for (answer, weight) in weights.answers[layer].iter().enumerate() {
                    let after = diagram.after(layer, node, answer);
                    if after >= FIRST {
                        flow.spend(weight, sum)?;
                        memory.add_product(&mut next[index(after)], weight, sum)?;
                    }
                }
            }
            memory.shrink(&mut next);
            flow.forward.push(table);
            table = next;
        }
        Ok(flow)
    }

    /// The sum over the paths from a node to passing; `None` where there is none.
    pub(crate) fn onward(&self, layer: usize, node: Node) -> Option<&Polynomial<T>> {
        match node {
            FAILS => None,
            PASSES => Some(&self.rest[layer]),
            _ => Some(&self.backward[layer][index(node)]),
        }
    }

    /// The sum over the paths that lead to a node of a layer.
    pub(crate) fn reaching(&self, layer: usize, node: Node) -> &Polynomial<T> {
        &self.forward[layer][index(node)]
    }

    /// The sum over all paths that pass.
    pub(crate) fn total(&self) -> Polynomial<T> {
        self.onward(0, self.diagram.root()).cloned().unwrap_or_else(Polynomial::zero)
    }

    /// Counts the steps of a product.
    fn spend(&self, a: &Polynomial<T>, b: &Polynomial<T>) -> Result<(), PowerError> {
        self.work.spend(OVERHEAD + self.product * a.width() as u64 * b.width() as u64)
    }

    /// The sum over all paths through a layer, with each of `swaps` in the place of its answers.
    pub(crate) fn through(&self, layer: usize, swaps: &[Swap<T>]) -> Result<Polynomial<T>, PowerError> {
        let mut sum = Polynomial::zero();
        let mut gain = Polynomial::zero();
        for node in self.diagram.nodes(layer) {
            gain.clear();
            for swap in swaps {
                let up = self.diagram.after(layer, node, swap.up);
                let down = swap.down.map(|down| self.diagram.after(layer, node, down));
                if down == Some(up) {
                    continue;
                }
                if let Some(value) = self.onward(layer + 1, up) {
                    self.spend(&swap.weight, value)?;
                    gain.add_product(&swap.weight, value);
                }
                if let Some(value) = down.and_then(|down| self.onward(layer + 1, down)) {
                    self.spend(&swap.weight, value)?;
                    gain.subtract_product(&swap.weight, value);
                }
            }
            self.spend(self.reaching(layer, node), &gain)?;
            sum.add_product(self.reaching(layer, node), &gain);
        }
        Ok(sum)
    }
}

/// What the tables take so far.
struct Memory {
    /// What a number takes, in bytes.
    number: usize,
    bytes: usize,
    limit: Limit,
}

impl Memory {
    fn table<T: Number>(&mut self, nodes: usize) -> Result<Vec<Polynomial<T>>, PowerError> {
        self.bytes += nodes * size_of::<Polynomial<T>>();
        self.check()?;
        Ok(vec![Polynomial::zero(); nodes])
    }

    fn add_product<T: Number>(&mut self, sum: &mut Polynomial<T>, a: &Polynomial<T>, b: &Polynomial<T>) -> Result<(), PowerError> {
        let before = sum.room();
        sum.add_product(a, b);
        self.bytes += (sum.room() - before) * self.number;
        self.check()
    }

    /// Gives back what is not in use.
    fn shrink<T: Number>(&mut self, table: &mut [Polynomial<T>]) {
        for sum in table {
            let before = sum.room();
            sum.shrink();
            self.bytes -= (before - sum.room()) * self.number;
        }
    }

    fn check(&self) -> Result<(), PowerError> {
        self.limit.check_bytes("the table of coalitions", self.bytes)
    }
}
