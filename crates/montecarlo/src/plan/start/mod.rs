//! Stances at the as-of date: priors, blocs, cleavages and evidence (model, section 3).

mod cleavage;
mod counted;
mod draw;
mod evidence;
mod fit;
mod law;
mod linear;
mod loaded;
mod priors;
mod proposal;
mod quantile;
mod stance;
mod tilt;
mod weight;

use std::ops::Range;

use nemcon_core::{MemberId, MemberSet, Model, UncertainPrior};

use super::{Entities, PlanError};
use crate::math::{normal, normal_quantile};
use crate::random::{Address, Entity, Philox, Purpose};
use cleavage::{Chain, Factors, Seen};
use counted::Counted;
pub(crate) use draw::{StartScratch, quantiles};
pub(crate) use evidence::EvidencePlan;
use fit::{Fit, LEAST_PROBABILITY};
use law::Law;
pub(crate) use loaded::Loaded;
use priors::Priors;
use quantile::QuantileTable;
pub(crate) use stance::{Cuts, LAST_WORD, cuts, probabilities, stance_at, thresholds};
pub(crate) use weight::MOST_WEIGHT;
use weight::Scale;

/// How the stances at the as-of date are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Start {
    pub(crate) present: MemberSet,
    members: usize,
    /// By pair: the prior, accumulated; its mean, where it is uncertain.
    thresholds: Vec<[f64; 3]>,
    /// By pair: the words at which the prior's stances begin.
    pub(crate) cuts: Vec<Cuts>,
    /// What is drawn as standard normal variates: factors of blocs and of cleavages, what makes
    /// uncertain priors, and what chooses from mixtures.
    pub(crate) variates: Vec<Variates>,
    /// By pair: how it loads on factors.
    loaded: Vec<Option<Loaded>>,
    priors: Priors,
    /// By pair: which uncertain prior it has, if it has one.
    drawn: Vec<Option<usize>>,
    /// In order of the candidates' ids.
    pub(crate) evidence: Vec<EvidencePlan>,
    /// The pairs whose stances evidence draws run by run.
    pub(crate) by_run: Vec<usize>,
    /// By member whom cleavages divide on candidates with evidence: its factors.
    divided: Vec<Factors>,
    /// How many terms of members are kept for those.
    terms: usize,
    /// How runs are weighed, where they weigh differently.
    scale: Option<Scale>,
}

/// Standard normal variates of one address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Variates {
    pub(crate) purpose: Purpose,
    pub(crate) entity: Entity,
    /// Their places among all; at most four, one a word.
    pub(crate) places: Range<usize>,
}

/// How many pilot draws a fit takes, and how many cells of tables all of them may fill.
const PILOTS: Range<usize> = 128..1024;
const PILOT_CELLS: usize = 100_000_000;

impl Start {
    pub(super) fn new(model: &Model, entities: &mut Entities) -> Result<Self, PlanError> {
        let members = model.body().len();
        let pairs = members * model.candidates().len();
        let mut start = Self {
            present: model.present().clone(),
            members,
            thresholds: (0..pairs)
                .map(|pair| thresholds(model.prior((pair % members).into(), (pair / members).into()).probabilities()))
                .collect(),
            cuts: Vec::new(),
            variates: Vec::new(),
            loaded: Vec::new(),
            priors: Priors::default(),
            drawn: vec![None; pairs],
            evidence: Vec::new(),
            by_run: Vec::new(),
            divided: Vec::new(),
            terms: 0,
            scale: None,
        };
        start.cuts = start.thresholds.iter().copied().map(cuts).collect();
        let loadings = start.factors(model, entities)?;
        start.uncertain(model, entities)?;
        start.loaded = (0..pairs)
            .map(|pair| {
                let all: Vec<(usize, f64)> = loadings[pair].iter().map(|loading| (loading.factor, loading.of)).collect();
                (!all.is_empty()).then(|| Loaded::new(&all, start.thresholds[pair].map(normal_quantile)))
            })
            .collect();
        start.given(model, entities, &loadings)?;
        Ok(start)
    }

