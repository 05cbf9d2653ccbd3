//! Why a question has no answer.

use nemcon_montecarlo::{CountsError, EstimateError, PersuadeError, PrecisionError, RunsError};
use nemcon_scenario::Diagnostics;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A file is wrong, with the places.
    #[error(transparent)]
    File(#[from] Diagnostics),
    /// With these numbers the scenario is not valid.
    #[error("with {0} the scenario is not valid")]
    Variant(String, #[source] Diagnostics),
    /// What is asked does not fit the scenario, or has no answer.
    #[error("{0}")]
    Asked(String),
}

macro_rules! said_by {
    ($($error:ty),*) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                Self::Asked(error.to_string())
            }
        })*
    };
}

said_by!(CountsError, EstimateError, PersuadeError, PrecisionError, RunsError);
#[cfg(feature = "calibration")]
said_by!(nemcon_calibration::CalibrationError);
