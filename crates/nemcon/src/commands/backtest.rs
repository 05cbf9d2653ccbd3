//! `nemcon backtest`: score simulations against cases whose end is known.

use std::path::PathBuf;

use nemcon::calibration::Verification;
use nemcon::montecarlo::Estimates;
use nemcon::report::BacktestReport;

use crate::cases;
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Output, Scores};
use crate::sampling::Sampling;

/// Score simulations against historical cases: what each gave to what happened, and when
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon backtest scenarios/history
  nemcon backtest scenarios/history --runs 100_000 --format json -o backtest.json

A case is a scenario file with an [outcome]; other files of the folder are passed over.
Unless --runs and --seed say otherwise, every case is simulated 50,000 times from seed 1.")]
pub(crate) struct Backtest {
    /// The folder of the cases
    folder: PathBuf,

    #[command(flatten)]
    sampling: Sampling,

    /// How to print the results
    #[arg(long, short, value_enum, default_value_t)]
    format: Scores,

    /// Write the results to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Every case is simulated alike, whatever its file says for other uses.
const RUNS: u64 = 50_000;
const SEED: u64 = 1;

impl Backtest {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let output = Output::from(self.output);
        output.check()?;
        let cases = cases::in_folder(&self.folder)?;
        let (runs, seed) = self.sampling.size_or(RUNS, SEED);
        let estimates: Vec<Estimates> =
            cases.iter().map(|case| self.sampling.estimates(case.model(), (runs, seed), console)).collect::<Result<_, _>>()?;
        let verification = Verification::new(&cases, &estimates);
        let report = BacktestReport::new(&cases, &verification, runs, seed);
        output.write(|out| match self.format {
            Scores::Table => out.write_all(report.table(output.style()).as_bytes()),
            Scores::Json => report.write_json(out),
        })?;
        Ok(())
    }
}
