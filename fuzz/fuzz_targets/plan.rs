//! Whatever loads compiles, and runs of it give probabilities.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nemcon_fuzz::Parts;
use nemcon_montecarlo::Plan;
use nemcon_scenario::load;

/// Larger scenarios are left out, so that an execution stays fast.
const MEMBERS: usize = 24;
const CELLS: usize = 10_000;
const RUNS: u64 = 4;

fuzz_target!(|input: &[u8]| {
    let parts = Parts::new(input);
    let Ok(scenario) = load(&parts, parts.scenario()) else { return };
    let model = scenario.model();
    let (members, cells) = (model.body().len(), model.body().len() * model.candidates().len() * model.dates().len());
    if members > MEMBERS || cells > CELLS {
        return;
    }
    let Ok(plan) = Plan::new(model) else { return };
    let tally = plan.simulate(scenario.seed(), 0..RUNS, &|_| ()).expect("few runs");
    let Ok(estimates) = tally.estimates() else { return };
    let sum: f64 = estimates.outcomes.iter().map(|outcome| outcome.probability).sum();
    assert!((sum - 1.0).abs() < 1e-9, "the outcomes sum to {sum}");
});
