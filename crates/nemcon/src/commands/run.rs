//! `nemcon run`: simulate a scenario.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::builder::{PathBufValueParser, TypedValueParser};
use nemcon::model::Bytes;
use nemcon::montecarlo::Plan;
use nemcon::questions::{self, MAX_RUNS, Refusal, candidate, judged};
use nemcon::report::RunReport;
use nemcon::scenario::Scenario;

use crate::coding::Coding;
use crate::console::Console;
use crate::days::Days;
use crate::failure::Failure;
use crate::parts::{self, Counting, Shard};
use crate::results::{Results, top};
use crate::rows::RowsFile;
use crate::sampling::{self, Sampling};

/// Simulate a scenario: probabilities and dates of all outcomes, and who stands in the way
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon run scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml --runs 1_000_000 --seed 7 -o nato.json
  nemcon run scenarios/nato-2024/base.toml --precision 0.01 --over-inputs
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

    /// Say as well how the probabilities spread over the inputs that the file gives as ranges, simulation error apart
    #[arg(long, conflicts_with = "shard")]
    over_inputs: bool,

    /// Write a row a run: its end, its date, the last holdouts, the events that happened, as CSV, Arrow or Parquet
    #[arg(long, value_name = "FILE.csv|.arrow|.parquet", value_parser = PathBufValueParser::new().try_map(RowsFile::new), conflicts_with = "shard")]
    runs_out: Option<RowsFile>,

    /// Simulate until every probability is known to within this (0.001 is a tenth of a point), with 95% intervals
    #[arg(long, value_name = "P", value_parser = precision, conflicts_with_all = ["runs", "shard", "checkpoint"])]
    precision: Option<f64>,

    /// With --precision: no more runs than this [default: 100 million]
    #[arg(long, value_name = "N", value_parser = sampling::runs, requires = "precision")]
    max_runs: Option<u64>,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    days: Days,

    /// Tell who is in the way of this candidate, by its id or its name [default: the likeliest]
    #[arg(long, value_name = "C")]
    candidate: Option<String>,

    /// Show so many members and events; members that only a name sets apart stand together [default: 6]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    #[command(flatten)]
    results: Results<RunReport<'static>>,
}

fn precision(text: &str) -> Result<f64, String> {
    questions::precision(text.parse().unwrap_or(f64::NAN)).map_err(|refusal| refusal.to_string())
}

impl Run {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &self.coding.recoding(), console)?;
        console.notes(scenario.notices());
        let by = self.days.of(&scenario, &self.file)?;
        let asked = self.candidate.as_deref().map(|named| candidate(scenario.model(), named)).transpose()?;
        self.check_files(&scenario)?;
        let start = Instant::now();
        let plan = self.plan(&scenario, console)?;
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let counting = Counting { scenario: &scenario, plan: &plan, sampling: &self.sampling, size, console };
        let precise = self.precision.map(|precision| counting.to(precision, self.max_runs.unwrap_or(MAX_RUNS))).transpose()?;
        let counts = match (&self.checkpoint, &precise) {
            (_, Some(precise)) => counting.of(precise),
            (Some(file), _) => counting.resume(file)?,
            (None, None) => counting.count(self.shard)?,
        };
        if let Some(file) = &self.counts {
            parts::write(file, &counts)?;
        }
        if let Some(file) = &self.runs_out {
            counting.write_runs(file, counts.tally().runs())?;
        }
        if self.shard.is_some() {
            return Ok(());
        }
        let estimates = match &precise {
            Some(precise) => precise.estimates.clone(),
            None => counts.tally().estimates().map_err(Refusal::from)?,
        };
        let runs = counts.tally().runs();
        // Estimates, and what is told of them, take as much room again.
        drop(counts);
        let over_inputs = if self.over_inputs { counting.over_inputs(runs)? } else { None };
        let unsourced = judged(&scenario);
        let mut report = RunReport::new(scenario.model(), &estimates, &unsourced).over_inputs(over_inputs.as_ref());
        if let Some(precise) = &precise {
            report = report.precise(precise);
        }
        if !by.is_empty() {
            report = report.by(by.to_vec());
        }
        if let Some(candidate) = asked {
            report = report.in_the_way_of(candidate);
        }
        if let Some(top) = self.top {
            report = report.top(top);
        }
        self.results.write(&report, start.elapsed(), console)
    }

    /// The plan of the scenario, with room for the counts that are kept beside those that are made: to be added to, written,
    /// and looked at.
    fn plan(&self, scenario: &Scenario, console: Console) -> Result<Plan, Failure> {
        let plan = self.sampling.plan_of(scenario, console)?;
        let copies = if self.checkpoint.is_some() || self.precision.is_some() { 3 } else { u64::from(self.counts.is_some()) };
        let kept = Bytes(copies * plan.counts_bytes().0);
        Ok(plan.beside(kept))
    }

    /// Refuses files that cannot be written, or twice.
    fn check_files(&self, scenario: &Scenario) -> Result<(), Failure> {
        let mut known: Vec<&Path> = self.results.file().into_iter().collect();
        let rows = self.runs_out.as_ref().map(RowsFile::path);
        for file in [self.counts.as_deref(), self.checkpoint.as_deref(), rows].into_iter().flatten() {
            if known.contains(&file) {
                return Err(Failure::Input(format!("{} would be written twice: name another file", file.display())));
            }
            parts::check(file, scenario)?;
            known.push(file);
        }
        Ok(())
    }
}
