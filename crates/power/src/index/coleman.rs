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

use crate::{Measure, Value};

/// Coleman's power of the body to act, `w / 2^n`.
pub(crate) fn act(winning: &BigUint, players: usize) -> Value {
    Value::exact(BigRational::new(winning.clone().into(), BigInt::one() << players))
}

/// Coleman's power to initiate action, `η_i / (2^n − w)`; not defined if every coalition wins.
pub static COLEMAN_INITIATE: Measure = Measure {
    key: "coleman_initiate",
    index: "coleman",
    heading: ["", "initiate"],
    meaning: "of what fails, how much it could bring about (Coleman)",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let losing = counts.coalitions() - counts.winning();
        Ok(counts.of_swings(|swings| Value::ratio(swings, &losing)))
    },
};

/// Coleman's power to prevent action, `η_i / w`; not defined if no coalition wins.
pub static COLEMAN_PREVENT: Measure = Measure {
    key: "coleman_prevent",
    index: "coleman",
    heading: ["", "prevent"],
    meaning: "of what passes, how much it could stop (Coleman)",
    of_unions: false,
    by_size: false,
    of: |counts| Ok(counts.of_swings(|swings| Value::ratio(swings, counts.winning()))),
};
