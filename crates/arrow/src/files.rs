//! Record batches as files.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Encoding;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

/// A file format of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Arrow's file format for interprocess communication, which is read without being decoded.
    Arrow,
    /// Parquet, which is small.
    Parquet,
}

/// Writes record batches to a file, one after the other.
pub struct BatchWriter<W: Write + Send>(Format<W>);

enum Format<W: Write + Send> {
    Arrow(Box<FileWriter<W>>),
    Parquet(Box<ArrowWriter<W>>),
}

impl<W: Write + Send> BatchWriter<W> {
    /// Begins a file of batches with these columns.
    pub fn new(format: FileFormat, schema: SchemaRef, writer: W) -> io::Result<Self> {
        Ok(Self(match format {
            FileFormat::Arrow => Format::Arrow(Box::new(FileWriter::try_new(writer, &schema).map_err(of_arrow)?)),
            FileFormat::Parquet => {
                let properties = properties(&schema);
                Format::Parquet(Box::new(ArrowWriter::try_new(writer, schema, Some(properties)).map_err(of_parquet)?))
            }
        }))
    }

    /// Writes a batch.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        match &mut self.0 {
            Format::Arrow(file) => file.write(batch).map_err(of_arrow),
            Format::Parquet(file) => file.write(batch).map_err(of_parquet),
        }
    }

    /// Writes what is still to be written, without which nobody can read the file.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Format::Arrow(mut file) => file.finish().and_then(|()| file.flush()).map_err(of_arrow),
            Format::Parquet(file) => file.close().map(drop).map_err(of_parquet),
        }
    }
}

/// Numbers that count are written as what they differ by; all else by a dictionary, as is usual.
fn properties(schema: &Schema) -> WriterProperties {
    let counts = schema.fields().iter().filter(|field| *field.data_type() == DataType::UInt64);
    let properties = counts.fold(WriterProperties::builder(), |properties, field| {
        let column = ColumnPath::from(field.name().as_str());
        properties.set_column_dictionary_enabled(column.clone(), false).set_column_encoding(column, Encoding::DELTA_BINARY_PACKED)
    });
    properties.build()
}

/// What the place said that was written to, which tells a reader who has gone away from a full disk.
fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

/// The same.
fn of_parquet(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => error.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error),
        other => io::Error::other(other),
    }
}