    /// Adds the factors of blocs and cleavages, and returns how each pair loads on them.
    fn factors(&mut self, model: &Model, entities: &mut Entities) -> Result<Vec<Vec<Loading>>, PlanError> {
        let members = self.members;
        let mut loadings = vec![Vec::new(); self.thresholds.len()];
        for bloc in model.blocs().iter().filter(|bloc| bloc.rho > 0.0) {
            for candidate in bloc.candidates.iter() {
                let entity = entities.entity(Purpose::Factor, &[&bloc.group, &model.candidate(candidate).id])?;
                let factor = self.add(Purpose::Factor, entity, 1);
                for member in bloc.members.iter() {
                    loadings[candidate.index() * members + member.index()].push(Loading {
                        factor,
                        of: libm::sqrt(bloc.rho),
                        divides: false,
                    });
                }
            }
        }
        for cleavage in model.cleavages().iter().filter(|cleavage| cleavage.rho > 0.0) {
            for member in cleavage.members.iter() {
                let entity = entities.entity(Purpose::Cleavage, &[&cleavage.id, &model.body()[member].id])?;
                let factor = self.add(Purpose::Cleavage, entity, 1);
                for candidate in model.candidate_ids() {
                    if let Some(sign) = cleavage.sign(candidate) {
                        loadings[candidate.index() * members + member.index()].push(Loading {
                            factor,
                            of: sign * libm::sqrt(cleavage.rho),
                            divides: true,
                        });
                    }
                }
            }
        }
        Ok(loadings)
    }

    /// Adds the uncertain priors that some pair has.
    fn uncertain(&mut self, model: &Model, entities: &mut Entities) -> Result<(), PlanError> {
        let members = self.members;
        // The priors that some pair has, by name: one that others have taken the place of has no number.
        let mut named: Vec<&UncertainPrior> = Vec::new();
        for (at, prior) in model.priors().uncertain().iter().enumerate() {
            let pairs: Vec<usize> = (0..members)
                .filter(|&member| model.priors().drawn(member.into(), prior.candidate()) == Some(at))
                .map(|member| prior.candidate().index() * members + member)
                .collect();
            if pairs.is_empty() {
                continue;
            }
            let equal = |other: &&&UncertainPrior| other.name() == prior.name() && other.candidate() == prior.candidate();
            let number = format!("#{}", 1 + named.iter().filter(equal).count());
            named.push(prior);
            let ids = [prior.name(), &model.candidate(prior.candidate()).id, &number];
            let entity = entities.entity(Purpose::Prior, if number == "#1" { &ids[..2] } else { &ids })?;
            let first = self.add(Purpose::Prior, entity, 4);
            for pair in pairs {
                self.drawn[pair] = Some(self.priors.len());
            }
            self.priors.add(prior, first);
        }
        Ok(())
    }

    /// Adds standard normal variates, and returns the place of the first.
    fn add(&mut self, purpose: Purpose, entity: Entity, count: usize) -> usize {
        let first = self.normals();
        self.variates.push(Variates { purpose, entity, places: first..first + count });
        first
    }

    /// How many standard normal variates a run has.
    pub(crate) fn normals(&self) -> usize {
        self.variates.last().map_or(0, |variates| variates.places.end)
    }

