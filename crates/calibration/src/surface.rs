//! How the probability of an end depends on the parameters: a smooth surface through simulations.

use nalgebra::{DMatrix, DVector};

/// Log-odds as a polynomial of second order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Surface {
    coefficients: Vec<f64>,
    /// The typical distance, in log-odds, of simulations from the surface that was fitted to the others.
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

    /// The empirical log-odds, with half a hit and half a miss added, and its weight: the inverse of its variance,
    /// about 1 / hits + 1 / misses, and of how far a smooth surface lies from the truth.
    fn log_odds(self) -> (f64, f64) {
        let (hits, misses) = (self.hits + 0.5, self.runs - self.hits + 0.5);
        (libm::log(hits / misses), 1.0 / (1.0 / hits + 1.0 / misses + ROUGHNESS))
    }
}

/// The variance of log-odds about a smooth surface, besides that of the simulation.
const ROUGHNESS: f64 = 0.04;
/// How strongly coefficients are drawn to 0, as if so many points of weight 1 said so; the best is chosen.
const PENALTIES: [f64; 7] = [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0, 10_000.0];
/// Into so many parts the points are divided to see which penalty foresees those left out.
const PARTS: usize = 4;

/// How many coefficients a surface has.
pub(crate) const fn size(dimensions: usize) -> usize {
    (dimensions + 1) * (dimensions + 2) / 2
}

/// Constant, coordinates, and products of two coordinates.
fn terms(point: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let products = (0..point.len()).flat_map(move |i| (i..point.len()).map(move |j| point[i] * point[j]));
    std::iter::once(1.0).chain(point.iter().copied()).chain(products)
}

/// Sums that a least-squares fit needs.
struct Normal {
    gram: DMatrix<f64>,
    moment: DVector<f64>,
}

impl Surface {
    /// The surface nearest to the log-odds of counts at points: minimum logit chi-squared (J. Berkson, Journal of the
    /// American Statistical Association 39, 1944, 357–365) with a ridge penalty on all terms but the constant (A. E.
    /// Hoerl, R. W. Kennard, Technometrics 12, 1970, 55–67), chosen by cross-validation. None where the points do
    /// not determine it.
    pub(crate) fn fit(points: &[Vec<f64>], counts: &[Count]) -> Option<Self> {
        let parts: Vec<Normal> = (0..PARTS).map(|part| normal(points, counts, part)).collect::<Option<_>>()?;
        let size = parts[0].moment.len();
        let without = |left_out: Option<usize>, penalty: f64| {
            let mut gram = DMatrix::from_diagonal(&DVector::from_fn(size, |term, _| if term == 0 { 1e-9 } else { penalty }));
            let mut moment = DVector::zeros(size);
            for (_, part) in parts.iter().enumerate().filter(|(number, _)| Some(*number) != left_out) {
                gram += &part.gram;
                moment += &part.moment;
            }
            gram.cholesky().map(|decomposed| decomposed.solve(&moment))
        };
        // The weighted mean square distance of points from surfaces fitted without them.
        let distance = |penalty: f64| -> Option<f64> {
            let (mut squares, mut weights) = (0.0, 0.0);
            for left_out in 0..PARTS {
                let coefficients = without(Some(left_out), penalty)?;
                for (point, count) in
                    points.iter().zip(counts).enumerate().filter(|(index, _)| part_of(*index) == left_out).map(|(_, pair)| pair)
                {
                    let (log_odds, weight) = count.log_odds();
                    let foreseen: f64 = coefficients.iter().zip(terms(point)).map(|(coefficient, term)| coefficient * term).sum();
                    squares += weight * (foreseen - log_odds) * (foreseen - log_odds);
                    weights += weight;
                }
            }
            Some(squares / weights)
        };
        let scored = PENALTIES.iter().filter_map(|&penalty| Some((penalty, distance(penalty)?)));
        let (penalty, error) = scored.reduce(|best, next| if best.1 <= next.1 { best } else { next })?;
        let coefficients: Vec<f64> = without(None, penalty)?.iter().copied().collect();
        coefficients.iter().all(|value| value.is_finite()).then(|| Self { coefficients, error: libm::sqrt(error) })
    }

