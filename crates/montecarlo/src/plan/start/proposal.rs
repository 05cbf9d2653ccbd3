//! Drawing the factors that condition evidence from a law near theirs given the evidence.

use super::linear::Lower;

/// A mixture of the factors' own law, independent standard normal, and a normal law fitted to that
/// given the evidence. The first part keeps every weight bounded, whatever the fit (T. Hesterberg,
/// *Weighted average importance sampling and defensive mixture distributions*, Technometrics 37,
/// 1995, 185–194).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    mean: Vec<f64>,
    root: Lower,
    ln_determinant: f64,
}

/// The share of the factors' own law.
const OWN: f64 = 1.0 / 16.0;
/// Φ⁻¹ of that share: below it a standard normal variate chooses the own law.
const OWN_QUANTILE: f64 = -1.534_120_544_352_546_3;

impl Proposal {
    pub(super) fn new(mean: Vec<f64>, root: Lower) -> Self {
        Self { ln_determinant: root.ln_determinant(), mean, root }
    }

    /// Makes factors of standard normal variates.
    pub(super) fn draw(&self, choice: f64, normals: &[f64]) -> Vec<f64> {
        if choice < OWN_QUANTILE {
            return normals.to_vec();
        }
        self.root.times(normals).iter().zip(&self.mean).map(|(deviation, mean)| mean + deviation).collect()
    }

    /// The logarithm of the ratio of the factors' own density and that of this law.
    pub(super) fn ln_ratio(&self, factors: &[f64]) -> f64 {
        let distances: Vec<f64> = factors.iter().zip(&self.mean).map(|(factor, mean)| factor - mean).collect();
        let ln_fitted = 0.5 * (squares(factors) - squares(&self.root.solve(&distances))) - self.ln_determinant;
        let (one, other) = (libm::log(OWN), libm::log(1.0 - OWN) + ln_fitted);
        let most = one.max(other);
        -(most + libm::log(libm::exp(one - most) + libm::exp(other - most)))
    }
}

fn squares(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[cfg(test)]
mod tests {
    use super::{OWN, OWN_QUANTILE};
    use crate::math::normal_cdf;

    #[test]
    fn the_choice_has_the_share_of_the_own_law() {
        assert!((normal_cdf(OWN_QUANTILE) - OWN).abs() < 1e-12);
    }
}
