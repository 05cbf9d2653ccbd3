//! Model + seed → [`Estimates`]: reproducible parallel Monte Carlo of bodies that decide by
//! consensus, veto or supermajority.
//!
//! # One model
//!
//! [`simulate`] takes a [`Model`](nemcon_core::Model) and gives [`Estimates`]: the probability of every
//! outcome with its interval, when it comes about, who blocks whom until then, and who holds out last.
//! Here five partners, of whom each has doubts with probability one half, and gives them up with a
//! half-life of three weeks; they adopt a merger as soon as nobody has any.
//!
//! ```
//! use nemcon_core::*;
//! fn board(deadline: Date) -> Result<Model, Box<dyn std::error::Error>> {
//!     let body = Body::new("Partners", ["ann", "bob", "cy", "dee", "eve"].map(Member::new).into());
//!     let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
//!     let draft = Draft::motion("The merger", Date::constant(2031, 1, 6), deadline, Cadence::weeks(1), consensus());
//!     Ok(draft.body(body).prior(doubtful).half_life(Edge::Reserve, 21.0).build()?)
//! }
//!
//! let model = board(Date::constant(2031, 3, 3))?;
//! let estimates = nemcon_montecarlo::simulate(&model).runs(20_000).seed(2031).run()?;
//!
//! let adopted = estimates.outcome("adopted").ok_or("it is a motion")?;
//! // All five have come round after eight weeks: (1 − ½ · 2^(−8/3))⁵.
//! assert!((adopted.probability - 0.664).abs() < 0.02);
//! assert!(adopted.interval.contains(adopted.probability));
//! // Half of the runs in which it is adopted have come to that by this round.
//! println!("{}", adopted.date.ok_or("some runs adopt it")?.median);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A what-if
//!
//! [`compare`] simulates a base and its variants on the same random numbers, so that a difference
//! is that of the models and hardly one of chance.
//!
//! ```
//! # use nemcon_core::*;
//! # fn board(deadline: Date) -> Result<Model, Box<dyn std::error::Error>> {
//! #     let body = Body::new("Partners", ["ann", "bob", "cy", "dee", "eve"].map(Member::new).into());
//! #     let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
//! #     let draft = Draft::motion("The merger", Date::constant(2031, 1, 6), deadline, Cadence::weeks(1), consensus());
//! #     Ok(draft.body(body).prior(doubtful).half_life(Edge::Reserve, 21.0).build()?)
//! # }
//! # let (model, later) = (board(Date::constant(2031, 3, 3))?, board(Date::constant(2031, 4, 28))?);
//! let comparison = nemcon_montecarlo::compare(&model, [&later]).runs(20_000).run()?;
//! let adopted = &comparison.variants[0].differences[0];
//! assert!(adopted.interval.low > 0.1, "eight weeks more help");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # In parts
//!
//! What the two do can be had in steps: a model is compiled into a [`Plan`], [`Plan::simulate`] counts
//! some of its runs in a [`Tally`] of exact integers, and tallies of different runs merge, in any
//! order, into the one that all runs together would have given. So a simulation can be spread over
//! machines, or be continued.
//!
//! ```
//! # use nemcon_core::*;
//! # fn board(deadline: Date) -> Result<Model, Box<dyn std::error::Error>> {
//! #     let body = Body::new("Partners", ["ann", "bob", "cy", "dee", "eve"].map(Member::new).into());
//! #     let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
//! #     let draft = Draft::motion("The merger", Date::constant(2031, 1, 6), deadline, Cadence::weeks(1), consensus());
//! #     Ok(draft.body(body).prior(doubtful).half_life(Edge::Reserve, 21.0).build()?)
//! # }
//! # let model = board(Date::constant(2031, 3, 3))?;
//! use nemcon_montecarlo::{Plan, simulate};
//! let plan = Plan::new(&model)?;
//! let mut tally = plan.simulate(7, 5_000..8_000, &|_| ())?;
//! tally.merge(&plan.simulate(7, 0..5_000, &|_| ())?)?;
//! assert_eq!(tally.estimates()?, simulate(&model).runs(8_000).seed(7).run()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What can be relied on
//!
//! - Every random number is a pure function of the seed, the run and what it is for
//!   ([docs/randomness.md](https://github.com/nemcon/nemcon/blob/main/docs/randomness.md)): the same
//!   model and seed give the same digits, on any number of threads, on any machine, on any [`Engine`].
//! - What is simulated is specified in
//!   [docs/model.md](https://github.com/nemcon/nemcon/blob/main/docs/model.md); its sections are cited.
//! - Nothing panics on input: what cannot be simulated is an error ([`SimulationError`]).
//!
//! # Features
//!
//! - `parallel` (default): runs on all threads of the current rayon pool.
//! - `serde`: estimates and comparisons can be serialised.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is counted is bounded by `nemcon_core::limits`, and words are cut into halves on purpose"
)]

mod by_date;
mod compare;
mod counts;
mod effects;
mod estimates;
mod inputs;
mod kernel;
mod math;
mod memory;
mod persuade;
mod plan;
mod precision;
mod procedures;
mod random;
mod records;
mod several;
mod simd;
mod simulate;
mod simulation;
mod sobol;
mod starts;
mod tally;
mod trace;
mod worth;

pub use by_date::ByDate;
pub use compare::{Comparison, DateDifference, Difference, MedianDifference, PairedTally, RunEnds, VariantEstimates};
pub use counts::{Counted, Counts, CountsError, CountsHeader};
pub use estimates::{DateQuantiles, Departure, Estimates, EventEstimate, Grid, Happening, OutcomeEstimate};
pub use inputs::{OutcomeRange, OverInputs, Sensitivity, SensitivityRows};
pub use kernel::{Engine, UnknownEngine};
pub use persuade::{Change, EventEffect, MemberEffect, PersuadeError, Persuaded, Persuasion, Prospect};
pub use plan::{Plan, PlanError};
pub use precision::{Precise, PrecisionError};
pub use random::{Philox, PhiloxStream};
pub use records::RunRecord;
pub use simulate::RunsError;
pub use simulation::{Paired, RUNS, SEED, Simulation, SimulationError, compare, simulate};
pub use sobol::{Design, SobolIndex, Twice};
pub use tally::{EstimateError, MergeError, Tally};
pub use trace::{Cause, Choice, Happened, RunEnding, Step, Trace};

/// The version of the engine, reported with every result.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
