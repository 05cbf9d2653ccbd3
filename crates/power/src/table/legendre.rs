//! Gauss–Legendre quadrature on [0, 1].

use std::f64::consts::PI;

/// `points` nodes with their weights: integrates polynomials of degree below `2·points` exactly, but
/// for rounding.
///
/// Newton's method on the Legendre polynomial from Chebyshev-like starts (W. H. Press et al., Numerical
/// Recipes, section 4.6).
pub(super) fn gauss_legendre(points: usize) -> Vec<(f64, f64)> {
    (0..points)
        .map(|number| {
            let mut x = libm::cos(PI * (number as f64 + 0.75) / (points as f64 + 0.5));
            let mut slope = 1.0;
            // Quadratic from a start this good: a few steps reach the last bit.
            for _ in 0..8 {
                let (value, before) = legendre(points, x);
                slope = points as f64 * (x * value - before) / (x * x - 1.0);
                x -= value / slope;
            }
            (f64::midpoint(1.0, x), 1.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

/// The Legendre polynomials of this and the previous degree.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut value, mut before) = (1.0, 0.0);
    for step in 0..degree {
        let k = step as f64;
        (value, before) = (((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0), value);
    }
    (value, before)
}

#[cfg(test)]
mod tests {
    use super::gauss_legendre;

    #[test]
    fn integrates_powers_up_to_its_degree() {
        for points in [1, 2, 7, 14, 95, 200] {
            let nodes = gauss_legendre(points);
            for power in [0, 1, points, 2 * points - 1] {
                let sum: f64 = nodes.iter().map(|(node, weight)| weight * libm::pow(*node, power as f64)).sum();
                let truth = 1.0 / (power as f64 + 1.0);
                assert!((sum - truth).abs() < 2e-14 * truth.max(0.1), "{points} nodes, power {power}: {sum} for {truth}");
            }
        }
    }
}
