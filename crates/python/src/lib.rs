//! The compiled part of the Python package `nemcon`: what takes time, and what is told of it.
//!
//! It says in the plainest types what the library does; `python/nemcon` makes of it what people use. Nothing here
//! computes a probability, and questions are asked by [`nemcon::questions`], as the command asks them.

#![allow(
    clippy::needless_pass_by_value,
    clippy::too_many_arguments,
    reason = "what Python passes is handed over, and there is as much of it as the command has flags"
)]

mod answer;
mod counted;
mod failure;
mod files;
mod findings;
mod functions;
mod moved;
mod pairs;
mod records;
mod scenario;
mod size;
mod sweeps;
mod table;
mod tally;
mod work;

/// The compiled part of nemcon.
#[pyo3::pymodule(gil_used = false)]
mod _nemcon {
    use nemcon::montecarlo::ENGINE;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::answer::Answer;
    #[pymodule_export]
    use crate::functions::{backtest, check, power, schemas, shipped};
    #[pymodule_export]
    use crate::moved::Moving;
    #[pymodule_export]
    use crate::pairs::{Comparing, Pairs};
    #[pymodule_export]
    use crate::records::records;
    #[pymodule_export]
    use crate::scenario::Scenario;
    #[pymodule_export]
    use crate::sweeps::{sweep_points, swept};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::tally::Tally;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("ENGINE", ENGINE)
    }
}
