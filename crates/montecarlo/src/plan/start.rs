//! Stances at the as-of date: priors, blocs and evidence (model, section 3).

use nemcon_core::{MemberSet, Model, Stance};

use super::{Entities, EvidencePlan, PlanError};
use crate::math::{normal, normal_cdf, normal_of, normal_quantile};
use crate::random::{Address, Entity, Philox, Purpose};
use crate::simd::{Scalar, Vector};

/// How the stances at the as-of date are drawn.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) present: MemberSet,
    members: usize,
    /// By pair: the prior, accumulated.
    thresholds: Vec<[f64; 3]>,
    /// By pair: the words at which the prior's stances begin.
    pub(crate) cuts: Vec<Cuts>,
    /// One standard normal factor a bloc and candidate.
    pub(crate) factors: Vec<Entity>,
    /// By pair: how it loads on factors.
    loaded: Vec<Option<Loaded>>,
    pub(crate) evidence: Vec<EvidencePlan>,
    /// What a run's likelihood is multiplied with to become its fixed-point weight.
    weight_of_likelihood: f64,
}

/// A pair whose stance depends on the factors of its blocs.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    /// Factors, by index, and the square roots of their correlations.
    loadings: Vec<(usize, f32)>,
    /// The deviation of what the factors leave open.
    residual: f32,
    /// Φ⁻¹ of the accumulated prior.
    quantiles: [f32; 3],
}

impl Loaded {
    /// `Σ √ρ z`, given the factors.
    #[inline(always)]
    fn mean_of<S: Vector>(&self, simd: S, factor: impl Fn(usize) -> S::F32s) -> S::F32s {
        let mut mean = simd.splat_f32s(0.0);
        for &(index, loading) in &self.loadings {
            mean = simd.add_f32s(mean, simd.mul_f32s(simd.splat_f32s(loading), factor(index)));
        }
        mean
    }

    /// Whether the stance is below reserve, accept, support: `x = Σ √ρ z + √(1 − Σρ) ε` falls below
    /// the quantiles of the prior.
    #[inline(always)]
    pub(crate) fn below_of<S: Vector>(&self, simd: S, factor: impl Fn(usize) -> S::F32s, word: S::U32s) -> [S::Mask; 3] {
        let own = simd.mul_f32s(simd.splat_f32s(self.residual), normal_of(simd, word));
        let x = simd.add_f32s(self.mean_of(simd, factor), own);
        let [reserve, accept, support] = self.quantiles;
        [
            simd.less_than_f32s(x, simd.splat_f32s(reserve)),
            simd.less_than_f32s(x, simd.splat_f32s(accept)),
            simd.less_than_f32s(x, simd.splat_f32s(support)),
        ]
    }

    /// The accumulated prior given the factors.
    fn thresholds(&self, factors: &[f32]) -> [f64; 3] {
        let mean = f64::from(self.mean_of(Scalar, |index| factors[index]));
        self.quantiles.map(|quantile| normal_cdf((f64::from(quantile) - mean) / f64::from(self.residual)))
    }
}

/// What one run needs to draw its start, kept to spare allocations.
#[derive(Debug, Clone)]
pub(crate) struct StartScratch {
    pub(crate) factors: Vec<f32>,
    /// By pair: the prior given the factors, accumulated; kept where evidence is on the candidate.
    thresholds: Vec<[f64; 3]>,
    table: Vec<f64>,
}

/// A weight has at most 40 fractional bits …
const WEIGHT_ONE: f64 = (1u64 << 40) as f64;
/// … and stays below 2^43, so that the squares of 10^12 of them sum below 2^128.
const WEIGHT_MOST: f64 = (1u64 << 43) as f64;
/// Pilot draws of the factors, wider than the factors themselves, that look for the largest likelihood.
const PILOTS: u64 = 256;
const PILOT_SPREAD: f32 = 2.5;
/// How far above the largest likelihood of the pilots the weight 1 lies.
const HEADROOM: f64 = 16.0;
/// Evidence less likely than this, all entries together, is impossible: beyond it weights are no numbers.
const LEAST_LIKELIHOOD: f64 = 1e-290;

