//! `nemcon trace`: one run, told.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::model::{Model, Outcome};
use nemcon::montecarlo::Choice;
use nemcon::report::TraceReport;
use nemcon::scenario::Recoding;

use crate::console::Console;
use crate::failure::Failure;
use crate::ranges;
use crate::results::Results;
use crate::sampling::{Sampling, number, plan_of};

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
        let scenario = self.results.scenario(&self.file, &Recoding::default())?;
        console.notes(scenario.notices());
        let model = scenario.model();
        let outcome = self.outcome.as_deref().map(|id| outcome(model, id)).transpose()?;
        let start = Instant::now();
        let plan = plan_of(&scenario)?;
        let (runs, seed) = self.sampling.size_or(scenario.runs(), scenario.seed());
        let (run, chosen) = if let Some(run) = self.run {
            (run, None)
        } else {
            let endings = self.sampling.sample((runs, seed), console, |seed, runs, progress| plan.endings(seed, runs, progress))?;
            let chosen = self.choice().among(&endings, outcome);
            let Some(run) = chosen else {
                let end = self.outcome.map_or_else(|| "has any weight".to_owned(), |outcome| format!("ends with {outcome}"));
                return Err(Failure::Input(format!("none of {runs} runs {end}: simulate more with --runs, or ask for another outcome")));
            };
            (run, Some(self.choice_in_words(runs, outcome.is_some())))
        };
        let mut trace = plan.trace(seed, run).map_err(|error| Failure::Input(error.to_string()))?;
        for ((name, _), key) in trace.inputs.iter_mut().zip(ranges::keys(&scenario, &plan)?) {
            if let Some(key) = key {
                *name = key.path;
            }
        }
        self.results.write(&TraceReport::new(model, &trace, chosen), start.elapsed(), console)
    }

    fn choice(&self) -> Choice {
        match (self.quickest, self.stuck) {
            (true, _) => Choice::Quickest,
            (_, true) => Choice::Stuck,
            _ => Choice::Typical,
        }
    }

    fn choice_in_words(&self, runs: u64, with_outcome: bool) -> String {
        let of = if with_outcome { "that end so" } else { "of the likeliest outcome" };
        match self.choice() {
            Choice::Typical => format!("the first of {runs} runs {of} on its median date"),
            Choice::Quickest => format!("the first of {runs} runs that {} soonest", if with_outcome { "ends so" } else { "is decided" }),
            Choice::Stuck => {
                format!("the first of {runs} runs that {} last", if with_outcome { "ends so" } else { "finds nobody, or ends" })
            }
        }
    }
}

/// The outcome of an id.
pub(crate) fn outcome(model: &Model, id: &str) -> Result<Outcome, Failure> {
    let outcomes = model.outcomes();
    let known = outcomes.iter().copied().find(|outcome| outcome.id(model) == id);
    known.ok_or_else(|| {
        let ids: Vec<&str> = outcomes.iter().map(|outcome| outcome.id(model)).collect();
        Failure::Input(format!("there is no outcome {id:?}: it is one of {}", ids.join(", ")))
    })
}