    /// Compiles the evidence.
    fn given(&mut self, model: &Model, entities: &mut Entities, loadings: &[Vec<Loading>]) -> Result<(), PlanError> {
        let mut present: Vec<MemberId> = model.present().iter().collect();
        present.sort_by(|&a, &b| model.body()[a].id.cmp(&model.body()[b].id));
        let mut plans: Vec<EvidencePlan> = model.evidence().iter().map(|evidence| EvidencePlan::new(evidence, model, &present)).collect();
        plans.sort_by(|a, b| model.candidates()[a.candidate].id.cmp(&model.candidates()[b.candidate].id));
        for plan in &mut plans {
            let counted = |&pair: &usize| {
                let blocs = loadings[pair].iter().filter(|loading| !loading.divides);
                Counted::new(self.thresholds[pair], self.drawn[pair], blocs.map(|loading| (loading.factor, loading.of)).collect())
            };
            plan.counted = plan.pairs.iter().map(counted).collect();
        }
        for place in 0..present.len() {
            self.divide(&mut plans, place, loadings);
        }
        tilt::tilt(&mut plans);
        for plan in &mut plans {
            let id = &model.candidates()[plan.candidate].id;
            let impossible = || PlanError::Evidence(id.clone());
            if plan.counted.iter().all(Counted::is_constant) {
                plan.fill();
                if plan.probability() == Some(0.0) {
                    return Err(impossible());
                }
            } else {
                plan.law = self.law(plan, id, entities)?.ok_or_else(impossible)?;
            }
            plan.by_run = plan.probability().is_none() || plan.counted.iter().any(|counted| counted.kept.is_some());
            if plan.by_run {
                self.by_run.extend(&plan.pairs);
            }
        }
        self.evidence = plans;
        if self.evidence.iter().any(EvidencePlan::weighs) {
            let scale = self.scale(model);
            self.scale = Some(scale.ok_or_else(|| PlanError::Evidence(model.candidates()[self.evidence[0].candidate].id.clone()))?);
        }
        Ok(())
    }

    /// Links the pairs of the member at a place, one of each entry of evidence, whom cleavages divide.
    fn divide(&mut self, plans: &mut [EvidencePlan], place: usize, loadings: &[Vec<Loading>]) {
        let dividing = |pair: usize| loadings[pair].iter().filter(|loading| loading.divides);
        let seen_by: Vec<usize> = (0..plans.len()).filter(|&plan| dividing(plans[plan].pairs[place]).next().is_some()).collect();
        let mut factors: Vec<usize> =
            seen_by.iter().flat_map(|&plan| dividing(plans[plan].pairs[place])).map(|loading| loading.factor).collect();
        factors.sort_unstable();
        factors.dedup();
        let seen: Vec<Seen> = seen_by
            .iter()
            .map(|&plan| {
                let pair = plans[plan].pairs[place];
                let of = |factor: usize| dividing(pair).filter(|loading| loading.factor == factor).map(|loading| loading.of).sum();
                let blocs = loadings[pair].iter().filter(|loading| !loading.divides).map(|loading| loading.of * loading.of);
                Seen { variance: 1.0 - blocs.sum::<f64>(), loadings: factors.iter().map(|&factor| of(factor)).collect() }
            })
            .collect();
        // The correlations of a pair sum to less than 1: what they leave makes the roots exist.
        let Some(chain) = (!seen.is_empty()).then(|| Chain::new(&seen)).flatten() else { return };
        let first = self.terms;
        for (at, &plan) in seen_by.iter().enumerate() {
            let (coefficients, left) = chain.given(at);
            plans[plan].counted[place].link(first + at, (first..).zip(coefficients), left);
        }
        self.terms += seen.len();
        self.divided.extend(Factors::new(factors, first..self.terms, &seen, &chain));
    }

    /// How the factors that condition evidence are drawn; `None` where the evidence is impossible.
    fn law(&mut self, plan: &EvidencePlan, candidate: &str, entities: &mut Entities) -> Result<Option<Law>, PlanError> {
        let mut fit = Fit::new(plan, &self.priors, self.normals());
        Ok(match *fit.factors() {
            [] => Some(Law::Known),
            [factor] => QuantileTable::new(|z| fit.probability(&[z]), LEAST_PROBABILITY).map(|table| Law::One(factor, table)),
            _ => {
                let Some(proposal) = fit.about_the_mode() else { return Ok(None) };
                let factors = fit.factors().to_vec();
                let entity = entities.entity(Purpose::Evidence, &[candidate])?;
                let choosing = Variates { purpose: Purpose::Evidence, entity, places: 0..1 };
                let normals = |pilot: u64| -> Vec<f64> {
                    let address = pilot_address(pilot);
                    let word = |factor: usize| {
                        let of = self.variates.iter().find(|variates| variates.places.contains(&factor)).unwrap_or(&choosing);
                        address.word(of.purpose, of.entity, 0, factor - of.places.start)
                    };
                    let choice = address.word(choosing.purpose, choosing.entity, 0, 0);
                    std::iter::once(choice).chain(factors.iter().map(|&factor| word(factor))).map(|word| f64::from(normal(word))).collect()
                };
                let pilots: Vec<Vec<f64>> = (0..pilots(plan.cells())).map(normals).collect();
                let proposal = fit.improved(proposal, &pilots);
                let choice = self.add(Purpose::Evidence, entity, 1);
                Some(Law::Several { factors, choice, proposal })
            }
        })
    }

