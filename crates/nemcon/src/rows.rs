//! A row a run, in a file of the form that its name is for.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use nemcon::arrow::{BatchWriter, FileFormat, RunRows};
use nemcon::model::Model;
use nemcon::montecarlo::RunRecord;
use nemcon::report::RunsCsv;

/// A file for rows.
#[derive(Debug, Clone)]
pub(crate) struct RowsFile {
    path: PathBuf,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Csv,
    Columns(FileFormat),
}

impl RowsFile {
    /// By what its name ends in.
    pub(crate) fn new(path: PathBuf) -> Result<Self, &'static str> {
        let form = match path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => Form::Csv,
            Some("arrow") => Form::Columns(FileFormat::Arrow),
            Some("parquet") => Form::Columns(FileFormat::Parquet),
            _ => return Err("runs are written to a file whose name ends in .csv, .arrow or .parquet"),
        };
        Ok(Self { path, form })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Begins to write.
    pub(crate) fn rows<'a>(&self, model: &'a Model, out: &'a mut (dyn Write + Send)) -> io::Result<Rows<'a>> {
        Ok(match self.form {
            Form::Csv => Rows::Csv(RunsCsv::new(model, out)?.into()),
            Form::Columns(format) => {
                let rows = RunRows::new(model);
                let file = BatchWriter::new(format, rows.schema(), out)?;
                Rows::Columns(rows, file)
            }
        })
    }
}

/// Rows that are being written.
pub(crate) enum Rows<'a> {
    Csv(Box<RunsCsv<'a>>),
    Columns(RunRows, BatchWriter<&'a mut (dyn Write + Send)>),
}

impl Rows<'_> {
    /// Writes some runs.
    pub(crate) fn write(&mut self, records: &[RunRecord]) -> io::Result<()> {
        match self {
            Self::Csv(rows) => rows.write(records),
            Self::Columns(rows, file) => file.write(&rows.batch(records).map_err(io::Error::other)?),
        }
    }

    /// Writes what is still to be written.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(rows) => rows.finish(),
            Self::Columns(_, file) => file.finish(),
        }
    }
}
