//! Every path of the kernel counts the same, to the last digit, on random models with everything
//! that a model can have.

#![expect(clippy::disallowed_methods, reason = "any random model will do: all paths run the same one")]

mod draft;
mod extreme;

use nemcon_core::{Draft, Model};
use nemcon_montecarlo::{Path, Plan, simulate_on};
use proptest::prelude::*;

/// Neither a multiple of the runs that are stepped together, nor beginning at one.
const RUNS: std::ops::Range<u64> = 3..70;

/// The path that counts otherwise than the scalar one, if any does; on a processor without vector
/// instructions, and for plans with defection, there is no other.
fn other_counts(draft: Draft, seed: u64, runs: std::ops::Range<u64>) -> Option<Path> {
    let model = Model::new(draft).unwrap_or_else(|faults| panic!("{seed}: {faults:?}"));
    // Reports may be impossible under the priors.
    let plan = Plan::new(&model).ok()?;
    let count = |path| simulate_on(path, &plan, seed, runs.clone(), &|_| ());
    let scalar = count(Path::Scalar);
    assert_eq!(scalar.runs(), runs.end - runs.start);
    Path::available(&plan).into_iter().filter(|&path| path != Path::Scalar).find(|&path| count(path) != scalar)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn all_paths_count_the_same(seed: u64) {
        prop_assert_eq!(other_counts(draft::any(seed), seed, RUNS), None, "seed {}", seed);
    }

    #[test]
    fn extreme_numbers_count_the_same(seed: u64, magnitudes in prop::sample::select(vec![3.0, 12.0, 38.0])) {
        prop_assert_eq!(other_counts(extreme::any(seed, magnitudes), seed, RUNS), None, "seed {} {}", seed, magnitudes);
    }

    #[test]
    fn runs_far_out_count_the_same(seed: u64, first in (1u64 << 32) - 40..(1 << 32) + 40) {
        prop_assert_eq!(other_counts(draft::any(seed), seed, first..first + 20), None, "seed {}", seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Enough runs for what is left of batches to be joined, and joined again.
    #[test]
    fn joined_batches_count_the_same(seed: u64) {
        prop_assert_eq!(other_counts(draft::any(seed), seed, 5..1_400), None, "seed {}", seed);
    }
}
