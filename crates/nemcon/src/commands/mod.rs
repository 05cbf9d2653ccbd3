//! One module a command: its flags, and what it does.

mod check;
mod run;
mod show;

use crate::console::Console;
use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Check(check::Check),
    Show(show::Show),
}

impl Command {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        match self {
            Self::Run(run) => run.run(console),
            Self::Check(check) => check.run(console),
            Self::Show(show) => show.run(),
        }
    }
}
