//! The executive power index of Colomer and Martínez: all minimal winning coalitions are equally likely
//! to form, and their members share the offices by weight.
//!
//! With the `m` minimal winning coalitions `M`, and weights `w`:
//! `EP_i = 1/m · Σ_{S ∈ M, i ∈ S} w_i / w(S)`. Where all weigh the same this is Deegan and Packel's.
//!
//! ## Source
//! J. M. Colomer and F. Martínez, "The paradox of coalition trading", Journal of Theoretical Politics 7
//! (1995), 41–63.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

use super::deegan_packel::shares;
use crate::{
    Measure, Value,
    coalitions::Minimal,
    diagram::{Terms, What, count_marked},
    error::feasible,
};

/// The executive power index of Colomer and Martínez, `1/m · Σ w_i / w(S)`; only where one sum of weights
/// decides, and somebody wins.
pub static COLOMER_MARTINEZ: Measure = Measure {
    key: "colomer_martinez",
    index: "colomer-martinez",
    heading: ["Colomer–", "Martínez"],
    meaning: "its part, if minimal winning coalitions form and share by weight",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let nothing = || Ok(counts.each(|_| None));
        let Some(atom) = counts.game.single().filter(|atom| atom.quota <= LARGEST) else { return nothing() };
        let Some(Minimal { coalitions, family, .. }) = counts.minimal()? else { return nothing() };
        let weights: Vec<usize> = counts.layers.iter().map(|layer| atom.gains[layer.players[0]][1] as usize).collect();
        let Some(found) = feasible(count_marked(family, counts.layers, &weights, What::Family, counts.limit))? else { return nothing() };
        Ok(counts.each(|layer| Some(share(weights[layer], &found.layers[layer], &coalitions.number))))
    },
};

/// Polynomials in weights are stored from the lowest power to the highest: up to so large a quota.
const LARGEST: u128 = 1 << 14;
/// Of more different weights of coalitions than this the exact fraction has too many digits for anybody.
const EXACT: usize = 100;
/// How many binary digits the sum of the others has after the point.
const DIGITS: usize = 64;

/// `1/all · Σ weight / w · counts(w)`
fn share(weight: usize, counts: &Terms, all: &BigUint) -> Value {
    let counts: Vec<(usize, BigUint)> = counts.iter().filter(|_| weight > 0).map(|(sum, count)| (*sum, count * weight)).collect();
    if counts.len() <= EXACT {
        let sum = shares(counts.iter().map(|(sum, count)| (*sum, count)));
        return Value::exact(if sum.is_zero() { sum } else { sum / BigInt::from(all.clone()) });
    }
    // Each part is rounded down in its last digit, and there are fewer parts than coalitions.
    let sum: BigUint = counts.iter().map(|(sum, count)| (count << DIGITS) / *sum).sum();
    let share = Value::exact(BigRational::new(sum.into(), BigInt::from(all << DIGITS)));
    Value::approximate(share.decimal, f64::EPSILON)
}