impl Start {
    pub(super) fn new(model: &Model, entities: &mut Entities) -> Result<Self, PlanError> {
        let members = model.body().len();
        let mut factors = Vec::new();
        let mut loadings = vec![Vec::new(); members * model.candidates().len()];
        for bloc in model.blocs().iter().filter(|bloc| bloc.rho > 0.0) {
            for candidate in bloc.candidates.iter() {
                factors.push(entities.entity(Purpose::Factor, &[&bloc.group, &model.candidate(candidate).id])?);
                for member in bloc.members.iter() {
                    loadings[candidate.index() * members + member.index()].push((factors.len() - 1, bloc.rho));
                }
            }
        }
        let prior = |pair: usize| model.prior((pair % members).into(), (pair / members).into()).probabilities();
        let thresholds: Vec<[f64; 3]> = (0..loadings.len()).map(|pair| thresholds(prior(pair))).collect();
        let load = |(pair, loadings): (usize, Vec<(usize, f64)>)| {
            (!loadings.is_empty()).then(|| Loaded {
                residual: libm::sqrt(1.0 - loadings.iter().map(|(_, rho)| rho).sum::<f64>()) as f32,
                loadings: loadings.into_iter().map(|(factor, rho)| (factor, libm::sqrt(rho) as f32)).collect(),
                quantiles: thresholds[pair].map(|threshold| normal_quantile(threshold) as f32),
            })
        };
        let loaded: Vec<Option<Loaded>> = loadings.into_iter().enumerate().map(load).collect();
        let mut start = Self {
            present: model.present().clone(),
            members,
            cuts: thresholds.iter().copied().map(cuts).collect(),
            thresholds,
            factors,
            loaded,
            evidence: Vec::new(),
            weight_of_likelihood: 1.0,
        };
        for evidence in model.evidence() {
            let independent = start.independent(evidence.candidate.index());
            let plan = EvidencePlan::new(evidence, model, independent.then_some(&start.thresholds));
            if plan.probability() == Some(0.0) {
                return Err(PlanError::Evidence(model.candidate(evidence.candidate).id.clone()));
            }
            start.evidence.push(plan);
        }
        if start.weighted() {
            start.weight_of_likelihood = WEIGHT_ONE / start.pilot(model)?;
        }
        Ok(start)
    }

    /// Whether runs carry different weights: some evidence is on a candidate that blocs think of.
    pub(crate) fn weighted(&self) -> bool {
        self.dependent_evidence().next().is_some()
    }

    /// Whether the stances on a candidate are independent, so that their law is known exactly.
    pub(crate) fn independent(&self, candidate: usize) -> bool {
        self.loaded[candidate * self.members..][..self.members].iter().all(Option::is_none)
    }

    /// How a pair loads on factors, if it does.
    #[inline(always)]
    pub(crate) fn loaded(&self, pair: usize) -> Option<&Loaded> {
        self.loaded[pair].as_ref()
    }

    /// The evidence on candidates that blocs think of.
    pub(crate) fn dependent_evidence(&self) -> impl Iterator<Item = &EvidencePlan> {
        self.evidence.iter().filter(|evidence| evidence.probability().is_none())
    }

    /// The accumulated prior of a pair.
    pub(crate) fn thresholds(&self, pair: usize) -> [f64; 3] {
        self.thresholds[pair]
    }

    /// The likelihood that becomes the weight 1: above any that is to be expected, at most 1.
    fn pilot(&self, model: &Model) -> Result<f64, PlanError> {
        let mut scratch = self.scratch();
        let mut scale = 1.0;
        for evidence in self.dependent_evidence() {
            let mut largest: f64 = 0.0;
            for pilot in 0..PILOTS {
                let address = Address::new(Philox::new(0), pilot);
                for (factor, entity) in scratch.factors.iter_mut().zip(&self.factors) {
                    *factor = PILOT_SPREAD * normal(address.word(Purpose::Pilot, *entity, 0, 0));
                }
                largest = largest.max(self.tabulate(evidence, &mut scratch));
            }
            scale *= largest;
            if scale < LEAST_LIKELIHOOD {
                return Err(PlanError::Evidence(model.candidates()[evidence.candidate].id.clone()));
            }
        }
        Ok(libm::exp2(libm::ceil(libm::log2((scale * HEADROOM).min(1.0)))))
    }

    pub(crate) fn scratch(&self) -> StartScratch {
        let cells = |evidence: &EvidencePlan| if evidence.probability().is_none() { evidence.cells() } else { 0 };
        StartScratch {
            factors: vec![0.0; self.factors.len()],
            thresholds: self.thresholds.clone(),
            table: vec![0.0; self.evidence.iter().map(cells).max().unwrap_or(0)],
        }
    }

