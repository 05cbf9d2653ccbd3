//! `nemcon trace`: one run, told.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::montecarlo::Choice;
use nemcon::questions;
use nemcon::report::TraceReport;
use nemcon::scenario::Recoding;

use crate::console::Console;
use crate::failure::Failure;
use crate::results::Results;
use crate::sampling::{Sampling, number};

/// Tell one run as a dated story: who moved, what happened, who was in the way
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon trace scenarios/nato-2024/base.toml
  nemcon trace scenarios/nato-2024/base.toml --run 17
  nemcon trace scenarios/nato-2024/base.toml --outcome extended
  nemcon trace scenarios/nato-2024/base.toml --stuck --format json -o stuck.json")]
#[command(group = clap::ArgGroup::new("which").args(["run", "typical", "quickest", "stuck"]))]
pub(crate) struct Trace {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// This run, by its number from 0 on
    #[arg(long, value_name = "N", value_parser = run_number, allow_negative_numbers = true)]
    run: Option<u64>,

    /// A run that ends so: the id of a candidate, `extended`, `other`, `vacant`, `adopted`, `rejected`
    #[arg(long, value_name = "OUTCOME", conflicts_with = "run")]
    outcome: Option<String>,

    /// A run of the likeliest outcome, or of the one given, that ends on its median date [default]
    #[arg(long)]
    typical: bool,

    /// A run in which it is soonest decided
    #[arg(long)]
    quickest: bool,

    /// A run in which nobody is agreed on; where there is none, one that takes longest
    #[arg(long)]
    stuck: bool,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<TraceReport<'static>>,
}

fn run_number(text: &str) -> Result<u64, String> {
    number(text).filter(|run| *run < nemcon::model::limits::RUNS).ok_or_else(|| "runs are numbered from 0 to 999_999_999_999".to_owned())
}

impl Trace {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default(), console)?;
        console.notes(scenario.notices());
        let start = Instant::now();
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let choice = (self.choice(), self.outcome.as_deref());
        let memory = self.sampling.memory();
        let tell = |_, _, progress: &(dyn Fn(u64) + Sync)| questions::trace(&scenario, self.run, choice, size, memory, progress);
        let told = self.sampling.sample(size, console, tell)?;
        self.results.write(&TraceReport::new(scenario.model(), &told.trace, told.chosen), start.elapsed(), console)
    }

    fn choice(&self) -> Choice {
        match (self.quickest, self.stuck) {
            (true, _) => Choice::Quickest,
            (_, true) => Choice::Stuck,
            _ => Choice::Typical,
        }
    }
}
