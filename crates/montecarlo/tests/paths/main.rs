//! Every path of the kernel counts the same, to the last digit, on random models with everything
//! that a model can have.

mod draft;

use nemcon_core::Model;
use nemcon_montecarlo::{Path, Plan, simulate_on};
use proptest::prelude::*;

/// Neither a multiple of the runs that are stepped together, nor beginning at one.
const RUNS: std::ops::Range<u64> = 3..70;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn all_paths_count_the_same(seed: u64) {
        let draft = draft::any(seed);
        let model = Model::new(draft).unwrap_or_else(|faults| panic!("{seed}: {faults:?}"));
        // Reports may be impossible under the priors.
        let Ok(plan) = Plan::new(&model) else { return Ok(()) };
        let scalar = simulate_on(Path::Scalar, &plan, seed, RUNS, &|_| ());
        for path in Path::available(&plan) {
            prop_assert!(simulate_on(path, &plan, seed, RUNS, &|_| ()) == scalar, "seed {}: {:?} counts otherwise", seed, path);
        }
    }

    #[test]
    fn runs_far_out_count_the_same(seed: u64, first in (1u64 << 32) - 40..(1 << 32) + 40) {
        let model = Model::new(draft::any(seed)).unwrap_or_else(|faults| panic!("{seed}: {faults:?}"));
        let Ok(plan) = Plan::new(&model) else { return Ok(()) };
        let runs = first..first + 20;
        let scalar = simulate_on(Path::Scalar, &plan, seed, runs.clone(), &|_| ());
        for path in Path::available(&plan) {
            prop_assert!(simulate_on(path, &plan, seed, runs.clone(), &|_| ()) == scalar, "seed {}: {:?} counts otherwise", seed, path);
        }
    }
}
