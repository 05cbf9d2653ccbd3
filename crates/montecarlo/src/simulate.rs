//! Runs, in parallel.

use std::ops::Range;

use crate::Tally;
use crate::kernel::Kernel;
use crate::plan::Plan;

/// A fixed number of consecutive runs: the unit of work between two reports of progress.
const BLOCK: u64 = 1024;

/// Simulates some runs of a plan and counts them.
///
/// Run `n` of a seed is the same whatever range it is part of: tallies of ranges that together
/// make up `0..runs` merge into the same counts, to the last digit, on any number of threads.
/// `progress` is called, from any thread, with the number of runs finished since its last call.
pub fn simulate(plan: &Plan, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Tally {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};

        // A few stretches a thread: enough to balance them, few enough that their tallies stay small.
        let blocks = runs.end.saturating_sub(runs.start).div_ceil(BLOCK);
        let stretch = blocks.div_ceil(8 * rayon::current_num_threads() as u64) * BLOCK;
        let firsts: Vec<u64> = runs.clone().step_by(stretch.max(1) as usize).collect();
        let counted = firsts.into_par_iter().map(|first| count(plan, seed, first..runs.end.min(first + stretch), progress));
        counted.reduce(
            || Tally::new(plan, seed),
            |mut sum, more| {
                sum.merge(&more);
                sum
            },
        )
    }
    #[cfg(not(feature = "parallel"))]
    count(plan, seed, runs, progress)
}

/// Simulates runs one after the other.
fn count(plan: &Plan, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Tally {
    let mut kernel = Kernel::new(plan, seed);
    let mut tally = Tally::new(plan, seed);
    for first in runs.clone().step_by(BLOCK as usize) {
        let last = runs.end.min(first + BLOCK);
        (first..last).for_each(|run| kernel.run(run, &mut tally));
        progress(last - first);
    }
    tally
}
