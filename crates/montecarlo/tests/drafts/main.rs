//! Whatever draft is made in code: it is refused with reasons, or it can be simulated on every path;
//! and serialised and read back it is the same, and refused or accepted as before.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]

mod arbitrary;

use nemcon_core::{Draft, Model};
use nemcon_montecarlo::{Engine, Plan, PlanError};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const RUNS: u64 = 20;

/// Whether the draft is a model, which then was simulated.
fn check(draft: Draft) -> bool {
    let model = match Model::new(draft) {
        Ok(model) => model,
        Err(invalid) => {
            assert!(!invalid.to_string().is_empty() && !invalid.faults().is_empty());
            return false;
        }
    };
    let plan = match Plan::new(model) {
        Ok(plan) => plan,
        Err(PlanError::Evidence(_)) => return true,
        Err(error) => panic!("accepted, and yet: {error}"),
    };
    let count = |engine| plan.simulate_on(engine, 1, 0..RUNS, &|_| ()).expect("so few runs");
    let scalar = count(Engine::Scalar);
    assert_eq!(scalar.runs(), RUNS);
    for engine in Engine::available() {
        assert!(count(engine) == scalar, "{engine:?} counts otherwise than the scalar kernel");
    }
    // The reports may be such that no run has any weight.
    let Ok(estimates) = scalar.estimates() else { return true };
    let sum: f64 = estimates.outcomes.iter().map(|outcome| outcome.probability).sum();
    assert!((sum - 1.0).abs() < 1e-9, "the outcomes sum to {sum}");
    true
}

#[test]
fn any_draft_is_refused_or_runs() {
    let accepted = std::cell::Cell::new(0);
    let mischief = prop_oneof![2 => Just(0u8), 3 => Just(1u8), 2 => 2u8..20];
    let bytes = (mischief, prop::collection::vec(any::<u8>(), 0..600));
    let mut runner = TestRunner::new(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(6000) });
    let result = runner.run(&bytes, |(mischief, rest)| {
        let bytes: Vec<u8> = std::iter::once(mischief).chain(rest).collect();
        accepted.set(accepted.get() + usize::from(check(arbitrary::draft(&bytes))));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!((900..5100).contains(&accepted.get()), "{} of 6000 drafts were accepted", accepted.get());
}

#[test]
fn what_is_read_back_is_the_same_and_validated() {
    let (accepted, refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let mischief = prop_oneof![Just(0u8), 1u8..8];
    let bytes = (mischief, prop::collection::vec(any::<u8>(), 0..600));
    let mut runner = TestRunner::new(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(3000) });
    let result = runner.run(&bytes, |(mischief, rest)| {
        let bytes: Vec<u8> = std::iter::once(mischief).chain(rest).collect();
        let draft = arbitrary::draft(&bytes);
        let json = serde_json::to_string(&draft).expect("a draft is written");
        let model = Model::new(draft.clone()).ok();
        let read: Result<Draft, _> = serde_json::from_str(&json);
        // What JSON cannot say, such as a number that is none, is refused when it is read.
        prop_assert!(read.is_ok() || model.is_none(), "{read:?}");
        if let Ok(read) = read {
            prop_assert_eq!(read, draft);
            refused.set(refused.get() + usize::from(model.is_none()));
        }
        accepted.set(accepted.get() + usize::from(model.is_some()));
        prop_assert_eq!(serde_json::from_str::<Model>(&json).ok(), model);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(accepted.get() > 800 && refused.get() > 300, "{} accepted, {} refused", accepted.get(), refused.get());
}

/// Where the bytes of a draft run out, everything is plain and right.
#[test]
fn no_bytes_are_a_model() {
    assert!(check(arbitrary::draft(&[])));
}
