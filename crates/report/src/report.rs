//! What every report can be asked for.

use std::borrow::Cow;
use std::io::{self, Write};
use std::time::Duration;

use nemcon_core::printable_lines;

use crate::schema::Document;
use crate::{CsvColumn, Style};

/// What a command found, ready to be told in each form.
///
/// A further form is a method here that has a default, made from [`Report::document`] or from
/// [`Report::csv_tables`], and a word for it where the command line is read.
pub trait Report: Sized {
    /// What it is as JSON.
    type Document: Document;

    /// Everything that was found, for programs. Nothing in it depends on time or machine.
    fn document(&self) -> Self::Document;

    /// What people read, no line wider than the style allows, without the warnings. `elapsed` is the time it
    /// took, where that is worth saying.
    fn table(&self, style: Style, elapsed: Option<Duration>) -> String;

    /// The tables that it has as CSV, the usual one first.
    fn csv_tables() -> Vec<CsvTable<Self>>;

    /// What a reader should be wary of, one sentence each, without a full stop.
    fn warnings(&self) -> &[String] {
        &[]
    }

    /// Writes the document.
    fn write_json(&self, writer: impl Write) -> io::Result<()> {
        self.document().write(writer)
    }

    /// Writes a table as CSV, its columns named in the first row; the usual table where none is named. A
    /// table of a name that there is not is an error of the kind `InvalidInput`.
    fn write_csv(&self, table: Option<&str>, writer: impl Write) -> io::Result<()> {
        chosen(table)?.write(self, writer)
    }

    /// The same table in memory. Texts are what they are: none is kept from being a formula.
    fn cells(&self, table: Option<&str>) -> io::Result<Cells> {
        chosen::<Self>(table)?.cells(self)
    }
}

fn chosen<R: Report>(table: Option<&str>) -> io::Result<CsvTable<R>> {
    let found = R::csv_tables().into_iter().find(|known| table.is_none_or(|name| known.name == name));
    found.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, format!("there is no table {}", table.unwrap_or_default())))
}

/// A tidy table: one observation a row; what does not exist is left empty.
pub struct CsvTable<R> {
    /// The word that chooses it.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// The columns. Those that are added later stand at the end.
    pub columns: &'static [CsvColumn],
    pub(crate) rows: fn(&R, &mut Rows<'_>) -> csv::Result<()>,
}

/// A table in memory, whose columns may be empty in some rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    columns: &'static [CsvColumn],
    /// Row by row.
    cells: Vec<String>,
}

impl Cells {
    /// The columns, each with its cells from the first row to the last; `None` is what does not exist.
    pub fn columns(&self) -> impl Iterator<Item = (CsvColumn, impl Iterator<Item = Option<&str>>)> {
        let cells = |at| self.cells.iter().skip(at).step_by(self.columns.len());
        let known = |cell: &'_ String| -> bool { !cell.is_empty() };
        self.columns.iter().enumerate().map(move |(at, &column)| (column, cells(at).map(move |cell| known(cell).then_some(cell.as_str()))))
    }
}

/// Where rows are written to.
pub(crate) enum Rows<'a> {
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    Cells(&'a mut Vec<String>),
}

impl<'a> Rows<'a> {
    pub(crate) fn new(writer: &'a mut dyn Write) -> Self {
        Self::Csv(csv::Writer::from_writer(writer).into())
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        if let Self::Csv(mut writer) = self { writer.flush() } else { Ok(()) }
    }

    /// Writes a row, in which no text of CSV is a formula to a spreadsheet.
    pub(crate) fn write_record(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> csv::Result<()> {
        match self {
            Self::Csv(writer) => {
                for cell in cells {
                    writer.write_field(harmless(cell.as_ref()).as_ref())?;
                }
                writer.write_record(None::<&[u8]>)
            }
            Self::Cells(all) => {
                all.extend(cells.into_iter().map(|cell| cell.as_ref().to_owned()));
                Ok(())
            }
        }
    }
}

/// A cell that a spreadsheet takes for what it says, and that steers no terminal: one that begins like a formula, and is
/// no number, begins with an apostrophe instead (OWASP, "CSV Injection"); what cannot be seen is written as its number,
/// but for white space.
fn harmless(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let shown = printable_lines(cell);
    if is_formula { format!("'{shown}").into() } else { shown }
}

impl<R> CsvTable<R> {
    /// The names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(CsvColumn::name).collect()
    }

    fn write(&self, report: &R, mut writer: impl Write) -> io::Result<()> {
        let mut rows = Rows::new(&mut writer);
        rows.write_record(self.names()).and_then(|()| (self.rows)(report, &mut rows)).map_err(of_writer)?;
        rows.finish()
    }

    fn cells(&self, report: &R) -> io::Result<Cells> {
        let mut cells = Vec::new();
        (self.rows)(report, &mut Rows::Cells(&mut cells)).map_err(of_writer)?;
        Ok(Cells { columns: self.columns, cells })
    }
}

/// What the writer said, which tells a reader who has gone away from a full disk.
pub(crate) fn of_writer(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that may be empty.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn no_text_is_a_formula_or_steers_a_terminal() {
        let mut written = Vec::new();
        let mut rows = Rows::new(&mut written);
        rows.write_record(["=1+1", "+a", "-cmd", "@sum(A1)", "\tx", "\rx", "a=b", "-0.25", "+1", "", "Åsa", "a\u{9b}2J\nb\u{202e}"])
            .expect("a vector takes it");
        drop(rows);
        assert_eq!(
            String::from_utf8(written).expect("text"),
            "'=1+1,'+a,'-cmd,'@sum(A1),'\tx,\"'\rx\",a=b,-0.25,+1,,Åsa,\"a\\u{9b}2J\nb\\u{202e}\"\n"
        );
    }
}
