//! A base and its variants: compared here, or counted in parts on other machines.

use std::ops::Range;
use std::sync::Arc;

use nemcon::model::limits;
use nemcon::montecarlo::{Comparison, Counts, CountsError, PairedTally, Plan};
use nemcon::questions::{self, Refusal, plans_of};
use nemcon::report::Order;
use nemcon::scenario;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::answer::Answer;
use crate::failure::refused;
use crate::findings::Compared;
use crate::scenario::{Scenario, ask};
use crate::size::{Size, Threads};

/// The question what changes change.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Comparing {
    base: Arc<scenario::Scenario>,
    variants: Vec<(String, Arc<scenario::Scenario>)>,
    order: Order,
    size: (u64, u64),
}

/// What some runs of a base and its variants counted.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Pairs {
    of: Arc<(Plan, Vec<Plan>)>,
    counts: Counts<PairedTally>,
}

impl Comparing {
    fn answer(&self, comparison: Comparison) -> Answer {
        let (base, variants) = (Arc::clone(&self.base), self.variants.clone());
        Answer::new(Compared { base, variants, comparison, order: self.order.clone() })
    }
}

#[pymethods]
impl Comparing {
    #[new]
    fn new(py: Python<'_>, base: &Bound<'_, Scenario>, variants: Vec<(String, Py<Scenario>)>, size: Size, sort: &str) -> PyResult<Self> {
        if variants.is_empty() {
            return Err(PyValueError::new_err("there is nothing to compare: name a variant"));
        }
        let (size, base) = (base.get().size(size)?, base.get().shared());
        let variants: Vec<(String, Arc<scenario::Scenario>)> =
            variants.into_iter().map(|(name, variant)| (name, variant.get().shared())).collect();
        let order = questions::order(sort, &base, variants.iter().map(|(_, variant)| &**variant));
        Ok(Self { base, variants, order: order.map_err(|refusal| refused(py, &refusal))?, size })
    }

    /// Runs and seed.
    #[getter]
    fn size(&self) -> (u64, u64) {
        self.size
    }

    /// The answer, simulated here.
    fn run(&self, py: Python<'_>, pace: Threads) -> PyResult<Answer> {
        let (base, variants, size) = (Arc::clone(&self.base), self.variants.clone(), self.size);
        let found = ask(py, pace, move |memory, progress| {
            questions::compare(&base, variants.iter().map(|(_, variant)| &**variant), size, memory, progress)
        })?;
        Ok(self.answer(found))
    }

    /// What some runs count.
    fn count(&self, py: Python<'_>, range: (u64, u64), pace: Threads) -> PyResult<Pairs> {
        let (base, variants, seed) = (Arc::clone(&self.base), self.variants.clone(), self.size.1);
        ask(py, pace, move |memory, progress| {
            let variants = || variants.iter().map(|(_, variant)| &**variant);
            let (plan, plans) = plans_of(&base, variants(), memory)?;
            let tally = plan.compare(&plans, seed, range.0..range.1, progress)?;
            let text: String = std::iter::once(&*base).chain(variants()).map(scenario::Scenario::to_toml).collect();
            Ok(Pairs::new(plan, plans, text, tally, range.0..range.1))
        })
    }

    /// The answer, from what all runs counted.
    fn counted(&self, py: Python<'_>, pairs: &Bound<'_, Pairs>) -> PyResult<Answer> {
        let comparison = pairs.get().counted().comparison().map_err(|error| refused(py, &Refusal::from(error)))?;
        Ok(self.answer(comparison))
    }
}

impl Pairs {
    /// What runs of a base and its variants counted; `text` says of what they are.
    pub(crate) fn new(base: Plan, variants: Vec<Plan>, text: String, tally: PairedTally, runs: Range<u64>) -> Self {
        Self { of: Arc::new((base, variants)), counts: Counts::new(text, tally, runs, limits::RUNS) }
    }

    pub(crate) fn counted(&self) -> &PairedTally {
        self.counts.tally()
    }
}

#[pymethods]
impl Pairs {
    /// As bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.counts.to_bytes()))
    }

    /// The same with what these bytes hold, which are of the same base and variants.
    fn add_bytes(&self, py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let added = py.detach(|| {
            let mut sum = self.counts.clone();
            sum.merge(&Counts::from_bytes(bytes, (&self.of.0, &self.of.1[..]))?)?;
            Ok(sum)
        });
        let counts = added.map_err(|error: CountsError| refused(py, &Refusal::from(error)))?;
        Ok(Self { of: Arc::clone(&self.of), counts })
    }

    /// How many plans are simulated on each run.
    #[getter]
    fn plans(&self) -> usize {
        1 + self.of.1.len()
    }
}