    /// `−ln` of the mean probability over a normal law about a point, with this standard deviation in every direction.
    ///
    /// The log-odds are taken to be normal, with the mean and, to first order, the variance that they have there; the
    /// mean of a logistic function of them is approximated as in Neural Computation 4 (1992), 720–736.
    pub(crate) fn log_score(&self, point: &[f64], spread: f64) -> f64 {
        let dimensions = point.len();
        let (constant, rest) = (self.coefficients[0], &self.coefficients[1..]);
        let (linear, mut products) = rest.split_at(dimensions);
        let mut value = constant;
        let mut slope = linear.to_vec();
        let mut trace = 0.0;
        for i in 0..dimensions {
            let (of_row, others) = products.split_at(dimensions - i);
            products = others;
            value += point[i] * linear[i];
            trace += of_row[0];
            for (j, coefficient) in (i..dimensions).zip(of_row) {
                value += coefficient * point[i] * point[j];
                slope[i] += coefficient * point[j];
                slope[j] += coefficient * point[i];
            }
        }
        let variance = spread * spread * slope.iter().map(|slope| slope * slope).sum::<f64>();
        let log_odds = (value + spread * spread * trace) / libm::sqrt(1.0 + std::f64::consts::PI / 8.0 * variance);
        // ln(1 + e^−x), without overflow.
        libm::log1p(libm::exp(-log_odds.abs())) + (-log_odds).max(0.0)
    }
}

/// Points come in mirrored pairs, which stay together.
const fn part_of(index: usize) -> usize {
    (index / 2) % PARTS
}

fn normal(points: &[Vec<f64>], counts: &[Count], part: usize) -> Option<Normal> {
    let columns = size(points.first()?.len());
    let chosen: Vec<usize> = (0..points.len()).filter(|&index| part_of(index) == part).collect();
    if chosen.is_empty() {
        return None;
    }
    let (mut matrix, mut target) = (DMatrix::zeros(columns, chosen.len()), DVector::zeros(chosen.len()));
    for (column, &index) in chosen.iter().enumerate() {
        let (log_odds, weight) = counts[index].log_odds();
        let root = libm::sqrt(weight);
        target[column] = root * log_odds;
        terms(&points[index]).enumerate().for_each(|(row, term)| matrix[(row, column)] = root * term);
    }
    Some(Normal { gram: &matrix * matrix.transpose(), moment: matrix * target })
}

#[cfg(test)]
mod tests {
    use super::{Count, Surface};
    use crate::design;

    fn probability(log_odds: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-log_odds))
    }

    fn log_score(surface: &Surface, point: &[f64]) -> f64 {
        surface.log_score(point, 0.0)
    }

    /// Counts that follow a polynomial of second order give it back.
    #[test]
    fn a_surface_of_second_order_is_recovered() {
        let truth = |p: &[f64]| 0.3 + 0.8 * p[0] - 0.5 * p[1] + 0.2 * p[0] * p[1] - 0.1 * p[1] * p[1];
        let points = design::points(&[(0.0, 1.0); 2], 100);
        let counts: Vec<Count> = points.iter().map(|point| Count { hits: 1e9 * probability(truth(point)), runs: 1e9 }).collect();
        let surface = Surface::fit(&points, &counts).expect("200 points determine 6 coefficients");
        for point in [[0.0, 0.0], [1.0, -1.0], [0.5, 1.5]] {
            let expected = -libm::log(probability(truth(&point)));
            assert!((log_score(&surface, &point) - expected).abs() < 1e-3, "{point:?}");
        }
        assert!(surface.error < 1e-3);
    }

    /// What never or always happened stays finite: half a run is left on the other side.
    #[test]
    fn certainty_is_not_infinite() {
        let points = design::points(&[(0.0, 1.0)], 12);
        let never = Surface::fit(&points, &[Count { hits: 0.0, runs: 999.0 }; 24]).unwrap();
        let always = Surface::fit(&points, &[Count { hits: 999.0, runs: 999.0 }; 24]).unwrap();
        assert!((log_score(&never, &[0.7]) - libm::log(2000.0)).abs() < 0.01);
        assert!((log_score(&always, &[0.7]) + libm::log(1999.0 / 2000.0 + 0.5 / 2000.0)).abs() < 1e-3);
    }

    /// The mean over a normal law is that of the probabilities at many of its points.
    #[test]
    fn a_spread_averages_probabilities() {
        let truth = |p: &[f64]| 1.0 + 0.8 * p[0] - 0.5 * p[1] + 0.1 * p[0] * p[1];
        let points = design::points(&[(0.0, 1.0); 2], 100);
        let counts: Vec<Count> = points.iter().map(|point| Count { hits: 1e9 * probability(truth(point)), runs: 1e9 }).collect();
        let surface = Surface::fit(&points, &counts).expect("200 points determine 6 coefficients");
        let law = design::points(&[(0.3, 0.7), (-0.2, 0.7)], 5000);
        let mean = law.iter().map(|point| probability(truth(point))).sum::<f64>() / law.len() as f64;
        assert!((surface.log_score(&[0.3, -0.2], 0.7) + libm::log(mean)).abs() < 0.01);
    }

    #[test]
    fn too_few_points_are_not_enough() {
        let points = design::points(&[(0.0, 1.0); 2], 2);
        assert_eq!(Surface::fit(&points, &[Count { hits: 1.0, runs: 2.0 }; 4]), None);
    }
}
