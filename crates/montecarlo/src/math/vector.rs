//! `ln` and `exp2` by range reduction and a polynomial: no branches, no tables, so that a loop
//! over them vectorises.

use std::f64::consts::{LN_2, SQRT_2};

/// The natural logarithm of a positive, finite, normal number; relative error below 4e-16.
#[inline]
pub(crate) fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023 << 52;
    let bits = x.to_bits();
    let mantissa = f64::from_bits(bits & MANTISSA | ONE);
    let upper = mantissa > SQRT_2;
    let m = if upper { mantissa * 0.5 } else { mantissa };
    let exponent = (bits >> 52) as i32 - 1023 + i32::from(upper);
    // ln m = 2 artanh s, with s in [−0.172, 0.172].
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let mut series = 1.0 / 21.0;
    for odd in [19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        series = series * z + 1.0 / odd;
    }
    f64::from(exponent) * LN_2 + (2.0 * s + 2.0 * s * (z * series))
}

/// Two to a power, clamped to [−1022, 1000] so that neither it nor what it multiplies leaves the
/// range of finite numbers; relative error below 4e-16.
#[inline]
pub(crate) fn exp2(x: f64) -> f64 {
    let x = x.clamp(-1022.0, 1000.0);
    let whole = (x + 0.5).floor();
    let r = (x - whole) * LN_2;
    // Taylor's series of exp on [−0.347, 0.347]; the first term left out is below 1e-17.
    let mut series = 1.0 / 13.0;
    for k in [12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0] {
        series = (series * r + 1.0) * (1.0 / k);
    }
    let power = 1.0 + (r + r * (r * series));
    power * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{exp2, ln};

    fn close(ours: f64, reference: f64) -> bool {
        (ours - reference).abs() <= 4e-16 * reference.abs()
    }

    proptest! {
        #[test]
        fn ln_agrees_with_libm(x in prop_oneof![1e-300..1e-10, 1e-10..1.0, 0.9..1.1, 1.0..1e6, 1e6..1e300]) {
            prop_assert!(close(ln(x), libm::log(x)), "{} {}", ln(x), libm::log(x));
        }

        #[test]
        fn exp2_agrees_with_libm(x in prop_oneof![-1021.0..1000.0, -2.0..2.0]) {
            prop_assert!(close(exp2(x), libm::exp2(x)), "{} {}", exp2(x), libm::exp2(x));
        }
    }

    #[test]
    fn exact_where_it_matters() {
        assert_eq!(exp2(0.0), 1.0);
        assert_eq!(ln(1.0), 0.0);
        assert_eq!((exp2(f64::NEG_INFINITY), exp2(5000.0)), (2f64.powi(-1022), 2f64.powi(1000)));
    }
}
