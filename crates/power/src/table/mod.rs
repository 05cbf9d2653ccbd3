//! One sum with a threshold, counted by dynamic programming over weights.
//!
//! A table of how many coalitions have each sum below the quota answers everything: a member's swings
//! are the coalitions without it whose sum lies less than its weight below the quota, and those
//! without it follow from the table by alternating sums, since `c(x) = c_i(x) + c_i(x − w_i)`.
//! The dual game, whose quota is total − quota + 1, has the same swings: the smaller quota is used.
//!
//! ## Source
//! T. Matsui and Y. Matsui, "A survey of algorithms for calculating power indices of weighted majority
//! games", Journal of the Operations Research Society of Japan 43 (2000), 71–86; the alternating sums:
//! T. Uno, "Efficient computation of power indices for weighted majority games", ISAAC 2012.

mod counts;
mod leave_one_out;
mod legendre;
mod quadrature;
mod recurrence;

use std::ops::Range;

use num_bigint::BigUint;
use num_traits::One;

use crate::{
    PowerError, Representation,
    counted::{Asked, Counted},
    layers::Layer,
    limit::Limit,
    reduced::Atom,
};

/// A weighted game.
pub(crate) struct Table {
    /// What a coalition must reach to win.
    quota: u128,
    /// Each player's weight.
    weights: Vec<u128>,
}

/// The same game, or its dual, whichever has the smaller quota.
struct Side {
    quota: usize,
    /// The positive weights, largest first, none above the quota.
    weights: Vec<usize>,
    /// Each player's place among them; `None` for those without weight.
    places: Vec<Option<usize>>,
    /// Whether this is the dual.
    dual: bool,
}

impl Table {
    /// The game of one sum with a threshold.
    pub(crate) fn new(atom: &Atom) -> Self {
        Self { quota: atom.quota, weights: atom.gains.iter().map(|gain| gain[1]).collect() }
    }

    fn total(&self) -> u128 {
        self.weights.iter().sum()
    }

    /// How many additions a table takes.
    pub(crate) fn cost(&self) -> f64 {
        self.quota.min(self.total() - self.quota + 1) as f64 * self.weights.len() as f64
    }

    /// Counts what is asked for; the players of a layer are of equal weight.
    pub(crate) fn count(&self, layers: &[Layer], asked: Asked, limit: Limit) -> Result<Counted, PowerError> {
        counts::count(&self.side(limit)?, layers, asked, limit)
    }

    /// Refuses a quota that no table has room for.
    fn side(&self, limit: Limit) -> Result<Side, PowerError> {
        let other = self.total() - self.quota + 1;
        let (least, dual) = if other < self.quota { (other, true) } else { (self.quota, false) };
        let quota = usize::try_from(least).map_err(|_| limit.too_large("the table of sums"))?;
        let mut order: Vec<usize> = (0..self.weights.len()).filter(|&player| self.weights[player] > 0).collect();
        order.sort_by_key(|&player| std::cmp::Reverse(self.weights[player]));
        let mut places = vec![None; self.weights.len()];
        order.iter().enumerate().for_each(|(place, &player)| places[player] = Some(place));
        Ok(Side { quota, weights: order.iter().map(|&player| self.weights[player].min(least) as usize).collect(), places, dual })
    }

    /// Whether the game is proper and strong, given how many coalitions win.
    ///
    /// With a quota above half of the total no two disjoint coalitions win, otherwise of a coalition
    /// and the others one always does; and either way exactly one does if half of all coalitions win.
    pub(crate) fn proper_and_strong(&self, winning: &BigUint) -> (Option<bool>, Option<bool>) {
        let half = *winning == BigUint::one() << (self.weights.len() - 1);
        let above_half = self.quota > self.total() / 2;
        (Some(above_half || half), Some(!above_half || half))
    }

    /// The rule's own quota and weights.
    pub(crate) fn representation(&self) -> Representation {
        Representation { quota: self.quota, weights: self.weights.clone() }
    }
}

/// Adds to every cell of a table what a player of `weight` brings there from `weight` cells below,
/// from the top down, so that nobody is added twice. Only the cells in `range` change.
pub(super) fn shift<T>(table: &mut [T], weight: usize, range: Range<usize>, mut add: impl FnMut(&mut T, &T)) {
    let mut end = range.end.min(table.len());
    let first = range.start.max(weight);
    while end > first {
        let start = first.max(end - weight);
        let (low, high) = table.split_at_mut(start);
        high[..end - start].iter_mut().zip(&low[start - weight..end - weight]).for_each(|(sum, part)| add(sum, part));
        end = start;
    }
}
