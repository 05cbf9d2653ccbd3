//! `ln`, `exp2` and the exponential variate in single precision, written once for any vector width:
//! the same operations in the same order on every processor, without fused multiply-add, so that
//! one run alone and sixteen side by side have the same digits.
//!
//! Single precision resolves a waiting time to some 1e-7 of itself, and a clock, which is a running
//! sum, to some 1e-5 after a thousand rounds; the error of a hundred million runs is 1e-4.

use crate::simd::{Scalar, Vector};

/// The mantissa of a number whose logarithm is taken lies in [`FIRST`, 2 · `FIRST`), in one of
/// sixteen cells of equal width in bits; the tenth has 1 in its middle.
const FIRST: u32 = 0x3f34_0000;
const CELL_BITS: u32 = 19;

/// By cell: one over its middle.
const INVERSES: [f32; 16] = [
    1.391_304_4,
    1.333_333_4,
    1.28,
    1.230_769_3,
    1.185_185_2,
    1.142_857_2,
    1.103_448_3,
    1.066_666_7,
    1.032_258,
    1.0,
    0.941_176_5,
    0.888_888_9,
    0.842_105_27,
    0.8,
    0.761_904_8,
    0.727_272_75,
];

/// By cell: the logarithm of its middle.
const LOGARITHMS: [f32; 16] = [
    -0.330_241_68,
    -0.287_682_1,
    -0.246_860_07,
    -0.207_639_37,
    -0.169_899_03,
    -0.133_531_39,
    -0.098_440_07,
    -0.064_538_52,
    -0.031_748_697,
    0.0,
    0.060_624_62,
    0.117_783_03,
    0.171_850_26,
    0.223_143_55,
    0.271_933_7,
    0.318_453_73,
];

/// The natural logarithm of a positive, normal number; relative error below 4e-7, absolute below
/// 1e-7 near 1.
#[inline(always)]
pub(crate) fn ln_of<S: Vector>(simd: S, x: S::F32s) -> S::F32s {
    simd.neg_f32s(minus_ln_of(simd, x, 0))
}

/// `−ln(x / 2^scale)`, as [`ln_of`].
///
/// P. T. P. Tang, *Table-driven implementation of the logarithm function in IEEE floating-point
/// arithmetic*, ACM Transactions on Mathematical Software 16 (1990), 378–400, with tables that one
/// instruction looks up.
#[inline(always)]
fn minus_ln_of<S: Vector>(simd: S, x: S::F32s, scale: u32) -> S::F32s {
    const MANTISSA: u32 = (1 << 23) - 1;
    const MIDDLE: u32 = FIRST + (1 << (CELL_BITS - 1));
    let bits = simd.sub_u32s(simd.bits_of_f32s(x), simd.splat_u32s(FIRST + (scale << 23)));
    let mantissa = simd.add_u32s(simd.and_u32s(bits, simd.splat_u32s(MANTISSA)), simd.splat_u32s(FIRST));
    let cell = simd.shift_right(bits, CELL_BITS);
    let middle = simd.add_u32s(simd.and_u32s(bits, simd.splat_u32s(15 << CELL_BITS)), simd.splat_u32s(MIDDLE));
    // x = 2^(e + scale) c (1 + r), with r at most 1/32 in size; the difference is exact.
    let difference = simd.sub_f32s(simd.f32s_of_bits(mantissa), simd.f32s_of_bits(middle));
    let r = simd.mul_f32s(difference, simd.look_up(&INVERSES, cell));
    let whole = simd.mul_f32s(simd.exponent(bits), simd.splat_f32s(-std::f32::consts::LN_2));
    let whole = simd.sub_f32s(whole, simd.look_up(&LOGARITHMS, cell));
    // −ln(1 + r) = −r + r² P(r).
    let p = polynomial(simd, r, [0.25, -1.0 / 3.0, 0.5]);
    simd.add_f32s(whole, simd.sub_f32s(simd.mul_f32s(simd.mul_f32s(r, r), p), r))
}

/// Two to a power, clamped to [−126, 126] so that it is a normal number; relative error below 3e-7.
#[inline(always)]
pub(crate) fn exp2_of<S: Vector>(simd: S, x: S::F32s) -> S::F32s {
    exp2_within(simd, clamp(simd, x))
}

/// Clamped to the powers of two that are normal numbers, with their inverses.
#[inline(always)]
pub(crate) fn clamp<S: Vector>(simd: S, x: S::F32s) -> S::F32s {
    simd.max_f32s(simd.min_f32s(x, simd.splat_f32s(126.0)), simd.splat_f32s(-126.0))
}

