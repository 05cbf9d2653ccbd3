//! Counts of some runs, to be added to those of others.

use std::sync::Arc;

use nemcon::model::{Bytes, limits};
use nemcon::montecarlo::{Counts, CountsError, CountsHeader, Plan};
use nemcon::questions::{Refusal, candidate as candidate_of, counted};
use nemcon::scenario::Scenario;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::answer::Answer;
use crate::failure::refused;
use crate::findings::Forecast;
use crate::size::date;

/// What some runs of a scenario counted.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Tally {
    scenario: Arc<Scenario>,
    plan: Arc<Plan>,
    counts: Counts,
}

impl Tally {
    pub(crate) fn new(scenario: Arc<Scenario>, plan: Arc<Plan>, counts: Counts) -> Self {
        Self { scenario, plan, counts }
    }

    pub(crate) fn counted(&self) -> &nemcon::montecarlo::Tally {
        self.counts.tally()
    }

    /// Where it was not said how many runs there are to be, as many as are counted.
    fn closed(&self) -> Counts {
        let header = self.counts.header();
        let end = header.runs.last().map_or(0, |runs| runs.end);
        if header.asked == limits::RUNS { self.counts.clone().of(end) } else { self.counts.clone() }
    }
}

#[pymethods]
impl Tally {
    /// From bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        // It had room where it was counted.
        let (scenario, plan, counts) = py.detach(|| counted(bytes, Bytes(u64::MAX))).map_err(|refusal| refused(py, &refusal))?;
        Ok(Self::new(Arc::new(scenario), Arc::new(plan), counts))
    }

    /// As bytes; as a file of counts, which says that it is complete, where `closed`.
    fn to_bytes<'py>(&self, py: Python<'py>, closed: bool) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| if closed { self.closed().to_bytes() } else { self.counts.to_bytes() });
        PyBytes::new(py, &bytes)
    }

    /// Both together.
    fn add(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        let mut sum = self.counts.clone();
        py.detach(|| sum.merge(&other.counts)).map_err(|error| refused(py, &Refusal::from(error)))?;
        Ok(Self::new(Arc::clone(&self.scenario), Arc::clone(&self.plan), sum))
    }

    /// The same with what a file of counts holds, which is of the same scenario.
    fn add_bytes(&self, py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let added = py.detach(|| {
            let mut sum = self.counts.clone();
            // A stranger is said to be one before its numbers are read as those of this scenario.
            sum.fits(&CountsHeader::of(bytes)?)?;
            sum.merge(&Counts::from_bytes(bytes, &*self.plan)?)?;
            Ok(sum)
        });
        let sum = added.map_err(|error: CountsError| refused(py, &Refusal::from(error)))?;
        Ok(Self::new(Arc::clone(&self.scenario), Arc::clone(&self.plan), sum))
    }

    /// The ranges of runs that are counted.
    #[getter]
    fn ranges(&self) -> Vec<(u64, u64)> {
        self.counts.header().runs.iter().map(|runs| (runs.start, runs.end)).collect()
    }

    /// The ranges of runs that are asked for and not counted.
    #[getter]
    fn missing(&self) -> Vec<(u64, u64)> {
        self.closed().missing().iter().map(|runs| (runs.start, runs.end)).collect()
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.counts.header().seed
    }

    /// The digest of the scenario.
    #[getter]
    fn digest(&self) -> String {
        self.counts.header().digest()
    }

    /// The forecast of these runs.
    fn estimates(&self, py: Python<'_>, by: Vec<String>, top: Option<usize>, candidate: Option<&str>) -> PyResult<Answer> {
        let by = by.iter().map(|text| date(text)).collect::<PyResult<Vec<_>>>()?;
        nemcon::questions::check_dates(self.scenario.model(), &by, "the scenario").map_err(|refusal| refused(py, &refusal))?;
        let candidate = candidate.map(|named| candidate_of(self.scenario.model(), named)).transpose();
        let candidate = candidate.map_err(|refusal| refused(py, &refusal))?;
        if let Some(missing) = self.closed().missing().first().filter(|_| self.counts.header().asked != limits::RUNS) {
            let asked = self.counts.header().asked;
            let (first, last) = (missing.start, missing.end - 1);
            return Err(PyValueError::new_err(format!(
                "of {asked} runs some are missing, such as {first} to {last}: add the tallies that count them"
            )));
        }
        let estimates = self.counts.tally().estimates().map_err(|error| refused(py, &Refusal::from(error)))?;
        let scenario = Arc::clone(&self.scenario);
        Ok(Answer::new(Forecast { scenario, estimates, precise: None, over_inputs: None, by, top, candidate }))
    }
}
