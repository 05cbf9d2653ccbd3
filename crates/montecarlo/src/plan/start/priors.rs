//! Uncertain priors: the probabilities of a Dirichlet law, drawn once a run (model, section 3).

use std::collections::HashMap;

use nemcon_core::{Stance, UncertainPrior};

use super::stance::thresholds;
use crate::math::GammaTable;

/// All uncertain priors.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Priors {
    all: Vec<Drawn>,
    tables: Vec<GammaTable>,
    /// Which table is of a shape.
    by_shape: HashMap<u64, usize>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    /// The normal variate that makes the Gamma variate of oppose; those of the others follow.
    first: usize,
    /// By stance: which table makes its Gamma variate; none where its probability is 0.
    gammas: [Option<usize>; 4],
}

impl Priors {
    /// Adds a prior whose normal variates begin at `first`.
    pub(super) fn add(&mut self, prior: &UncertainPrior, first: usize) {
        let gammas = Stance::ALL.map(|stance| {
            let shape = prior.concentration() * prior.mean().probability(stance);
            (shape > 0.0).then(|| {
                *self.by_shape.entry(shape.to_bits()).or_insert_with(|| {
                    self.tables.push(GammaTable::new(shape));
                    self.tables.len() - 1
                })
            })
        });
        self.all.push(Drawn { first, gammas });
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The prior that a normal variate is of.
    pub(super) fn of(&self, normal: usize) -> Option<usize> {
        self.all.iter().position(|prior| (prior.first..prior.first + 4).contains(&normal))
    }

    /// Whose Gamma variate it makes, of the stances of a prior.
    pub(super) fn stance(&self, prior: usize, normal: usize) -> usize {
        normal - self.all[prior].first
    }

    /// Whether a prior depends on a normal variate.
    pub(super) fn depends(&self, prior: usize, normal: usize) -> bool {
        let Drawn { first, gammas } = &self.all[prior];
        let several = gammas.iter().flatten().count() > 1;
        several && normal.checked_sub(*first).and_then(|stance| gammas.get(stance)).is_some_and(Option::is_some)
    }

    /// The accumulated probabilities of all, given normal variates.
    pub(super) fn draw(&self, normals: &[f64], drawn: &mut [[f64; 3]]) {
        for (prior, drawn) in drawn.iter_mut().enumerate() {
            *drawn = self.thresholds(prior, normals);
        }
    }

    /// The accumulated probabilities of one: Gamma variates over their sum.
    pub(super) fn thresholds(&self, prior: usize, normals: &[f64]) -> [f64; 3] {
        let Drawn { first, gammas } = &self.all[prior];
        let ln: [f64; 4] = std::array::from_fn(|stance| {
            gammas[stance].map_or(f64::NEG_INFINITY, |table| self.tables[table].ln_variate(normals[first + stance]))
        });
        let most = ln.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let variates = ln.map(|ln| libm::exp(ln - most));
        let sum: f64 = variates.iter().sum();
        thresholds(variates.map(|variate| variate / sum))
    }
}