    /// Draws the stances of a run, given the words of every pair, and returns its weight.
    pub(crate) fn draw(&self, address: Address, words: &[[u32; 4]], scratch: &mut StartScratch, stances: &mut [Stance]) -> u64 {
        for (factor, entity) in scratch.factors.iter_mut().zip(&self.factors) {
            *factor = normal(address.word(Purpose::Factor, *entity, 0, 0));
        }
        for (pair, (stance, word)) in stances.iter_mut().zip(words).enumerate() {
            *stance = match &self.loaded[pair] {
                Some(loaded) => {
                    let below = loaded.below_of(Scalar, |index| scratch.factors[index], word[0]);
                    Stance::ALL[below.iter().filter(|&&below| !below).count()]
                }
                None => stance_at(word[0], self.cuts[pair]),
            };
        }
        let mut likelihood = 1.0;
        for evidence in &self.evidence {
            if evidence.probability().is_none() {
                likelihood *= self.tabulate(evidence, scratch);
            }
            evidence.draw(&scratch.thresholds, &scratch.table, |pair, cuts| {
                stances[pair] = stance_at(words[pair][0], cuts);
                stances[pair]
            });
        }
        self.weight(likelihood)
    }

    /// Fills the table of evidence on a candidate that blocs think of, given the factors of a run,
    /// and returns how likely it is.
    fn tabulate(&self, evidence: &EvidencePlan, scratch: &mut StartScratch) -> f64 {
        for &pair in &evidence.pairs {
            if let Some(loaded) = &self.loaded[pair] {
                scratch.thresholds[pair] = loaded.thresholds(&scratch.factors);
            }
        }
        evidence.tabulate(&scratch.thresholds, &mut scratch.table)
    }

    /// Draws the stances that evidence on a candidate of whom blocs think counts, given the factors
    /// of a run, and returns how likely the evidence is. `draw`: the stance of a pair, by its cuts.
    pub(crate) fn draw_given(&self, evidence: &EvidencePlan, scratch: &mut StartScratch, draw: impl FnMut(usize, Cuts) -> Stance) -> f64 {
        let likelihood = self.tabulate(evidence, scratch);
        evidence.draw(&scratch.thresholds, &scratch.table, draw);
        likelihood
    }

    /// The fixed-point weight of a run, by how likely all evidence on candidates that blocs think of
    /// is; 1 where there is none.
    pub(crate) fn weight(&self, likelihood: f64) -> u64 {
        (self.weight_of_likelihood * likelihood + 0.5).min(WEIGHT_MOST) as u64
    }
}

/// The first words at which a stance is at least reserve, accept, support: see [`stance_at`].
pub(crate) type Cuts = [u32; 3];

/// The cuts of an accumulated prior: how many words have a uniform variate below each threshold.
pub(crate) fn cuts(thresholds: [f64; 3]) -> Cuts {
    // Beyond the range of words the conversion takes the nearest one.
    thresholds.map(|threshold| libm::ceil(threshold * 4_294_967_296.0 - 0.5) as u32)
}

/// The largest word that is told apart: the one above is taken for it, so that a cut there means never.
pub(crate) const LAST_WORD: u32 = u32::MAX - 1;

/// The stance of a word: low is oppose, high support.
#[inline]
pub(crate) fn stance_at(word: u32, cuts: Cuts) -> Stance {
    let word = word.min(LAST_WORD);
    Stance::ALL[cuts.iter().filter(|&&cut| word >= cut).count()]
}

/// The probabilities of oppose, reserve and accept, accumulated; exactly 1 from the last stance
/// that is possible on, whatever rounding does to the sum.
pub(crate) fn thresholds(prior: [f64; 4]) -> [f64; 3] {
    let last = prior.iter().rposition(|&p| p > 0.0).unwrap_or(3);
    let mut sum = 0.0;
    std::array::from_fn(|stance| {
        sum += prior[stance];
        if stance >= last { 1.0 } else { sum }
    })
}

/// The prior of accumulated probabilities.
pub(super) fn probabilities([oppose, reserve, accept]: [f64; 3]) -> [f64; 4] {
    [oppose, reserve - oppose, accept - reserve, 1.0 - accept]
}
