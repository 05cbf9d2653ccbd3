//! `nemcon run`: simulate a scenario.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::model::{Date, printable};
use nemcon::report::RunReport;
use nemcon::scenario::Scenario;

use crate::assumptions;
use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::parts::{self, Counting, Shard};
use crate::results::{Results, date, top};
use crate::sampling::{Sampling, plan_of};

/// Simulate a scenario: probabilities and dates of all outcomes, and who stands in the way
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon run scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml --runs 1_000_000 --seed 7 -o nato.json
  nemcon run scenarios/nato-2024/base.toml --by 2024-07-11 --top all
  nemcon run scenarios/nato-2024/base.toml --format csv --table holdouts
  nemcon run scenarios/nato-2024/base.toml --runs 100_000_000 --checkpoint nato.counts -o nato.json
  nemcon show what-if.toml | nemcon run -")]
pub(crate) struct Run {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// Simulate only the I-th of N equal parts of the runs, and keep its counts for `nemcon merge`
    #[arg(long, value_name = "I/N", requires = "counts")]
    shard: Option<Shard>,

    /// Keep what was counted in a file, to which other runs can be added
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,

    /// Keep what is counted in a file every few seconds; where it is there already, go on from it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["shard", "counts"])]
    checkpoint: Option<PathBuf>,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    sampling: Sampling,

    /// Say what is known by the end of this day; may be given several times [default: the meetings, else the
    /// quarters of the time to the deadline]
    #[arg(long, value_name = "DATE", value_parser = date)]
    by: Vec<Date>,

    /// Show so many members and events; members that only a name sets apart stand together [default: 6]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    #[command(flatten)]
    results: Results<RunReport<'static>>,
}

impl Run {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &self.coding.recoding())?;
        console.notes(scenario.notices());
        self.check_dates(&scenario)?;
        for file in [&self.counts, &self.checkpoint].into_iter().flatten() {
            parts::check(file, &scenario)?;
        }
        let start = Instant::now();
        let plan = plan_of(&scenario)?;
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let counting = Counting { scenario: &scenario, plan: &plan, sampling: &self.sampling, size, console };
        let counts = match &self.checkpoint {
            Some(file) => counting.resume(file)?,
            None => counting.count(self.shard)?,
        };
        if let Some(file) = &self.counts {
            parts::write(file, &counts)?;
        }
        if self.shard.is_some() {
            return Ok(());
        }
        let estimates = counts.tally().estimates().map_err(|error| Failure::Input(error.to_string()))?;
        let unsourced = assumptions::judged(&scenario);
        let mut report = RunReport::new(scenario.model(), &estimates, &unsourced);
        if !self.by.is_empty() {
            report = report.by(self.by.clone());
        }
        if let Some(top) = self.top {
            report = report.top(top);
        }
        self.results.write(&report, start.elapsed(), console)
    }

    /// Refuses dates on which nothing can be known yet.
    fn check_dates(&self, scenario: &Scenario) -> Result<(), Failure> {
        let question = scenario.model().question();
        let early = self.by.iter().find(|&&date| date < question.as_of);
        let told = |date: &Date| {
            let (file, from, to) = (printable(&self.file.to_string_lossy()).into_owned(), question.as_of, question.deadline);
            format!("--by {date}: {file} is as of {from}: name a day from then on (it is to be decided by {to})")
        };
        early.map_or(Ok(()), |date| Err(Failure::Input(told(date))))
    }
}