/// [`exp2_of`] a number within [−126, 126].
#[inline(always)]
pub(crate) fn exp2_within<S: Vector>(simd: S, x: S::F32s) -> S::F32s {
    // Adding 1.5 · 2²³ rounds to a whole number, and leaves it in the lowest bits.
    let round = simd.splat_f32s(12_582_912.0);
    let shifted = simd.add_f32s(x, round);
    let f = simd.sub_f32s(x, simd.sub_f32s(shifted, round));
    // (2^f − 1) / f, in an order in which half the operations need not wait for one another.
    let [high, middle, low] = [[0.000_153_533_62, 0.001_339_887_5], [0.009_618_437, 0.055_503_324], [0.240_226_48, std::f32::consts::LN_2]];
    let f2 = simd.mul_f32s(f, f);
    let q = simd.add_f32s(simd.mul_f32s(polynomial(simd, f, high), f2), polynomial(simd, f, middle));
    let q = simd.add_f32s(simd.mul_f32s(q, f2), polynomial(simd, f, low));
    let power = simd.add_f32s(simd.splat_f32s(1.0), simd.mul_f32s(f, q));
    let scale = simd.shift_left(simd.bits_of_f32s(shifted), 23);
    let scale = simd.f32s_of_bits(simd.add_u32s(scale, simd.splat_u32s(127 << 23)));
    simd.mul_f32s(power, scale)
}

/// The product of factors whose `log2` sum to `x`; exactly 0 where one of them is 0, whose `log2` is
/// minus infinity.
#[inline(always)]
pub(crate) fn factor_of<S: Vector>(simd: S, x: S::F32s) -> S::F32s {
    let none = simd.less_than_f32s(x, simd.splat_f32s(f32::MIN));
    simd.select_f32s(none, simd.splat_f32s(0.0), exp2_of(simd, x))
}

/// The standard exponential variate of a word: `−ln(1 − u)` with `u = (word + ½) / 2³²`, at least
/// `2⁻³³`.
#[inline(always)]
pub(crate) fn exponential_of<S: Vector>(simd: S, word: S::U32s) -> S::F32s {
    let x = simd.add_f32s(simd.whole(simd.not_u32s(word)), simd.splat_f32s(0.5));
    simd.max_f32s(minus_ln_of(simd, x, 32), simd.splat_f32s(1.0 / 8_589_934_592.0))
}

/// The standard normal variate of a word: `Φ⁻¹(u)`; relative error below 1e-6.
///
/// M. J. Wichura, *Algorithm AS 241: the percentage points of the normal distribution*, Applied
/// Statistics 37 (1988), 477–484, function PPND7. Its far tails lie beyond what a word resolves.
#[inline(always)]
pub(crate) fn normal_of<S: Vector>(simd: S, word: S::U32s) -> S::F32s {
    // By symmetry from the nearer tail, of which the smaller of the word and its complement tells.
    let other = simd.not_u32s(word);
    let tail = tail_of(simd, simd.min_u32s(word, other));
    let q = simd.sub_f32s(simd.splat_f32s(0.5), tail);
    let centre = simd.sub_f32s(simd.splat_f32s(0.180_625), simd.mul_f32s(q, q));
    let centre = simd.div_f32s(
        simd.mul_f32s(q, polynomial(simd, centre, [59.109_375, 159.291_13, 50.434_273, 3.387_132_6])),
        polynomial(simd, centre, [67.187_56, 78.757_76, 17.895_17, 1.0]),
    );
    let far = simd.sub_f32s(simd.sqrt_f32s(simd.neg_f32s(ln_of(simd, tail))), simd.splat_f32s(1.6));
    let far = simd.div_f32s(
        polynomial(simd, far, [0.170_238_21, 1.306_728_5, 2.756_815_4, 1.423_437_3]),
        polynomial(simd, far, [0.120_211_33, 0.737_001_6, 1.0]),
    );
    let distance = simd.select_f32s(simd.less_than_or_equal_f32s(q, simd.splat_f32s(0.425)), centre, far);
    simd.select_f32s(simd.less_than_u32s(word, other), simd.neg_f32s(distance), distance)
}

/// `(word + ½) / 2³²`.
#[inline(always)]
fn tail_of<S: Vector>(simd: S, word: S::U32s) -> S::F32s {
    simd.mul_f32s(simd.add_f32s(simd.whole(word), simd.splat_f32s(0.5)), simd.splat_f32s(1.0 / 4_294_967_296.0))
}

