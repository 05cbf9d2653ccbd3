//! `nemcon check`: whether files are right, and what a scenario assumes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use nemcon::model::printable;
use nemcon::questions::{Loaded, assumptions};
use nemcon::report::AssumptionsReport;

use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::results::Results;

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
        self.results.write(&assumptions(&scenario), Duration::ZERO, console)
    }
}

/// Loads a file and says what is in it, and what may surprise about it: of a body by itself, of others by name.
fn check(file: &Path, console: Console) -> Result<String, Failure> {
    let loaded = input::any(file, None)?;
    match &loaded {
        Loaded::Body(body) => console.notes(&body.notices),
        other => other.notices().iter().for_each(|notice| console.note(&format!("{}: {notice}", file.display()))),
    }
    Ok(loaded.summary()?)
}
