//! History as the judge: simulations of cases whose end is known, scored.
//!
//! A [`Case`] is a model as of some date, with what happened. [`score`] compares the estimates for
//! it with the truth; [`Verification`] sums up many, against forecasts that take no simulation.
//! A [`Calibration`] fits the dynamics that cases share to how they ended.

mod baseline;
mod bootstrap;
mod calibration;
mod case;
mod class;
mod design;
mod end;
mod fit;
mod likelihood;
mod parallel;
mod parameter;
mod profile;
mod regression;
mod reliability;
mod score;
mod surface;
mod verification;

pub use baseline::{Baseline, leader};
pub use bootstrap::Mean;
pub use calibration::{Calibration, CalibrationError, Fit};
pub use case::{Case, CaseError};
pub use class::{Class, Way};
pub use end::End;
pub use parameter::{Axis, Parameter, Space};
pub use reliability::{Bin, reliability};
pub use score::{CaseScore, brier, log_score, score};
pub use verification::{ClassSummary, DateSummary, EndCount, Summary, Verification};
