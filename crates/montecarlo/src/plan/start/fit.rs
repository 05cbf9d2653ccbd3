//! Fitting a normal law to several factors given the evidence on a candidate.
//!
//! First about the mode, by Laplace's method, which needs no draws and so works in many dimensions;
//! then, as far as pilot draws carry, by the weighted moments of these (O. Cappé, A. Guillin,
//! J.-M. Marin, C. P. Robert, *Population Monte Carlo*, Journal of Computational and Graphical
//! Statistics 13, 2004, 907–929). A fit that is poor costs effective runs, never truth.

use super::evidence::EvidencePlan;
use super::linear::Lower;
use super::priors::Priors;
use super::proposal::Proposal;

/// Evidence less likely than this is impossible: beyond it probabilities are no numbers.
pub(super) const LEAST_PROBABILITY: f64 = 1e-290;
/// Steps by which slopes are measured.
const STEP: f64 = 1e-4;
/// Newton steps towards the mode, at most, and the size below which one is the last.
const NEWTON_STEPS: usize = 60;
const LAST_STEP: f64 = 1e-5;
/// No variance of the fit exceeds this: the factors' own is 1.
const MOST_VARIANCE: f64 = 4.0;
/// By how much the fit is wider than what it is fitted to: weights suffer from a narrow law most.
const WIDER: f64 = 1.1;
/// Effective pilot draws a dimension that moments need.
const DRAWS_A_DIMENSION: f64 = 8.0;
/// How often moments are taken anew.
const ROUNDS: usize = 4;

/// The factors that condition the evidence on a candidate, as a function to be fitted.
pub(super) struct Fit<'a> {
    evidence: &'a EvidencePlan,
    priors: &'a Priors,
    factors: Vec<usize>,
    /// By factor: the places of the pairs that depend on it, and the uncertain prior that it is of.
    affected: Vec<Vec<usize>>,
    of_prior: Vec<Option<usize>>,
    normals: Vec<f64>,
    drawn: Vec<[f64; 3]>,
    thresholds: Vec<[f64; 3]>,
    table: Vec<f64>,
}

impl<'a> Fit<'a> {
    /// The factors that the evidence depends on, among so many normal variates.
    pub(super) fn new(evidence: &'a EvidencePlan, priors: &'a Priors, normals: usize) -> Self {
        let depends = |factor: usize, place: &usize| {
            let counted = &evidence.counted[*place];
            counted.loadings.iter().any(|(loaded, _)| *loaded == factor) || counted.drawn.is_some_and(|drawn| priors.depends(drawn, factor))
        };
        let places = |factor: usize| (0..evidence.pairs.len()).filter(|place| depends(factor, place)).collect::<Vec<_>>();
        let affected: Vec<(usize, Vec<usize>)> =
            (0..normals).map(|factor| (factor, places(factor))).filter(|(_, places)| !places.is_empty()).collect();
        let (factors, affected): (Vec<usize>, Vec<Vec<usize>>) = affected.into_iter().unzip();
        Self {
            of_prior: factors.iter().map(|&factor| priors.of(factor)).collect(),
            normals: vec![0.0; normals],
            drawn: vec![[0.0; 3]; priors.len()],
            thresholds: vec![[0.0; 3]; evidence.pairs.len()],
            table: vec![0.0; evidence.cells()],
            evidence,
            priors,
            factors,
            affected,
        }
    }

    /// The factors, by index.
    pub(super) fn factors(&self) -> &[usize] {
        &self.factors
    }

    /// The probability of the evidence given the factors.
    pub(super) fn probability(&mut self, factors: &[f64]) -> f64 {
        for (&factor, &value) in self.factors.iter().zip(factors) {
            self.normals[factor] = value;
        }
        self.priors.draw(&self.normals, &mut self.drawn);
        for (thresholds, counted) in self.thresholds.iter_mut().zip(&self.evidence.counted) {
            *thresholds = counted.thresholds(&self.normals, &self.drawn, None);
        }
        self.evidence.tabulate(&self.thresholds, &mut self.table)
    }

