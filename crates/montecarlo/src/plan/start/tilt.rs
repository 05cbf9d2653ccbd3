//! What evidence on the other side of a cleavage tells of a member's own term on a candidate.
//!
//! Where a cleavage links candidates with evidence, a member's terms on them are drawn one after the
//! other. Drawn without regard to the evidence to come, most would make it unlikely, and few runs
//! would bear all the weight. So the first are drawn from a law tilted towards it: its density is
//! multiplied by how likely the later evidence is given the term, the other members' stances being
//! drawn as the evidence on the first candidate has them. Counts given evidence are nearly those of
//! independent members with tilted odds, which makes this nearly exact (a saddle-point argument:
//! H. E. Daniels, *Saddlepoint approximations in statistics*, Annals of Mathematical Statistics 25,
//! 1954, 631–650). The run bears what is left as its weight; a poor tilt costs effective runs, never
//! truth.

use super::counted::Counted;
use super::evidence::EvidencePlan;
use super::fit::LEAST_PROBABILITY;
use super::stance::{probabilities, thresholds};
use crate::math::{normal_cdf, normal_quantile};

/// Cells of a standard normal variate: so many, so wide, beside the two tails.
const CELLS: usize = 384;
const WIDTH: f64 = 1.0 / 32.0;

/// The part of the tilted law that is not tilted, so that no weight grows beyond all measure.
const OWN: f64 = 1.0 / 1024.0;

/// How often the tilt and the law given the evidence on the first candidate are made to agree.
const ROUNDS: usize = 4;

/// A law near the standard normal one: its density times a factor in each of some cells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tilt {
    /// By bound of the cells: the probability below it, under the normal law and under the tilted one.
    bounds: Vec<[f64; 2]>,
}

impl Tilt {
    /// Multiplies the density in each cell by such a factor; `None` where all are 0.
    fn new(factors: &[f64]) -> Option<Self> {
        let masses: Vec<f64> = factors.iter().enumerate().map(|(cell, factor)| mass(cell) * factor).collect();
        let whole: f64 = masses.iter().sum();
        if !(whole > 0.0 && whole.is_finite()) {
            return None;
        }
        let mut below = [0.0; 2];
        let mut bounds = vec![below];
        for (cell, tilted) in masses.into_iter().enumerate() {
            below = [below[0] + mass(cell), below[1] + (1.0 - OWN) * tilted / whole + OWN * mass(cell)];
            bounds.push(below);
        }
        bounds[CELLS + 2] = [1.0; 2];
        Some(Self { bounds })
    }

    /// The cell in which a probability lies, under one of the laws, and the place of its first bound.
    fn cell(&self, probability: f64, law: usize) -> [[f64; 2]; 2] {
        let next = self.bounds.partition_point(|bound| bound[law] <= probability).clamp(1, CELLS + 2);
        [self.bounds[next - 1], self.bounds[next]]
    }

    /// The probability under the tilted law of what has this one under the normal law.
    pub(super) fn tilted(&self, probability: f64) -> f64 {
        if probability >= 1.0 {
            return 1.0;
        }
        let [first, end] = self.cell(probability, 0);
        first[1] + (probability - first[0]) / (end[0] - first[0]) * (end[1] - first[1])
    }

    /// The reverse; and the logarithm of the ratio between the normal density there and the tilted one.
    pub(super) fn straightened(&self, probability: f64) -> (f64, f64) {
        let [first, end] = self.cell(probability, 1);
        let ratio = (end[0] - first[0]) / (end[1] - first[1]);
        (first[0] + (probability - first[1]) * ratio, libm::log(ratio))
    }
}

/// The middle of a cell; of the tails, where they begin.
fn middle(cell: usize) -> f64 {
    let reach = CELLS as f64 * WIDTH / 2.0;
    (WIDTH * (cell as f64 - 0.5) - reach).clamp(-reach, reach)
}

/// How likely a standard normal variate falls into a cell.
fn mass(cell: usize) -> f64 {
    let bound = |bound: usize| WIDTH * (bound as f64 - (CELLS / 2) as f64);
    match cell {
        0 => normal_cdf(bound(0)),
        // From the nearer tail, so that no digits are lost.
        cell if cell > CELLS / 2 => normal_cdf(-bound(cell - 1)) - if cell > CELLS { 0.0 } else { normal_cdf(-bound(cell)) },
        cell => normal_cdf(bound(cell)) - normal_cdf(bound(cell - 1)),
    }
}

/// Tilts the terms on each candidate towards the evidence on those after it.
pub(super) fn tilt(plans: &mut [EvidencePlan]) {
    for first in 0..plans.len() {
        let (plans, later) = plans.split_at_mut(first + 1);
        let links: Vec<Links> = later.iter().filter_map(|later| Links::new(&plans[first], later)).collect();
        let rounds = if links.is_empty() { 0 } else { ROUNDS };
        for _ in 0..rounds {
            let Some(tilts) = tilts(&plans[first], &links) else { break };
            for (counted, tilt) in plans[first].counted.iter_mut().zip(tilts) {
                counted.tilt = tilt;
            }
        }
    }
}

