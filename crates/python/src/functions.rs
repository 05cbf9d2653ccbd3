//! Questions that are asked of files, and what the package carries.

use std::path::{Path, PathBuf};

use nemcon::power::{PowerError, indices, measures_of};
use nemcon::questions::{BACKTEST_RUNS, Cases, Loaded, Power, Refusal, Ruled, WrongCases, backtest as score};
use nemcon::report::schema::DOCUMENTS;
use nemcon::scenario::{Recoding, load_recoded};
use nemcon::shipped::Shipped;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::failure::{Fault, faults, of_files, refused, wrong};
use crate::files::Layered;
use crate::findings::{Analysed, Scored};
use crate::size::{self, Pace, Threads, date, runs};
use crate::work::work;

/// What `nemcon check` says of a file: what is in it, or else what is wrong, as data and as text; and what may surprise.
type Checked = (Option<String>, Vec<String>, Vec<Fault>, String);

/// Checks a file, or a text that stands for one.
#[pyfunction]
pub(crate) fn check(py: Python<'_>, path: PathBuf, text: Option<Vec<u8>>) -> PyResult<Checked> {
    let disk = Layered { disk: true, ..Layered::default() };
    let files = text.map_or(disk, |text| Layered { texts: [(path.clone(), text)].into(), disk: false });
    let checked = py.detach(|| {
        let loaded = Loaded::read(&files, &path, None)?;
        Ok((loaded.summary()?, loaded.notices().to_vec()))
    });
    match checked {
        Ok((summary, notices)) => Ok((Some(summary), notices, Vec::new(), String::new())),
        Err(Refusal::File(diagnostics)) => Ok((None, Vec::new(), faults(&diagnostics), diagnostics.render(false))),
        Err(other) => Err(refused(py, &other)),
    }
}

/// What a rule says by itself, of a body file or a scenario.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "as many as the command has flags")]
pub(crate) fn power(
    py: Python<'_>,
    path: PathBuf,
    as_of: Option<&str>,
    index: Vec<String>,
    unions: Vec<String>,
    coalitions: Option<u64>,
    ternary: bool,
    estimate: Option<(u64, u64)>,
    limits: (String, u64),
) -> PyResult<Answer> {
    let day = as_of.map(date).transpose()?;
    let files = Layered { disk: true, ..Layered::default() };
    let loaded = py.detach(|| Loaded::read(&files, &path, day)).map_err(|diagnostics| of_files(py, &diagnostics))?;
    let place = path.display();
    let ruled = match loaded {
        Loaded::Scenario(_) if day.is_some() => {
            return Err(PyValueError::new_err(format!("{place} is a scenario, which has a date of its own: leave out as_of")));
        }
        Loaded::Scenario(scenario) => Some(Ruled::of(&scenario)),
        Loaded::Body(body) => Ruled::of_body(*body),
        Loaded::Coding(_) => None,
    };
    let ruled = ruled.ok_or_else(|| PyValueError::new_err(format!("{place} has no rule: name a scenario, or a body with a rule")))?;
    let (memory, minutes) = (size::memory(&limits.0)?, limits.1);
    analyse(py, ruled, index, Power { measures: Vec::new(), unions, coalitions, ternary, estimate, memory, minutes })
}

/// Analyses a rule; where nothing is named, by all indices.
pub(crate) fn analyse(py: Python<'_>, ruled: Ruled, index: Vec<String>, asked: Power) -> PyResult<Answer> {
    let known = indices();
    if let Some(other) = index.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(PyValueError::new_err(format!("there is no index {other:?}: it is one of {}", known.join(", "))));
    }
    let named: Vec<&str> = index.iter().map(String::as_str).collect();
    let measures = if named.is_empty() { Power::all_measures(!asked.unions.is_empty()) } else { measures_of(&named) };
    let asked = Power { measures, ..asked };
    let question = asked.clone();
    let found = work(py, &Pace::new((None, None, None))?, move |progress| question.ask(ruled, progress))?;
    let found = found.map_err(|refusal| refused(py, &refusal))?.map_err(|error| {
        let remedy = match error {
            PowerError::TooLarge { .. } | PowerError::TooLong { .. } => ": see the parameters memory, minutes and estimate",
            _ => "",
        };
        PyValueError::new_err(format!("{error}{remedy}"))
    })?;
    Ok(Answer::new(Analysed { found, asked, named: !named.is_empty() }))
}

/// Scores simulations against the cases of a folder.
#[pyfunction]
pub(crate) fn backtest(
    py: Python<'_>,
    folder: PathBuf,
    coding: Option<PathBuf>,
    runs: Option<u64>,
    seed: u64,
    pace: Threads,
) -> PyResult<Answer> {
    let size = (self::runs(runs.unwrap_or(BACKTEST_RUNS))?, seed);
    let recoding = Recoding { table: coding, ..Recoding::default() };
    let files = Layered { disk: true, ..Layered::default() };
    let pace = Pace::new(pace)?;
    let memory = pace.memory;
    let scored = work(py, &pace, move |progress| {
        let load = |path: &Path| load_recoded(&files, path, &recoding);
        Cases::in_folder(&folder, &load).map(|cases| (score(&cases.all, size, memory, progress), cases.all))
    })?;
    let (verification, cases) = scored.map_err(|faults| several(py, &faults))?;
    let verification = verification.map_err(|refusal| refused(py, &refusal))?;
    Ok(Answer::new(Scored { cases, verification, size }))
}

fn several(py: Python<'_>, cases: &WrongCases) -> PyErr {
    let mut all = Vec::new();
    let mut text = String::new();
    for fault in &cases.faults {
        if let Refusal::File(diagnostics) = fault {
            all.extend(faults(diagnostics));
            text += &format!("{}\n\n", diagnostics.render(false).trim_end());
        } else {
            text += &format!("{fault}\n\n");
        }
    }
    if all.is_empty() { PyValueError::new_err(format!("{text}{cases}")) } else { wrong(py, "", all, &format!("{text}{cases}")) }
}

/// The JSON Schemas of all documents, by the command that prints them.
#[pyfunction]
pub(crate) fn schemas() -> Vec<(&'static str, String)> {
    DOCUMENTS.iter().map(|(command, schema)| (*command, schema())).collect()
}

/// The bodies and scenarios that the package carries, by their paths.
#[pyfunction]
pub(crate) fn shipped() -> Vec<(String, &'static str)> {
    Shipped::all()
}
