//! The Penrose–Banzhaf index.
//!
//! A member's *swings* `η_i` are the coalitions of others that lose, and win once it joins. With all
//! coalitions equally likely it is decisive with probability `β'_i = η_i / 2^(n−1)` (absolute);
//! `β_i = η_i / Σ_j η_j` is its share (normalised).
//!
//! ## Source
//! L. S. Penrose, "The elementary statistics of majority voting", Journal of the Royal Statistical
//! Society 109 (1946), 53–57; J. F. Banzhaf, "Weighted voting doesn't work", Rutgers Law Review 19
//! (1965), 317–343.

use num_bigint::BigUint;
use num_traits::One;

use crate::Value;

/// `η_i / 2^(n−1)`
pub(crate) fn absolute(swings: &BigUint, players: usize) -> Option<Value> {
    Value::ratio(swings, &(BigUint::one() << (players - 1)))
}

/// `η_i / Σ η`; `None` if nobody ever swings.
pub(crate) fn normalised(swings: &BigUint, all_swings: &BigUint) -> Option<Value> {
    Value::ratio(swings, all_swings)
}
