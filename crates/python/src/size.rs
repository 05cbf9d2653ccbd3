//! How many runs, from which seed, on how many threads, within how much memory, and who is told the progress.

use nemcon::model::{Bytes, BytesError, Date, limits};
use nemcon::questions::MEMORY;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Runs and seed, those of the file where nothing is said.
pub(crate) type Size = (Option<u64>, Option<u64>);

/// Threads, one a core where nothing is said; memory, 1 GB where nothing is said; and who is told the progress.
pub(crate) type Threads = (Option<u16>, Option<String>, Option<Py<PyAny>>);

/// On how many threads, within how much memory, and who is told the progress: called with the number of runs that are
/// finished.
pub(crate) struct Pace {
    /// 0: one a core.
    pub(crate) threads: usize,
    pub(crate) memory: Bytes,
    progress: Option<Py<PyAny>>,
}

impl Pace {
    pub(crate) fn new((threads, memory, progress): Threads) -> PyResult<Self> {
        let memory = memory.map_or(Ok(MEMORY), |text| self::memory(&text))?;
        match threads {
            None => Ok(Self { threads: 0, memory, progress }),
            Some(threads @ 1..=1024) => Ok(Self { threads: threads.into(), memory, progress }),
            Some(_) => Err(PyValueError::new_err("threads lies between 1 and 1024")),
        }
    }

    pub(crate) fn tell(&self, py: Python<'_>, finished: u64) -> PyResult<()> {
        self.progress.as_ref().map_or(Ok(()), |told| told.call1(py, (finished,)).map(drop))
    }
}

/// A number of runs that can be simulated.
pub(crate) fn runs(runs: u64) -> PyResult<u64> {
    let allowed = "a number of runs lies between 1 and 1_000_000_000_000 (10^12)";
    if (1..=limits::RUNS).contains(&runs) { Ok(runs) } else { Err(PyValueError::new_err(allowed)) }
}

/// A range of so many runs.
pub(crate) fn within((start, end): (u64, u64), asked: u64) -> PyResult<(u64, u64)> {
    let allowed = || PyValueError::new_err(format!("the runs {start} to {end} are none of {asked}"));
    if start <= end && end <= asked { Ok((start, end)) } else { Err(allowed()) }
}

/// An amount of memory.
pub(crate) fn memory(text: &str) -> PyResult<Bytes> {
    text.parse().map_err(|error: BytesError| PyValueError::new_err(format!("{text:?}: {error}")))
}

/// A date.
pub(crate) fn date(text: &str) -> PyResult<Date> {
    text.parse().map_err(|_| PyValueError::new_err(format!("{text:?} is no date: a date is written like 2024-02-22")))
}