/// A polynomial, highest coefficient first.
#[inline(always)]
fn polynomial<S: Vector, const N: usize>(simd: S, x: S::F32s, coefficients: [f32; N]) -> S::F32s {
    let mut sum = simd.splat_f32s(coefficients[0]);
    for coefficient in &coefficients[1..] {
        sum = simd.add_f32s(simd.mul_f32s(sum, x), simd.splat_f32s(*coefficient));
    }
    sum
}

/// [`exp2_of`] one number.
#[inline]
pub(crate) fn exp2(x: f32) -> f32 {
    exp2_of(Scalar, x)
}

/// [`factor_of`] one sum.
#[inline]
pub(crate) fn factor(x: f32) -> f32 {
    factor_of(Scalar, x)
}

/// [`normal_of`] one word.
#[inline]
pub(crate) fn normal(word: u32) -> f32 {
    normal_of(Scalar, word)
}

/// [`exponential_of`] one word.
#[inline]
pub(crate) fn exponential(word: u32) -> f32 {
    exponential_of(Scalar, word)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an independent reference")]
mod tests {
    use proptest::prelude::*;

    use crate::simd::Scalar;

    use super::{exp2, exponential, ln_of, normal_of};
    use crate::math::uniform;

    fn ln(x: f32) -> f32 {
        ln_of(Scalar, x)
    }

    proptest! {
        #[test]
        fn ln_agrees_with_libm(x in prop_oneof![1e-37f32..1e-10, 1e-10f32..1.0, 0.9f32..1.1, 1.0f32..1e6, 1e6f32..1e37]) {
            let reference = libm::log(f64::from(x));
            prop_assert!((f64::from(ln(x)) - reference).abs() <= 4e-7 * reference.abs() + 3e-8, "{} {}", ln(x), reference);
        }

        #[test]
        fn exp2_agrees_with_libm(x in prop_oneof![-126.0f32..126.0, -2.0f32..2.0]) {
            let reference = libm::exp2(f64::from(x));
            prop_assert!((f64::from(exp2(x)) - reference).abs() <= 3e-7 * reference, "{} {}", exp2(x), reference);
        }

        #[test]
        fn waits_invert_the_exponential_law(word: u32) {
            let reference = -libm::log1p(-uniform(word));
            prop_assert!((f64::from(exponential(word)) - reference).abs() <= 4e-7 * reference + 1e-7, "{} {}", exponential(word), reference);
        }

        #[test]
        fn normals_invert_the_normal_law(word in prop_oneof![0u32..10_000, 0u32.., u32::MAX - 10_000..]) {
            let reference = crate::math::normal_quantile(uniform(word));
            let normal = f64::from(normal_of(Scalar, word));
            prop_assert!((normal - reference).abs() <= 1e-6 * reference.abs() + 1e-7, "{} {}", normal, reference);
        }

        #[test]
        fn waits_do_not_fall_as_words_rise(word in 0..u32::MAX - 4096, step in 512u32..4096) {
            prop_assert!(exponential(word) <= exponential(word + step));
        }
    }

    /// How far short waits are off, as docs/randomness.md says.
    #[test]
    fn short_waits_are_as_likely_as_the_page_says() {
        for (share, error) in [(1e-2, 1e-5), (1e-5, 0.012), (1e-7, 0.31)] {
            // A time that is such a share of a half-life, as a hazard; the words whose wait is within it.
            let hazard = share * std::f64::consts::LN_2;
            let (mut low, mut high) = (0u64, 1 << 32);
            while low < high {
                let middle = u64::midpoint(low, high);
                if f64::from(exponential(middle as u32)) <= hazard { low = middle + 1 } else { high = middle }
            }
            let (found, truth) = (low as f64 / 4_294_967_296.0, -libm::expm1(-hazard));
            assert!((found / truth - 1.0).abs() <= error, "t/H {share}: {found} instead of {truth}");
        }
    }

    #[test]
    fn exact_where_it_matters() {
        assert_eq!(exp2(0.0), 1.0);
        assert_eq!(ln(1.0), 0.0);
        assert_eq!((exp2(f32::NEG_INFINITY), exp2(5000.0)), (2f32.powi(-126), 2f32.powi(126)));
        assert!(exponential(0) > 0.0 && exponential(u32::MAX) < 23.0);
    }
}
