//! Addressed randomness: every random number is a pure function of (seed, run, what it is for).
//!
//! The table of all addresses stands in the project's `docs/randomness.md`.

mod address;
mod blocks;
mod philox;

use address::tag;
pub(crate) use address::{Address, Entity, Purpose, RUNS, entity};
pub(crate) use blocks::{Blocks, blocks_at};
pub use philox::{Philox, PhiloxStream};