/// By place, where a later candidate has such links: the tilt of the term on the first.
fn tilts(first: &EvidencePlan, links: &[Links]) -> Option<Vec<Option<Tilt>>> {
    let accumulated: Vec<[f64; 3]> = first.counted.iter().map(Counted::expected).collect();
    let likelihoods = likelihoods(first, &accumulated)?;
    let mut factors = vec![Vec::new(); first.pairs.len()];
    for links in links {
        let expected: Vec<[f64; 3]> = (0..first.pairs.len()).map(|place| links.expected(first, place, likelihoods[place])).collect();
        // Evidence that cannot be told apart from an impossible one tells nothing.
        let Some(of_stances) = self::likelihoods(links.later, &expected) else { continue };
        for ((factors, of_cells), of_stances) in factors.iter_mut().zip(&links.given).zip(of_stances) {
            if factors.is_empty() && !of_cells.is_empty() {
                factors.resize(of_cells.len(), 1.0);
            }
            for (factor, given) in factors.iter_mut().zip(of_cells) {
                *factor *= probabilities(*given).iter().zip(of_stances).map(|(p, likelihood)| p * likelihood).sum::<f64>();
            }
        }
    }
    Some(factors.into_iter().map(|factors| Tilt::new(&factors)).collect())
}

/// By place and stance: how much likelier evidence is with it; `None` where it is all but impossible.
fn likelihoods(evidence: &EvidencePlan, accumulated: &[[f64; 3]]) -> Option<Vec<[f64; 4]>> {
    let mut table = vec![0.0; evidence.cells()];
    let probability = evidence.tabulate(accumulated, &mut table);
    if probability < LEAST_PROBABILITY {
        return None;
    }
    let mut likelihoods = Vec::with_capacity(evidence.pairs.len());
    evidence.likelihoods(accumulated, &table, |_, of_stances| likelihoods.push(of_stances.map(|likelihood| likelihood / probability)));
    Some(likelihoods)
}

/// How the members' terms on one candidate bear on their stances on a later one.
struct Links<'a> {
    later: &'a EvidencePlan,
    /// By place, where there is a link, and cell of the term: the accumulated probabilities of the
    /// stances on the later candidate.
    given: Vec<Vec<[f64; 3]>>,
}

impl<'a> Links<'a> {
    /// `None` where there are none.
    fn new(first: &EvidencePlan, later: &'a EvidencePlan) -> Option<Self> {
        let given = |(first, later): (&Counted, &Counted)| {
            let link = later.before.iter().find(|(term, _)| Some(*term) == first.kept);
            link.map_or_else(Vec::new, |&(_, coefficient)| {
                let left = libm::sqrt(1.0 - coefficient * coefficient);
                let quantiles = later.prior.map(normal_quantile);
                let in_cell = |cell| quantiles.map(|quantile| normal_cdf((quantile - coefficient * middle(cell)) / left));
                (0..CELLS + 2).map(in_cell).collect()
            })
        };
        let given: Vec<_> = first.counted.iter().zip(&later.counted).map(given).collect();
        given.iter().any(|given| !given.is_empty()).then_some(Self { later, given })
    }

    /// The accumulated probabilities of a member's stances on the later candidate, given the evidence on
    /// the first, of which the likelihoods of its stances there tell.
    fn expected(&self, first: &EvidencePlan, place: usize, likelihoods: [f64; 4]) -> [f64; 3] {
        let given = &self.given[place];
        if given.is_empty() {
            return self.later.counted[place].prior;
        }
        let prior = first.counted[place].prior;
        let mut expected = [0.0; 4];
        for (cell, given) in given.iter().enumerate() {
            let below = normal_cdf(middle(cell));
            let weight = mass(cell) * likelihoods[prior.iter().filter(|&&threshold| threshold <= below).count()];
            expected.iter_mut().zip(probabilities(*given)).for_each(|(sum, p)| *sum += weight * p);
        }
        let whole: f64 = expected.iter().sum();
        if whole > 0.0 { thresholds(expected.map(|mass| mass / whole)) } else { self.later.counted[place].prior }
    }
}

#[cfg(test)]
mod tests {
    use super::{CELLS, Tilt, mass, middle};

    #[test]
    fn cells_cover_the_normal_law() {
        let whole: f64 = (0..CELLS + 2).map(mass).sum();
        assert!((whole - 1.0).abs() < 1e-14, "{whole}");
        let variance: f64 = (0..CELLS + 2).map(|cell| mass(cell) * middle(cell) * middle(cell)).sum();
        assert!((variance - 1.0).abs() < 1e-3, "{variance}");
    }

    #[test]
    fn a_tilted_law_is_straightened_again() {
        let factors: Vec<f64> = (0..CELLS + 2).map(|cell| libm::exp(2.0 * middle(cell))).collect();
        let tilt = Tilt::new(&factors).expect("some factors are positive");
        for probability in [0.0, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999_999] {
            let (back, ln_ratio) = tilt.straightened(tilt.tilted(probability));
            assert!((back - probability).abs() < 1e-12, "{probability} {back}");
            // The density of a normal law about 2, mixed with a little of its own.
            let z = crate::math::normal_quantile(probability.max(1e-15));
            let density = (1.0 - super::OWN) * libm::exp(2.0 * z - 2.0) + super::OWN;
            assert!((ln_ratio + libm::log(density)).abs() < 0.05, "{z} {ln_ratio}");
        }
        assert_eq!((tilt.tilted(0.0), tilt.tilted(1.0)), (0.0, 1.0));
        assert!(Tilt::new(&[0.0; CELLS + 2]).is_none());
    }
}
