//! The Owen value: the Shapley–Shubik index of members who act in unions.
//!
//! Unions join in a random order, and the members of each in a random order before the next union comes;
//! whoever makes the coalition win is pivotal. With `m` unions, a member's own of size `b`, and its swings
//! `η_i(h, s)` into coalitions of `h` other unions and `s` members of its own:
//! `Ω_i = Σ_h Σ_s h! (m−1−h)! / m! · s! (b−1−s)! / b! · η_i(h, s)`.
//! The parts of the members of a union add up to the Shapley–Shubik index of the union among unions.
//!
//! ## Source
//! G. Owen, "Values of games with a priori unions", in R. Henn and O. Moeschlin (eds.), Mathematical
//! Economics and Game Theory, Springer, 1977, 76–88.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;

use super::shapley_shubik::Orders;
use crate::{Measure, Value, unions::Within};

/// The Owen value; only where members act in unions.
pub static OWEN: Measure = Measure {
    key: "owen",
    index: "owen",
    heading: ["", "Owen"],
    meaning: "as Shapley–Shubik, the members of a union coming one after the other",
    of_unions: true,
    by_size: false,
    of: |counts| counts.within_unions(value),
};

fn value(within: &Within) -> Value {
    let (unions, mates) = (Orders::new(within.unions), Orders::new(within.mates));
    let pivotal: Vec<BigUint> = within.swings.chunks(within.unions).map(|swings| unions.pivotal(swings)).collect();
    let all: BigInt = unions.all() * mates.all();
    Value::exact(BigRational::new(mates.pivotal(&pivotal).into(), all))
}
