//! `nemcon sweep`: the outcomes as one or two numbers vary.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use nemcon::questions::{self, outcome};
use nemcon::report::{Report, SweepPoint, SweepReport};
use nemcon::scenario::{Recoding, Scenario};

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::results::{Format, Results};
use crate::sampling::Sampling;

/// Vary one number of a scenario, or two, and say what that does to the outcomes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon sweep scenarios/nato-2024/base.toml --keys
  nemcon sweep scenarios/nato-2024/base.toml --set dynamics.reserve=1week..16weeks:9 --runs 20_000
  nemcon sweep scenarios/nato-2024/base.toml -o map.csv --set dynamics.frailty=0..1:5 --set question.deadline=2024-08-01..2024-12-31:6

Points are simulated in an order that halves the gaps again and again. As CSV on standard output they are
written as they are found, so that what an interrupted sweep has found is spread over the whole range.")]
pub(crate) struct Sweep {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// A key, from one value to another, both included, at N values; once or twice
    #[arg(long = "set", value_name = "KEY=A..B:N", required_unless_present = "keys")]
    set: Vec<String>,

    /// List the keys that can be set, with what the file says of each
    #[arg(long, conflicts_with = "set")]
    keys: bool,

    /// What is plotted: the id of an outcome [default: the likeliest]
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<SweepReport<'static>>,
}

impl Sweep {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default(), console)?;
        if self.keys {
            return list(&scenario);
        }
        console.notes(scenario.notices());
        let plotted = self.outcome.as_deref().map(|id| outcome(scenario.model(), id)).transpose()?;
        let sweep = questions::Sweep::new(&scenario, &self.set)?;
        console.notes(&sweep.notices());
        let start = Instant::now();
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let memory = self.sampling.memory();
        let report = |points: Vec<SweepPoint>| SweepReport::new(scenario.model(), sweep.keys(), points, plotted, size);
        let streams = self.results.format() == Format::Csv && self.results.is_stdout();
        let bar = console.progress(size.0 * sweep.places().len() as u64);
        let mut points = Vec::new();
        for batch in sweep.batches(size.0) {
            let simulate = |seed, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)| {
                sweep.points(&scenario, batch, (runs.end, seed), memory, progress)
            };
            for point in self.sampling.sample_quietly(size, |finished| bar.inc(finished), simulate)? {
                if streams {
                    write_now(&report(vec![point.clone()]), points.is_empty())?;
                }
                points.push(point);
            }
        }
        bar.finish_and_clear();
        if streams { Ok(()) } else { self.results.write(&report(points), start.elapsed(), console) }
    }
}

/// The keys that can be set.
fn list(scenario: &Scenario) -> Result<(), Failure> {
    let keys = scenario.keys();
    let widest = keys.iter().map(|key| key.path.chars().count()).max().unwrap_or(0);
    Ok(Output::Stdout
        .write(|out| keys.iter().try_for_each(|key| writeln!(out, "{:widest$}  {:10}  {}", key.path, key.kind.word(), key.written)))?)
}

/// Rows of a point, at once.
fn write_now(report: &SweepReport<'_>, first: bool) -> Result<(), Failure> {
    let mut rows = Vec::new();
    report.write_csv(None, &mut rows).map_err(anyhow::Error::from)?;
    let head = if first { 0 } else { rows.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1) };
    Ok(Output::Stdout.write(|out| out.write_all(&rows[head..]))?)
}
