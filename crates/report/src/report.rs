//! What every report can be asked for.

use std::borrow::Cow;
use std::io::{self, Write};
use std::time::Duration;

use crate::Style;
use crate::schema::Document;

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
        let tables = Self::csv_tables();
        let chosen = tables.iter().find(|known| table.is_none_or(|name| known.name == name));
        let missing = || io::Error::new(io::ErrorKind::InvalidInput, format!("there is no table {}", table.unwrap_or_default()));
        chosen.ok_or_else(missing)?.write(self, writer)
    }
}

/// A tidy table: one observation a row; what does not exist is left empty.
pub struct CsvTable<R> {
    /// The word that chooses it.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// The columns. Those that are added later stand at the end.
    pub columns: &'static [&'static str],
    pub(crate) rows: fn(&R, &mut Rows<'_>) -> csv::Result<()>,
}

/// Where rows are written to.
pub(crate) struct Rows<'a>(csv::Writer<&'a mut dyn Write>);

impl<'a> Rows<'a> {
    pub(crate) fn new(writer: &'a mut dyn Write) -> Self {
        Self(csv::Writer::from_writer(writer))
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// Writes a row, in which no text is a formula to a spreadsheet.
    pub(crate) fn write_record(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> csv::Result<()> {
        for cell in cells {
            self.0.write_field(harmless(cell.as_ref()).as_ref())?;
        }
        self.0.write_record(None::<&[u8]>)
    }
}

/// A cell that a spreadsheet takes for what it says: one that begins like a formula, and is no number,
/// begins with an apostrophe instead (OWASP, "CSV Injection").
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() { format!("'{cell}").into() } else { cell.into() }
}

impl<R> CsvTable<R> {
    fn write(&self, report: &R, mut writer: impl Write) -> io::Result<()> {
        let mut rows = Rows::new(&mut writer);
        rows.write_record(self.columns).and_then(|()| (self.rows)(report, &mut rows)).map_err(of_writer)?;
        rows.finish()
    }
}

/// What the writer said, which tells a reader who has gone away from a full disk.
pub(crate) fn of_writer(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The columns of several lists, one after the other.
///
/// # Panics
/// If there are not `N`; where it is asked for as a constant, that is seen when it is compiled.
#[cfg(feature = "calibration")]
pub(crate) const fn columns<const N: usize>(lists: &[&[&'static str]]) -> [&'static str; N] {
    let mut all = [""; N];
    let (mut list, mut of_list, mut next) = (0, 0, 0);
    while list < lists.len() {
        if of_list == lists[list].len() {
            (list, of_list) = (list + 1, 0);
            continue;
        }
        all[next] = lists[list][of_list];
        (of_list, next) = (of_list + 1, next + 1);
    }
    assert!(next == N, "as many columns as there are in the lists");
    all
}

/// A cell that may be empty.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn no_text_is_a_formula() {
        let mut written = Vec::new();
        let mut rows = Rows(csv::Writer::from_writer(&mut written));
        rows.write_record(["=1+1", "+a", "-cmd", "@sum(A1)", "\tx", "\rx", "a=b", "-0.25", "+1", "", "Åsa"]).expect("a vector takes it");
        drop(rows);
        assert_eq!(String::from_utf8(written).expect("text"), "'=1+1,'+a,'-cmd,'@sum(A1),'\tx,\"'\rx\",a=b,-0.25,+1,,Åsa\n");
    }
}
