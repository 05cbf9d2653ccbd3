//! `nemcon check`: whether files are right, and what a scenario assumes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use nemcon::model::printable;
use nemcon::questions::{Loaded, assumptions};
use nemcon::report::AssumptionsReport;
use nemcon::report::schema::DiagnosticsDocument;

use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::results::{Format, Results};

/// Validate scenarios, bodies and coding tables: every error of each, with its place and what is allowed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon check scenarios/nato-2024/*.toml
  generate-scenario | nemcon check -
  nemcon check --format json scenarios/nato-2024/base.toml
  nemcon check --assumptions scenarios/nato-2024/base.toml
  nemcon check --assumptions scenarios/nato-2024/base.toml -o assumptions.csv")]
pub(crate) struct Check {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// List what a scenario assumes: each assumption with its value, its source or that it is judgement, and where
    /// it is written. The flags below are for this list; --format json without it says of each file what is wrong
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
        if self.coding.is_given() {
            return Err(Failure::Input("--coding is for a list: add --assumptions, or leave it out".to_owned()));
        }
        if self.results.format() == Format::Json {
            return self.diagnose(console);
        }
        if self.results.are_asked_for() {
            let message = "--table, --width and --output are for a list or for JSON: add --assumptions or --format json, or leave them out";
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
        self.end(wrong)
    }

    /// Says of all files what is wrong with them, for programs.
    fn diagnose(&self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let mut document = DiagnosticsDocument::default();
        document.files = self.files.iter().map(|file| input::checked(file, console)).collect();
        self.results.write_document(&document)?;
        self.end(document.files.iter().filter(|file| file.summary.is_none()).count())
    }

    /// How it ends if so many files are wrong.
    fn end(&self, wrong: usize) -> Result<(), Failure> {
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
        let scenario = self.results.scenario(file, &self.coding.recoding(), console)?;
        console.notes(scenario.notices());
        self.results.write(&assumptions(&scenario), Duration::ZERO, console)
    }
}

/// Loads a file and says what is in it, and what may surprise about it: of a body by itself, of others by name.
fn check(file: &Path, console: Console) -> Result<String, Failure> {
    let loaded = input::any(file, None, console)?;
    match &loaded {
        Loaded::Body(body) => console.notes(&body.notices),
        other => other.notices().iter().for_each(|notice| console.note(&format!("{}: {notice}", file.display()))),
    }
    Ok(console.while_planning(|| loaded.summary())?)
}
