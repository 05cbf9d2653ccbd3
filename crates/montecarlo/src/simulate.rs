//! Runs, in parallel.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use nemcon_core::limits::RUNS;
use nemcon_core::{Bytes, Procedure};

use crate::Tally;
use crate::kernel::{Engine, Kernel};
use crate::plan::Plan;
use crate::tally::Detail;

/// A fixed number of consecutive runs: the unit of work between two reports of progress …
pub(crate) const BLOCK: u64 = 1024;
/// … and of runs that hold as many ballots as [`MANY`], which take long.
const SMALL_BLOCK: u64 = 16;
const MANY: usize = 1 << 16;

/// Why runs are not simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunsError {
    /// Runs beyond those of a seed.
    #[error("runs up to number {end} were asked for, but those of a seed are numbered below {RUNS} (10^12): take another seed for more")]
    Number {
        /// The end of the range that was asked for.
        end: u64,
    },
    /// They would hold more than is allowed.
    #[error(
        "this takes {needed} of memory, and {allowed} is allowed: allow more with `--memory {needed:#}`, or let it have \
         fewer rounds (a rarer cadence, an earlier deadline), members or candidates"
    )]
    Memory {
        /// How much they would hold at least, on one thread.
        needed: Bytes,
        /// How much they may hold.
        allowed: Bytes,
    },
    /// What is kept of each run would be more than is allowed.
    #[error(
        "what is kept of {runs} runs takes {needed} of memory, and {allowed} is allowed: allow more with `--memory {needed:#}`, or ask for {fit} runs"
    )]
    Kept {
        /// How many runs were asked for.
        runs: u64,
        /// How much they would hold.
        needed: Bytes,
        /// How much they may hold.
        allowed: Bytes,
        /// How many would hold no more.
        fit: u64,
    },
}

impl Plan {
    /// Simulates some runs and counts them.
    ///
    /// Run `n` of a seed is the same whatever range it is part of: tallies of ranges that together
    /// make up `0..runs` merge into the same counts, to the last digit, on any number of threads.
    /// `progress` is called, from any thread, with the number of runs finished since its last call.
    /// Runs are numbered below [`RUNS`]. As many threads count as find room: see [`memory`](Self::memory).
    pub fn simulate(&self, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Tally, RunsError> {
        self.simulate_on(Engine::fastest(), seed, runs, progress)
    }

    /// [`simulate`](Self::simulate) on an engine of one's choice, to compare them; the scalar one
    /// where the processor does not allow it. The counts are the same on all.
    pub fn simulate_on(&self, engine: Engine, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Tally, RunsError> {
        let runs = numbered(runs)?;
        let workers = self.need(Detail::All).workers(self.memory)?;
        let count = |blocks: &mut dyn Iterator<Item = Range<u64>>| {
            let mut kernel = Kernel::on(engine, self, Detail::All, seed);
            let mut tally = Tally::new(self, Detail::All, seed);
            for block in blocks {
                let finished = block.end - block.start;
                kernel.run(block, &mut tally, |_, _| ());
                progress(finished);
            }
            tally
        };
        Ok(by_workers(runs, self.block(), workers, count, Tally::add))
    }
}

impl Plan {
    /// How many runs are a block.
    pub(crate) fn block(&self) -> u64 {
        let ballots = match &self.model().question().procedure {
            Procedure::Ballots(ballots) => ballots.per_round as usize * self.calendar.dates.len(),
            _ => 0,
        };
        if ballots < MANY { BLOCK } else { SMALL_BLOCK }
    }
}

/// The runs, if a seed has all of them.
pub(crate) fn numbered(runs: Range<u64>) -> Result<Range<u64>, RunsError> {
    if runs.end > RUNS { Err(RunsError::Number { end: runs.end }) } else { Ok(runs) }
}

/// Consecutive runs in blocks.
pub(crate) fn blocks(runs: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    runs.clone().step_by(BLOCK as usize).map(move |first| first..runs.end.min(first + BLOCK))
}

/// Counts runs on so many threads of the current pool, or on as many as it has: each takes one block after the other
/// into counts of its own, which are merged at the end.
pub(crate) fn by_workers<T: Send>(
    runs: Range<u64>,
    block: u64,
    workers: usize,
    count: impl Fn(&mut dyn Iterator<Item = Range<u64>>) -> T + Sync,
    merge: impl Fn(&mut T, &T) + Sync,
) -> T {
    let next = AtomicU64::new(runs.start);
    let take = || {
        let first = next.fetch_add(block, Ordering::Relaxed);
        (first < runs.end).then(|| first..runs.end.min(first + block))
    };
    let blocks = (runs.end.saturating_sub(runs.start)).div_ceil(block) as usize;
    let work = |_| count(&mut std::iter::from_fn(take));
    let counted = parallel(workers.min(threads()).min(blocks), work, |sum, more| merge(sum, &more));
    counted.unwrap_or_else(|| count(&mut std::iter::empty()))
}

/// Lists something of runs, in order, in stretches of blocks on so many threads of the current pool, or on as many as it
/// has.
pub(crate) fn in_order<T: Send>(runs: Range<u64>, workers: usize, list: impl Fn(Range<u64>) -> Vec<T> + Sync) -> Vec<T> {
    let blocks = (runs.end.saturating_sub(runs.start)).div_ceil(BLOCK);
    // A few stretches a thread balance them; but no more are at work than there are.
    let stretches = if workers < threads() { workers } else { 8 * threads() };
    let stretch = blocks.div_ceil(stretches as u64).max(1) * BLOCK;
    let work = |at: usize| {
        let first = runs.start + at as u64 * stretch;
        list(first..runs.end.min(first + stretch))
    };
    let count = (runs.end.saturating_sub(runs.start)).div_ceil(stretch) as usize;
    parallel(count, work, |all, mut more| all.append(&mut more)).unwrap_or_default()
}

/// How many threads the current pool has.
fn threads() -> usize {
    #[cfg(feature = "parallel")]
    {
        rayon::current_num_threads()
    }
    #[cfg(not(feature = "parallel"))]
    {
        1
    }
}

/// The results of several pieces of work, merged in their order; none of none.
fn parallel<T: Send>(pieces: usize, work: impl Fn(usize) -> T + Sync, merge: impl Fn(&mut T, T) + Sync) -> Option<T> {
    let together = |mut sum: T, more: T| {
        merge(&mut sum, more);
        sum
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
        (0..pieces).into_par_iter().with_max_len(1).map(&work).reduce_with(together)
    }
    #[cfg(not(feature = "parallel"))]
    {
        (0..pieces).map(&work).reduce(together)
    }
}
