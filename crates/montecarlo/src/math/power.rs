//! `exp2` in double precision, by range reduction and a polynomial.

use std::f64::consts::LN_2;

/// Two to a power, clamped to [−1022, 1000] so that neither it nor what it multiplies leaves the
/// range of finite numbers; relative error below 3e-13.
#[inline]
pub(crate) fn exp2_f64(x: f64) -> f64 {
    // Adding 1.5 · 2^52 rounds to a whole number, and leaves it in the lowest bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-1022.0, 1000.0);
    let shifted = x + ROUND;
    let r = (x - (shifted - ROUND)) * LN_2;
    // Taylor's series of exp on [−0.347, 0.347].
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let first = 1.0 / 2.0 + r * (1.0 / 6.0);
    let second = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    let third = (1.0 / 40_320.0 + r * (1.0 / 362_880.0)) + r2 * (1.0 / 3_628_800.0);
    let power = 1.0 + (r + r2 * first + r4 * (second + r4 * third));
    power * f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::exp2_f64;

    proptest! {
        #[test]
        fn agrees_with_libm(x in prop_oneof![-1021.0..1000.0, -2.0..2.0]) {
            let reference = libm::exp2(x);
            prop_assert!((exp2_f64(x) - reference).abs() <= 3e-13 * reference, "{} {}", exp2_f64(x), reference);
        }
    }

    #[test]
    fn exact_where_it_matters() {
        assert_eq!(exp2_f64(0.0), 1.0);
        assert_eq!((exp2_f64(f64::NEG_INFINITY), exp2_f64(5000.0)), (2f64.powi(-1022), 2f64.powi(1000)));
    }
}
