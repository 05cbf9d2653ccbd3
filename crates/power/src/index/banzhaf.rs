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

use crate::{Measure, Value};

/// The absolute Penrose–Banzhaf index, `η_i / 2^(n−1)`: how often a member is decisive when all
/// coalitions are equally likely.
pub static BANZHAF: Measure = Measure {
    key: "banzhaf",
    index: "banzhaf",
    heading: ["", "Banzhaf"],
    meaning: "how often the member is decisive, all coalitions being equally likely",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let others = BigUint::one() << (counts.players() - 1);
        Ok(counts.of_swings(|swings| Value::ratio(swings, &others)))
    },
};

/// The normalised Penrose–Banzhaf index, `η_i / Σ_j η_j`; not defined if nobody is ever decisive.
pub static BANZHAF_NORMALISED: Measure = Measure {
    key: "banzhaf_normalised",
    index: "banzhaf",
    heading: ["Banzhaf", "share"],
    meaning: "the same, as a share of all members' together",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let all = counts.all_swings();
        Ok(counts.of_swings(|swings| Value::ratio(swings, &all)))
    },
};
