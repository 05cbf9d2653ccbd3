//! `nemcon backtest`: score simulations against cases whose end is known.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::calibration::{Case, Verification};
use nemcon::montecarlo::{Estimates, Plan};
use nemcon::report::BacktestReport;

use crate::cases;
use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
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

/// Every case is simulated alike, whatever its file says for other uses.
const RUNS: u64 = 50_000;
const SEED: u64 = 1;

impl Backtest {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let cases = cases::in_folder(&self.folder, &self.coding.recoding())?;
        self.results.spare(cases.files())?;
        let cases = cases.all;
        let (runs, seed) = self.sampling.size_or(RUNS, SEED);
        let start = Instant::now();
        let estimate = |case: &Case| {
            let plan = Plan::new(case.model()).map_err(|error| Failure::Input(format!("{}: {error}", case.name())))?;
            self.sampling.estimates(&plan, (runs, seed), console)
        };
        let estimates: Vec<Estimates> = cases.iter().map(estimate).collect::<Result<_, _>>()?;
        let verification = Verification::new(&cases, &estimates);
        self.results.write(&BacktestReport::new(&cases, &verification, runs, seed), start.elapsed(), console)
    }
}
