//! What variants share with their base is what they have alone, on every engine.

use nemcon_core::{Draft, Model, Prior, Probability};
use nemcon_montecarlo::{Comparison, Engine, Plan};
use proptest::prelude::*;

use super::{compare_all, draft};

/// More than a block.
const RUNS: u64 = 1_100;

/// Variants that begin as the base does: each event with other probabilities, each input at an end.
fn variants(base: &Plan) -> Vec<Plan> {
    let mut variants = vec![base.clone()];
    for event in 0..base.model().events().len() {
        for probability in [Probability::ONE, Probability::Known(0.4)] {
            let mut draft: Draft = base.model().draft().clone();
            draft.events[event].probability = probability;
            variants.push(Plan::new(Model::new(draft).expect("as valid as the base")).expect("a plan"));
        }
    }
    variants.extend((0..base.inputs().len()).map(|input| base.with_input(input, 0.9)));
    variants
}

/// Variants in which a member is a little less sure what it thinks of a candidate, and an event more or less likely.
fn beginning_otherwise(base: &Plan) -> Vec<Plan> {
    let variant = |step: usize| {
        let mut draft: Draft = base.model().draft().clone();
        let part = 0.02 * step as f64;
        let prior = base.model().prior(0.into(), 0.into()).probabilities();
        draft.priors.set(0.into(), 0.into(), Prior::new(prior.map(|p| (1.0 - part) * p + part / 4.0)).expect("a prior"));
        draft.events[0].probability = Probability::Known([0.3, 0.6][step % 2]);
        Plan::new(Model::new(draft).expect("as valid as the base")).ok()
    };
    (0..10).filter_map(variant).collect()
}

/// Plans simulated together end as they do alone.
fn check_all(plans: &[Plan], seed: u64) -> Result<(), TestCaseError> {
    let together = Plan::simulate_all(plans, seed, 0..RUNS, &|_| ()).expect("few runs");
    for (at, (plan, tally)) in plans.iter().zip(together).enumerate() {
        let alone = plan.simulate(seed, 0..RUNS, &|_| ()).expect("few runs").estimates().map(|of| of.outcomes);
        prop_assert!(tally.estimates().map(|of| of.outcomes) == alone, "plan {} of seed {}", at, seed);
    }
    Ok(())
}

/// The comparison is what the plans find alone, and the ends of compared runs are those of compared ends.
fn check(draft: Draft, seed: u64) -> Result<Option<usize>, TestCaseError> {
    let Ok(base) = Plan::new(Model::new(draft).expect("a model")) else { return Ok(None) };
    if base.model().events().is_empty() {
        return Ok(None);
    }
    let alone = |plan: &Plan| plan.simulate(seed, 0..RUNS, &|_| ()).expect("few runs").estimates();
    // The reports may be such that too few runs have any weight.
    let Ok(base_alone) = alone(&base) else { return Ok(None) };
    let variants = variants(&base);
    let compared = base.compare(&variants, seed, 0..RUNS, &|_| ()).expect("few runs").comparison().expect("estimates");
    prop_assert!(compared.base == base_alone, "the base of seed {}", seed);
    for (plan, variant) in variants.iter().zip(&compared.variants) {
        let (found, alone) = (&variant.estimates, alone(plan).expect("estimates"));
        prop_assert!(found.outcomes == alone.outcomes && found.events == alone.events, "a variant of seed {}", seed);
    }
    let ends = base.compare_ends(&variants, seed, 0..RUNS, &|_| ()).expect("few runs").comparison().expect("estimates");
    let differences = |of: &Comparison| of.variants.iter().map(|variant| variant.differences.clone()).collect::<Vec<_>>();
    prop_assert!(differences(&ends) == differences(&compared), "the ends of seed {}", seed);
    check_all(&[vec![variants[1].clone()], beginning_otherwise(&base)].concat(), seed)?;
    let on =
        |engine| nemcon_montecarlo::compare(base.model().clone(), [variants[1].model().clone()]).seed(seed).runs(20).engine(engine).run();
    let scalar = on(Engine::Scalar);
    prop_assert!(Engine::available().into_iter().all(|engine| on(engine) == scalar), "the engines of seed {}", seed);
    Ok(Some(variants.len() - 1))
}

#[test]
fn what_variants_share_is_what_they_have_alone() {
    compare_all(24, 10, any::<u64>(), |seed| check(draft::any(seed), seed));
}
