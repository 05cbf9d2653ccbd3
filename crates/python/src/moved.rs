//! What moves an outcome: asked here, or counted in parts on other machines.

use std::sync::Arc;

use nemcon::model::{Bytes, Outcome};
use nemcon::montecarlo::Twice;
use nemcon::questions::{self, Progress, Refusal, Sensitivity};
use nemcon::scenario;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::answer::Answer;
use crate::counted::Counted;
use crate::findings::Sensitive;
use crate::pairs::Pairs;
use crate::scenario::{Scenario, ask};
use crate::size::{self, Size};

/// On how many threads, and who is told the progress.
type Hands = (Option<u16>, Option<Py<PyAny>>);

/// The question what moves an outcome.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Moving(Arc<Question>);

struct Question {
    scenario: Arc<scenario::Scenario>,
    size: (u64, u64),
    outcome: Option<String>,
    indices: Option<u64>,
    memory: Option<String>,
}

impl Question {
    fn of(&self, memory: Bytes) -> Result<Sensitivity<'_>, Refusal> {
        Sensitivity::new(&self.scenario, self.outcome.as_deref(), self.size, self.indices, memory)
    }
}

impl Moving {
    /// Answers something of it beside the interpreter.
    fn ask<T: Send + 'static>(
        &self,
        py: Python<'_>,
        (threads, told): Hands,
        ask: impl FnOnce(&Question, Sensitivity<'_>, Progress<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> PyResult<T> {
        let question = Arc::clone(&self.0);
        let pace = (threads, question.memory.clone(), told);
        self::ask(py, pace, move |memory, progress| ask(&question, question.of(memory)?, progress))
    }
}

#[pymethods]
impl Moving {
    #[new]
    fn new(
        scenario: &Bound<'_, Scenario>,
        size: Size,
        outcome: Option<String>,
        indices: Option<u64>,
        memory: Option<String>,
    ) -> PyResult<Self> {
        if indices.is_some_and(|indices| !questions::INDEX_RUNS.contains(&indices)) {
            return Err(PyValueError::new_err("indices lies between 1 and 1_000_000_000"));
        }
        let usual = scenario.get().inner().runs().min(questions::RUNS_AT_ENDS);
        let size = scenario.get().size((size.0.or(Some(usual)), size.1))?;
        Ok(Self(Arc::new(Question { scenario: scenario.get().shared(), size, outcome, indices, memory })))
    }

    /// The answer, simulated here.
    fn run(&self, py: Python<'_>, hands: Hands) -> PyResult<Answer> {
        let found = self.ask(py, hands, |question, asked, progress| {
            Ok(Sensitive { scenario: Arc::clone(&question.scenario), moved: asked.run(progress)? })
        })?;
        Ok(Answer::new(found))
    }

    /// What some runs of the base and at the ends of a batch of inputs count.
    fn ends(&self, py: Python<'_>, batch: usize, range: (u64, u64), hands: Hands) -> PyResult<Pairs> {
        self.ask(py, hands, move |question, asked, progress| {
            let plans = asked.plans(batch)?;
            let tally = asked.base().compare_ends(&plans, question.size.1, range.0..range.1, progress)?;
            Ok(Pairs::new(asked.base().clone(), plans, named(question, batch), tally, range.0..range.1))
        })
    }

    /// The answers of some rows of the design of the indices, as bytes.
    fn answers<'py>(&self, py: Python<'py>, outcome: String, rows: (u64, u64), hands: Hands) -> PyResult<Bound<'py, PyBytes>> {
        let found = self.ask(py, hands, move |question, asked, progress| {
            let outcome = questions::outcome(question.scenario.model(), &outcome)?;
            Ok(asked.rows(outcome).answers(rows.0..rows.1, progress)?)
        })?;
        let bytes: Vec<u8> = found.iter().flatten().flat_map(|share| share.to_le_bytes()).collect();
        Ok(PyBytes::new(py, &bytes))
    }

    /// The answer, where somebody else counts: `count` how the runs of a batch end, given its number, that of the runs,
    /// and nothing counted, to which it adds; `answer` all rows, given the outcome, their number, and the runs that one
    /// takes.
    fn counted(&self, py: Python<'_>, count: &Bound<'_, PyAny>, answer: &Bound<'_, PyAny>) -> PyResult<Answer> {
        let question = &self.0;
        let memory = question.memory.as_deref().map_or(Ok(questions::MEMORY), size::memory)?;
        let asked = py.detach(|| question.of(memory)).map_err(|refusal| Counted::from(refusal).raised(py))?;
        let (runs, seed) = question.size;
        let ends = |batch: usize, plans: Vec<_>| -> Result<_, Counted> {
            let nothing = asked.base().compare_ends(&plans, seed, 0..0, &|_| ()).map_err(Refusal::from)?;
            let nothing = Pairs::new(asked.base().clone(), plans, named(question, batch), nothing, 0..0);
            let pairs = count.call1((batch, runs, nothing))?.cast_into::<Pairs>().map_err(PyErr::from)?;
            Ok(pairs.get().counted().clone())
        };
        let answers = |outcome: Outcome| -> Result<_, Counted> {
            let (rows, id) = (asked.rows(outcome), outcome.id(question.scenario.model()));
            let bytes: Vec<u8> = answer.call1((id, rows.count(), rows.runs()))?.extract()?;
            let shares: Vec<f64> = bytes.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
            let answers: Vec<Twice> = shares.as_chunks().0.to_vec();
            let whole = rows.count() * rows.width() as u64;
            if answers.len() as u64 == whole { Ok(answers) } else { Err(PyValueError::new_err("rows are missing").into()) }
        };
        let moved = asked.counted(ends, answers).map_err(|error| error.raised(py))?;
        Ok(Answer::new(Sensitive { scenario: Arc::clone(&question.scenario), moved }))
    }
}

/// What is counted of a batch, by name: the scenario, and which batch.
fn named(question: &Question, batch: usize) -> String {
    format!("{}# inputs, batch {batch}\n", question.scenario.to_toml())
}
