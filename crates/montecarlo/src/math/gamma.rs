//! Quantiles of the gamma distribution: a member's frailty, and what uncertain priors are made of.

use super::{exp2_of, ln_of, normal_cdf, normal_quantile};
use crate::simd::{Scalar, Vector};

/// Quantiles of the gamma distribution of mean 1 and variance θ, by a table.
///
/// Tabulated is `−log2 F` over `ln E`, where `E = −ln(1 − u)`: a smooth curve that becomes straight
/// at both ends, in each of sixteen cells a polynomial through its values at Chebyshev's points.
/// Relative error of F below 3e-5 for θ up to 10, below 3e-6 for θ up to 1, of which the arithmetic
/// in single precision makes up the most; wherever F exceeds 1e-20.
#[derive(Debug, Clone)]
pub(crate) struct FrailtyTable {
    /// By power, highest first, and cell.
    coefficients: [[f32; CELLS]; POINTS],
}

/// `ln E` at the ends: the smallest and largest exponential variate of a 32-bit word lie inside.
const FIRST: f64 = -23.0;
const LAST: f64 = 3.25;
const CELLS: usize = 16;
const WIDTH: f64 = (LAST - FIRST) / CELLS as f64;
const POINTS: usize = 8;
/// Below this variance the quantile is that of the normal law corrected for skewness.
const NEARLY_NORMAL: f64 = 1e-4;

impl FrailtyTable {
    /// The table of a positive variance up to 10.
    pub(crate) fn new(variance: f64) -> Self {
        let shape = 1.0 / variance;
        // Near 0, P(shape, x) = x^shape / Γ(shape + 1).
        let mut y = (FIRST + libm::lgamma(shape + 1.0)) / shape;
        let points = chebyshev();
        let mut coefficients = [[0.0; CELLS]; POINTS];
        for cell in 0..CELLS {
            let values = points.map(|x| {
                let e = libm::exp(FIRST + WIDTH * (cell as f64 + 0.5 + x));
                if variance < NEARLY_NORMAL {
                    return -nearly_normal(variance, -normal_quantile(libm::exp(-e))) * std::f64::consts::LOG2_E;
                }
                y = solve(shape, e, y);
                (libm::log(shape) - y) * std::f64::consts::LOG2_E
            });
            for (of_power, coefficient) in coefficients.iter_mut().zip(interpolate(points, values)) {
                of_power[cell] = coefficient as f32;
            }
        }
        Self { coefficients }
    }

    /// One over the frailty that belongs to an exponential variate `E = −ln(1 − u)`.
    #[inline]
    pub(crate) fn inverse_frailty(&self, e: f32) -> f32 {
        self.inverse_frailties(Scalar, e)
    }

    /// [`inverse_frailty`](Self::inverse_frailty) of as many members as a vector holds.
    #[inline(always)]
    pub(crate) fn inverse_frailties<S: Vector>(&self, simd: S, e: S::F32s) -> S::F32s {
        // Adding 1.5 · 2²³ rounds to a whole number, and leaves it in the lowest bits.
        let round = simd.splat_f32s(12_582_912.0);
        let position = simd.mul_f32s(simd.sub_f32s(ln_of(simd, e), simd.splat_f32s(FIRST as f32)), simd.splat_f32s((1.0 / WIDTH) as f32));
        let middle = simd.sub_f32s(position, simd.splat_f32s(0.5));
        let shifted = simd.add_f32s(middle, round);
        let cell = simd.bits_of_f32s(shifted);
        let x = simd.sub_f32s(middle, simd.sub_f32s(shifted, round));
        let mut sum = simd.look_up(&self.coefficients[0], cell);
        for of_power in &self.coefficients[1..] {
            sum = simd.add_f32s(simd.mul_f32s(sum, x), simd.look_up(of_power, cell));
        }
        exp2_of(simd, sum)
    }
}

/// The coefficients, highest power first, of the polynomial through some points: Newton's divided
/// differences, multiplied out.
fn interpolate(points: [f64; POINTS], mut values: [f64; POINTS]) -> [f64; POINTS] {
    for order in 1..POINTS {
        for at in (order..POINTS).rev() {
            values[at] = (values[at] - values[at - 1]) / (points[at] - points[at - order]);
        }
    }
    let mut coefficients = [0.0; POINTS];
    for (value, point) in values.into_iter().zip(points).rev() {
        // Times (x − point), plus the value.
        for power in 0..POINTS {
            let next = coefficients.get(power + 1).copied().unwrap_or(0.0);
            coefficients[power] = next - point * coefficients[power];
        }
        coefficients[POINTS - 1] += value;
    }
    coefficients
}

/// `ln F` for a small variance, at the normal quantile `z`: Cornish and Fisher's expansion to the
/// third order (Abramowitz and Stegun, 26.2.49).
fn nearly_normal(variance: f64, z: f64) -> f64 {
    let deviation = libm::sqrt(variance);
    libm::log1p(deviation * z + variance * (z * z - 1.0) / 3.0 + variance * deviation * (z * z * z - 7.0 * z) / 36.0)
}

