//! The quantiles of a member's frailty: the gamma distribution with mean 1.

use pulp::Scalar;

use super::{exp2_of, ln_of, normal_quantile};
use crate::vector::Vector;

/// Quantiles of the gamma distribution of mean 1 and variance θ, by a table.
///
/// Tabulated is `−log2 F` over `ln E`, where `E = −ln(1 − u)`: a smooth curve that becomes straight
/// at both ends, interpolated by cubics with exact slopes. Relative error of F below 3e-5 wherever
/// F exceeds 1e-20, of which the arithmetic in single precision makes up the most.
#[derive(Debug, Clone)]
pub(crate) struct FrailtyTable {
    /// By node: the value, and the slope per node.
    values: Box<[f32; SIZE]>,
    slopes: Box<[f32; SIZE]>,
}

/// `ln E` at the ends: the smallest and largest exponential variate of a 32-bit word lie inside.
const FIRST: f64 = -23.0;
const LAST: f64 = 3.25;
const NODES: usize = 513;
const STEP: f64 = (LAST - FIRST) / (NODES - 1) as f64;
/// A power of two, so that no index needs to be checked.
const SIZE: usize = 1024;
/// Below this variance the quantile is that of the normal law corrected for skewness.
const NEARLY_NORMAL: f64 = 1e-4;

impl FrailtyTable {
    /// The table of a positive variance up to 10.
    pub(crate) fn new(variance: f64) -> Self {
        let shape = 1.0 / variance;
        // Near 0, P(shape, x) = x^shape / Γ(shape + 1).
        let mut y = (FIRST + libm::lgamma(shape + 1.0)) / shape;
        let (mut values, mut slopes) = (Box::new([0.0; SIZE]), Box::new([0.0; SIZE]));
        for node in 0..NODES {
            let e = libm::exp(FIRST + STEP * node as f64);
            let [value, slope] = if variance < NEARLY_NORMAL {
                nearly_normal(variance, e)
            } else {
                y = solve(shape, e, y);
                let slope = e * libm::exp(-e - ln_density(shape, y) - y) * STEP;
                let value = y - libm::log(shape);
                y += slope;
                [value * std::f64::consts::LOG2_E, slope * std::f64::consts::LOG2_E]
            };
            values[node] = -value as f32;
            slopes[node] = -slope as f32;
        }
        Self { values, slopes }
    }

    /// One over the frailty of an exponential variate `E = −ln(1 − u)`: how calm a member is.
    #[inline]
    pub(crate) fn calm(&self, e: f32) -> f32 {
        let (t, cell) = cells_of(Scalar, e);
        calm_between(Scalar, t, [self.value(cell), self.slope(cell), self.value(cell + 1), self.slope(cell + 1)])
    }

    /// The value at the left end of a cell; that of the next is at its right end.
    #[inline(always)]
    pub(crate) fn value(&self, cell: u32) -> f32 {
        self.values[cell as usize % SIZE]
    }

    /// The slope at the left end of a cell.
    #[inline(always)]
    pub(crate) fn slope(&self, cell: u32) -> f32 {
        self.slopes[cell as usize % SIZE]
    }
}

/// The cells of the table in which exponential variates lie, and how far in.
#[inline(always)]
pub(crate) fn cells_of<S: Vector>(simd: S, e: S::f32s) -> (S::f32s, S::u32s) {
    // Adding 2²³ rounds to a whole number, and leaves it in the lowest bits.
    let round = simd.splat_f32s(8_388_608.0);
    let position = simd.mul_f32s(simd.sub_f32s(ln_of(simd, e), simd.splat_f32s(FIRST as f32)), simd.splat_f32s((1.0 / STEP) as f32));
    let shifted = simd.add_f32s(simd.sub_f32s(position, simd.splat_f32s(0.5)), round);
    let cell = simd.and_u32s(simd.transmute_u32s_f32s(shifted), simd.splat_u32s(SIZE as u32 - 1));
    (simd.sub_f32s(position, simd.sub_f32s(shifted, round)), cell)
}

/// One over the frailty, from value and slope at the left, then at the right end of its [cell](cells_of).
#[inline(always)]
pub(crate) fn calm_between<S: Vector>(simd: S, t: S::f32s, [left, left_slope, right, right_slope]: [S::f32s; 4]) -> S::f32s {
    let rise = simd.sub_f32s(right, left);
    let bend = simd.sub_f32s(simd.add_f32s(left_slope, right_slope), simd.add_f32s(rise, rise));
    let inner = simd.add_f32s(simd.sub_f32s(simd.sub_f32s(rise, left_slope), bend), simd.mul_f32s(t, bend));
    let slope = simd.add_f32s(left_slope, simd.mul_f32s(t, inner));
    exp2_of(simd, simd.add_f32s(left, simd.mul_f32s(t, slope)))
}

