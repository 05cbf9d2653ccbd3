//! `nemcon persuade`: whom to persuade.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use nemcon::model::Date;
use nemcon::questions;
use nemcon::report::PersuadeReport;
use nemcon::scenario::Recoding;

use crate::console::Console;
use crate::failure::Failure;
use crate::results::{Results, date, top};
use crate::sampling::Sampling;

/// Say whom to persuade: what it changes if a member comes to accept a candidate, or opposes it to the end
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon persuade scenarios/nato-2024/base.toml --candidate rutte
  nemcon persuade scenarios/nato-2024/base.toml --candidate rutte --at 2024-06-01 --by 2024-07-12
  nemcon persuade scenarios/nato-2024/base.toml --pairs --format csv -o pairs.csv")]
pub(crate) struct Persuade {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// The candidate, by its id or its name [default: the motion, or the first candidate of the file that is presented]
    #[arg(long, value_name = "C")]
    candidate: Option<String>,

    /// What a member comes to hold
    #[arg(long, value_enum, value_name = "STANCE", default_value_t = To::Accept)]
    to: To,

    /// The day on which a member changes its mind [default: the first]
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,

    /// The date by which the candidate is to have succeeded [default: halfway from that day to the deadline]
    #[arg(long, value_name = "DATE", value_parser = date)]
    by: Option<Date>,

    /// Look for the best two together, among the twelve members that change most
    #[arg(long)]
    pairs: bool,

    /// Show only so many members in the table, those that change most [default: 40]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<PersuadeReport<'static>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// It has no objection any more
    Accept,
    /// It is in favour
    Support,
}

impl Persuade {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default(), console)?;
        console.notes(scenario.notices());
        let model = scenario.model();
        let (to_support, at, by, pairs) = (self.to == To::Support, self.at, self.by, self.pairs);
        let asked = questions::Persuade { candidate: self.candidate, to_support, at, by, pairs }.of(model)?;
        let start = Instant::now();
        let (runs, seed) = self.sampling.size_or(scenario.runs(), scenario.seed());
        let base = self.sampling.plan_of(&scenario, console)?;
        let simulate = |seed, _, progress: &(dyn Fn(u64) + Sync)| asked.run(&base, seed, runs, progress);
        let found = self.sampling.sample((asked.total(&base, runs), seed), console, simulate)?;
        let report = PersuadeReport::new(model, &asked, &found, self.top.unwrap_or(questions::SHOWN));
        self.results.write(&report, start.elapsed(), console)
    }
}
