//! What the prior of a pair that evidence counts depends on in a run.

use super::tilt::Tilt;
use crate::math::{normal_cdf, normal_quantile};

/// A pair that evidence counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// The prior, accumulated; its mean, where it is drawn.
    pub(super) prior: [f64; 3],
    /// Φ⁻¹ of that.
    quantiles: [f64; 3],
    /// Where it is drawn: which of the uncertain priors it is.
    pub(super) drawn: Option<usize>,
    /// Bloc factors, by index, and the square roots of their correlations.
    pub(super) loadings: Vec<(usize, f64)>,
    /// The deviation that they leave.
    deviation: f64,
    /// Where cleavages link it with candidates that come earlier: the member's terms on those, and
    /// their coefficients; and the deviation that these leave.
    pub(super) before: Vec<(usize, f64)>,
    left: f64,
    /// Where the member's own term on the candidate is kept, if cleavages are to know it.
    pub(super) kept: Option<usize>,
    /// Where the evidence on later candidates tells of that term: the law that it is drawn from.
    pub(super) tilt: Option<Tilt>,
}

impl Counted {
    /// A pair that no cleavage links with others.
    pub(super) fn new(prior: [f64; 3], drawn: Option<usize>, loadings: Vec<(usize, f64)>) -> Self {
        let deviation = libm::sqrt(1.0 - loadings.iter().map(|(_, loading)| loading * loading).sum::<f64>());
        Self {
            prior,
            quantiles: prior.map(normal_quantile),
            drawn,
            loadings,
            deviation,
            before: Vec::new(),
            left: deviation,
            kept: None,
            tilt: None,
        }
    }

    /// Keeps the member's term at a place, which depends on terms before it.
    pub(super) fn link(&mut self, kept: usize, before: impl Iterator<Item = (usize, f64)>, left: f64) {
        (self.kept, self.before, self.left) = (Some(kept), before.filter(|(_, coefficient)| *coefficient != 0.0).collect(), left);
    }

    /// Whether the accumulated prior is the same in every run.
    pub(super) fn is_constant(&self) -> bool {
        self.drawn.is_none() && self.loadings.is_empty() && self.before.is_empty()
    }

    /// The accumulated prior by which its stance is drawn before anything else is known.
    pub(super) fn expected(&self) -> [f64; 3] {
        self.tilt.as_ref().map_or(self.prior, |tilt| self.prior.map(|threshold| tilt.tilted(threshold)))
    }

    /// The accumulated prior by which its stance is drawn given the factors, the uncertain priors
    /// drawn, and the member's terms on candidates before.
    pub(super) fn drawn_by(&self, normals: &[f64], priors: &[[f64; 3]], terms: &[f64]) -> [f64; 3] {
        let thresholds = self.thresholds(normals, priors, Some(terms));
        self.tilt.as_ref().map_or(thresholds, |tilt| thresholds.map(|threshold| tilt.tilted(threshold)))
    }

    /// The accumulated prior given the factors, the uncertain priors drawn, and the member's terms on
    /// candidates before; without terms as if cleavages linked it with nothing.
    pub(super) fn thresholds(&self, normals: &[f64], priors: &[[f64; 3]], terms: Option<&[f64]>) -> [f64; 3] {
        let accumulated = self.drawn.map_or(self.prior, |drawn| priors[drawn]);
        let before = terms.map_or(&[][..], |_| &self.before);
        if self.loadings.is_empty() && before.is_empty() {
            return accumulated;
        }
        let quantiles = if self.drawn.is_some() { accumulated.map(normal_quantile) } else { self.quantiles };
        let factors: f64 = self.loadings.iter().map(|&(factor, loading)| loading * normals[factor]).sum();
        let known: f64 = before.iter().map(|&(term, coefficient)| coefficient * terms.map_or(0.0, |terms| terms[term])).sum();
        let deviation = if before.is_empty() { self.deviation } else { self.left };
        quantiles.map(|quantile| normal_cdf((quantile - factors - known) / deviation))
    }
}
