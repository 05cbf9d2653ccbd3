//! The Rae index: how often the decision is what a member wanted, all coalitions equally likely.
//!
//! A member is on the winning side where it is for and the rule passes, or it is against and the
//! rule fails: `½ + η_i / 2^n`, half of its Banzhaf power above one half.
//!
//! ## Source
//! D. W. Rae, "Decision-rules and individual values in constitutional choice", American Political
//! Science Review 63 (1969), 40–56; the relation to Banzhaf's index: P. Dubey and L. S. Shapley,
//! "Mathematical properties of the Banzhaf power index", Mathematics of Operations Research 4
//! (1979), 99–131.

use num_bigint::BigUint;
use num_traits::One;

use crate::{Measure, Value};

/// The Rae index, `(2^(n−1) + η_i) / 2^n`: how often the decision is what the member wanted.
pub static RAE: Measure = Measure {
    key: "rae",
    index: "rae",
    heading: ["", "Rae"],
    meaning: "how often the result is what the member wants",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let (half, all) = (BigUint::one() << (counts.players() - 1), counts.coalitions());
        Ok(counts.of_swings(|swings| Value::ratio(&(&half + swings), &all)))
    },
};
