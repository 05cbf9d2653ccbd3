//! Scenarios, and what is asked of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nemcon::model::{Bytes, CandidateId, Date, Model, limits};
use nemcon::montecarlo::{Choice, Counts, Plan};
use nemcon::questions::{self, MAX_RUNS, MEMORY, Persuade, Power, Refusal, Ruled, Sweep, plan_of};
use nemcon::scenario::{self, Diagnostics};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::counted::Counted;
use crate::failure::{of_files, refused};
use crate::files::Layered;
use crate::findings::{Assumed, Forecast, Persuading, Swept, Traced};
use crate::functions::analyse;
use crate::size::{self, Pace, Size, Threads, date, runs, within};
use crate::tally::Tally;
use crate::work::work;

/// A scenario, and the files that it was read from.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Scenario {
    loaded: Arc<scenario::Scenario>,
    files: Arc<Layered>,
    /// What it builds on without saying so.
    bases: Vec<PathBuf>,
}

impl Scenario {
    fn read(
        py: Python<'_>,
        files: Layered,
        bases: Vec<PathBuf>,
        load: impl FnOnce(&Layered) -> Result<scenario::Scenario, Diagnostics> + Send,
    ) -> PyResult<Self> {
        let loaded = py.detach(|| load(&files)).map_err(|diagnostics| of_files(py, &diagnostics))?;
        Ok(Self { loaded: Arc::new(loaded), files: Arc::new(files), bases })
    }

    pub(crate) fn inner(&self) -> &scenario::Scenario {
        &self.loaded
    }

    pub(crate) fn shared(&self) -> Arc<scenario::Scenario> {
        Arc::clone(&self.loaded)
    }

    /// Another scenario of the same files.
    pub(crate) fn beside(&self, other: scenario::Scenario) -> Self {
        Self { loaded: Arc::new(other), files: Arc::clone(&self.files), bases: self.bases.clone() }
    }

    fn model(&self) -> &Model {
        self.loaded.model()
    }

    pub(crate) fn size(&self, (runs, seed): Size) -> PyResult<(u64, u64)> {
        Ok((self::runs(runs.unwrap_or(self.loaded.runs()))?, seed.unwrap_or(self.loaded.seed())))
    }

    /// Days on which something can be known.
    fn days(&self, py: Python<'_>, by: &[String]) -> PyResult<Vec<Date>> {
        let by = by.iter().map(|text| date(text)).collect::<PyResult<Vec<_>>>()?;
        questions::check_dates(self.model(), &by, &self.name()).map_err(|refusal| refused(py, &refusal))?;
        Ok(by)
    }

    /// The candidate that is asked about, where one is named.
    fn asked(&self, py: Python<'_>, candidate: Option<&str>) -> PyResult<Option<CandidateId>> {
        let found = candidate.map(|named| questions::candidate(self.model(), named)).transpose();
        found.map_err(|refusal| refused(py, &refusal))
    }

    fn name(&self) -> String {
        self.loaded.files()[0].to_string_lossy().into_owned()
    }
}

/// Asks a question beside the interpreter, to be answered within the memory that there is.
pub(crate) fn ask<T: Send + 'static>(
    py: Python<'_>,
    pace: Threads,
    question: impl FnOnce(Bytes, questions::Progress<'_>) -> Result<T, Refusal> + Send + 'static,
) -> PyResult<T> {
    let pace = Pace::new(pace)?;
    let memory = pace.memory;
    work(py, &pace, move |progress| question(memory, progress))?.map_err(|refusal| refused(py, &refusal))
}

