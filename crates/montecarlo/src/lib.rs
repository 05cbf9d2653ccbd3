//! Model + seed → [`Estimates`]: reproducible parallel Monte Carlo.

mod estimates;

pub use estimates::{DateQuantiles, Estimates, Grid, OutcomeEstimate, OutcomeKind};

/// The version of the engine, reported with every result.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
