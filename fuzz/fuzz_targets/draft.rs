//! Whatever draft is made in code is refused, with reasons that can be shown, or compiles and runs.

#![no_main]

#[path = "../../crates/montecarlo/tests/drafts/arbitrary.rs"]
mod arbitrary;

use libfuzzer_sys::fuzz_target;
use nemcon_core::Model;
use nemcon_montecarlo::{Engine, Plan, PlanError};

const RUNS: u64 = 20;

fuzz_target!(|input: &[u8]| {
    let model = match Model::new(arbitrary::draft(input)) {
        Ok(model) => model,
        Err(invalid) => {
            assert!(!invalid.to_string().is_empty());
            return;
        }
    };
    let plan = match Plan::new(model) {
        Ok(plan) => plan,
        Err(PlanError::Evidence(_)) => return,
        Err(error) => panic!("accepted, and yet: {error}"),
    };
    let count = |engine| plan.simulate_on(engine, 1, 0..RUNS, &|_| ()).expect("so few runs");
    let scalar = count(Engine::Scalar);
    for engine in Engine::available() {
        assert!(count(engine) == scalar, "{engine:?} counts otherwise than the scalar kernel");
    }
    let Ok(estimates) = scalar.estimates() else { return };
    let sum: f64 = estimates.outcomes.iter().map(|outcome| outcome.probability).sum();
    assert!((sum - 1.0).abs() < 1e-9, "the outcomes sum to {sum}");
});
