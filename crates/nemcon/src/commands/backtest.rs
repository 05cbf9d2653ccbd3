//! `nemcon backtest`: score simulations against cases whose end is known.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::questions::{BACKTEST_RUNS, Cases, backtest};
use nemcon::report::BacktestReport;

use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::results::Results;
use crate::sampling::Sampling;

/// Score simulations against historical cases: what each gave to what happened, and when
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon backtest scenarios/history
  nemcon backtest scenarios/history --runs 100_000 --format json -o backtest.json

A case is a scenario file with an [outcome]; other files of the folder are passed over.
Unless --runs and --seed say otherwise, every case is simulated 50,000 times from seed 1.")]
#[command(mut_arg("runs", |runs| runs.help("How many runs to simulate of each case, 1 to 10^12 [default: 50,000]")))]
#[command(mut_arg("seed", |seed| seed.help("The seed of all random numbers [default: 1]")))]
pub(crate) struct Backtest {
    /// The folder of the cases
    folder: PathBuf,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<BacktestReport<'static>>,
}

const SEED: u64 = 1;

impl Backtest {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let recoding = self.coding.recoding();
        let Cases { all: cases, files, .. } = Cases::in_folder(&self.folder, &|path| input::recoded(path, &recoding, console))?;
        self.results.spare(files.iter().map(PathBuf::as_path))?;
        let (runs, seed) = self.sampling.size_or(BACKTEST_RUNS, SEED);
        let start = Instant::now();
        let all = runs.saturating_mul(cases.len() as u64);
        let memory = self.sampling.memory();
        let simulate = |seed, _, progress: &(dyn Fn(u64) + Sync)| backtest(&cases, (runs, seed), memory, progress);
        let verification = self.sampling.sample((all, seed), console, simulate)?;
        self.results.write(&BacktestReport::new(&cases, &verification, runs, seed), start.elapsed(), console)
    }
}