    /// The logarithm of the density of the factors given the evidence, but for a constant; and its
    /// slopes.
    fn slopes(&mut self, factors: &[f64]) -> Option<(f64, Vec<f64>)> {
        let probability = self.probability(factors);
        if probability < LEAST_PROBABILITY {
            return None;
        }
        let mut likelihoods = vec![[0.0; 4]; self.evidence.pairs.len()];
        self.evidence.likelihoods(&self.thresholds, &self.table, |place, of_stances| {
            likelihoods[place] = of_stances.map(|likelihood| likelihood / probability);
        });
        let mut slopes = Vec::with_capacity(factors.len());
        for (at, &value) in factors.iter().enumerate() {
            let mut slope = -value;
            for (moved, sign) in [(value + STEP, 1.0), (value - STEP, -1.0)] {
                self.normals[self.factors[at]] = moved;
                if let Some(prior) = self.of_prior[at] {
                    self.drawn[prior] = self.priors.thresholds(prior, &self.normals);
                }
                for &place in &self.affected[at] {
                    let thresholds = self.evidence.counted[place].thresholds(&self.normals, &self.drawn, None);
                    let probabilities = super::stance::probabilities(thresholds);
                    let expected: f64 = probabilities.iter().zip(&likelihoods[place]).map(|(p, likelihood)| p * likelihood).sum();
                    slope += sign * expected / (2.0 * STEP);
                }
            }
            self.normals[self.factors[at]] = value;
            if let Some(prior) = self.of_prior[at] {
                self.drawn[prior] = self.priors.thresholds(prior, &self.normals);
            }
            slopes.push(slope);
        }
        Some((libm::log(probability) - 0.5 * factors.iter().map(|factor| factor * factor).sum::<f64>(), slopes))
    }

    /// The logarithm of the density, but for a constant.
    fn ln_density(&mut self, factors: &[f64]) -> f64 {
        let probability = self.probability(factors);
        if probability < LEAST_PROBABILITY {
            return f64::NEG_INFINITY;
        }
        libm::log(probability) - 0.5 * factors.iter().map(|factor| factor * factor).sum::<f64>()
    }

    /// Minus the matrix of second derivatives.
    fn curvature(&mut self, factors: &[f64]) -> Option<Vec<Vec<f64>>> {
        let mut moved = factors.to_vec();
        let mut rows = Vec::with_capacity(factors.len());
        for at in 0..factors.len() {
            moved[at] = factors[at] + STEP;
            let (_, above) = self.slopes(&moved)?;
            moved[at] = factors[at] - STEP;
            let (_, below) = self.slopes(&moved)?;
            moved[at] = factors[at];
            rows.push(above.iter().zip(below).map(|(above, below)| (below - above) / (2.0 * STEP)).collect());
        }
        Some(rows)
    }

    /// Where to begin: the likeliest of some points along the axes and diagonals.
    fn beginning(&mut self) -> Option<Vec<f64>> {
        let size = self.factors.len();
        let mut points = vec![vec![0.0; size]];
        for distance in [-6.0, -4.0, -2.0, -1.0, 1.0, 2.0, 4.0, 6.0] {
            points.push((0..size).map(|at| if self.of_prior[at].is_none() { distance } else { 0.0 }).collect());
            for stance in 0..4 {
                let of_stance = |at: usize| self.of_prior[at].is_some_and(|prior| self.priors.stance(prior, self.factors[at]) == stance);
                points.push((0..size).map(|at| if of_stance(at) { distance } else { 0.0 }).collect());
            }
            points.extend((0..size).map(|axis| (0..size).map(|at| if at == axis { distance } else { 0.0 }).collect()));
        }
        let densities = points.into_iter().map(|point| (self.ln_density(&point), point));
        let best = densities.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (best.0 > f64::NEG_INFINITY).then_some(best.1)
    }

    /// The normal law about the mode; `None` where the evidence is impossible wherever it was looked for.
    pub(super) fn about_the_mode(&mut self) -> Option<Proposal> {
        let mut factors = self.beginning()?;
        let size = factors.len();
        for _ in 0..NEWTON_STEPS {
            let Some((here, slopes)) = self.slopes(&factors) else { break };
            let Some(curvature) = self.curvature(&factors) else { break };
            let root = root_of(size, &curvature, 0.0);
            let step = root.solve_transposed(&root.solve(&slopes));
            let longest = step.iter().fold(0.0f64, |most, step| most.max(step.abs()));
            let mut part = if longest > 2.0 { 2.0 / longest } else { 1.0 };
            let moved = loop {
                let moved: Vec<f64> = factors.iter().zip(&step).map(|(factor, step)| factor + part * step).collect();
                if self.ln_density(&moved) >= here || part < 1e-6 {
                    break moved;
                }
                part /= 2.0;
            };
            if part < 1e-6 {
                break;
            }
            factors = moved;
            if part * longest < LAST_STEP {
                break;
            }
        }
        let curvature = self.curvature(&factors).unwrap_or_else(|| vec![vec![0.0; size]; size]);
        let root = root_of(size, &curvature, 1.0 / MOST_VARIANCE);
        // The inverse of the curvature, column by column.
        let unit = |at: usize| (0..size).map(|row| f64::from(u8::from(row == at))).collect::<Vec<_>>();
        let covariance: Vec<Vec<f64>> = (0..size).map(|at| root.solve_transposed(&root.solve(&unit(at)))).collect();
        Some(proposal(factors, &covariance))
    }

