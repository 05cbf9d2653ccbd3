//! The start of one run.

use nemcon_core::Stance;

use super::stance::{LAST_WORD, stance_at, uniform_within};
use super::{EvidencePlan, Start, cuts};
use crate::math::{normal, normal_quantile};
use crate::random::Address;
use crate::simd::Scalar;

/// What one run needs to draw its start, kept to spare allocations.
#[derive(Debug, Clone)]
pub(crate) struct StartScratch {
    /// Standard normal variates, which become the factors of the run.
    pub(crate) factors: Vec<f32>,
    /// By uncertain prior: the probabilities drawn, accumulated.
    pub(crate) priors: Vec<[f64; 3]>,
    /// By pair, where evidence draws run by run: its word, which becomes its stance.
    pub(crate) words: Vec<u32>,
    /// The factors in double precision.
    normals: Vec<f64>,
    /// Members' own terms on candidates, where cleavages are to know them.
    terms: Vec<f64>,
    thresholds: Vec<[f64; 3]>,
    table: Vec<f64>,
}

/// How close to 0 and 1 a uniform variate may come whose normal quantile is taken.
const EDGE: f64 = 1e-15;

impl Start {
    pub(crate) fn scratch(&self) -> StartScratch {
        let by_run = || self.evidence.iter().filter(|evidence| evidence.by_run);
        let normals = self.normals();
        StartScratch {
            factors: vec![0.0; normals],
            priors: vec![[0.0; 3]; self.priors.len()],
            words: vec![0; if by_run().next().is_some() { self.cuts.len() } else { 0 }],
            normals: vec![0.0; normals],
            terms: vec![0.0; self.terms],
            thresholds: vec![[0.0; 3]; by_run().map(|evidence| evidence.pairs.len()).max().unwrap_or(0)],
            table: vec![0.0; by_run().map(EvidencePlan::cells).max().unwrap_or(0)],
        }
    }

    /// Draws the stances of a run, each pair's from its word, and returns its weight.
    pub(crate) fn draw(&self, address: Address, word: impl Fn(usize) -> u32, scratch: &mut StartScratch, stances: &mut [Stance]) -> u64 {
        self.draw_variates(address, &mut scratch.factors);
        for &pair in &self.by_run {
            scratch.words[pair] = word(pair);
        }
        let weight = self.condition(scratch);
        for (pair, stance) in stances.iter_mut().enumerate() {
            let drawn = self.drawn[pair].map(|drawn| scratch.priors[drawn]);
            *stance = match &self.loaded[pair] {
                Some(loaded) => {
                    let quantiles = drawn.map_or(loaded.quantiles, quantiles);
                    let below = loaded.below_of(Scalar, |factor| scratch.factors[factor], word(pair), quantiles);
                    Stance::ALL[below.iter().filter(|&&below| !below).count()]
                }
                None => stance_at(word(pair), drawn.map_or(self.cuts[pair], cuts)),
            };
        }
        for evidence in &self.evidence {
            if evidence.by_run {
                evidence.pairs.iter().for_each(|&pair| stances[pair] = Stance::ALL[scratch.words[pair] as usize]);
            } else {
                evidence.draw(&[], &[], |place, cuts| {
                    let pair = evidence.pairs[place];
                    stances[pair] = stance_at(word(pair), cuts);
                    stances[pair]
                });
            }
        }
        weight
    }

    /// Draws the standard normal variates of a run.
    pub(super) fn draw_variates(&self, address: Address, factors: &mut [f32]) {
        for variates in &self.variates {
            let words = address.block(variates.purpose, variates.entity, 0);
            for (factor, word) in factors[variates.places.clone()].iter_mut().zip(words) {
                *factor = normal(word);
            }
        }
    }

    /// Draws what evidence conditions, given standard normal variates and the words of the pairs in
    /// `scratch`: the factors of the run take the place of the variates, stances that of the words;
    /// and the uncertain priors. Returns the weight of the run.
    pub(crate) fn condition(&self, scratch: &mut StartScratch) -> u64 {
        if !self.is_conditioned() {
            return 1;
        }
        let ln_ratio = self.ln_ratio(scratch);
        self.scale.map_or(1, |scale| scale.weight(ln_ratio))
    }

    /// [`condition`](Self::condition), but for the logarithm of the ratio between the likelihood of
    /// the start and its chance of being drawn.
    pub(super) fn ln_ratio(&self, scratch: &mut StartScratch) -> f64 {
        let StartScratch { factors, priors, words, normals, terms, thresholds, table } = scratch;
        for (normal, factor) in normals.iter_mut().zip(factors.iter()) {
            *normal = f64::from(*factor);
        }
        let mut ln_ratio = 0.0;
        for evidence in &self.evidence {
            let ln_of_law = evidence.law.draw(normals);
            ln_ratio += if evidence.weighs() { ln_of_law } else { 0.0 };
        }
        self.priors.draw(normals, priors);
        for evidence in self.evidence.iter().filter(|evidence| evidence.by_run) {
            for (thresholds, counted) in thresholds.iter_mut().zip(&evidence.counted) {
                *thresholds = counted.drawn_by(normals, priors, terms);
            }
            if evidence.probability().is_none() {
                let probability = evidence.tabulate(thresholds, table);
                ln_ratio += if evidence.weighs() { libm::log(probability) } else { 0.0 };
            }
            evidence.draw(thresholds, table, |place, cuts| {
                let pair = evidence.pairs[place];
                let stance = stance_at(words[pair], cuts);
                if let Some(kept) = evidence.counted[place].kept {
                    let mut uniform = uniform_within(words[pair].min(LAST_WORD), cuts, stance, thresholds[place]);
                    if let Some(tilt) = &evidence.counted[place].tilt {
                        let ln_of_term;
                        (uniform, ln_of_term) = tilt.straightened(uniform);
                        ln_ratio += ln_of_term;
                    }
                    terms[kept] = normal_quantile(uniform.clamp(EDGE, 1.0 - EDGE));
                }
                words[pair] = stance as u32;
                stance
            });
        }
        for given in &self.divided {
            given.condition(terms, normals);
        }
        for (factor, normal) in factors.iter_mut().zip(normals.iter()) {
            *factor = *normal as f32;
        }
        ln_ratio
    }
}

/// The normal quantiles of accumulated probabilities, in the precision of factors.
pub(crate) fn quantiles(thresholds: [f64; 3]) -> [f32; 3] {
    thresholds.map(|threshold| normal_quantile(threshold) as f32)
}
