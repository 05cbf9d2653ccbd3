//! Fitting the dynamics that cases share to how they ended.

use nemcon_core::{Dynamics, Interval, Model, PERCENTILE_95};
use nemcon_montecarlo::{EstimateError, Estimates, Plan, PlanError, RunsError};

use crate::fit::Objective;
use crate::surface::{self, Count, Surface};
use crate::verification::races;
use crate::{Case, Space, design, likelihood, parallel, profile};

/// Dynamics fitted to some cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// What was uncertain before.
    pub space: Space,
    /// By case: the number of its race.
    pub races: Vec<usize>,
    /// Fitted to all races.
    pub fit: Fit,
    /// By race: fitted to all others.
    pub without: Vec<Fit>,
    /// By case: the typical distance, in log-odds, of the simulations from the smooth surface that
    /// the fit takes for them.
    pub errors: Vec<f64>,
    /// At how many points the cases were simulated.
    pub points: usize,
}

/// The result of one fit, in coordinates of the [`Space`].
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The best point.
    pub best: Vec<f64>,
    /// By axis: the 90% profile interval.
    pub intervals: Vec<Interval>,
}

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// One race only, or none.
    #[error("there is {0} race: to fit and to leave one out takes at least 2")]
    Races(usize),
    /// Cases do not share their dynamics.
    #[error("{0} and {1} have different dynamics: what is fitted is what cases share, so let all of them extend one file that holds it")]
    Different(String, String),
    /// No number of the dynamics is uncertain.
    #[error("nothing is uncertain in the dynamics of the cases: what is to be fitted is written as a range {{ low = …, high = … }}")]
    Known,
    /// The dynamics at a point are not allowed.
    #[error("{0}: {1}")]
    Model(String, String),
    /// A case cannot be simulated.
    #[error("{0}: {1}")]
    Plan(String, PlanError),
    /// More runs than a seed has.
    #[error("{0}: {1}")]
    Runs(String, RunsError),
    /// A case gives no estimates.
    #[error("{0}: {1}")]
    Estimate(String, EstimateError),
    /// Too few runs or too large a space for a surface.
    #[error("{0}: the simulations do not determine how its end depends on the dynamics; take more runs")]
    Surface(String),
}

/// Pairs of points a coefficient of a surface, for a first look …
const FIRST: usize = 1;
/// … and for the fit.
const SECOND: usize = 2;

impl Calibration {
    /// Fits what is uncertain in the dynamics that the cases share, by penalised maximum
    /// likelihood; their ranges are the penalty.
    ///
    /// Every case is simulated at the same points of the space, with the same run numbers at each
    /// (common random numbers), and the log-odds of its end are smoothed by a polynomial of second
    /// order (P. J. Diggle, R. J. Gratton, Journal of the Royal Statistical Society B 46, 1984,
    /// 193–227: implicit statistical models): first over the whole of the ranges, then closer to
    /// where a first fit lies. The likelihood of a race is the mean over its cases.
    /// `progress` is called with the number of runs finished.
    pub fn fit(cases: &[Case], runs: u64, seed: u64, progress: &(dyn Fn(u64) + Sync)) -> Result<Self, CalibrationError> {
        let races = races(cases);
        let count = races.iter().max().map_or(0, |last| last + 1);
        if count < 2 {
            return Err(CalibrationError::Races(count));
        }
        let space = shared(cases)?;
        let simulated = Simulated { cases, space: &space, runs, seed, progress };
        // Where the ranges put the parameters, then where the cases do.
        let dimensions = space.axes().len();
        let mut around = vec![(0.0, 1.0); dimensions];
        let first = simulated.surfaces(&around, FIRST)?;
        let rough = Fit::new(&first, &races, None, &vec![0.0; dimensions]);
        for (axis, (mean, deviation)) in around.iter_mut().enumerate() {
            let interval = rough.intervals[axis];
            (*mean, *deviation) = (interval.middle(), interval.half() / PERCENTILE_95);
        }
        let surfaces = simulated.surfaces(&around, SECOND)?;
        let fit = Fit::new(&surfaces, &races, None, &rough.best);
        let numbers: Vec<usize> = (0..count).collect();
        let without = parallel::map(&numbers, |&race| Fit::new(&surfaces, &races, Some(race), &fit.best));
        let errors = surfaces.iter().map(|surface| surface.error).collect();
        Ok(Self { points: points(dimensions), space, races, fit, without, errors })
    }

    /// How many runs [`Calibration::fit`] simulates for some cases, `runs` for each at each point.
    pub fn runs(cases: &[Case], runs: u64) -> u64 {
        let dimensions = cases.first().map_or(0, |case| Space::new(case.model().dynamics()).axes().len());
        runs * (points(dimensions) * cases.len()) as u64
    }

