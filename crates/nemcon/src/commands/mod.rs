//! One module a command: its flags, and what it does.

mod check;
mod compare;
mod run;
mod show;

use crate::console::Console;
use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Compare(compare::Compare),
    Check(check::Check),
    Show(show::Show),
}

impl Command {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        match self {
            Self::Run(run) => run.run(console),
            Self::Compare(compare) => compare.run(console),
            Self::Check(check) => check.run(console),
            Self::Show(show) => show.run(),
        }
    }
}
