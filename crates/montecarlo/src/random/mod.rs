//! Addressed randomness: every random number is a pure function of (seed, run, what it is for).
//!
//! The table of all addresses stands in the project's `docs/randomness.md`.

mod address;
mod philox;

pub(crate) use address::{Address, Entity, Purpose, entity, tag};
pub use philox::{Philox, PhiloxStream};
