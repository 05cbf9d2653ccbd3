//! What the cases say of the parameters, given what was thought before: draws from the posterior law.

use nalgebra::{DMatrix, DVector};
use nemcon_core::{Interval, PERCENTILE_95};
use nemcon_montecarlo::Philox;
use rand::RngExt;

use crate::surface::Surface;

/// Draws from the posterior law of the parameters, in coordinates that are standard normal before.
///
/// The numbers of a race differ from those that all races share by independent normal deviations of one standard
/// deviation, the *spread*, in units of the prior's; what is shared has the rest of the prior's variance, so that a
/// race of which nothing is known has the numbers of the prior. The spread is uncertain too: partial pooling.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Posterior {
    /// What is shared.
    draws: Vec<Vec<f64>>,
    /// By draw: the spread.
    spreads: Vec<f64>,
    /// By race and draw: the log score of the race, as it counts.
    by_race: Vec<Vec<f64>>,
}

/// What is thought of the numbers of a further race.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fit {
    /// By parameter: the mean coordinate.
    pub mean: Vec<f64>,
    /// By parameter: the standard deviation, of what is shared and of how races differ together; 1 is as uncertain as
    /// before.
    pub deviation: Vec<f64>,
    /// The root mean square of the spread: how far races differ, in units of the prior's deviations.
    pub spread: f64,
    /// By pair of parameters: their correlation.
    pub correlation: Vec<Vec<f64>>,
    /// How many independent draws are worth these, where they weigh differently.
    pub effective_draws: f64,
}

/// A race counts as half a race: the model is not the truth, and a fit that takes every race at its word does worse on
/// those left out (P. D. Bissiri, C. C. Holmes, S. G. Walker, Journal of the Royal Statistical Society B 78, 2016,
/// 1103–1130; P. Grünwald, T. van Ommen, Bayesian Analysis 12, 2017, 1069–1103).
const WEIGHT: f64 = 0.5;
/// Steps of the chain in which it adapts, and after that.
const ADAPTING: usize = 40_000;
const STEPS: usize = 200_000;
/// Every so manieth step is kept.
const THIN: usize = 50;
/// How often the proposal is made anew from the steps so far.
const ADAPTS: usize = 10;

impl Posterior {
    /// Draws by random-walk Metropolis sampling with an adaptive proposal (H. Haario, E. Saksman, J. Tamminen,
    /// Bernoulli 7, 2001, 223–242; scale 2.38²/d: G. O. Roberts, A. Gelman, W. R. Gilks, Annals of Applied
    /// Probability 7, 1997, 110–120). The score of a race is the mean over its cases. The draws are the same at every
    /// call.
    pub(crate) fn draw(surfaces: &[Surface], races: &[usize], dimensions: usize) -> Self {
        let count = races.iter().max().map_or(0, |last| last + 1);
        let cuts: Vec<f64> = (0..count).map(|race| races.iter().filter(|&&other| other == race).count() as f64).collect();
        // The last coordinate is that of the spread.
        let by_race = |at: &[f64]| {
            let (shared, spread) = located(at);
            let mut scores = vec![0.0; count];
            surfaces
                .iter()
                .zip(races)
                .for_each(|(surface, &race)| scores[race] += WEIGHT * surface.log_score(&shared, spread) / cuts[race]);
            scores
        };
        let dimensions = dimensions + 1;
        let against = |point: &[f64], scores: &[f64]| scores.iter().sum::<f64>() + 0.5 * point.iter().map(|x| x * x).sum::<f64>();
        let mut random = Philox::new(0).stream([2, 0, 0, 0]);
        let mut normal = || {
            // Twelve uniform numbers less six: enough for a proposal, which may have any symmetric law.
            (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0
        };
        let mut accepts = Philox::new(0).stream([3, 0, 0, 0]);
        let scale = 2.38 / libm::sqrt(dimensions as f64);
        let mut factor = DMatrix::<f64>::identity(dimensions, dimensions) * 0.5;
        let mut at = vec![0.0; dimensions];
        let mut scores = by_race(&at);
        let mut value = against(&at, &scores);
        let mut seen: Vec<Vec<f64>> = Vec::new();
        let mut found = Self { draws: Vec::new(), spreads: Vec::new(), by_race: vec![Vec::new(); count] };
        for step in 0..ADAPTING + STEPS {
            if step > 0 && step <= ADAPTING && step % (ADAPTING / ADAPTS) == 0 {
                // The older half was on the way.
                let recent = &seen[seen.len() / 2..];
                if let Some(decomposed) = (covariance(recent) + DMatrix::identity(dimensions, dimensions) * 1e-6).cholesky() {
                    factor = decomposed.l();
                }
            }
            let jump = &factor * DVector::from_fn(dimensions, |_, _| normal()) * scale;
            let next: Vec<f64> = at.iter().zip(jump.iter()).map(|(at, jump)| at + jump).collect();
            let next_scores = by_race(&next);
            let next_value = against(&next, &next_scores);
            if libm::log(accepts.random::<f64>().max(1e-300)) < value - next_value {
                (at, scores, value) = (next, next_scores, next_value);
            }
            if step < ADAPTING {
                seen.push(at.clone());
            } else if step % THIN == 0 {
                let (shared, spread) = located(&at);
                found.draws.push(shared);
                found.spreads.push(spread);
                found.by_race.iter_mut().zip(&scores).for_each(|(all, score)| all.push(*score));
            }
        }
        found
    }

    /// The fit to all races.
    pub(crate) fn fit(&self) -> Fit {
        self.weighed(&vec![1.0; self.draws.len()])
    }

    /// The fit to all races but one: the same draws, weighed by the inverse of its likelihood (A. E. Gelfand, D. K. Dey,
    /// H. Chang, Bayesian Statistics 4, 1992, 147–167).
    pub(crate) fn without(&self, race: usize) -> Fit {
        let most = self.by_race[race].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = self.by_race[race].iter().map(|score| libm::exp(score - most)).collect();
        self.weighed(&weights)
    }

    fn weighed(&self, weights: &[f64]) -> Fit {
        let draws = &self.draws;
        let dimensions = draws.first().map_or(0, Vec::len);
        let total: f64 = weights.iter().sum();
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        let weighted =
            |value: &dyn Fn(&[f64]) -> f64| draws.iter().zip(weights).map(|(draw, weight)| weight * value(draw)).sum::<f64>() / total;
        let mean: Vec<f64> = (0..dimensions).map(|axis| weighted(&|draw| draw[axis])).collect();
        let covariance = |a: usize, b: usize| weighted(&|draw| (draw[a] - mean[a]) * (draw[b] - mean[b]));
        let between = self.spreads.iter().zip(weights).map(|(spread, weight)| weight * spread * spread).sum::<f64>() / total;
        let deviation: Vec<f64> = (0..dimensions).map(|axis| libm::sqrt(covariance(axis, axis) + between)).collect();
        let correlation = (0..dimensions)
            .map(|a| (0..dimensions).map(|b| if a == b { 1.0 } else { covariance(a, b) / (deviation[a] * deviation[b]) }).collect())
            .collect();
        Fit { mean, deviation, spread: libm::sqrt(between), correlation, effective_draws: total * total / squares }
    }
}

impl Fit {
    /// The 90% interval of a coordinate.
    pub fn interval(&self, parameter: usize) -> Interval {
        Interval::around(self.mean[parameter], PERCENTILE_95 * self.deviation[parameter])
    }
}

/// What is shared, and the spread, at a place in the space of the chain, whose coordinates are standard normal before:
/// the spread lies between 0 and 1, about evenly.
fn located(at: &[f64]) -> (Vec<f64>, f64) {
    let (last, shared) = at.split_last().expect("the spread is a coordinate");
    let spread = 1.0 / (1.0 + libm::exp(-1.6 * last));
    let scale = libm::sqrt(1.0 - spread * spread);
    (shared.iter().map(|x| scale * x).collect(), spread)
}

fn covariance(points: &[Vec<f64>]) -> DMatrix<f64> {
    let dimensions = points.first().map_or(0, Vec::len);
    let n = points.len() as f64;
    let mean = DVector::from_fn(dimensions, |axis, _| points.iter().map(|point| point[axis]).sum::<f64>() / n);
    let mut sum = DMatrix::zeros(dimensions, dimensions);
    for point in points {
        let away = DVector::from_fn(dimensions, |axis, _| point[axis] - mean[axis]);
        sum += &away * away.transpose();
    }
    sum / n
}

#[cfg(test)]
mod tests {
    use super::Posterior;
    use crate::design;
    use crate::surface::{Count, Surface};

