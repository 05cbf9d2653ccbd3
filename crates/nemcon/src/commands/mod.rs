//! One module a command: its flags, and what it does.

mod backtest;
mod calibrate;
mod check;
mod compare;
mod completions;
mod man;
mod members;
mod new;
mod power;
mod run;
mod schema;
mod show;

use crate::console::Console;
use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Compare(compare::Compare),
    Power(power::Power),
    Check(check::Check),
    Show(show::Show),
    Members(members::Members),
    Backtest(backtest::Backtest),
    Calibrate(calibrate::Calibrate),
    New(new::New),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        match self {
            Self::Run(run) => run.run(console),
            Self::Compare(compare) => compare.run(console),
            Self::Power(power) => power.run(console),
            Self::Check(check) => check.run(console),
            Self::Show(show) => show.run(),
            Self::Members(members) => members.run(console),
            Self::Backtest(backtest) => backtest.run(console),
            Self::Calibrate(calibrate) => calibrate.run(console),
            Self::New(new) => new.run(console),
            Self::Schema(schema) => schema.run(),
            Self::Completions(completions) => completions.run(),
            Self::Man(man) => man.run(),
        }
    }
}
