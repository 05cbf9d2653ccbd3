//! History as the judge: simulations of cases whose end is known, scored.
//!
//! # A case
//!
//! A [`Case`] is a model as of some date, with what happened. [`score`] compares the estimates for
//! it with the truth:
//!
//! ```
//! use nemcon_calibration::{Case, log_score, score};
//! use nemcon_core::*;
//!
//! // As of January three partners thought so of a merger. They agreed in March.
//! let model = Draft::motion("The merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
//!     .body(Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into()))
//!     .prior(Prior::new([0.0, 0.5, 0.3, 0.2])?)
//!     .half_life(Edge::Reserve, 21.0)
//!     .build()?;
//! let case = Case::new("merger", model, "adopted", Some(Date::constant(2031, 3, 10)))?;
//!
//! let estimates = nemcon_montecarlo::simulate(case.model()).runs(2_000).run()?;
//! let scores = score(&case, &estimates);
//! assert!(scores.probability > 0.9);
//! // Better than not knowing: two outcomes, each with one half.
//! assert!(scores.log_score < log_score(0.5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Many cases
//!
//! [`Verification`] sums up the scores of many cases, against forecasts that take no simulation
//! ([`Baseline`]), and says how often what was given some probability came about ([`reliability()`]). A
//! [`Calibration`] fits numbers that cases share to how they ended, with what is left uncertain, and leaves each
//! race out once, so that it can be judged by what it was not fitted to.

mod baseline;
mod bootstrap;
mod calibration;
mod case;
mod design;
mod end;
mod likelihood;
mod parallel;
mod parameter;
mod posterior;
mod regression;
mod reliability;
mod score;
mod surface;
mod verification;

pub use baseline::{Baseline, leader};
pub use bootstrap::Mean;
pub use calibration::{Calibration, CalibrationError, Effort, Recoded, Remade};
pub use case::{Case, CaseError};
pub use end::End;
pub use parameter::{Parameter, Scale};
pub use posterior::Fit;
pub use reliability::{Bin, reliability};
pub use score::{CaseScore, brier, log_score, score};
pub use verification::{ClassSummary, DateSummary, EndCount, Summary, Verification};
