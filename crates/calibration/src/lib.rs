//! History as the judge: simulations of cases whose end is known, scored.
//!
//! A [`Case`] is a model as of some date, with what happened. [`score`] compares the estimates for
//! it with the truth; [`Verification`] sums up many, against forecasts that take no simulation.

mod baseline;
mod bootstrap;
mod case;
mod reliability;
mod score;
mod verification;

pub use baseline::{Baseline, leader};
pub use bootstrap::interval;
pub use case::{Case, CaseError};
pub use reliability::{Bin, reliability};
pub use score::{CaseScore, brier, log_score, score};
pub use verification::{Summary, Verification};
