//! Model + seed → [`Estimates`]: reproducible parallel Monte Carlo.
//!
//! A [`Model`](nemcon_core::Model) is compiled into a [`Plan`]; [`Plan::simulate`] steps runs of it and
//! counts them in a [`Tally`] of exact integers; [`Tally::estimates`] turns counts into
//! probabilities. [`Plan::compare`] does the same for a base and its variants, on paired runs. Every
//! random number is a pure function of the seed, the run and what it is for (the project's
//! `docs/randomness.md`), so that the same seed gives the same digits on any number of threads and
//! in any order.

mod compare;
mod effects;
mod estimates;
mod kernel;
mod math;
mod plan;
mod procedures;
mod random;
mod simd;
mod simulate;
mod simulation;
mod tally;

pub use compare::{Comparison, Difference, MedianDifference, PairedTally, VariantEstimates};
pub use estimates::{DateQuantiles, Estimates, Grid, OutcomeEstimate};
pub use kernel::{Engine, UnknownEngine};
pub use plan::{Plan, PlanError};
pub use random::{Philox, PhiloxStream};
pub use simulate::RunsError;
pub use simulation::{Paired, RUNS, SEED, Simulation, SimulationError, compare, simulate};
pub use tally::{EstimateError, MergeError, Tally};

/// The version of the engine, reported with every result.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
