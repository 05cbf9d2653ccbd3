//! Fitting the numbers that cases share to how they ended.

use nemcon_core::{Bytes, Model, Quantity};
use nemcon_montecarlo::{EstimateError, Estimates, Plan, PlanError, RunsError};

use crate::posterior::{Fit, Posterior};
use crate::surface::{Count, Surface};
use crate::verification::races;
use crate::{Case, Parameter, design, likelihood, parallel};

/// Numbers fitted to some cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// What was uncertain before.
    pub parameters: Vec<Parameter>,
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

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// One race only, or none.
    #[error("there is {0} race: to fit and to leave one out takes at least 2")]
    Races(usize),
    /// No number is uncertain.
    #[error("nothing is uncertain: what is to be fitted is a [[number]] of the coding table that the cases use, with `low` and `high`")]
    Known,
    /// The model of a case is not allowed with some numbers.
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
    /// Too few points or too large a space for a surface.
    #[error("{0}: the simulations do not determine how its end depends on the numbers; take more runs")]
    Surface(String),
}

/// The model of a case, by index, with these numbers, one a parameter; or what is wrong with it.
pub type Remade<'a> = dyn Fn(usize, &[Quantity]) -> Result<Model, String> + Sync + 'a;

/// Cases that can be made anew with other numbers.
#[derive(Clone, Copy)]
pub struct Recoded<'a> {
    /// The cases, as they are with the numbers as they are.
    pub cases: &'a [Case],
    /// The numbers that they share.
    pub parameters: &'a [Parameter],
    /// How a case is made anew.
    pub model: &'a Remade<'a>,
}

/// How often a case is simulated, from which seed, and who is told of finished runs.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Runs a case, at each point of a fit.
    pub runs: u64,
    /// The seed of all of them.
    pub seed: u64,
    /// How much memory each simulation may hold; there is one on every thread.
    pub memory: Bytes,
    /// Called with the number of runs finished.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Pairs of points for a first look, by how many numbers there are …
const fn first(dimensions: usize) -> usize {
    4 + 2 * dimensions
}

/// … and closer to where that ended.
const fn second(dimensions: usize) -> usize {
    8 + 4 * dimensions
}

/// By how much wider the points of the second look lie than the first fit.
const WIDER: f64 = 1.25;

impl Calibration {
    /// Fits the numbers that cases share; their ranges are the prior.
    ///
    /// Every case is simulated at the same points of the space, with the same run numbers at each
    /// (common random numbers), and the log-odds of its end are smoothed by a polynomial of second
    /// order (P. J. Diggle, R. J. Gratton, Journal of the Royal Statistical Society B 46, 1984,
    /// 193–227: implicit statistical models): first over the whole of the ranges, then closer to
    /// where a first fit lies. From the law of the numbers given the surfaces draws are taken.
    pub fn fit(recoded: Recoded<'_>, effort: Effort<'_>) -> Result<Self, CalibrationError> {
        let races = races(recoded.cases);
        let count = races.iter().max().map_or(0, |last| last + 1);
        if count < 2 {
            return Err(CalibrationError::Races(count));
        }
        let dimensions = recoded.parameters.len();
        if dimensions == 0 {
            return Err(CalibrationError::Known);
        }
        // The middle of the ranges is one of them: there at least every case must be possible.
        let mut points = vec![vec![0.0; dimensions]; 2];
        points.extend(design::points(&vec![(0.0, 1.0); dimensions], first(dimensions) - 1));
        let mut counts = recoded.counts(&points, effort)?;
        let rough = Posterior::draw(&recoded.surfaces(&points, &counts)?, &races, dimensions).fit();
        let around: Vec<(f64, f64)> = rough.mean.iter().zip(&rough.deviation).map(|(mean, deviation)| (*mean, WIDER * deviation)).collect();
        let closer = design::points(&around, second(dimensions));
        let more = recoded.counts(&closer, effort)?;
        counts.iter_mut().zip(more).for_each(|(all, more)| all.extend(more));
        points.extend(closer);
        let surfaces = recoded.surfaces(&points, &counts)?;
        let posterior = Posterior::draw(&surfaces, &races, dimensions);
        Ok(Self {
            parameters: recoded.parameters.to_vec(),
            fit: posterior.fit(),
            without: (0..count).map(|race| posterior.without(race)).collect(),
            errors: surfaces.iter().map(|surface| surface.error).collect(),
            points: points.len(),
            races,
        })
    }

