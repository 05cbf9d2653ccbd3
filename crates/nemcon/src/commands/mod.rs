//! One module a command: its flags, and what it does.

mod backtest;
mod calibrate;
mod check;
mod compare;
mod completions;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod members;
mod merge;
mod new;
mod persuade;
mod plot;
mod power;
mod report;
mod run;
mod schema;
mod sensitivity;
mod serve;
mod show;
mod sweep;
mod trace;

use crate::console::Console;
use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Merge(merge::Merge),
    Compare(compare::Compare),
    Persuade(persuade::Persuade),
    Sweep(sweep::Sweep),
    Sensitivity(sensitivity::Sensitivity),
    Trace(trace::Trace),
    Report(report::Report),
    Plot(plot::Plot),
    Serve(serve::Serve),
    #[cfg(feature = "mcp")]
    Mcp(mcp::Mcp),
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
            Self::Merge(merge) => merge.run(console),
            Self::Compare(compare) => compare.run(console),
            Self::Persuade(persuade) => persuade.run(console),
            Self::Sweep(sweep) => sweep.run(console),
            Self::Sensitivity(sensitivity) => sensitivity.run(console),
            Self::Trace(trace) => trace.run(console),
            Self::Report(report) => report.run(console),
            Self::Plot(plot) => plot.run(console),
            Self::Serve(serve) => serve.run(),
            #[cfg(feature = "mcp")]
            Self::Mcp(mcp) => mcp.run(),
            Self::Power(power) => power.run(console),
            Self::Check(check) => check.run(console),
            Self::Show(show) => show.run(console),
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
