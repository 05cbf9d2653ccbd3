//! One module a command: its flags, and what it does.

mod backtest;
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
    Backtest(backtest::Backtest),
}

impl Command {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        match self {
            Self::Run(run) => run.run(console),
            Self::Check(check) => check.run(console),
            Self::Show(show) => show.run(),
            Self::Backtest(backtest) => backtest.run(console),
        }
    }
}
