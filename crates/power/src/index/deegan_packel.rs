//! The Deegan–Packel index: all minimal winning coalitions are equally likely to form, and their
//! members share the victory equally.
//!
//! With `m_i(s)` minimal winning coalitions of size `s` that include a member, of `m` in all:
//! `ρ_i = 1/m · Σ_s m_i(s) / s`.
//!
//! ## Source
//! J. Deegan and E. W. Packel, "A new index of power for simple n-person games", International
//! Journal of Game Theory 7 (1978), 113–123.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

use crate::Value;

/// The index of a member of so many minimal winning coalitions by size; `None` if there are none at all.
pub(crate) fn deegan_packel(member: &[BigUint], all: &BigUint) -> Option<Value> {
    let shares = shares(member);
    (!all.is_zero()).then(|| Value::exact(shares / BigInt::from(all.clone())))
}

/// `Σ_s counts(s) / s`
pub(crate) fn shares(counts: &[BigUint]) -> BigRational {
    let share = |(size, count): (usize, &BigUint)| BigRational::new(BigInt::from(count.clone()), BigInt::from(size));
    counts.iter().enumerate().filter(|(_, count)| !count.is_zero()).map(share).sum()
}