    /// The scale of weights, by pilot draws of whole starts.
    fn scale(&self, model: &Model) -> Option<Scale> {
        let mut scratch = self.scratch();
        let id = |pair: usize| [model.body().members[pair % self.members].id.as_str(), model.candidates()[pair / self.members].id.as_str()];
        let entities: Vec<(usize, Entity)> = self.by_run.iter().map(|&pair| (pair, crate::random::entity(&id(pair)))).collect();
        let cells = self.evidence.iter().filter(|evidence| evidence.probability().is_none()).map(EvidencePlan::cells).sum();
        let sample: Vec<f64> = (0..pilots(cells))
            .map(|pilot| {
                let address = pilot_address(pilot);
                self.draw_variates(address, &mut scratch.factors);
                for &(pair, entity) in &entities {
                    scratch.words[pair] = address.word(Purpose::Pair, entity, 0, 0);
                }
                self.ln_ratio(&mut scratch)
            })
            .collect();
        Scale::of(&sample)
    }

    /// What runs weigh on average.
    pub(crate) fn average_weight(&self) -> f64 {
        if self.weighted() { weight::ONE } else { 1.0 }
    }

    /// Whether runs carry different weights.
    pub(crate) fn weighted(&self) -> bool {
        self.scale.is_some()
    }

    /// Whether something is drawn run by run that the stances depend on.
    pub(crate) fn is_conditioned(&self) -> bool {
        !self.by_run.is_empty() || self.priors.len() > 0
    }

    /// How many uncertain priors are drawn.
    pub(crate) fn drawn_priors(&self) -> usize {
        self.priors.len()
    }

    /// Whether the stances on a candidate are independent, so that their law is known exactly.
    pub(crate) fn independent(&self, candidate: usize) -> bool {
        let pairs = candidate * self.members..(candidate + 1) * self.members;
        self.loaded[pairs.clone()].iter().all(Option::is_none) && self.drawn[pairs].iter().all(Option::is_none)
    }

    /// How a pair loads on factors, if it does.
    #[inline(always)]
    pub(crate) fn loaded(&self, pair: usize) -> Option<&Loaded> {
        self.loaded[pair].as_ref()
    }

    /// Which uncertain prior a pair has, if it has one.
    #[inline(always)]
    pub(crate) fn drawn(&self, pair: usize) -> Option<usize> {
        self.drawn[pair]
    }

    /// The accumulated prior of a pair; its mean, where it is uncertain.
    pub(crate) fn thresholds(&self, pair: usize) -> [f64; 3] {
        self.thresholds[pair]
    }
}

/// How a pair loads on a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Loading {
    factor: usize,
    of: f64,
    /// Whether it is of a cleavage.
    divides: bool,
}

/// The address of a pilot draw: that of a run that no simulation has.
fn pilot_address(pilot: u64) -> Address {
    Address::new(Philox::new(0), nemcon_core::limits::RUNS + pilot)
}

/// How many pilot draws to take, if each fills tables of so many cells.
fn pilots(cells: usize) -> u64 {
    (PILOT_CELLS / cells.max(1)).clamp(PILOTS.start, PILOTS.end) as u64
}
