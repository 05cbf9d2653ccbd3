//! `nemcon backtest`: score simulations against cases whose end is known.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use nemcon::calibration::{Case, Verification};
use nemcon::montecarlo::Estimates;
use nemcon::report::BacktestReport;
use nemcon::scenario::{FileSystem, is_case};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
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
    format: Format,

    /// Write the results to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// Everything, in a stable form
    Json,
}

/// Every case is simulated alike, whatever its file says for other uses.
const RUNS: u64 = 50_000;
const SEED: u64 = 1;

impl Backtest {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let output = Output::from(self.output);
        output.check()?;
        let cases = cases(&self.folder)?;
        let (runs, seed) = self.sampling.size_or(RUNS, SEED);
        let estimates: Vec<Estimates> =
            cases.iter().map(|case| self.sampling.estimates(case.model(), (runs, seed), console)).collect::<Result<_, _>>()?;
        let verification = Verification::new(&cases, &estimates);
        let report = BacktestReport::new(&cases, &verification, runs, seed);
        output.write(|out| match self.format {
            Format::Table => out.write_all(report.table(output.style()).as_bytes()),
            Format::Json => report.write_json(out),
        })?;
        Ok(())
    }
}

/// The cases of a folder, in order of their files' names; an error names every file that is wrong.
fn cases(folder: &Path) -> Result<Vec<Case>, Failure> {
    let unreadable = |error: std::io::Error| Failure::Input(format!("cannot read the folder {}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml" || extension == "json"));
    // A file of shared assumptions is no scenario by itself: only what has an outcome is a case.
    paths.retain(|path| is_case(&FileSystem, path));
    paths.sort();
    let mut cases = Vec::new();
    for path in &paths {
        let scenario = input::scenario(path)?;
        if let Some(outcome) = scenario.outcome() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let case = Case::new(name, scenario.model().clone(), outcome.result.clone(), outcome.on);
            cases.push(case.map_err(|error| Failure::Input(error.to_string()))?);
        }
    }
    if cases.is_empty() {
        return Err(Failure::Input(format!("no case in {}: a case is a scenario file with an [outcome]", folder.display())));
    }
    Ok(cases)
}
