//! `nemcon sensitivity`: what moves an outcome.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::questions;
use nemcon::report::SensitivityReport;
use nemcon::scenario::Recoding;

use crate::console::Console;
use crate::failure::Failure;
use crate::results::{Results, top};
use crate::sampling::{Sampling, number};

/// Say which inputs move an outcome, and how much of what is unsure of it comes from which
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon sensitivity scenarios/nato-2024/base.toml --runs 2_000
  nemcon sensitivity scenarios/nato-2024/base.toml --outcome extended --top all -o extended.json")]
pub(crate) struct Sensitivity {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// The id of an outcome [default: the likeliest]
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    /// How many runs the indices take in all [default: 400 times --runs]
    #[arg(long, value_name = "N", value_parser = indices)]
    indices: Option<u64>,

    /// Show only so many inputs in the table, those that move it most [default: 20]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<SensitivityReport<'static>>,
}

fn indices(text: &str) -> Result<u64, String> {
    number(text).filter(|runs| questions::INDEX_RUNS.contains(runs)).ok_or_else(|| "it lies between 1 and 1_000_000_000".to_owned())
}

impl Sensitivity {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default(), console)?;
        console.notes(scenario.notices());
        let start = Instant::now();
        let size = self.sampling.size_or(scenario.runs().min(questions::RUNS_AT_ENDS), scenario.seed());
        let memory = self.sampling.memory();
        let new = || questions::Sensitivity::new(&scenario, self.outcome.as_deref(), size, self.indices, memory);
        let asked = console.while_planning(new)?;
        let moved = self.sampling.sample((asked.total(), size.1), console, |_, _, progress| asked.run(progress))?;
        let mut report = moved.report(scenario.model());
        if let Some(top) = self.top {
            report = report.top(top);
        }
        self.results.write(&report, start.elapsed(), console)
    }
}
