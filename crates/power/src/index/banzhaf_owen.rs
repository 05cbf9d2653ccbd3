//! The Banzhaf–Owen value: the Penrose–Banzhaf index of members who act in unions.
//!
//! Every other union is inside or outside as a whole, every member of one's own by itself, all ways being
//! equally likely. With `m` unions, a member's own of size `b`, and `η_i` swings among these:
//! `BO_i = η_i / 2^(m−1+b−1)`.
//!
//! ## Source
//! G. Owen, "Modification of the Banzhaf–Coleman index for games with a priori unions", in M. J. Holler
//! (ed.), Power, Voting, and Voting Power, Physica, 1982, 232–238.

use num_bigint::BigUint;
use num_traits::One;

use crate::{Measure, Value, unions::Within};

/// The Banzhaf–Owen value; only where members act in unions.
pub static BANZHAF_OWEN: Measure = Measure {
    key: "banzhaf_owen",
    index: "banzhaf-owen",
    heading: ["Banzhaf–", "Owen"],
    meaning: "as Banzhaf, every other union being inside or outside as a whole",
    of_unions: true,
    by_size: false,
    of: |counts| counts.within_unions(value),
};

fn value(within: &Within) -> Value {
    let swings: BigUint = within.swings.iter().sum();
    let others = BigUint::one() << (within.unions - 1 + within.mates - 1);
    Value::exact(num_rational::BigRational::new(swings.into(), others.into()))
}
