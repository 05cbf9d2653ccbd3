//! Runs, in parallel.

use std::ops::Range;

use nemcon_core::limits::RUNS;

use crate::Tally;
use crate::kernel::{Engine, Kernel};
use crate::plan::Plan;

/// A fixed number of consecutive runs: the unit of work between two reports of progress.
pub(crate) const BLOCK: u64 = 1024;

/// Runs were asked for beyond those of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("runs up to number {end} were asked for, but those of a seed are numbered below {RUNS} (10^12): take another seed for more")]
pub struct RunsError {
    /// The end of the range that was asked for.
    pub end: u64,
}

impl Plan {
    /// Simulates some runs and counts them.
    ///
    /// Run `n` of a seed is the same whatever range it is part of: tallies of ranges that together
    /// make up `0..runs` merge into the same counts, to the last digit, on any number of threads.
    /// `progress` is called, from any thread, with the number of runs finished since its last call.
    /// Runs are numbered below [`RUNS`].
    pub fn simulate(&self, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Tally, RunsError> {
        self.simulate_on(Engine::fastest(), seed, runs, progress)
    }

    /// [`simulate`](Self::simulate) on an engine of one's choice, to compare them; the scalar one
    /// where the processor does not allow it. The counts are the same on all.
    pub fn simulate_on(&self, engine: Engine, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Tally, RunsError> {
        let count = |runs: Range<u64>| {
            let mut kernel = Kernel::on(engine, self, seed);
            let mut tally = Tally::new(self, seed);
            for block in blocks(runs) {
                let finished = block.end - block.start;
                kernel.run(block, &mut tally, |_, _| ());
                progress(finished);
            }
            tally
        };
        Ok(in_stretches(numbered(runs)?, count, Tally::add))
    }
}

/// The runs, if a seed has all of them.
pub(crate) fn numbered(runs: Range<u64>) -> Result<Range<u64>, RunsError> {
    if runs.end > RUNS { Err(RunsError { end: runs.end }) } else { Ok(runs) }
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
