//! What is refused, as exceptions.

use nemcon::questions::Refusal;
use nemcon::scenario::{Diagnostic, Diagnostics};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// One thing wrong with a file: its kind, what is wrong, what to do, the file, the line, the column.
pub(crate) type Fault = (&'static str, String, Option<String>, String, Option<usize>, Option<usize>);

pub(crate) fn faults(diagnostics: &Diagnostics) -> Vec<Fault> {
    let fault = |found: &Diagnostic| {
        let file = found.file.to_string_lossy().into_owned();
        (found.kind.code(), found.message.clone(), found.help.clone(), file, found.line, found.column)
    };
    diagnostics.iter().map(fault).collect()
}

/// The exception of a scenario that is wrong; `before` is said first.
pub(crate) fn wrong(py: Python<'_>, before: &str, faults: Vec<Fault>, text: &str) -> PyErr {
    let raised = || {
        let class = PyModule::import(py, "nemcon.errors")?.getattr("ScenarioError")?;
        class.call1((format!("{before}{}", text.trim_end()), faults))
    };
    raised().map_or_else(|error| error, PyErr::from_value)
}

pub(crate) fn of_files(py: Python<'_>, diagnostics: &Diagnostics) -> PyErr {
    wrong(py, "", faults(diagnostics), &diagnostics.render(false))
}

pub(crate) fn refused(py: Python<'_>, refusal: &Refusal) -> PyErr {
    match refusal {
        Refusal::File(diagnostics) => of_files(py, diagnostics),
        Refusal::Variant(_, diagnostics) => wrong(py, &format!("{refusal}:\n"), faults(diagnostics), &diagnostics.render(false)),
        other => PyValueError::new_err(other.to_string()),
    }
}
