//! Runs, in parallel.

use std::ops::Range;

use crate::Tally;
use crate::kernel::{Kernel, Path};
use crate::plan::Plan;

/// A fixed number of consecutive runs: the unit of work between two reports of progress.
pub(crate) const BLOCK: u64 = 1024;

/// Simulates some runs of a plan and counts them.
///
/// Run `n` of a seed is the same whatever range it is part of: tallies of ranges that together
/// make up `0..runs` merge into the same counts, to the last digit, on any number of threads.
/// `progress` is called, from any thread, with the number of runs finished since its last call.
pub fn simulate(plan: &Plan, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Tally {
    simulate_on(Path::available(plan)[0], plan, seed, runs, progress)
}

/// [`simulate`] on a path of one's choice, to compare them; the scalar one where the plan or the
/// processor does not allow it. The counts are the same on all.
pub fn simulate_on(path: Path, plan: &Plan, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Tally {
    let count = |runs: Range<u64>| {
        let mut kernel = Kernel::on(path, plan, seed);
        let mut tally = Tally::new(plan, seed);
        for block in blocks(runs) {
            let finished = block.end - block.start;
            kernel.run(block, &mut tally, |_, _| ());
            progress(finished);
        }
        tally
    };
    in_stretches(runs, count, Tally::merge)
}

/// Consecutive runs in blocks.
pub(crate) fn blocks(runs: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    runs.clone().step_by(BLOCK as usize).map(move |first| first..runs.end.min(first + BLOCK))
}

/// Counts runs in stretches of blocks, on all threads of the current pool, and merges the counts.
pub(crate) fn in_stretches<T: Send>(runs: Range<u64>, count: impl Fn(Range<u64>) -> T + Sync, merge: impl Fn(&mut T, &T) + Sync) -> T {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};

        // A few stretches a thread: enough to balance them, few enough that their tallies stay small.
        let blocks = runs.end.saturating_sub(runs.start).div_ceil(BLOCK);
        let stretch = blocks.div_ceil(8 * rayon::current_num_threads() as u64) * BLOCK;
        let firsts: Vec<u64> = runs.clone().step_by(stretch.max(1) as usize).collect();
        let counted = firsts.into_par_iter().map(|first| count(first..runs.end.min(first + stretch)));
        let sum = counted.reduce_with(|mut sum, more| {
            merge(&mut sum, &more);
            sum
        });
        sum.unwrap_or_else(|| count(runs.end..runs.end))
    }
    #[cfg(not(feature = "parallel"))]
    {
        let _ = merge;
        count(runs)
    }
}
