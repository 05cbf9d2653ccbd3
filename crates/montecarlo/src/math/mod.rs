//! The functions every run computes, in plain arithmetic, so that results do not depend on the
//! platform: each is a fixed sequence of IEEE operations, without fused multiply-add.

mod gamma;
mod normal;
mod single;

pub(crate) use gamma::{FrailtyTable, GammaTable};
pub(crate) use normal::{normal_cdf, normal_quantile};
use single::ln_of;
pub(crate) use single::{clamp, exp2, exp2_of, exp2_within, exponential, exponential_of, factor, factor_of, normal, normal_of};

/// The uniform variate of a word: `(word + ½) / 2³²`, never 0 or 1.
#[inline]
pub(crate) fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}
