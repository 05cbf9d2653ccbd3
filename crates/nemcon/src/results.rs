//! The flags that say how results are told and where they go, alike for every command that has any.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use nemcon::report::Report;

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;

/// The form of the results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Table,
    /// Everything, in a stable form
    Json,
    /// A tidy table
    Csv,
}

/// How a report is told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Form<R: Tables> {
    /// How to print the results
    #[arg(long, short, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// Which table to print as CSV [default: the first]
    #[arg(long, value_parser = PossibleValuesParser::new(R::names()))]
    table: Option<String>,

    #[arg(skip)]
    report: PhantomData<fn(R)>,
}

/// How a report is told, and where.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Results<R: Tables> {
    #[command(flatten)]
    pub(crate) form: Form<R>,

    /// Write the results to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The CSV tables of a kind of report, whatever it borrows from.
pub(crate) trait Tables: Clone + 'static {
    fn names() -> Vec<&'static str>;
}

impl<R: Report + Clone + 'static> Tables for R {
    fn names() -> Vec<&'static str> {
        R::csv_tables().iter().map(|table| table.name).collect()
    }
}

impl<R: Tables> Form<R> {
    /// Refuses flags that do not fit together, and an output that cannot be written to: better known before a
    /// long simulation than after it.
    pub(crate) fn check(&self, output: &Output) -> Result<(), Failure> {
        if self.table.is_some() && self.format != Format::Csv {
            return Err(Failure::Input("--table chooses among CSV tables: add --format csv, or leave it out".to_owned()));
        }
        Ok(output.check()?)
    }

    /// Writes a report and says its warnings.
    pub(crate) fn write(&self, report: &impl Report, elapsed: Duration, output: &Output, console: Console) -> Result<(), Failure> {
        output.write(|out| match self.format {
            // What is not read at once is compared or kept: there the time is noise.
            Format::Table => out.write_all(report.table(output.style(), output.is_terminal().then_some(elapsed)).as_bytes()),
            Format::Json => report.write_json(out),
            Format::Csv => report.write_csv(self.table.as_deref(), out),
        })?;
        report.warnings().iter().for_each(|warning| console.warning(warning));
        Ok(())
    }
}

impl<R: Tables> Results<R> {
    /// See [`Form::check`].
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.form.check(&self.place())
    }

    /// See [`Form::write`].
    pub(crate) fn write(&self, report: &impl Report, elapsed: Duration, console: Console) -> Result<(), Failure> {
        self.form.write(report, elapsed, &self.place(), console)
    }

    fn place(&self) -> Output {
        Output::from(self.output.clone())
    }
}