    /// A better fit to the moments of pilot draws, as long as there is one. `pilots`: standard normal
    /// variates, the one that chooses first, then one a factor.
    pub(super) fn improved(&mut self, mut proposal: Proposal, pilots: &[Vec<f64>]) -> Proposal {
        let mut draws = self.draws(&proposal, pilots);
        for _ in 0..ROUNDS {
            let Some(next) = draws.moments(self.factors.len()) else { break };
            let of_next = self.draws(&next, pilots);
            if of_next.effective(1.0) <= draws.effective(1.0) {
                break;
            }
            (proposal, draws) = (next, of_next);
        }
        proposal
    }

    fn draws(&mut self, proposal: &Proposal, pilots: &[Vec<f64>]) -> Draws {
        let draw = |pilot: &Vec<f64>| {
            let factors = proposal.draw(pilot[0], &pilot[1..]);
            (libm::log(self.probability(&factors)) + proposal.ln_ratio(&factors), factors)
        };
        Draws(pilots.iter().map(draw).collect())
    }
}

/// Draws of the factors, each with the logarithm of its weight.
struct Draws(Vec<(f64, Vec<f64>)>);

impl Draws {
    /// The weights to some power, the largest being 1.
    fn weights(&self, power: f64) -> Vec<f64> {
        let most = self.0.iter().map(|(ln, _)| *ln).fold(f64::NEG_INFINITY, f64::max);
        if most == f64::NEG_INFINITY {
            return vec![0.0; self.0.len()];
        }
        self.0.iter().map(|(ln, _)| libm::exp(power * (ln - most))).collect()
    }

    fn effective(&self, power: f64) -> f64 {
        let weights = self.weights(power);
        let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), weight| (sum + weight, squares + weight * weight));
        if squares > 0.0 { sum * sum / squares } else { 0.0 }
    }

    /// The law with the draws' mean and covariance: by weights tempered as far as it takes for enough
    /// draws to count.
    fn moments(&self, size: usize) -> Option<Proposal> {
        let enough = DRAWS_A_DIMENSION * (size + 1) as f64;
        let power = [1.0, 0.7, 0.5, 0.3, 0.2, 0.1].into_iter().find(|&power| self.effective(power) >= enough)?;
        let weights = self.weights(power);
        let whole: f64 = weights.iter().sum();
        let mean_of = |value: &dyn Fn(&[f64]) -> f64| -> f64 {
            self.0.iter().zip(&weights).map(|((_, factors), weight)| weight * value(factors)).sum::<f64>() / whole
        };
        let mean: Vec<f64> = (0..size).map(|at| mean_of(&|factors| factors[at])).collect();
        let covariance: Vec<Vec<f64>> = (0..size)
            .map(|row| (0..size).map(|column| mean_of(&|f| (f[row] - mean[row]) * (f[column] - mean[column]))).collect())
            .collect();
        Lower::root(size, |row, column| covariance[row][column])?;
        Some(proposal(mean, &covariance))
    }
}

/// The law of a mean and a covariance, a little wider.
fn proposal(mean: Vec<f64>, covariance: &[Vec<f64>]) -> Proposal {
    let size = mean.len();
    let root = Lower::root(size, |row, column| WIDER * covariance[row][column]);
    Proposal::new(mean, root.unwrap_or_else(|| identity(size)))
}

/// The root of a matrix, with as much added to its diagonal as it takes for every direction to exceed
/// `least`.
fn root_of(size: usize, matrix: &[Vec<f64>], least: f64) -> Lower {
    let shifted =
        |by: f64| move |row: usize, column: usize| 0.5 * (matrix[row][column] + matrix[column][row]) + if row == column { by } else { 0.0 };
    let enough = |added: &f64| Lower::root(size, shifted(added - least)).is_some();
    let added = std::iter::once(0.0).chain((0..60).map(|doubled| libm::exp2(f64::from(doubled) - 6.0))).find(enough);
    added.and_then(|added| Lower::root(size, shifted(added))).unwrap_or_else(|| identity(size))
}

fn identity(size: usize) -> Lower {
    Lower::root(size, |row, column| f64::from(u8::from(row == column))).expect("the identity is positive definite")
}
