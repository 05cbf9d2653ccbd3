//! Runs that somebody else counts.

use nemcon::montecarlo::PrecisionError;
use nemcon::questions::Refusal;
use pyo3::prelude::*;

use crate::failure::refused;

/// Why runs that somebody else counts give no answer.
pub(crate) enum Counted {
    Raised(PyErr),
    Refused(Refusal),
}

impl Counted {
    /// As an exception.
    pub(crate) fn raised(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Raised(error) => error,
            Self::Refused(refusal) => refused(py, &refusal),
        }
    }
}

impl From<PyErr> for Counted {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<Refusal> for Counted {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<PrecisionError> for Counted {
    fn from(error: PrecisionError) -> Self {
        Self::Refused(error.into())
    }
}
