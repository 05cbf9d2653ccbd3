//! Tables of reports, as record batches.

use std::str::FromStr;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{ArrowError, Field, Schema};
use nemcon_core::Date;
use nemcon_report::{Cells, CsvColumn};

use crate::runs::days;

/// A table as a record batch: texts, numbers, days and truths as its columns say, what does not exist as null.
pub fn table(cells: &Cells) -> Result<RecordBatch, ArrowError> {
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = cells
        .columns()
        .map(|(kind, cells)| {
            let column = column(kind, cells)?;
            Ok((Field::new(kind.name(), column.data_type().clone(), true), column))
        })
        .collect::<Result<_, ArrowError>>()?;
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn column<'a>(kind: CsvColumn, cells: impl Iterator<Item = Option<&'a str>>) -> Result<ArrayRef, ArrowError> {
    Ok(match kind {
        CsvColumn::Text(_) => Arc::new(cells.collect::<StringArray>()),
        CsvColumn::Number(_) => Arc::new(read::<f64>(kind, cells).collect::<Result<Float64Array, _>>()?),
        CsvColumn::Whole(_) => Arc::new(read::<u64>(kind, cells).collect::<Result<UInt64Array, _>>()?),
        CsvColumn::Day(_) => {
            Arc::new(read::<Date>(kind, cells).map(|day| Ok(day?.map(days))).collect::<Result<Date32Array, ArrowError>>()?)
        }
        CsvColumn::Truth(_) => Arc::new(read::<bool>(kind, cells).collect::<Result<BooleanArray, _>>()?),
    })
}

/// Cells as what they are.
fn read<'a, T: FromStr>(
    kind: CsvColumn,
    cells: impl Iterator<Item = Option<&'a str>>,
) -> impl Iterator<Item = Result<Option<T>, ArrowError>> {
    let other = move |cell: &str| ArrowError::ParseError(format!("in the column {}: {cell:?}", kind.name()));
    cells.map(move |cell| cell.map(|cell| cell.parse().map_err(|_| other(cell))).transpose())
}
