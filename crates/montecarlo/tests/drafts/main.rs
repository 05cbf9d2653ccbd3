//! Whatever draft is made in code: it is refused with reasons, or it can be simulated on every path.

mod arbitrary;

use nemcon_core::{Draft, Model};
use nemcon_montecarlo::{Engine, Plan};
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
    // Reports may be as good as impossible.
    let Ok(plan) = Plan::new(model) else { return true };
    let count = |engine| plan.simulate_on(engine, 1, 0..RUNS, &|_| ()).expect("so few runs");
    let scalar = count(Engine::Scalar);
    assert_eq!(scalar.runs(), RUNS);
    for engine in Engine::available() {
        assert!(count(engine) == scalar, "{engine:?} counts otherwise than the scalar kernel");
    }
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

/// Where the bytes of a draft run out, everything is plain and right.
#[test]
fn no_bytes_are_a_model() {
    assert!(check(arbitrary::draft(&[])));
}