    /// How many runs [`Calibration::fit`] simulates for so many cases and parameters, `runs` for each case at each point.
    pub fn runs(cases: usize, parameters: usize, runs: u64) -> u64 {
        runs * (2 * (first(parameters) + second(parameters)) * cases) as u64
    }

    /// The fitted numbers: ranges.
    pub fn numbers(&self) -> Vec<Quantity> {
        self.within(&self.fit)
    }

    /// The numbers fitted without the race of a case.
    pub fn numbers_without(&self, case: usize) -> Vec<Quantity> {
        self.within(&self.without[self.races[case]])
    }

    fn within(&self, fit: &Fit) -> Vec<Quantity> {
        self.parameters.iter().enumerate().map(|(index, parameter)| parameter.within(fit.interval(index))).collect()
    }
}

impl Recoded<'_> {
    /// The case with these numbers, and the estimates for it.
    pub fn estimates(&self, case: usize, numbers: &[Quantity], effort: Effort<'_>) -> Result<(Case, Estimates), CalibrationError> {
        let name = || self.cases[case].name().to_owned();
        let model = (self.model)(case, numbers).map_err(|fault| CalibrationError::Model(name(), fault))?;
        let case = self.cases[case].recoded(model).map_err(|error| CalibrationError::Model(name(), error.to_string()))?;
        let plan = Plan::new(case.model()).map_err(|error| CalibrationError::Plan(name(), error))?;
        let plan = plan.memory(effort.memory);
        let tally = plan.simulate(effort.seed, 0..effort.runs, &|_| ()).map_err(|error| CalibrationError::Runs(name(), error))?;
        (effort.progress)(effort.runs);
        let estimates = tally.estimates().map_err(|error| CalibrationError::Estimate(name(), error))?;
        Ok((case, estimates))
    }

    /// By case and point: how often it ended as it did; nothing where the numbers contradict each other in this case,
    /// as correlations that sum to 1 do, or make what is known of it so unlikely that a few runs decide everything.
    fn counts(&self, points: &[Vec<f64>], effort: Effort<'_>) -> Result<Vec<Vec<Option<Count>>>, CalibrationError> {
        let cases = self.cases.len();
        // Points first, so that cases that take long are spread over the threads.
        let jobs: Vec<(usize, usize)> = (0..points.len()).flat_map(|point| (0..cases).map(move |case| (case, point))).collect();
        let counts = parallel::map(&jobs, |&(case, point)| {
            let numbers: Vec<Quantity> =
                self.parameters.iter().zip(&points[point]).map(|(parameter, &at)| Quantity::Fixed(parameter.value(at))).collect();
            match self.estimates(case, &numbers, effort) {
                Ok((case, estimates)) => Ok(Some(likelihood::count(&case, &estimates))),
                Err(CalibrationError::Model(..)) if point > 0 => Ok(None),
                Err(CalibrationError::Estimate(..)) => Ok(None),
                Err(error) => Err(error),
            }
        });
        let counts: Vec<Option<Count>> = counts.into_iter().collect::<Result<_, _>>()?;
        Ok((0..cases).map(|case| (0..points.len()).map(|point| counts[point * cases + case]).collect()).collect())
    }

    fn surfaces(&self, points: &[Vec<f64>], counts: &[Vec<Option<Count>>]) -> Result<Vec<Surface>, CalibrationError> {
        let numbers: Vec<usize> = (0..self.cases.len()).collect();
        let surfaces = parallel::map(&numbers, |&case| {
            let known = points.iter().zip(&counts[case]).filter_map(|(point, count)| Some((point.clone(), (*count)?)));
            let (points, counts): (Vec<Vec<f64>>, Vec<Count>) = known.unzip();
            Surface::fit(&points, &counts).ok_or_else(|| CalibrationError::Surface(self.cases[case].name().to_owned()))
        });
        surfaces.into_iter().collect()
    }
}
