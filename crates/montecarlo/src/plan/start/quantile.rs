//! The law of one bloc factor given evidence on a candidate, by its quantiles.
//!
//! Where nothing else conditions the evidence, the density of the factor given the evidence is the
//! normal density times the probability of the evidence. Its logarithm is smooth, so that a cubic
//! through a few hundred values of it is as good as exact; sums of the density give its quantiles.

use crate::math::normal_quantile;

/// The factor as a monotone function of a standard normal variate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuantileTable {
    /// Standard normal variates, rising, …
    normals: Vec<f64>,
    /// … the factors that they become, in equal steps, …
    factors: Vec<f64>,
    /// … and the logarithm of the normal density over the density given the evidence.
    ln_ratios: Vec<f64>,
}

/// The range of factors that is looked at: a standard normal variate of a word stays below 6.4, and
/// given evidence the factor may lie farther out.
const REACH: f64 = 12.0;
/// Densities below `exp(−DEPTH)` of the largest are left out: 1e-17 of the mass.
const DEPTH: f64 = 45.0;
/// The first division of a range, and the finest.
const FIRST: usize = 64;
const FINEST: usize = 4096;
/// How well a cubic must foretell the values half way between, where the density counts.
const TOLERANCE: f64 = 1e-6;
/// Steps between two values, in which the density is taken for exponential.
const STEPS: usize = 32;

impl QuantileTable {
    /// The table of a factor whose evidence has this probability; `None` where that is nowhere above
    /// `least`.
    pub(super) fn new(probability: impl FnMut(f64) -> f64, least: f64) -> Option<Self> {
        let mut probability = probability;
        let mut ln_density = |z: f64| {
            let p = probability(z);
            if p > least { libm::log(p) - 0.5 * z * z } else { f64::NEG_INFINITY }
        };
        let (mut low, mut high) = (-REACH, REACH);
        let values = loop {
            let values: Vec<f64> = (0..=FIRST).map(|at| ln_density(low + (high - low) * at as f64 / FIRST as f64)).collect();
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            if most == f64::NEG_INFINITY {
                return None;
            }
            let counts = |value: &f64| *value > most - DEPTH;
            let first = values.iter().position(counts).unwrap_or(0).saturating_sub(1);
            let last = (values.iter().rposition(counts).unwrap_or(FIRST) + 1).min(FIRST);
            if last - first > FIRST / 2 {
                break values;
            }
            let step = (high - low) / FIRST as f64;
            (low, high) = (low + step * first as f64, low + step * last as f64);
        };
        let values = refine(values, low, high, &mut ln_density);
        Some(Self::of_density(&values, low, high))
    }

    /// The table of a density whose logarithm has these values in equal steps.
    fn of_density(values: &[f64], low: f64, high: f64) -> Self {
        let count = (values.len() - 1) * STEPS;
        let factor = |at: usize| low + (high - low) * at as f64 / count as f64;
        let ln_densities: Vec<f64> = (0..=count).map(|at| interpolate(values, (at / STEPS).min(values.len() - 2), at, STEPS)).collect();
        let most = ln_densities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let densities: Vec<f64> = ln_densities.iter().map(|ln| libm::exp(ln - most)).collect();
        let cells: Vec<f64> = densities.windows(2).map(|ends| logarithmic_mean(ends[0], ends[1])).collect();
        let whole: f64 = cells.iter().sum();
        // From both ends, so that neither tail is a difference of large numbers.
        let accumulated = |cells: &mut dyn Iterator<Item = &f64>| -> Vec<f64> {
            let sums = cells.scan(0.0, |sum, cell| {
                *sum += cell;
                Some(*sum / whole)
            });
            std::iter::once(0.0).chain(sums).collect()
        };
        let below = accumulated(&mut cells.iter());
        let mut above = accumulated(&mut cells.iter().rev());
        above.reverse();
        // ∫ φ P = exp(most) · whole · step / √2π.
        let step = (high - low) / count as f64;
        let ln_whole = most + libm::log(whole * step) - 0.5 * libm::log(2.0 * std::f64::consts::PI);
        let mut table = Self { normals: Vec::new(), factors: Vec::new(), ln_ratios: Vec::new() };
        for at in 0..=count {
            let normal = if below[at] < 0.5 { normal_quantile(below[at]) } else { -normal_quantile(above[at]) };
            if normal.is_finite() && table.normals.last().is_none_or(|&last| normal > last) {
                table.normals.push(normal);
                table.factors.push(factor(at));
                table.ln_ratios.push(ln_whole - (ln_densities[at] + 0.5 * factor(at) * factor(at)));
            }
        }
        table
    }

