//! `nemcon check`: whether files are right, and what a scenario assumes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use nemcon::model::printable;
use nemcon::report::{AssumptionsReport, counted};

use crate::assumptions;
use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input::{self, Loaded};
use crate::output::Output;
use crate::results::Results;
use crate::sampling::plan_of;

/// Validate scenarios, bodies and coding tables: every error of each, with its place and what is allowed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon check scenarios/nato-2024/*.toml
  generate-scenario | nemcon check -
  nemcon check --assumptions scenarios/nato-2024/base.toml
  nemcon check --assumptions scenarios/nato-2024/base.toml -o assumptions.csv")]
pub(crate) struct Check {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// List what a scenario assumes: each assumption with its value, its source or that it is judgement, and where
    /// it is written. The flags below are for this list
    #[arg(long)]
    assumptions: bool,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    results: Results<AssumptionsReport>,
}

impl Check {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        if self.assumptions {
            return self.list(console);
        }
        if self.results.are_asked_for() || self.coding.is_given() {
            let message = "--format, --table, --width, --output and --coding are for a list: add --assumptions, or leave them out";
            return Err(Failure::Input(message.to_owned()));
        }
        let mut wrong = 0;
        for file in &self.files {
            match check(file, console) {
                Ok(summary) => Output::Stdout.write(|out| writeln!(out, "ok: {}: {summary}", printable(&file.to_string_lossy())))?,
                Err(failure) => {
                    failure.report();
                    wrong += 1;
                }
            }
        }
        match (wrong, self.files.len()) {
            (0, _) => Ok(()),
            (_, 1) => Err(Failure::Input("the file is wrong".to_owned())),
            (_, all) => Err(Failure::Input(format!("{wrong} of {all} files are wrong"))),
        }
    }

    /// Lists the assumptions of a scenario.
    fn list(&self, console: Console) -> Result<(), Failure> {
        let [file] = self.files.as_slice() else {
            return Err(Failure::Input(format!("--assumptions lists those of one scenario, not of {} files", self.files.len())));
        };
        let scenario = self.results.scenario(file, &self.coding.recoding())?;
        console.notes(scenario.notices());
        self.results.write(&assumptions::report(&scenario), Duration::ZERO, console)
    }
}

/// Loads a file and, where it asks a question, plans its simulation, which may find its evidence
/// impossible. Says what is in it.
fn check(file: &Path, console: Console) -> Result<String, Failure> {
    let scenario = match input::any(file, None)? {
        Loaded::Body(body) => {
            console.notes(&body.notices);
            return Ok(format!("a body of {}", counted(body.body.len(), "member")));
        }
        Loaded::Coding(table) => {
            let counts = [(table.numbers.len(), "number"), (table.rows.len(), "row")];
            return Ok(format!("a coding table of {}", counts.map(|(count, noun)| counted(count, noun)).join(" and ")));
        }
        Loaded::Scenario(scenario) => scenario,
    };
    scenario.notices().iter().for_each(|notice| console.note(&format!("{}: {notice}", file.display())));
    let model = scenario.model();
    plan_of(&scenario)?;
    let counts = [(model.present().len(), "member"), (model.candidates().len(), "candidate"), (model.dates().len(), "round")];
    Ok(counts.map(|(count, noun)| counted(count, noun)).join(", "))
}
