//! Whether something holds for all coalitions, seen along two paths at once.

use rustc_hash::FxHashSet;

use super::{Diagram, FAILS, Node, PASSES};

/// Whether `a` never passes where `b` fails, when `a` is given the first and `b` the second answer
/// of every pair that `answers` allows in a layer; from a node of each in layer `from`.
pub(crate) fn holds_along<A>((a, u): (&Diagram, Node), (b, v): (&Diagram, Node), from: usize, answers: impl Fn(usize) -> A) -> bool
where
    A: Iterator<Item = (usize, usize)>,
{
    let mut pairs = vec![(u, v)];
    for layer in from..=a.depth() {
        let mut known = FxHashSet::default();
        let mut next = Vec::new();
        for (u, v) in pairs.into_iter().filter(|&(u, v)| u != FAILS && v != PASSES) {
            if (u, v) == (PASSES, FAILS) {
                return false;
            }
            for (left, right) in answers(layer) {
                let pair = (a.after(layer, u, left), b.after(layer, v, right));
                if known.insert(pair) {
                    next.push(pair);
                }
            }
        }
        pairs = next;
    }
    true
}
