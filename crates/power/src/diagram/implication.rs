//! Whether something holds for all coalitions, seen along two paths at once.

use rustc_hash::FxHashSet;

use super::{Diagram, FAILS, PASSES};
use crate::limit::Work;

/// What a pair of nodes takes, in steps.
const PAIR: u64 = 50;

/// Whether `a` never passes where `b` fails, when `a` is given the first and `b` the second answer
/// of every pair that `answers` allows in a layer; `None` if that takes too long.
pub(crate) fn holds_along<A>(a: &Diagram, b: &Diagram, answers: impl Fn(usize) -> A, work: &Work) -> Option<bool>
where
    A: Iterator<Item = (usize, usize)>,
{
    let mut pairs = vec![(a.root(), b.root())];
    for layer in 0..=a.depth() {
        let mut known = FxHashSet::default();
        let mut next = Vec::new();
        for (u, v) in pairs.into_iter().filter(|&(u, v)| u != FAILS && v != PASSES) {
            if (u, v) == (PASSES, FAILS) {
                return Some(false);
            }
            for (left, right) in answers(layer) {
                work.spend(PAIR).ok()?;
                let pair = (a.after(layer, u, left), b.after(layer, v, right));
                if known.insert(pair) {
                    next.push(pair);
                }
            }
        }
        pairs = next;
    }
    Some(true)
}
