//! `nemcon run`: simulate a scenario.

use std::path::PathBuf;

use nemcon::report::RunReport;

use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::results::Results;
use crate::sampling::Sampling;

/// Simulate a scenario: probabilities and dates of all outcomes, and who stands in the way
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon run scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml --runs 1_000_000 --seed 7 -o nato.json
  nemcon run scenarios/nato-2024/base.toml --format csv --table holdouts
  nemcon show what-if.toml | nemcon run -")]
pub(crate) struct Run {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<RunReport<'static>>,
}

impl Run {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let scenario = input::recoded(&self.file, &self.coding.recoding())?;
        self.results.spare(scenario.files().iter().map(PathBuf::as_path))?;
        scenario.notices().iter().for_each(|notice| console.note(notice));
        let (estimates, elapsed) = self.sampling.simulate(&scenario, console)?;
        let unsourced: Vec<&str> = scenario.unsourced().iter().map(|assumption| assumption.block).collect();
        self.results.write(&RunReport::new(scenario.model(), &estimates, &unsourced), elapsed, console)
    }
}