    /// The fitted dynamics: ranges.
    pub fn dynamics(&self) -> Dynamics {
        self.space.within(&self.fit.intervals)
    }

    /// The dynamics fitted without the race of a case.
    pub fn dynamics_without(&self, case: usize) -> Dynamics {
        self.space.within(&self.without[self.races[case]].intervals)
    }
}

impl Fit {
    fn new(surfaces: &[Surface], races: &[usize], left_out: Option<usize>, from: &[f64]) -> Self {
        let share = |race: &usize| {
            let cuts = races.iter().filter(|other| *other == race).count();
            if left_out == Some(*race) { 0.0 } else { 1.0 / cuts as f64 }
        };
        let shares: Vec<f64> = races.iter().map(share).collect();
        let objective = Objective { surfaces, shares: &shares, dimensions: from.len() };
        let (best, value) = objective.minimise(from);
        let intervals = (0..from.len()).map(|axis| profile::interval(&objective, axis, (&best, value))).collect();
        Self { best, intervals }
    }
}

impl Case {
    /// The name of the weight by which the bandwagon counts supporters.
    pub fn bandwagon_weight(&self) -> Option<&str> {
        self.model().dynamics().bandwagon_weight.map(|weight| self.model().body().weights[weight].name())
    }

    /// Estimates for the case under other dynamics.
    pub fn estimates(&self, dynamics: &Dynamics, runs: u64, seed: u64) -> Result<Estimates, CalibrationError> {
        let name = || self.name().to_owned();
        let mut draft = self.model().clone().into_draft();
        // The weight is the body's own.
        draft.dynamics = Dynamics { bandwagon_weight: draft.dynamics.bandwagon_weight, ..dynamics.clone() };
        let model = Model::new(draft).map_err(|faults| {
            let fault = faults.faults().first().map_or_else(String::new, |fault| fault.kind.to_string());
            CalibrationError::Model(name(), fault)
        })?;
        let plan = Plan::new(model).map_err(|error| CalibrationError::Plan(name(), error))?;
        let tally = plan.simulate(seed, 0..runs, &|_| ()).map_err(|error| CalibrationError::Runs(name(), error))?;
        tally.estimates().map_err(|error| CalibrationError::Estimate(name(), error))
    }
}

/// What it takes to simulate the cases at points of the space.
struct Simulated<'a> {
    cases: &'a [Case],
    space: &'a Space,
    runs: u64,
    seed: u64,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl Simulated<'_> {
    /// By case: the surface through simulations at so many pairs of points a coefficient.
    fn surfaces(&self, around: &[(f64, f64)], pairs: usize) -> Result<Vec<Surface>, CalibrationError> {
        let cases = self.cases;
        let points = design::points(around, pairs * surface::size(around.len()));
        let jobs: Vec<(usize, usize)> = (0..points.len()).flat_map(|point| (0..cases.len()).map(move |case| (point, case))).collect();
        let counts = parallel::map(&jobs, |&(point, case)| {
            let estimates = cases[case].estimates(&self.space.at(&points[point]), self.runs, self.seed)?;
            (self.progress)(self.runs);
            Ok(likelihood::count(&cases[case], &estimates))
        });
        let counts: Vec<Count> = counts.into_iter().collect::<Result<_, _>>()?;
        let surface = |case: usize| {
            let of_case: Vec<Count> = (0..points.len()).map(|point| counts[point * cases.len() + case]).collect();
            Surface::fit(&points, &of_case).ok_or_else(|| CalibrationError::Surface(cases[case].name().to_owned()))
        };
        (0..cases.len()).map(surface).collect()
    }
}

/// At how many points a space of so many dimensions is simulated in all.
fn points(dimensions: usize) -> usize {
    2 * (FIRST + SECOND) * surface::size(dimensions)
}

/// The space of the dynamics that all cases have.
fn shared(cases: &[Case]) -> Result<Space, CalibrationError> {
    fn of(case: &Case) -> (Dynamics, Option<&str>) {
        (Dynamics { bandwagon_weight: None, ..case.model().dynamics().clone() }, case.bandwagon_weight())
    }
    let first = &cases[0];
    if let Some(other) = cases.iter().find(|case| of(case) != of(first)) {
        return Err(CalibrationError::Different(first.name().to_owned(), other.name().to_owned()));
    }
    let space = Space::new(first.model().dynamics());
    if space.axes().is_empty() { Err(CalibrationError::Known) } else { Ok(space) }
}
