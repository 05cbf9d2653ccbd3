//! Penalised maximum likelihood on surfaces.

use argmin::core::{CostFunction, Error, Executor};
use argmin::solver::neldermead::NelderMead;

use crate::surface::Surface;

/// What is minimised: the log scores of the races, and half the squared length of the point.
///
/// The score of a race is the mean over its cases. The penalty is what the ranges of the dynamics
/// say against a point, on the scale of log-likelihoods.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objective<'a> {
    /// By case.
    pub(crate) surfaces: &'a [Surface],
    /// By case: its share in the score of its race; 0 where the race is left out.
    pub(crate) shares: &'a [f64],
    pub(crate) dimensions: usize,
}

/// Half the width of the first simplex, in standard deviations of the ranges.
const STEP: f64 = 0.5;
/// The search ends when the values at the corners of the simplex differ less than this.
const TOLERANCE: f64 = 1e-7;
const STEPS: u64 = 2000;
/// How often the search begins anew where it ended, with a fresh simplex.
const RESTARTS: usize = 2;

impl Objective<'_> {
    /// The value at a point; the smaller the better.
    pub(crate) fn value(&self, point: &[f64]) -> f64 {
        let scores = self.surfaces.iter().zip(self.shares).filter(|(_, share)| **share > 0.0);
        let penalty: f64 = point.iter().map(|coordinate| coordinate * coordinate).sum();
        scores.map(|(surface, share)| share * surface.log_score(point)).sum::<f64>() + 0.5 * penalty
    }

    /// The best point, searched for from another, and its value.
    pub(crate) fn minimise(&self, from: &[f64]) -> (Vec<f64>, f64) {
        self.minimise_with(from, None)
    }

    /// The same with one coordinate held: the point still has all its coordinates.
    pub(crate) fn minimise_holding(&self, axis: usize, from: &[f64]) -> (Vec<f64>, f64) {
        self.minimise_with(from, Some(axis))
    }

    /// Nelder and Mead's simplex method (Computer Journal 7, 1965, 308–313).
    fn minimise_with(&self, from: &[f64], held: Option<usize>) -> (Vec<f64>, f64) {
        let free: Vec<usize> = (0..self.dimensions).filter(|&axis| Some(axis) != held).collect();
        let mut best = (from.to_vec(), self.value(from));
        if free.is_empty() {
            return best;
        }
        for _ in 0..=RESTARTS {
            let slice = Slice { objective: self, base: &best.0, free: &free };
            let start: Vec<f64> = free.iter().map(|&axis| best.0[axis]).collect();
            let corner = |corner: usize| {
                let mut point = start.clone();
                if corner > 0 {
                    point[corner - 1] += STEP;
                }
                point
            };
            let Ok(solver) = NelderMead::new((0..=free.len()).map(corner).collect()).with_sd_tolerance(TOLERANCE) else { break };
            let search = Executor::new(slice, solver).configure(|state| state.max_iters(STEPS)).timer(false).run();
            let Some(found) = search.ok().and_then(|result| result.state.best_param) else { break };
            let point = slice.whole(&found);
            let value = self.value(&point);
            if value >= best.1 - TOLERANCE {
                break;
            }
            best = (point, value);
        }
        best
    }
}

/// An objective as a function of some coordinates, the others as they are in `base`.
#[derive(Clone, Copy)]
struct Slice<'a> {
    objective: &'a Objective<'a>,
    base: &'a [f64],
    free: &'a [usize],
}

impl Slice<'_> {
    fn whole(&self, coordinates: &[f64]) -> Vec<f64> {
        let mut point = self.base.to_vec();
        self.free.iter().zip(coordinates).for_each(|(&axis, &coordinate)| point[axis] = coordinate);
        point
    }
}

impl CostFunction for Slice<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, coordinates: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.objective.value(&self.whole(coordinates)))
    }
}