    /// The factor of a standard normal variate, and the logarithm of the ratio of its density without
    /// the evidence and with it.
    pub(super) fn factor(&self, normal: f64) -> (f64, f64) {
        let end = self.normals.partition_point(|&known| known < normal).clamp(1, self.normals.len() - 1);
        let part = (normal - self.normals[end - 1]) / (self.normals[end] - self.normals[end - 1]);
        let between = |values: &[f64]| values[end - 1] + part * (values[end] - values[end - 1]);
        (between(&self.factors), between(&self.ln_ratios))
    }
}

/// The mean height of an exponential between two heights.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let rate = libm::log(b / a);
    if !rate.is_finite() || rate.abs() < 1e-3 { 0.5 * (a + b) } else { (b - a) / rate }
}

/// Halves the steps until a cubic foretells what the next halving finds.
fn refine(mut values: Vec<f64>, low: f64, high: f64, ln_density: &mut impl FnMut(f64) -> f64) -> Vec<f64> {
    while values.len() <= FINEST {
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let step = (high - low) / (values.len() - 1) as f64;
        let mut finer = Vec::with_capacity(2 * values.len() - 1);
        let mut error: f64 = 0.0;
        for at in 0..values.len() - 1 {
            let found = ln_density(low + step * (at as f64 + 0.5));
            let foretold = interpolate(&values, at, 2 * at + 1, 2);
            if found > most - DEPTH / 2.0 {
                // Weighted by the density: what is off where nothing lies does no harm.
                error = error.max((libm::exp(foretold - found) - 1.0).abs() * libm::exp((found - most).min(0.0)));
            }
            finer.extend([values[at], found]);
        }
        finer.extend(values.last());
        values = finer;
        if error < TOLERANCE {
            break;
        }
    }
    values
}

/// The cubic through the four values about a cell, at `at / steps` of the first value's step.
fn interpolate(values: &[f64], cell: usize, at: usize, steps: usize) -> f64 {
    let first = cell.saturating_sub(1).min(values.len() - 4);
    let x = at as f64 / steps as f64 - first as f64;
    let four = &values[first..first + 4];
    if four.iter().any(|value| value.is_infinite()) {
        // At the edge of what is possible: straight between two values.
        let part = at as f64 / steps as f64 - cell as f64;
        return match part {
            0.0 => values[cell],
            1.0 => values[cell + 1],
            _ => (1.0 - part) * values[cell] + part * values[cell + 1],
        };
    }
    let from = [x, x - 1.0, x - 2.0, x - 3.0];
    // Lagrange's weights of points one apart.
    let weights = [
        -from[1] * from[2] * from[3] / 6.0,
        from[0] * from[2] * from[3] / 2.0,
        -from[0] * from[1] * from[3] / 2.0,
        from[0] * from[1] * from[2] / 6.0,
    ];
    four.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::QuantileTable;
    use crate::math::normal_quantile;

    fn squared(x: f64) -> f64 {
        x * x
    }

    /// A likelihood `exp(−(z − a)² / 2s²)` makes a normal law of another mean and variance.
    #[test]
    fn quantiles_of_a_normal_law_are_exact() {
        for (a, s) in [(0.0, 1.0), (2.0, 0.3), (-3.0, 0.01), (0.5, 20.0)] {
            let table = QuantileTable::new(|z| libm::exp(-0.5 * squared((z - a) / s)), 1e-290).expect("possible");
            let variance = 1.0 / (1.0 + 1.0 / (s * s));
            let mean = variance * a / (s * s);
            let ln_whole = -0.5 * a * a / (1.0 + s * s) + 0.5 * libm::log(variance);
            for step in -60..=60 {
                let normal = f64::from(step) / 10.0;
                let (factor, ln_ratio) = table.factor(normal);
                let truth = mean + variance.sqrt() * normal;
                assert!((factor - truth).abs() < 1e-5 * variance.sqrt(), "{a} {s}: {normal} {factor} {truth}");
                assert!((ln_ratio - (ln_whole + 0.5 * squared((truth - a) / s))).abs() < 1e-4);
            }
        }
    }

    /// A law with two peaks, of which one is twice as high.
    #[test]
    fn two_peaks_share_the_mass() {
        let peak = |z: f64, a: f64| libm::exp(-0.5 * squared((z - a) / 0.1) + 0.5 * z * z);
        let table = QuantileTable::new(|z| peak(z, -1.5) + 2.0 * peak(z, 1.0), 1e-290).expect("possible");
        for (part, truth) in [(1.0 / 6.0, -1.5), (2.0 / 3.0, 1.0)] {
            assert!((table.factor(normal_quantile(part)).0 - truth).abs() < 1e-5);
        }
        assert!(QuantileTable::new(|_| 0.0, 1e-290).is_none());
    }
}
