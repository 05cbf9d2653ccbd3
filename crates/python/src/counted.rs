//! Runs that somebody else counts.

use nemcon::montecarlo::PrecisionError;
use pyo3::prelude::*;

/// Why runs that somebody else counts give no answer.
pub(crate) enum Counted {
    Raised(PyErr),
    Refused(PrecisionError),
}

impl From<PyErr> for Counted {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<PrecisionError> for Counted {
    fn from(error: PrecisionError) -> Self {
        Self::Refused(error)
    }
}
