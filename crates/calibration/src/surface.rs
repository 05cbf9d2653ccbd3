//! How the probability of an end depends on the parameters: a smooth surface through simulations.

use nalgebra::{DMatrix, DVector};

/// Log-odds as a polynomial of second order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Surface {
    coefficients: Vec<f64>,
    /// The typical distance of the simulations from the surface, in log-odds.
    pub(crate) error: f64,
}

/// In how many of how many runs a case ended as it did in truth; weighted runs count in proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Count {
    pub(crate) hits: f64,
    pub(crate) runs: f64,
}

impl Count {
    /// `−ln` of the share, with half a hit and half a miss added.
    pub(crate) fn log_score(self) -> f64 {
        libm::log((self.runs + 1.0) / (self.hits + 0.5))
    }
}

/// How many coefficients a surface has.
pub(crate) const fn size(dimensions: usize) -> usize {
    (dimensions + 1) * (dimensions + 2) / 2
}

/// Constant, coordinates, and products of two coordinates.
fn terms(point: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let products = (0..point.len()).flat_map(move |i| (i..point.len()).map(move |j| point[i] * point[j]));
    std::iter::once(1.0).chain(point.iter().copied()).chain(products)
}

impl Surface {
    /// The surface nearest to the log-odds of counts at points, by weighted least squares: the
    /// minimum logit chi-squared method (J. Berkson, Journal of the American Statistical
    /// Association 39, 1944, 357–365), with half a hit and half a miss added to every count. None
    /// where the points do not determine it.
    pub(crate) fn fit(points: &[Vec<f64>], counts: &[Count]) -> Option<Self> {
        let columns = size(points.first()?.len());
        let (mut matrix, mut target) = (DMatrix::zeros(points.len(), columns), DVector::zeros(points.len()));
        let mut weights = 0.0;
        for (row, (point, count)) in points.iter().zip(counts).enumerate() {
            let (hits, misses) = (count.hits + 0.5, count.runs - count.hits + 0.5);
            // The variance of log-odds is about 1 / hits + 1 / misses.
            let weight = hits * misses / (hits + misses);
            weights += weight;
            let root = libm::sqrt(weight);
            target[row] = root * libm::log(hits / misses);
            terms(point).enumerate().for_each(|(column, term)| matrix[(row, column)] = root * term);
        }
        if matrix.nrows() < columns {
            return None;
        }
        let decomposed = matrix.clone().qr();
        let coefficients = decomposed.r().solve_upper_triangular(&decomposed.q().tr_mul(&target))?;
        let squares = (matrix * &coefficients - target).norm_squared();
        let coefficients: Vec<f64> = coefficients.iter().copied().collect();
        coefficients.iter().all(|value| value.is_finite()).then(|| Self { coefficients, error: libm::sqrt(squares / weights) })
    }

    /// `−ln p` at a point.
    pub(crate) fn log_score(&self, point: &[f64]) -> f64 {
        let log_odds: f64 = self.coefficients.iter().zip(terms(point)).map(|(coefficient, term)| coefficient * term).sum();
        // ln(1 + e^−x), without overflow.
        libm::log1p(libm::exp(-log_odds.abs())) + (-log_odds).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Surface};
    use crate::design;

    fn probability(log_odds: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-log_odds))
    }

    /// Counts that follow a polynomial of second order give it back.
    #[test]
    fn a_surface_of_second_order_is_recovered() {
        let truth = |p: &[f64]| 0.3 + 0.8 * p[0] - 0.5 * p[1] + 0.2 * p[0] * p[1] - 0.1 * p[1] * p[1];
        let points = design::points(&[(0.0, 1.0); 2], 20);
        let counts: Vec<Count> = points.iter().map(|point| Count { hits: 1e9 * probability(truth(point)), runs: 1e9 }).collect();
        let surface = Surface::fit(&points, &counts).expect("40 points determine 6 coefficients");
        for point in [[0.0, 0.0], [1.0, -1.0], [0.5, 1.5]] {
            let expected = -libm::log(probability(truth(&point)));
            assert!((surface.log_score(&point) - expected).abs() < 1e-6, "{point:?}");
        }
        assert!(surface.error < 1e-6);
    }

    /// What never or always happened stays finite: half a run is left on the other side.
    #[test]
    fn certainty_is_not_infinite() {
        let points = design::points(&[(0.0, 1.0)], 5);
        let never = Surface::fit(&points, &[Count { hits: 0.0, runs: 999.0 }; 10]).unwrap();
        let always = Surface::fit(&points, &[Count { hits: 999.0, runs: 999.0 }; 10]).unwrap();
        assert!((never.log_score(&[0.7]) - libm::log(2000.0)).abs() < 1e-9);
        assert!((always.log_score(&[0.7]) + libm::log(1999.0 / 2000.0 + 0.5 / 2000.0)).abs() < 1e-3);
    }

    #[test]
    fn too_few_points_are_not_enough() {
        let points = design::points(&[(0.0, 1.0); 2], 2);
        assert_eq!(Surface::fit(&points, &[Count { hits: 1.0, runs: 2.0 }; 4]), None);
    }
}