/// Value and slope for a small variance: Cornish and Fisher's expansion to the third order
/// (Abramowitz and Stegun, 26.2.49).
fn nearly_normal(variance: f64, e: f64) -> [f64; 2] {
    let deviation = libm::sqrt(variance);
    let at = |e: f64| {
        let z = -normal_quantile(libm::exp(-e));
        let skewed = 1.0 + deviation * z + variance * (z * z - 1.0) / 3.0 + variance * deviation * (z * z * z - 7.0 * z) / 36.0;
        libm::log2(skewed)
    };
    let small = 1e-4;
    let slope = (at(e * (1.0 + small)) - at(e * (1.0 - small))) / (2.0 * small);
    [at(e), slope * STEP]
}

/// The natural logarithm of the gamma density at `x = exp(y)`.
fn ln_density(shape: f64, y: f64) -> f64 {
    (shape - 1.0) * y - libm::exp(y) - libm::lgamma(shape)
}

/// The `y = ln x` with `P(shape, x) = 1 − exp(−e)`, by Newton's method from a guess: on `ln P` or
/// `ln Q`, whichever is the smaller tail, both of which are concave in `y`, so that it converges.
fn solve(shape: f64, e: f64, guess: f64) -> f64 {
    let mut y = guess;
    for _ in 0..100 {
        let (ln_p, ln_q) = ln_tails(shape, y);
        // The derivative of P by y is x f(x).
        let ln_slope = ln_density(shape, y) + y;
        let step = if e < std::f64::consts::LN_2 {
            (ln_p - libm::log(-libm::expm1(-e))) / libm::exp(ln_slope - ln_p)
        } else {
            (-e - ln_q) / libm::exp(ln_slope - ln_q)
        };
        y -= step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    y
}

/// `ln P` and `ln Q` of the regularised incomplete gamma functions at `x = exp(y)`: the series for
/// P below the mean, Lentz's continued fraction for Q above it (Press et al., *Numerical Recipes*,
/// section 6.2).
fn ln_tails(shape: f64, y: f64) -> (f64, f64) {
    let x = libm::exp(y);
    let ln_front = shape * y - x - libm::lgamma(shape);
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        let mut n = shape;
        while term > sum * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        let ln_p = ln_front + libm::log(sum);
        return (ln_p, libm::log(-libm::expm1(ln_p.min(-1e-300))));
    }
    let tiny = 1e-300;
    let mut denominator = x + 1.0 - shape;
    let mut above = 1.0 / tiny;
    let mut below = 1.0 / denominator;
    let mut fraction = below;
    for i in 1..100_000 {
        let numerator = -f64::from(i) * (f64::from(i) - shape);
        denominator += 2.0;
        below = 1.0 / (numerator * below + denominator);
        above = denominator + numerator / above;
        let change = above * below;
        fraction *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    let ln_q = ln_front + libm::log(fraction);
    (libm::log(-libm::expm1(ln_q.min(-1e-300))), ln_q)
}

#[cfg(test)]
mod tests {
    use statrs::function::gamma::{gamma_lr, gamma_ur};

    use super::FrailtyTable;
    use crate::math::exponential;

    #[test]
    fn quantiles_invert_an_independent_distribution_function() {
        for variance in [0.000_2, 0.01, 0.4, 0.8, 1.0, 2.5, 10.0] {
            let table = FrailtyTable::new(variance);
            let shape = 1.0 / variance;
            for word in (0..=u32::MAX).step_by(65_537 * 331).chain([0, 1, 5, 100, 10_000, u32::MAX - 10_000, u32::MAX - 100, u32::MAX]) {
                let e = exponential(word);
                let frailty = 1.0 / f64::from(table.calm(e));
                let e = f64::from(e);
                if frailty < 1e-20 {
                    continue;
                }
                // A relative error δ of F shifts ln P by δ · x f(x) / P.
                let x = frailty * shape;
                let (p, q) = (gamma_lr(shape, x), gamma_ur(shape, x));
                let density = (shape * x.ln() - x - statrs::function::gamma::ln_gamma(shape)).exp();
                let error = if e < 0.7 { p - -(-e).exp_m1() } else { (-e).exp() - q };
                assert!(error.abs() <= 3e-5 * density + 1e-13, "{variance} {word} {frailty} {error} {density}");
            }
        }
    }

    #[test]
    fn variance_one_is_exponential() {
        let table = FrailtyTable::new(1.0);
        for word in [0, 1000, 1 << 31, u32::MAX] {
            let e = exponential(word);
            assert!((table.calm(e) * e - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn the_mean_is_one_and_the_variance_as_given() {
        for variance in [1e-6, 1e-3, 0.4, 3.0] {
            let table = FrailtyTable::new(variance);
            let n = 1 << 16;
            let values = (0..n).map(|i| 1.0 / f64::from(table.calm(exponential((i << 16) | 0x8000))));
            let (sum, squares) = values.fold((0.0, 0.0), |(s, q), f| (s + f, q + (f - 1.0) * (f - 1.0)));
            let (mean, spread) = (sum / f64::from(n), squares / f64::from(n));
            assert!((mean - 1.0).abs() < 1e-3, "{variance} {mean}");
            assert!((spread / variance - 1.0).abs() < 2e-2, "{variance} {spread}");
        }
    }
}
