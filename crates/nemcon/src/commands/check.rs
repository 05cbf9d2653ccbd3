//! `nemcon check`: whether files are right.

use std::path::{Path, PathBuf};

use nemcon::montecarlo::Plan;
use nemcon::scenario::Scenario;

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;

/// Validate scenario files: every error of each, with its place and what is allowed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon check scenarios/nato-2024/*.toml
  generate-scenario | nemcon check -")]
pub(crate) struct Check {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Check {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        let mut wrong = 0;
        for file in &self.files {
            match check(file) {
                Ok(scenario) => {
                    scenario.notices().iter().for_each(|notice| console.note(notice));
                    Output::Stdout.write(|out| writeln!(out, "ok: {}: {}", file.display(), summary(&scenario)))?;
                }
                Err(Failure::Other(error)) => return Err(error.into()),
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
}

/// Loads a file and plans its simulation, which may find its evidence impossible.
fn check(file: &Path) -> Result<Scenario, Failure> {
    let scenario = input::load(file)?;
    Plan::new(scenario.model()).map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?;
    Ok(scenario)
}

fn summary(scenario: &Scenario) -> String {
    let model = scenario.model();
    let counts = [(model.present.len(), "member"), (model.candidates.len(), "candidate"), (model.dates().len(), "round")];
    counts.map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" })).join(", ")
}
