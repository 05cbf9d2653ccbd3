//! Sweeps whose points somebody else counts.

use nemcon::questions::{Refusal, Sweep, outcome as outcome_of};
use nemcon::report::SweepPoint;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::failure::refused;
use crate::findings::Swept;
use crate::scenario::Scenario;
use crate::size::Size;
use crate::tally::Tally;

/// The scenario of every point, in the order in which they are to be counted, with how many runs, from which seed.
#[pyfunction]
pub(crate) fn sweep_points(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    size: Size,
    set: Vec<String>,
    outcome: Option<&str>,
) -> PyResult<(Vec<Scenario>, (u64, u64))> {
    let base = scenario.get();
    let size = base.size(size)?;
    let points = py.detach(|| {
        outcome.map(|id| outcome_of(base.inner().model(), id)).transpose()?;
        let sweep = Sweep::new(base.inner(), &set)?;
        sweep.places().iter().map(|place| sweep.scenario(base.inner(), place)).collect::<Result<Vec<_>, _>>()
    });
    let points = points.map_err(|refusal| refused(py, &refusal))?;
    Ok((points.into_iter().map(|point| base.beside(point)).collect(), size))
}

/// The answer, from what was counted of every point.
#[pyfunction]
pub(crate) fn swept(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    size: Size,
    set: Vec<String>,
    outcome: Option<&str>,
    counted: Vec<Py<Tally>>,
) -> PyResult<Answer> {
    let base = scenario.get();
    let found = (|| {
        let plotted = outcome.map(|id| outcome_of(base.inner().model(), id)).transpose()?;
        let sweep = Sweep::new(base.inner(), &set)?;
        let point = |(place, tally): (&Vec<usize>, &Py<Tally>)| {
            Ok::<_, Refusal>(SweepPoint::new(place.clone(), tally.get().counted().estimates()?))
        };
        let points = sweep.places().iter().zip(&counted).map(point).collect::<Result<_, _>>()?;
        Ok((plotted, sweep.keys().to_vec(), points))
    })();
    let (plotted, keys, points) = found.map_err(|refusal: Refusal| refused(py, &refusal))?;
    Ok(Answer::new(Swept { scenario: base.shared(), keys, points, plotted, size: base.size(size)? }))
}
