//! The diagram of one sum with a threshold.

use std::collections::BTreeMap;

use super::{Diagram, FAILS, FIRST, Node, PASSES, floor};
use crate::{
    PowerError,
    layers::Layer,
    limit::Limit,
    reduced::{Atom, Reduced},
};

/// A stretch of sums, both ends included, from which the rest of the game is the same.
#[derive(Clone, Copy)]
struct Stretch {
    low: u128,
    high: u128,
    node: Node,
}

/// A node that is being built: which successors are still missing, and where its stretch ends so far.
struct Frame {
    layer: usize,
    sum: u128,
    stretch: Stretch,
    successors: Vec<Node>,
}

struct Builder<'a> {
    gains: &'a [Vec<u128>],
    /// The most that the layers from each one on can still add.
    rest: Vec<u128>,
    quota: u128,
    /// The known stretches of each layer, by their lower end.
    known: Vec<BTreeMap<u128, Stretch>>,
}

/// The diagram of `atom`: a node of a layer is a maximal stretch of sums that behave alike.
pub(super) fn threshold(layers: &[Layer], atom: &Atom, limit: Limit) -> Result<Diagram, PowerError> {
    let gains: Vec<Vec<u128>> =
        (layers.iter()).map(|layer| layer.answers.iter().map(|answer| answer.gain(atom.gains[layer.players[0]])).collect()).collect();
    let mut rest = vec![0u128; layers.len() + 1];
    for layer in (0..layers.len()).rev() {
        rest[layer] = rest[layer + 1].saturating_add(*gains[layer].last().unwrap_or(&0));
    }
    if most(layers, atom.quota) > limit.successors() as f64 {
        limit.check(floor::successors(&gains, &rest, atom.quota, limit.successors()))?;
    }
    let mut diagram = Diagram::constant(layers, false);
    let mut builder = Builder { gains: &gains, rest, quota: atom.quota, known: vec![BTreeMap::new(); layers.len()] };
    let (mut size, work) = (0, limit.work("the decision diagram"));
    let mut found = builder.find(0, 0);
    let mut open: Vec<Frame> = Vec::new();
    // Depth first, on a stack of our own: a stretch is known only when those of all successors are.
    loop {
        let Some(stretch) = found else {
            let (layer, sum) =
                open.last().map_or((0, 0), |frame| (frame.layer + 1, frame.sum + gains[frame.layer][frame.successors.len()]));
            let frame = Frame { layer, sum, stretch: Stretch { low: 0, high: u128::MAX, node: 0 }, successors: Vec::new() };
            found = builder.next(&frame);
            open.push(frame);
            continue;
        };
        let Some(frame) = open.last_mut() else {
            diagram.root = stretch.node;
            return Ok(diagram);
        };
        frame.take(stretch, gains[frame.layer][frame.successors.len()]);
        if frame.successors.len() < gains[frame.layer].len() {
            found = builder.next(frame);
            continue;
        }
        let mut done = open.pop().expect("a frame was there");
        size += done.successors.len();
        limit.check(size)?;
        work.spend_on_successors(done.successors.len())?;
        done.stretch.node = FIRST + diagram.width(done.layer) as Node;
        diagram.successors[done.layer].extend(done.successors);
        builder.known[done.layer].insert(done.stretch.low, done.stretch);
        found = Some(done.stretch);
    }
}

impl Frame {
    /// Notes a successor, reached by adding `gain`, and cuts the stretch to where it stays the successor.
    fn take(&mut self, successor: Stretch, gain: u128) {
        self.stretch.low = self.stretch.low.max(successor.low.saturating_sub(gain));
        if successor.high != u128::MAX {
            self.stretch.high = self.stretch.high.min(successor.high - gain);
        }
        self.successors.push(successor.node);
    }
}

impl Builder<'_> {
    /// The stretch that the next missing successor of a frame lies in, if it is known.
    fn next(&self, frame: &Frame) -> Option<Stretch> {
        self.find(frame.layer + 1, frame.sum.saturating_add(self.gains[frame.layer][frame.successors.len()]))
    }

    fn find(&self, layer: usize, sum: u128) -> Option<Stretch> {
        if sum >= self.quota {
            return Some(Stretch { low: self.quota, high: u128::MAX, node: PASSES });
        }
        let missing = self.quota - self.rest[layer].min(self.quota);
        if sum < missing {
            return Some(Stretch { low: 0, high: missing - 1, node: FAILS });
        }
        let (_, stretch) = self.known[layer].range(..=sum).next_back()?;
        (sum <= stretch.high).then_some(*stretch)
    }
}

/// An upper bound on the successors in the diagram of a game of one sum; infinite for other games.
pub(crate) fn cost(game: &Reduced, layers: &[Layer]) -> f64 {
    game.single().map_or(f64::INFINITY, |atom| most(layers, atom.quota))
}

/// An upper bound on the successors in the diagram of a sum.
///
/// A layer's nodes are no more than the sums that the layers before can have, the stretches into
/// which those after can cut them, or the sums below the quota.
fn most(layers: &[Layer], quota: u128) -> f64 {
    let answers = |layer: &Layer| layer.answers.len() as f64;
    let (mut before, mut after) = (1.0, layers.iter().map(answers).product::<f64>());
    let mut successors = 0.0;
    for layer in layers {
        successors += answers(layer) * f64::min(before, after).min(quota as f64);
        before *= answers(layer);
        after /= answers(layer);
    }
    successors
}
