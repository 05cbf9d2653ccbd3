//! Runs one by one.

use nemcon::arrow::RunRows;
use nemcon::model::limits;
use nemcon::questions::{Refusal, plan_of};
use pyo3::prelude::*;

use crate::scenario::{Scenario, ask};
use crate::size::{Threads, within};
use crate::table::Table;

/// So many runs are recorded at a time, and are a batch.
const AT_ONCE: usize = 1 << 16;

/// Some runs, a row a run.
#[pyfunction]
pub(crate) fn records(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    range: (u64, u64),
    seed: Option<u64>,
    pace: Threads,
) -> PyResult<Table> {
    let (start, end) = within(range, limits::RUNS)?;
    let scenario = scenario.get().shared();
    let seed = seed.unwrap_or(scenario.seed());
    ask(py, pace, move |memory, progress| {
        let (plan, rows) = (plan_of(&scenario, memory)?, RunRows::new(scenario.model()));
        let batch = |first: u64| {
            let records = plan.records(seed, first..end.min(first + AT_ONCE as u64), progress)?;
            rows.batch(&records).map_err(|error| Refusal::Asked(error.to_string()))
        };
        let batches = (start..end).step_by(AT_ONCE).map(batch).collect::<Result<_, _>>()?;
        Ok(Table::new(rows.schema(), batches))
    })
}
