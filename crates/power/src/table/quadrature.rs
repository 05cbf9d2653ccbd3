//! The Shapley–Shubik index by integrating Owen's multilinear extension.
//!
//! If every member is inside with probability `p`, a member is decisive with probability `f_i(p)`,
//! and `φ_i = ∫ f_i(p) dp` over [0, 1]. `f_i` is a polynomial of degree below `n`, so ⌈n/2⌉ nodes of
//! Gauss and Legendre integrate it exactly, but for rounding; and all the arithmetic is on positive
//! numbers, so that rounding stays small.
//!
//! ## Source
//! G. Owen, "Multilinear extensions of games", Management Science 18 (1972), 64–79.

use super::{Side, leave_one_out::LeaveOneOut, legendre::gauss_legendre};
use crate::{PowerError, Value, limit::Limit};

/// A node at which everybody's probability is below this is left out; it enters the error bound.
const NEGLIGIBLE: f64 = 1e-17;

/// Refuses what would take too long.
pub(super) fn check(side: &Side, limit: Limit) -> Result<(), PowerError> {
    let players = side.weights.len();
    // At every node about as much as a table of everybody.
    limit.check_steps("the Shapley–Shubik index", players.div_ceil(2) as f64 * players as f64 * side.quota as f64)
}

/// The integral for every player that has weight, by its place, with a bound on the error.
pub(super) fn decisive(side: &Side, limit: Limit) -> Result<Vec<Value>, PowerError> {
    let players = side.weights.len();
    let tables = LeaveOneOut::new(&side.weights, side.quota);
    limit.check_bytes("the tables of probabilities", tables.bytes())?;
    let mut sums = vec![0.0; players];
    let mut left_out = 0.0;
    for (node, weight) in gauss_legendre(players.div_ceil(2)) {
        let bound = chernoff(side, node) / (1.0 - node);
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
fn chernoff(side: &Side, p: f64) -> f64 {
    let at = |exponent: f64| {
        let rate = exponent / side.quota as f64;
        let logarithm: f64 = side.weights.iter().map(|&weight| libm::log1p(-p + p * libm::exp(-rate * weight as f64))).sum();
        exponent + logarithm
    };
    let exponents = std::iter::successors(Some(0.5), |exponent| Some(1.2 * exponent)).take(40);
    libm::exp(exponents.map(at).fold(0.0, f64::min))
}
