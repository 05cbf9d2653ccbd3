//! Coleman's powers: of the body to act, of a member to initiate and to prevent action.
//!
//! With `w` winning coalitions among `2^n` and a member's swings `η_i`: the power to act is
//! `w / 2^n`, the power to initiate `η_i / (2^n − w)` (how often a member turns a failing proposal
//! into a passing one), the power to prevent `η_i / w` (how often it turns a passing one down).
//!
//! ## Source
//! J. S. Coleman, "Control of collectivities and the power of a collectivity to act", in
//! B. Lieberman (ed.), Social Choice, 1971, 269–300.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::One;

use crate::Value;

/// `w / 2^n`
pub(crate) fn act(winning: &BigUint, players: usize) -> Value {
    Value::exact(BigRational::new(winning.clone().into(), BigInt::one() << players))
}

/// `η_i / (2^n − w)`; `None` if every coalition wins.
pub(crate) fn initiate(swings: &BigUint, winning: &BigUint, players: usize) -> Option<Value> {
    Value::ratio(swings, &((BigUint::one() << players) - winning))
}

/// `η_i / w`; `None` if no coalition wins.
pub(crate) fn prevent(swings: &BigUint, winning: &BigUint) -> Option<Value> {
    Value::ratio(swings, winning)
}
