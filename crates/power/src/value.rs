//! Numbers of an analysis: exact fractions where feasible, decimals with an error bound otherwise.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

/// A number with what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The exact fraction in lowest terms, if it was computed.
    pub fraction: Option<BigRational>,
    /// The number, or the nearest double to the fraction.
    pub decimal: f64,
    /// How far the decimal can be from the truth, the last rounding of an exact fraction aside: 0
    /// where there is a fraction.
    pub error: f64,
}

impl Value {
    /// An exact fraction.
    pub fn exact(fraction: BigRational) -> Self {
        Self { decimal: fraction.to_f64().unwrap_or(f64::NAN), fraction: Some(fraction), error: 0.0 }
    }

    /// A decimal that is at most `error` off.
    pub fn approximate(decimal: f64, error: f64) -> Self {
        Self { fraction: None, decimal, error }
    }

    /// `part / whole`, as a fraction if that has at most [`Self::BITS`] binary digits; `None` if the whole is 0.
    pub(crate) fn ratio(part: &BigUint, whole: &BigUint) -> Option<Self> {
        if whole.is_zero() {
            return None;
        }
        let [part, whole] = [part, whole].map(|number| BigInt::from(number.clone()));
        Some(if whole.bits() <= Self::BITS {
            Self::exact(BigRational::new(part, whole))
        } else {
            Self::approximate(BigRational::new_raw(part, whole).to_f64().unwrap_or(f64::NAN), f64::EPSILON)
        })
    }

    /// More digits than this are of use to nobody, and cancelling them takes longer than counting.
    const BITS: u64 = 4096;
}