#[pymethods]
impl Scenario {
    /// Reads a file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Self::read(py, Layered { disk: true, ..Layered::default() }, Vec::new(), |files| scenario::load(files, &path))
    }

    /// Reads a text, and the others that it names.
    #[staticmethod]
    fn loads(py: Python<'_>, text: Vec<u8>, name: PathBuf, files: BTreeMap<PathBuf, Vec<u8>>) -> PyResult<Self> {
        let mut texts = files;
        texts.insert(name.clone(), text);
        Self::read(py, Layered { texts, disk: false }, Vec::new(), |files| scenario::load(files, &name))
    }

    /// A what-if: a text over this one.
    fn over(&self, py: Python<'_>, text: Vec<u8>, extension: &str) -> PyResult<Self> {
        let mut files = Layered::clone(&self.files);
        // What has been read stays as it was.
        files.texts.extend(self.loaded.texts().map(|(path, text)| (path.to_path_buf(), text.as_bytes().to_vec())));
        let base = self.loaded.files()[0].clone();
        let folder = base.parent().unwrap_or(Path::new(""));
        let mut names = (1..).map(|number| folder.join(format!("what-if-{number}.{extension}")));
        let name = names.find(|name| !files.texts.contains_key(name)).unwrap_or_default();
        files.texts.insert(name.clone(), text);
        let bases = [&[base], &self.bases[..]].concat();
        Self::read(py, files, bases.clone(), |files| scenario::load_over(files, &bases, &name))
    }

    #[getter]
    fn path(&self) -> String {
        self.name()
    }

    #[getter]
    fn title(&self) -> &str {
        self.model().title()
    }

    #[getter]
    fn runs(&self) -> u64 {
        self.loaded.runs()
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.loaded.seed()
    }

    #[getter]
    fn term(&self) -> (String, String) {
        let question = self.model().question();
        (question.as_of.to_string(), question.deadline.to_string())
    }

    #[getter]
    fn notices(&self) -> Vec<String> {
        self.loaded.notices().to_vec()
    }

    #[getter]
    fn files(&self) -> Vec<String> {
        self.loaded.files().iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    /// The members present at the start, each with its name.
    #[getter]
    fn members(&self) -> Vec<(String, String)> {
        let (body, present) = (self.model().body(), self.model().present());
        present.iter().map(|member| (body[member].id.clone(), body[member].name.clone())).collect()
    }

    /// The candidates, each with its name.
    #[getter]
    fn candidates(&self) -> Vec<(String, String)> {
        self.model().candidates().iter().map(|candidate| (candidate.id.clone(), candidate.name.clone())).collect()
    }

    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.model().outcomes().iter().map(|outcome| outcome.id(self.model()).to_owned()).collect()
    }

    /// The numbers that can be varied, each with what is written.
    #[getter]
    fn keys(&self) -> Vec<(String, String)> {
        self.loaded.keys().into_iter().map(|key| (key.path, key.written)).collect()
    }

    fn toml(&self, comments: bool) -> String {
        if comments { self.loaded.to_commented_toml() } else { self.loaded.to_toml() }
    }

    fn assumptions(&self) -> Answer {
        Answer::new(Assumed(Arc::clone(&self.loaded)))
    }

    fn run(
        &self,
        py: Python<'_>,
        size: Size,
        pace: Threads,
        by: Vec<String>,
        top: Option<usize>,
        precision: Option<f64>,
        over_inputs: bool,
        candidate: Option<&str>,
    ) -> PyResult<Answer> {
        let by = self.days(py, &by)?;
        let candidate = self.asked(py, candidate)?;
        let precision = precision.map(questions::precision).transpose().map_err(|refusal| refused(py, &refusal))?;
        let (most, seed) = self.size((size.0.or(precision.map(|_| MAX_RUNS)), size.1))?;
        let scenario = Arc::clone(&self.loaded);
        let found = ask(py, pace, move |memory, progress| {
            let plan = plan_of(&scenario, memory)?;
            let (estimates, precise) = match precision {
                Some(precision) => {
                    let precise = plan.simulate_to(precision, most, seed, progress)?;
                    (precise.estimates.clone(), Some(precise))
                }
                None => (plan.simulate(seed, 0..most, progress)?.estimates()?, None),
            };
            let runs = precise.as_ref().map_or(most, |precise| precise.tally.runs());
            let over_inputs = if over_inputs { Some(questions::over_inputs(&plan, (runs, seed), progress)?) } else { None };
            Ok(Forecast { scenario, estimates, precise, over_inputs, by, top, candidate })
        })?;
        Ok(Answer::new(found))
    }

    /// The same, where somebody else counts: `count`, given the first run, the one behind the last, and the seed.
    fn run_counted(
        &self,
        py: Python<'_>,
        size: Size,
        precision: Option<f64>,
        by: Vec<String>,
        top: Option<usize>,
        candidate: Option<&str>,
        count: &Bound<'_, PyAny>,
    ) -> PyResult<Answer> {
        let by = self.days(py, &by)?;
        let candidate = self.asked(py, candidate)?;
        let precision = precision.map(questions::precision).transpose().map_err(|refusal| refused(py, &refusal))?;
        let (most, seed) = self.size((size.0.or(precision.map(|_| MAX_RUNS)), size.1))?;
        let counted = |runs: std::ops::Range<u64>| -> Result<_, Counted> {
            let tally = count.call1((runs.start, runs.end, seed))?.cast_into::<Tally>().map_err(PyErr::from)?;
            Ok(tally.get().counted().clone())
        };
        let found = || -> Result<_, Counted> {
            let Some(precision) = precision else {
                return Ok((counted(0..most)?.estimates().map_err(Refusal::from)?, None));
            };
            let precise = plan_of(&self.loaded, MEMORY)?.count_to(precision, most, counted)?;
            Ok((precise.estimates.clone(), Some(precise)))
        };
        let (estimates, precise) = found().map_err(|error| error.raised(py))?;
        let scenario = Arc::clone(&self.loaded);
        Ok(Answer::new(Forecast { scenario, estimates, precise, over_inputs: None, by, top, candidate }))
    }

    fn persuade(
        &self,
        py: Python<'_>,
        size: Size,
        pace: Threads,
        candidate: Option<String>,
        to_support: bool,
        at: Option<&str>,
        by: Option<&str>,
        pairs: bool,
    ) -> PyResult<Answer> {
        let (at, by) = (at.map(date).transpose()?, by.map(date).transpose()?);
        let asked = Persuade { candidate, to_support, at, by, pairs }.of(self.model()).map_err(|refusal| refused(py, &refusal))?;
        let (runs, seed) = self.size(size)?;
        let scenario = Arc::clone(&self.loaded);
        let found = ask(py, pace, move |memory, progress| {
            let found = asked.run(&plan_of(&scenario, memory)?, seed, runs, progress)?;
            Ok(Persuading { scenario, asked, found })
        })?;
        Ok(Answer::new(found))
    }

    fn sweep(&self, py: Python<'_>, size: Size, pace: Threads, set: Vec<String>, outcome: Option<&str>) -> PyResult<Answer> {
        let outcome = outcome.map(|id| questions::outcome(self.model(), id));
        let plotted = outcome.transpose().map_err(|refusal| refused(py, &refusal))?;
        let sweep = Sweep::new(&self.loaded, &set).map_err(|refusal| refused(py, &refusal))?;
        let size = self.size(size)?;
        let scenario = Arc::clone(&self.loaded);
        let found = ask(py, pace, move |memory, progress| {
            let points = sweep.points(&scenario, sweep.places(), size, memory, progress)?;
            Ok(Swept { scenario, keys: sweep.keys().to_vec(), points, plotted, size })
        })?;
        Ok(Answer::new(found))
    }

    fn trace(
        &self,
        py: Python<'_>,
        size: Size,
        pace: Threads,
        run: Option<u64>,
        choice: &str,
        outcome: Option<String>,
    ) -> PyResult<Answer> {
        let choice = match choice {
            "typical" => Choice::Typical,
            "quickest" => Choice::Quickest,
            "stuck" => Choice::Stuck,
            other => return Err(PyValueError::new_err(format!("{other:?} is no choice: it is typical, quickest or stuck"))),
        };
        let size = self.size(size)?;
        let scenario = Arc::clone(&self.loaded);
        let found = ask(py, pace, move |memory, progress| {
            let told = questions::trace(&scenario, run, (choice, outcome.as_deref()), size, memory, progress)?;
            Ok(Traced { scenario, told })
        })?;
        Ok(Answer::new(found))
    }

    fn power(
        &self,
        py: Python<'_>,
        index: Vec<String>,
        unions: Vec<String>,
        coalitions: Option<u64>,
        ternary: bool,
        estimate: Option<(u64, u64)>,
        limits: (String, u64),
    ) -> PyResult<Answer> {
        let (memory, minutes) = (size::memory(&limits.0)?, limits.1);
        let asked = Power { measures: Vec::new(), unions, coalitions, ternary, estimate, memory, minutes };
        analyse(py, Ruled::of(&self.loaded), index, asked)
    }

    /// Counts some runs, of so many in all, or of as many as will be counted.
    fn tally(&self, py: Python<'_>, range: (u64, u64), asked: Option<u64>, seed: Option<u64>, pace: Threads) -> PyResult<Tally> {
        let asked = asked.map_or(Ok(limits::RUNS), self::runs)?;
        let (start, end) = within(range, asked)?;
        let seed = seed.unwrap_or(self.loaded.seed());
        let scenario = Arc::clone(&self.loaded);
        ask(py, pace, move |memory, progress| {
            let plan: Plan = plan_of(&scenario, memory)?;
            let counts = Counts::new(scenario.to_toml(), plan.simulate(seed, start..end, progress)?, start..end, asked);
            Ok(Tally::new(scenario, Arc::new(plan), counts))
        })
    }
}
