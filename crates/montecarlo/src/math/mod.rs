//! The functions every run computes, in plain arithmetic, so that results do not depend on the
//! platform: each is a fixed sequence of IEEE operations, without fused multiply-add.

mod gamma;
mod normal;
mod vector;

pub(crate) use gamma::FrailtyTable;
pub(crate) use normal::{normal_cdf, normal_quantile};
pub(crate) use vector::{exp2, ln};

/// The uniform variate of a word: `(word + ½) / 2³²`, never 0 or 1.
#[inline]
pub(crate) fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// The standard exponential variate of a word: `−ln(1 − u)`.
#[inline]
pub(crate) fn exponential(word: u32) -> f64 {
    -ln((4_294_967_295.5 - f64::from(word)) * (1.0 / 4_294_967_296.0))
}
