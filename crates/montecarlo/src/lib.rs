//! Model + seed → [`Estimates`]: reproducible parallel Monte Carlo.

mod estimates;
mod math;
mod random;

pub use estimates::{DateQuantiles, Estimates, Grid, OutcomeEstimate, OutcomeKind};
pub use random::Philox;

/// The version of the engine, reported with every result.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
