//! Pairs whose stances depend on factors: of blocs and of cleavages.

use crate::math::normal_of;
use crate::simd::Vector;

/// A pair whose stance depends on factors.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Loaded {
    /// Factors, by index, and the square roots of their correlations, with the sign of the side.
    loadings: Vec<(usize, f32)>,
    /// The deviation of what the factors leave open.
    residual: f32,
    /// Φ⁻¹ of the accumulated prior.
    pub(crate) quantiles: [f32; 3],
}

impl Loaded {
    pub(super) fn new(loadings: &[(usize, f64)], quantiles: [f64; 3]) -> Self {
        let correlations: f64 = loadings.iter().map(|(_, loading)| loading * loading).sum();
        Self {
            loadings: loadings.iter().map(|&(factor, loading)| (factor, loading as f32)).collect(),
            residual: libm::sqrt(1.0 - correlations) as f32,
            quantiles: quantiles.map(|quantile| quantile as f32),
        }
    }

    /// Whether the stance is below reserve, accept, support: `x`, a sum of loaded factors and of an
    /// own term of the word, falls below the normal quantiles of the accumulated prior.
    #[inline(always)]
    pub(crate) fn below_of<S: Vector>(
        &self,
        simd: S,
        factor: impl Fn(usize) -> S::F32s,
        word: S::U32s,
        quantiles: [S::F32s; 3],
    ) -> [S::Mask; 3] {
        let mut mean = simd.splat_f32s(0.0);
        for &(index, loading) in &self.loadings {
            mean = simd.add_f32s(mean, simd.mul_f32s(simd.splat_f32s(loading), factor(index)));
        }
        let own = simd.mul_f32s(simd.splat_f32s(self.residual), normal_of(simd, word));
        let x = simd.add_f32s(mean, own);
        quantiles.map(|quantile| simd.less_than_f32s(x, quantile))
    }
}
