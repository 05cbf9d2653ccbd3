//! The flags that say how results are told and where they go, alike for every command that has any.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};
use nemcon::model::Date;
use nemcon::report::Report;
use nemcon::report::schema::Document;
use nemcon::scenario::{Recoding, Scenario};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::sampling::number;

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

impl Format {
    /// What a file of this form is.
    fn called(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::Json => "JSON",
            Self::Csv => "CSV",
        }
    }
}

/// What the names of files end in that are in none of these forms.
const OTHERS: [&str; 13] = ["html", "htm", "md", "pdf", "svg", "png", "xlsx", "xls", "ods", "docx", "parquet", "arrow", "yaml"];

impl Output {
    /// The form that the name of a file is for; `None` where the name says nothing.
    fn format(&self) -> Option<Format> {
        match self.extension()?.as_str() {
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "txt" => Some(Format::Table),
            _ => None,
        }
    }
}

/// How a report is told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Form<R: Tables> {
    /// How to print the results [default: what the name of the output file ends in, or a table]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Which table to print as CSV [default: the first]
    #[arg(long, value_parser = PossibleValuesParser::new(R::tables()))]
    table: Option<String>,

    /// How many columns a table may have, 40 to 1000 [default: the terminal's, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000), allow_negative_numbers = true)]
    width: Option<u16>,

    #[arg(skip)]
    report: PhantomData<fn(R)>,
}

/// How many rows a table shows: a number, or all.
pub(crate) fn top(text: &str) -> Result<usize, String> {
    let most = if text == "all" { Some(usize::MAX) } else { number(text).and_then(|number| usize::try_from(number).ok()) };
    most.filter(|most| *most > 0).ok_or_else(|| "it is a number, 1 at least, or `all`".to_owned())
}

/// A date.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written like 2024-02-22".to_owned())
}

/// How a report is told, and where.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Results<R: Tables> {
    #[command(flatten)]
    form: Form<R>,

    /// Write the results to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The CSV tables of a kind of report, with what a row of each is, whatever the report borrows from.
pub(crate) trait Tables: Clone + 'static {
    fn tables() -> Vec<PossibleValue>;
}

impl<R: Report + Clone + 'static> Tables for R {
    fn tables() -> Vec<PossibleValue> {
        R::csv_tables().iter().map(|table| PossibleValue::new(table.name).help(table.meaning)).collect()
    }
}

impl<R: Tables> Form<R> {
    /// Refuses flags that do not fit together, and an output that cannot be written to: better known before a
    /// long simulation than after it.
    pub(crate) fn check(&self, output: &Output) -> Result<(), Failure> {
        if let (Some(asked), Some(named), Output::File(path)) = (self.format, output.format(), output)
            && asked != named
        {
            return Err(Failure::Input(format!(
                "{} is a name for {}, and --format asks for {}: leave out --format, or name another file",
                path.display(),
                named.called(),
                asked.called()
            )));
        }
        if let (None, None, Output::File(path), Some(extension)) = (self.format, output.format(), output, output.extension())
            && OTHERS.contains(&extension.as_str())
        {
            return Err(Failure::Input(format!(
                "{} is no name for results, which are a table (.txt), JSON (.json) or CSV (.csv): choose one of these, or say which with \
                 --format; `nemcon report` makes pages, `nemcon plot` pictures, and `nemcon run --runs-out` has Parquet and Arrow",
                path.display()
            )));
        }
        if self.table.is_some() && self.format(output) != Format::Csv {
            return Err(Failure::Input("--table chooses among CSV tables: add --format csv, or leave it out".to_owned()));
        }
        output.check()
    }

    /// The form asked for, or that of the name of the output.
    pub(crate) fn format(&self, output: &Output) -> Format {
        self.format.or(output.format()).unwrap_or_default()
    }

    /// Writes a report and says its warnings.
    pub(crate) fn write(&self, report: &impl Report, elapsed: Duration, output: &Output, console: Console) -> Result<(), Failure> {
        output.write(|out| match self.format(output) {
            // What is not read at once is compared or kept: there the time is noise.
            Format::Table => {
                let style = output.style(self.width.map(usize::from));
                out.write_all(report.table(style, output.is_terminal().then_some(elapsed)).as_bytes())
            }
            Format::Json => report.write_json(out),
            Format::Csv => report.write_csv(self.table.as_deref(), out),
        })?;
        report.warnings().iter().for_each(|warning| console.warning(warning));
        Ok(())
    }
}

impl<R: Tables> Results<R> {
    /// Whether any of the flags is given.
    pub(crate) fn are_asked_for(&self) -> bool {
        let Form { format, table, width, .. } = &self.form;
        format.is_some() || table.is_some() || width.is_some() || self.output.is_some()
    }

    /// See [`Form::check`].
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.form.check(&self.place())
    }

    /// See [`Form::write`].
    pub(crate) fn write(&self, report: &impl Report, elapsed: Duration, console: Console) -> Result<(), Failure> {
        self.form.write(report, elapsed, &self.place(), console)
    }

    /// Writes a document of which there is no other form.
    pub(crate) fn write_document(&self, document: &impl Document) -> Result<(), Failure> {
        Ok(self.place().write(|out| document.write(out))?)
    }

    /// The file that they go to.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Whether they go to standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.place(), Output::Stdout)
    }

    /// The form of the results.
    pub(crate) fn format(&self) -> Format {
        self.form.format(&self.place())
    }

    /// The scenario that is asked about, which is not loaded before the flags are right, and of whose files the
    /// results are none.
    pub(crate) fn scenario(&self, file: &Path, recoding: &Recoding, console: Console) -> Result<Scenario, Failure> {
        self.check()?;
        let scenario = input::recoded(file, recoding, console)?;
        self.spare(scenario.files().iter().map(PathBuf::as_path))?;
        Ok(scenario)
    }

    /// See [`Output::spare`].
    pub(crate) fn spare<'a>(&self, inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
        self.place().spare(inputs)
    }

    fn place(&self) -> Output {
        Output::from(self.output.clone())
    }
}