    fn surface(log_odds: impl Fn(&[f64]) -> f64) -> Surface {
        let points = design::points(&[(0.0, 1.0); 2], 200);
        let share = |point: &[f64]| 1.0 / (1.0 + libm::exp(-log_odds(point)));
        let counts: Vec<Count> = points.iter().map(|point| Count { hits: 1e6 * share(point), runs: 1e6 }).collect();
        Surface::fit(&points, &counts).expect("enough points")
    }

    /// One race whose end is the likelier the larger the first coordinate; of the second nothing is learnt. The numbers of
    /// that race have the law p(x) φ(x), whose mean is found by quadrature; what is shared moves in the same direction,
    /// by less. Left out, both are as before.
    #[test]
    fn a_race_moves_what_it_depends_on() {
        let flat = surface(|_| 0.0);
        let posterior = Posterior::draw(&[surface(|point| 2.0 * point[0]), flat], &[0, 1], 2);
        let (mut above, mut below) = (0.0, 0.0);
        for step in -500..=500 {
            let x = f64::from(step) / 100.0;
            let density = libm::exp(-0.5 * x * x) / (1.0 + libm::exp(-2.0 * x));
            (above, below) = (above + x * density, below + density);
        }
        let fit = posterior.fit();
        let whole = above / below;
        assert!(fit.mean[0] > 0.3 * whole && fit.mean[0] < 0.9 * whole, "{} {whole}", fit.mean[0]);
        assert!(fit.mean[1].abs() < 0.06 && (fit.deviation[1] - 1.0).abs() < 0.05, "{fit:?}");
        assert!(fit.spread > 0.2 && fit.spread < 0.9, "{fit:?}");
        let without = posterior.without(0);
        assert!(without.mean[0].abs() < 0.1 && (without.deviation[0] - 1.0).abs() < 0.1, "{without:?}");
        assert!(without.effective_draws < fit.effective_draws);
    }

    /// Two numbers of which only the sum matters are tied.
    #[test]
    fn what_is_known_of_a_sum_is_a_tie() {
        let surfaces: Vec<Surface> = (0..20)
            .map(|race| if race % 2 == 0 { 3.0 } else { -3.0 })
            .map(|side| surface(move |point| 2.0 - side * (point[0] + point[1])))
            .collect();
        let races: Vec<usize> = (0..20).collect();
        let fit = Posterior::draw(&surfaces, &races, 2).fit();
        assert!(fit.correlation[0][1] < -0.2, "{fit:?}");
        assert!(fit.spread < 0.5, "twenty races that agree differ little: {fit:?}");
    }
}
