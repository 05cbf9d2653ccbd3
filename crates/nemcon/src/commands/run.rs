//! `nemcon run`: simulate a scenario.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use nemcon::report::{RunReport, Table};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::{Format, Output};
use crate::sampling::Sampling;

/// Simulate a scenario: probabilities and dates of all outcomes, and who stands in the way
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon run scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml --runs 1_000_000 --seed 7 --format json -o nato.json
  nemcon run scenarios/nato-2024/base.toml --format csv --table holdouts
  nemcon show what-if.toml | nemcon run -")]
pub(crate) struct Run {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    #[command(flatten)]
    sampling: Sampling,

    /// How to print the results
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,

    /// Which table to print as CSV [default: outcomes]
    #[arg(long, value_parser = table_parser())]
    table: Option<Table>,

    /// Write the results to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is printed: the flags once checked against each other.
#[derive(Debug, Clone, Copy)]
enum View {
    Table,
    Json,
    Csv(Table),
}

fn table_parser() -> impl TypedValueParser<Value = Table> {
    let chosen = |word: String| Table::ALL.into_iter().find(|table| table.word() == word);
    PossibleValuesParser::new(Table::ALL.map(Table::word)).try_map(move |word| chosen(word).ok_or("no such table"))
}

impl Run {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let view = self.view()?;
        let output = Output::from(self.output);
        output.check()?;
        let scenario = input::scenario(&self.file)?;
        scenario.notices().iter().for_each(|notice| console.note(notice));
        let (estimates, elapsed) = self.sampling.simulate(&scenario, console)?;
        let unsourced: Vec<String> = scenario.unsourced().iter().map(ToString::to_string).collect();
        let report = RunReport::new(scenario.model(), &estimates, &unsourced);
        output.write(|out| match view {
            // What is not read at once is compared or kept: there the time is noise.
            View::Table => out.write_all(report.table(output.style(), output.is_terminal().then_some(elapsed)).as_bytes()),
            View::Json => report.write_json(out),
            View::Csv(table) => report.write_csv(table, out),
        })?;
        report.warnings().iter().for_each(|warning| console.warning(warning));
        Ok(())
    }

    fn view(&self) -> Result<View, Failure> {
        match (self.format, self.table) {
            (Format::Csv, table) => Ok(View::Csv(table.unwrap_or_default())),
            (_, Some(_)) => Err(Failure::Input("--table chooses among CSV tables: add --format csv, or leave it out".to_owned())),
            (Format::Table, None) => Ok(View::Table),
            (Format::Json, None) => Ok(View::Json),
        }
    }
}
