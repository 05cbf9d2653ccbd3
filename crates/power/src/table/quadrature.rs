//! The Shapley–Shubik index by integrating Owen's multilinear extension.
//!
//! If every member is inside with probability `p`, a member is decisive with probability `f_i(p)`,
//! and `φ_i = ∫ f_i(p) dp` over [0, 1]. `f_i` is a polynomial of degree below `n`, so ⌈n/2⌉ nodes of
//! Gauss and Legendre integrate it exactly, but for rounding; and all the arithmetic is on positive
//! numbers, so that rounding stays small.
//!
//! ## Source
//! G. Owen, "Multilinear extensions of games", Management Science 18 (1972), 64–79.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

use super::{Side, leave_one_out::LeaveOneOut, legendre::gauss_legendre};
use crate::{PowerError, Value, limit::Limit};

/// A node at which everybody's probability is below this is left out; it enters the error bound.
const NEGLIGIBLE: f64 = 1e-17;

/// What a player takes at a node that is looked for, in steps.
const NODE: f64 = 40.0;
/// What a weight takes at a node in Chernoff's bound, in steps.
const WEIGHT: f64 = 1000.0;

/// Refuses what would take too long.
pub(super) fn check(side: &Side, limit: Limit) -> Result<(), PowerError> {
    let (players, classes) = (side.weights.len() as f64, classes(side).len() as f64);
    if classes == 1.0 {
        return Ok(());
    }
    // At every node about as much as a table of everybody.
    let at_node = players * (side.quota as f64 + NODE) + WEIGHT * classes;
    limit.check_steps("the Shapley–Shubik index", (players / 2.0).ceil() * at_node)
}

/// The weights, each once, and how many players have it.
fn classes(side: &Side) -> Vec<(usize, usize)> {
    side.weights.chunk_by(|a, b| a == b).map(|alike| (alike[0], alike.len())).collect()
}

/// The integral for every player that has weight, by its place, with a bound on the error.
pub(super) fn decisive(side: &Side, limit: Limit) -> Result<Vec<Value>, PowerError> {
    let (players, classes) = (side.weights.len(), classes(side));
    // Those who are all alike share alike.
    if classes.len() == 1 {
        let share = BigRational::new(BigInt::one(), players.into());
        return Ok(vec![Value::exact(share); players]);
    }
    let tables = LeaveOneOut::new(&side.weights, side.quota);
    limit.check_bytes("the tables of probabilities", tables.bytes())?;
    let mut sums = vec![0.0; players];
    let mut left_out = 0.0;
    for (node, weight) in gauss_legendre(players.div_ceil(2)) {
        let bound = chernoff(side.quota, &classes, node) / (1.0 - node);
        if bound < NEGLIGIBLE {
            left_out += weight * bound;
            continue;
        }
        let decisive = tables.decisive(node);
        sums.iter_mut().zip(&decisive).for_each(|(sum, decisive)| *sum += weight * decisive);
    }
    // Each probability is a sum of products of n factors, every step rounded; its slope is at most n,
    // and the nodes are known to the last bit or two.
    let n = players as f64;
    let error = |sum: f64| sum * (4.0 * n + 100.0) * f64::EPSILON + 2.0 * n * f64::EPSILON + left_out;
    Ok(sums.into_iter().map(|sum| Value::approximate(sum, error(sum))).collect())
}

/// An upper bound on the probability that the sum stays below the quota, everybody being inside with
/// probability `p`: Chernoff's, at the best of some exponents.
fn chernoff(quota: usize, classes: &[(usize, usize)], p: f64) -> f64 {
    let at = |exponent: f64| {
        let rate = exponent / quota as f64;
        let of = |&(weight, players): &(usize, usize)| players as f64 * libm::log1p(-p + p * libm::exp(-rate * weight as f64));
        let logarithm: f64 = classes.iter().map(of).sum();
        exponent + logarithm
    };
    let exponents = std::iter::successors(Some(0.5), |exponent| Some(1.2 * exponent)).take(40);
    libm::exp(exponents.map(at).fold(0.0, f64::min))
}
