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

use crate::{Measure, Value, coalitions::Minimal};

/// The Deegan–Packel index, `1/m · Σ_s m_i(s) / s`; not defined if there are no minimal winning
/// coalitions.
pub static DEEGAN_PACKEL: Measure = Measure {
    key: "deegan_packel",
    index: "deegan-packel",
    heading: ["Deegan–", "Packel"],
    meaning: "its part, if minimal winning coalitions form and share equally",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let Some(Minimal { coalitions, sizes, .. }) = counts.minimal()? else { return Ok(counts.each(|_| None)) };
        let all = BigInt::from(coalitions.number.clone());
        Ok(counts.each(|layer| (!all.is_zero()).then(|| Value::exact(shares(sizes.layers[layer].iter().enumerate()) / &all))))
    },
};

/// `Σ_s counts(s) / s`
pub(crate) fn shares<'a>(counts: impl Iterator<Item = (usize, &'a BigUint)>) -> BigRational {
    let share = |(size, count): (usize, &BigUint)| BigRational::new(BigInt::from(count.clone()), BigInt::from(size));
    counts.filter(|(_, count)| !count.is_zero()).map(share).sum()
}
