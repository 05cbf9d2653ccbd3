//! How many runs are simulated, from which seed, on how many threads.

use std::ops::Range;
use std::time::{Duration, Instant};

#[cfg(feature = "parallel")]
use anyhow::Context;
use nemcon::model::{Bytes, limits};
use nemcon::montecarlo::{Comparison, Plan};
use nemcon::questions::{self, Refusal, compare};
use nemcon::scenario::Scenario;

use crate::console::Console;
use crate::failure::Failure;
use crate::memory::Memory;

/// The flags of commands that simulate.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Sampling {
    /// How many runs to simulate, 1 to 10^12 [default: the file's, or 200,000]
    #[arg(long, value_name = "N", value_parser = runs, allow_negative_numbers = true)]
    runs: Option<u64>,

    /// The seed of all random numbers [default: the file's, or 1]
    #[arg(long, value_name = "S", value_parser = seed, allow_negative_numbers = true)]
    seed: Option<u64>,

    #[cfg(feature = "parallel")]
    /// How many threads to use, 1 to 1024; the results do not depend on it [default: one a core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024), allow_negative_numbers = true)]
    threads: Option<u16>,

    #[command(flatten)]
    memory: Memory,
}

impl Sampling {
    /// Runs and seed: the flags', or these where they say nothing.
    pub(crate) fn size_or(&self, runs: u64, seed: u64) -> (u64, u64) {
        (self.runs.unwrap_or(runs), self.seed.unwrap_or(seed))
    }

    /// Compiles the model of a scenario, to be simulated within the memory that there is.
    pub(crate) fn plan_of(&self, scenario: &Scenario, console: Console) -> Result<Plan, Failure> {
        Ok(console.while_planning(|| questions::plan_of(scenario, self.memory()))?)
    }

    /// How many threads are used.
    #[cfg(feature = "parallel")]
    pub(crate) fn threads(&self) -> u64 {
        self.threads.map_or_else(|| rayon::current_num_threads() as u64, u64::from)
    }

    /// How many threads are used.
    #[cfg(not(feature = "parallel"))]
    #[expect(clippy::unused_self, reason = "with threads it needs it")]
    pub(crate) fn threads(&self) -> u64 {
        1
    }

    /// How much memory there is.
    pub(crate) fn memory(&self) -> Bytes {
        self.memory.bytes()
    }

    /// Simulates a base and its variants, with the runs and the seed of the base, and says how
    /// long that took.
    pub(crate) fn compare(&self, base: &Scenario, variants: &[Scenario], console: Console) -> Result<(Comparison, Duration), Failure> {
        let start = Instant::now();
        let size = self.size_or(base.runs(), base.seed());
        let memory = self.memory();
        let simulate =
            |seed, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)| compare(base, variants, (runs.end, seed), memory, progress);
        Ok((self.sample(size, console, simulate)?, start.elapsed()))
    }

    /// Calls for runs on the threads asked for, with a bar that shows their progress.
    pub(crate) fn sample<T: Send, E: Into<Refusal> + Send>(
        &self,
        (runs, seed): (u64, u64),
        console: Console,
        simulate: impl FnOnce(u64, Range<u64>, &(dyn Fn(u64) + Sync)) -> Result<T, E> + Send,
    ) -> Result<T, Failure> {
        let bar = console.progress(runs);
        let tally = self.sample_quietly((runs, seed), |finished| bar.inc(finished), simulate);
        bar.finish_and_clear();
        tally
    }

    /// The same without a bar of its own.
    pub(crate) fn sample_quietly<T: Send, E: Into<Refusal> + Send>(
        &self,
        (runs, seed): (u64, u64),
        progress: impl Fn(u64) + Sync,
        simulate: impl FnOnce(u64, Range<u64>, &(dyn Fn(u64) + Sync)) -> Result<T, E> + Send,
    ) -> Result<T, Failure> {
        self.on_threads(|| simulate(seed, 0..runs, &progress))?.map_err(|error| error.into().into())
    }
}

impl Sampling {
    /// Works on the threads asked for.
    #[cfg(feature = "parallel")]
    pub(crate) fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
        let mut pool = rayon::ThreadPoolBuilder::new();
        if let Some(threads) = self.threads {
            pool = pool.num_threads(threads.into());
        }
        let pool = pool.build().context("cannot start threads")?;
        Ok(pool.install(work))
    }

    #[cfg(not(feature = "parallel"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "with threads it needs both")]
    pub(crate) fn on_threads<T>(&self, work: impl FnOnce() -> T) -> Result<T, Failure> {
        Ok(work())
    }
}

pub(crate) fn runs(text: &str) -> Result<u64, String> {
    let allowed = "a number of runs lies between 1 and 1_000_000_000_000 (10^12), written as 20000 or 20_000";
    number(text).filter(|runs| (1..=limits::RUNS).contains(runs)).ok_or_else(|| allowed.to_owned())
}

pub(crate) fn seed(text: &str) -> Result<u64, String> {
    number(text).ok_or_else(|| format!("a seed lies between 0 and {}", u64::MAX))
}

/// A whole number, in which underscores may part groups of digits.
pub(crate) fn number(text: &str) -> Option<u64> {
    let digits: String = text.split('_').collect();
    (text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(|c: char| c.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn underscores_part_digits() {
        assert_eq!([number("1_000_000"), number("7"), number("18446744073709551615")], [Some(1_000_000), Some(7), Some(u64::MAX)]);
        assert_eq!(["", "_1", "1_", "-1", "+1", "1e6", "1.5", "18446744073709551616"].map(number), [None; 8]);
    }
}
