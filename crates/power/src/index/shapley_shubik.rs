//! The Shapley–Shubik index.
//!
//! Members join in a random order, all orders equally likely; the one whose joining makes the
//! coalition win is pivotal. With `η_i(s)` swings into coalitions of size `s`:
//! `φ_i = Σ_s s! (n−1−s)! / n! · η_i(s)`.
//!
//! ## Source
//! L. S. Shapley and M. Shubik, "A method for evaluating the distribution of power in a committee
//! system", American Political Science Review 48 (1954), 787–792.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::One;

use crate::{Measure, Value};

/// The Shapley–Shubik index: how often a member is pivotal when all orders are equally likely. Where
/// swings by size are not feasible it is a decimal, by Owen's integral.
pub static SHAPLEY_SHUBIK: Measure = Measure {
    key: "shapley_shubik",
    index: "shapley-shubik",
    heading: ["Shapley–", "Shubik"],
    meaning: "how often it is the one that makes a growing coalition win",
    of_unions: false,
    by_size: true,
    of: |counts| match &counts.counted.swings_by_size {
        Some(swings) => {
            // A product of a factorial and a count for every size, in words.
            let players = counts.players() as f64;
            let product = players * libm::log2(players + 1.0) / 64.0 * (players / 64.0 + 1.0);
            counts.limit.check_steps("the Shapley–Shubik index", swings.len() as f64 * players * product)?;
            let orders = Orders::new(counts.players());
            Ok(counts.each(|layer| Some(Value::exact(orders.fraction(&swings[layer])))))
        }
        None => Ok(counts.each(|layer| counts.counted.integrated.as_ref().map(|values| values[layer].clone()))),
    },
};

/// The orders in which coalitions of each size come first and the member next: `s! (n−1−s)!`.
pub(crate) struct Orders {
    sizes: Vec<BigUint>,
    all: BigInt,
}

impl Orders {
    /// For so many players.
    pub(crate) fn new(players: usize) -> Self {
        let mut factorials = vec![BigUint::one()];
        for number in 1..=players {
            factorials.push(&factorials[number - 1] * number);
        }
        let sizes = (0..players).map(|size| &factorials[size] * &factorials[players - 1 - size]).collect();
        Self { sizes, all: factorials.swap_remove(players).into() }
    }

    /// How many orders there are.
    pub(crate) fn all(&self) -> &BigInt {
        &self.all
    }

    /// In how many orders a member with these swings by size is pivotal: `Σ_s s! (n−1−s)! · counts(s)`.
    pub(crate) fn pivotal(&self, counts: &[BigUint]) -> BigUint {
        self.sizes.iter().zip(counts).map(|(orders, count)| orders * count).sum()
    }

    /// The index of a member with these swings by size: `Σ_s s! (n−1−s)! / n! · counts(s)`.
    pub(crate) fn fraction(&self, counts: &[BigUint]) -> BigRational {
        BigRational::new(self.pivotal(counts).into(), self.all.clone())
    }
}
