//! Every engine counts the same, to the last digit, on random models with everything
//! that a model can have.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]
#![expect(clippy::disallowed_methods, reason = "any random model will do: all paths run the same one")]

mod draft;
mod extreme;
mod features;
mod variants;

use std::ops::Range;

use nemcon_core::{Draft, Model};
use nemcon_montecarlo::{Engine, Plan};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Neither a multiple of the runs that are stepped together, nor beginning at one.
const RUNS: Range<u64> = 3..70;

/// Compares the counts of every engine with those of the scalar one; how many others there were. None
/// where the plan is refused, for reports may be impossible under the priors.
fn compare(draft: Draft, seed: u64, runs: Range<u64>) -> Result<Option<usize>, TestCaseError> {
    let model = Model::new(draft).map_err(|invalid| TestCaseError::fail(format!("{seed}: {invalid}")))?;
    let Ok(plan) = Plan::new(&model) else { return Ok(None) };
    let count = |engine| plan.simulate_on(engine, seed, runs.clone(), &|_| ()).expect("few runs");
    let scalar = count(Engine::Scalar);
    prop_assert_eq!(scalar.runs(), runs.end - runs.start);
    let others: Vec<Engine> = Engine::available().into_iter().filter(|&engine| engine != Engine::Scalar).collect();
    for &engine in &others {
        prop_assert!(count(engine) == scalar, "{:?} counts otherwise than the scalar engine: seed {}", engine, seed);
    }
    Ok(Some(others.len()))
}

/// Compares the engines on many models, of which at least so many must be compared with some other
/// engine than the scalar one.
fn compare_all<S: Strategy>(cases: u32, least: usize, models: S, compare: impl Fn(S::Value) -> Result<Option<usize>, TestCaseError>) {
    let compared = std::cell::Cell::new(0);
    let result =
        TestRunner::new(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(cases) }).run(&models, |model| {
            if compare(model)?.is_some_and(|others| others > 0) {
                compared.set(compared.get() + 1);
            }
            Ok(())
        });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(compared.get() >= least, "only {} of {cases} models were compared", compared.get());
}

#[test]
fn all_engines_count_the_same() {
    compare_all(400, 370, any::<u64>(), |seed| compare(draft::any(seed), seed, RUNS));
}

#[test]
fn extreme_numbers_count_the_same() {
    let models = (any::<u64>(), prop::sample::select(vec![3.0, 12.0, 38.0]));
    compare_all(400, 370, models, |(seed, magnitudes)| compare(extreme::any(seed, magnitudes), seed, RUNS));
}

#[test]
fn runs_far_out_count_the_same() {
    let models = (any::<u64>(), (1_u64 << 32) - 40..(1 << 32) + 40);
    compare_all(400, 370, models, |(seed, first)| compare(draft::any(seed), seed, first..first + 20));
}

/// Enough runs for what is left of batches to be joined, and joined again.
#[test]
fn joined_batches_count_the_same() {
    compare_all(60, 54, any::<u64>(), |seed| compare(draft::any(seed), seed, 5..1_400));
}

/// Whatever else is compared: the vectors that every processor has, and those that this one has.
#[test]
fn the_engines_of_the_processor_are_among_them() {
    let available = Engine::available();
    assert!(available.contains(&Engine::Portable) && available.contains(&Engine::Scalar), "{available:?}");
    #[cfg(target_arch = "x86_64")]
    assert_eq!(available.contains(&Engine::Avx2), is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"), "{available:?}");
}
