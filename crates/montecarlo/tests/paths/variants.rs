//! What variants share with their base is what they have alone, on every engine.

use nemcon_core::{Draft, Model, Probability};
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