/// Logarithms of gamma variates of scale 1 and some shape, as a function of a standard normal one:
/// `ln F⁻¹(Φ(z))`. Logarithms, because a variate of a small shape may be smaller than any number.
///
/// Tabulated by cells of `z`, in each a polynomial through the values at Chebyshev's points. Absolute
/// error of the logarithm below 1e-7 for shapes from 0.05 on and |z| up to 6.4, the range of a word;
/// beyond 10 the function stays as it is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GammaTable {
    /// By cell: the coefficients, highest power first.
    cells: Vec<[f64; POINTS]>,
}

/// The largest normal variate that is told apart, and the width of a cell.
const REACH: f64 = 10.0;
const STEP: f64 = 0.25;

impl GammaTable {
    /// The table of a positive shape.
    pub(crate) fn new(shape: f64) -> Self {
        let points = chebyshev();
        let mut y: Option<f64> = None;
        let mut value = |z: f64| {
            if shape * NEARLY_NORMAL > 1.0 {
                return libm::log(shape) + nearly_normal(1.0 / shape, z);
            }
            let e = if z < 0.0 { -libm::log1p(-normal_cdf(z)) } else { -libm::log(normal_cdf(-z)) };
            let guess = y.unwrap_or_else(|| (libm::log(e) + libm::lgamma(shape + 1.0)) / shape);
            *y.insert(solve(shape, e, guess))
        };
        let cells = (0..(2.0 * REACH / STEP) as usize)
            .map(|cell| interpolate(points, points.map(|x| value(STEP * (cell as f64 + 0.5 + x) - REACH))))
            .collect();
        Self { cells }
    }

    /// The logarithm of the variate, by a standard normal one.
    pub(crate) fn ln_variate(&self, z: f64) -> f64 {
        let position = (z.clamp(-REACH, REACH) + REACH) / STEP;
        let cell = (position as usize).min(self.cells.len() - 1);
        let x = position - cell as f64 - 0.5;
        self.cells[cell].iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
    }
}

/// Chebyshev's points of an interval of length 1 about 0, in rising order.
fn chebyshev() -> [f64; POINTS] {
    std::array::from_fn(|point| -0.5 * libm::cos((2 * point + 1) as f64 / (2 * POINTS) as f64 * std::f64::consts::PI))
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
#[expect(clippy::disallowed_methods, reason = "an independent reference")]
mod tests {
    use statrs::function::gamma::{gamma_lr, gamma_ur};

    use super::{FrailtyTable, GammaTable};
    use crate::math::{exponential, normal_cdf};

    #[test]
    fn quantiles_invert_an_independent_distribution_function() {
        for variance in [0.000_2, 0.01, 0.4, 0.8, 1.0, 2.5, 10.0] {
            let table = FrailtyTable::new(variance);
            let shape = 1.0 / variance;
            for word in (0..=u32::MAX).step_by(65_537 * 331).chain([0, 1, 5, 100, 10_000, u32::MAX - 10_000, u32::MAX - 100, u32::MAX]) {
                let e = exponential(word);
                let frailty = 1.0 / f64::from(table.inverse_frailty(e));
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
    fn logarithms_invert_an_independent_distribution_function() {
        for shape in [0.05, 0.1, 0.3, 1.0, 2.5, 12.0, 700.0, 30_000.0] {
            let table = GammaTable::new(shape);
            let mut last = f64::NEG_INFINITY;
            for step in -640..=640 {
                let z = f64::from(step) / 100.0;
                let ln_x = table.ln_variate(z);
                assert!(ln_x > last, "{shape} {z}");
                last = ln_x;
                // An error δ of ln x shifts P by δ · x f(x).
                let slope = (shape * ln_x - ln_x.exp() - statrs::function::gamma::ln_gamma(shape)).exp();
                let error = if ln_x < -700.0 {
                    normal_cdf(z) - (shape * ln_x - statrs::function::gamma::ln_gamma(shape + 1.0)).exp()
                } else if z < 0.0 {
                    normal_cdf(z) - gamma_lr(shape, ln_x.exp())
                } else {
                    gamma_ur(shape, ln_x.exp()) - normal_cdf(-z)
                };
                assert!(error.abs() <= 1e-7 * slope + 1e-12, "{shape} {z} {ln_x} {error} {slope}");
            }
        }
    }

    #[test]
    fn variance_one_is_exponential() {
        let table = FrailtyTable::new(1.0);
        for word in [0, 1000, 1 << 31, u32::MAX] {
            let e = exponential(word);
            assert!((table.inverse_frailty(e) * e - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn the_mean_is_one_and_the_variance_as_given() {
        for variance in [1e-6, 1e-3, 0.4, 3.0] {
            let table = FrailtyTable::new(variance);
            let n = 1 << 16;
            let values = (0..n).map(|i| 1.0 / f64::from(table.inverse_frailty(exponential((i << 16) | 0x8000))));
            let (sum, squares) = values.fold((0.0, 0.0), |(s, q), f| (s + f, q + (f - 1.0) * (f - 1.0)));
            let (mean, spread) = (sum / f64::from(n), squares / f64::from(n));
            assert!((mean - 1.0).abs() < 1e-3, "{variance} {mean}");
            assert!((spread / variance - 1.0).abs() < 2e-2, "{variance} {spread}");
        }
    }
}
