//! Rows as columns hold, cell for cell, what stands in the CSV, also when they are read from a file.

use std::io::{self, Cursor};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use nemcon_arrow::{BatchWriter, FileFormat, RunRows};
use nemcon_core::Date;
use nemcon_montecarlo::{Plan, RunRecord};
use nemcon_report::{RUN_COLUMNS, RunsCsv};
use nemcon_scenario::Scenario;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// It ends in every way, with holdouts and without; one event happens or not, the other has outcomes.
const CHAIR: &str = r#"
schema = 1
title  = "Who takes the chair?"

[question]
kind     = "appointment"
post     = "chair"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
rule     = "consensus"
other    = { half_life = "26 weeks" }

[body]
name = "Partners"

[[member]]
id = "ann"

[[member]]
id = "bob"

[[candidate]]
id = "cy"

[[candidate]]
id        = "di"
role      = "incumbent"

[[stance]]
candidate = "*"
members   = "*"
prior     = { support = 0.2, accept = 0.1, reserve = 0.5, oppose = 0.2 }

[dynamics]
reserve = "3 weeks"
oppose  = "20 weeks"

[[event]]
id          = "dinner"
on          = 2031-01-20
probability = 0.5
effects     = [{ stance = { candidate = "cy", members = ["bob"], set = "reserve" } }]

[[event]]
id       = "vote"
between  = [2031-01-10, 2031-02-20]
outcomes = [
  { id = "won",  probability = 0.6, effects = [{ stance = { candidate = "di", members = "*", raise = 1 } }] },
  { id = "lost", probability = 0.4, effects = [{ stance = { candidate = "di", members = "*", lower = 1 } }] },
]
"#;

fn records(runs: u64) -> (Scenario, Vec<RunRecord>) {
    let scenario = nemcon_scenario::load_text(CHAIR).unwrap_or_else(|error| panic!("{error}"));
    let plan = Plan::new(scenario.model()).expect("it compiles");
    let records = plan.records(3, 0..runs, &|_| ()).expect("it runs");
    (scenario, records)
}

fn csv((scenario, records): &(Scenario, Vec<RunRecord>)) -> String {
    let mut written = Vec::new();
    let mut rows = RunsCsv::new(scenario.model(), &mut written).expect("a vector takes it");
    rows.write(records).and_then(|()| rows.finish()).expect("a vector takes it");
    String::from_utf8(written).expect("text")
}

/// A cell as CSV has it.
fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    if let Some(words) = column.as_dictionary_opt::<Int32Type>() {
        let words = words.downcast_dict::<arrow_array::StringArray>().expect("texts");
        return arrow_array::ArrayAccessor::value(&words, row).to_owned();
    }
    if let Some(list) = column.as_list_opt::<i32>() {
        let list = list.value(row);
        return (0..list.len()).map(|at| cell(&list, at)).collect::<Vec<_>>().join(" ");
    }
    if let Some(dates) = column.as_primitive_opt::<Date32Type>() {
        let since = std::time::Duration::from_hours(24) * dates.value(row).unsigned_abs();
        return Date::constant(1970, 1, 1).checked_add(since).expect("a date").to_string();
    }
    let number = column.as_primitive_opt::<UInt64Type>().map(|numbers| numbers.value(row).to_string());
    number.unwrap_or_else(|| column.as_primitive::<Float64Type>().value(row).to_string())
}

fn table(batches: &[RecordBatch]) -> String {
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    let line = |(batch, row): (&RecordBatch, usize)| batch.columns().iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(",");
    std::iter::once(RUN_COLUMNS.join(",")).chain(rows.map(line)).map(|line| line + "\n").collect()
}

#[test]
fn batches_and_files_hold_what_the_csv_says() {
    let found = records(2_000);
    let (scenario, records) = &found;
    let csv = csv(&found);
    for seen in [",cy,cy,2", ",extended,di,2", ",other,,2", ",vacant,,,", ",ann bob,", ",dinner vote=won\n", ",vote=lost\n"] {
        assert!(csv.contains(seen), "no {seen}");
    }
    let rows = RunRows::new(scenario.model());
    let batches: Vec<RecordBatch> = records.chunks(700).map(|records| rows.batch(records).expect("a batch")).collect();
    assert_eq!((batches.len(), table(&batches)), (3, csv.clone()));
    let file = |format| {
        let mut written = Vec::new();
        let mut file = BatchWriter::new(format, rows.schema(), &mut written).expect("a vector takes it");
        batches.iter().try_for_each(|batch| file.write(batch)).and_then(|()| file.finish()).expect("a vector takes it");
        written
    };
    let arrow = arrow_ipc::reader::FileReader::try_new(Cursor::new(file(FileFormat::Arrow)), None).expect("an Arrow file");
    assert_eq!((arrow.schema(), arrow.num_batches()), (rows.schema(), 3));
    assert_eq!(table(&arrow.collect::<Result<Vec<_>, _>>().expect("batches")), csv);
    let parquet = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file(FileFormat::Parquet))).expect("a Parquet file");
    assert_eq!(parquet.schema(), &rows.schema());
    let parquet = parquet.build().expect("a reader");
    assert_eq!(table(&parquet.collect::<Result<Vec<_>, _>>().expect("batches")), csv);
    assert!(file(FileFormat::Parquet).len() * 8 < csv.len() && file(FileFormat::Parquet) == file(FileFormat::Parquet));
}

/// What is wrong with the place that is written to is said as it is, not as an error of a format.
#[test]
fn a_full_disk_is_a_full_disk() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (scenario, records) = records(10);
    let rows = RunRows::new(scenario.model());
    for format in [FileFormat::Arrow, FileFormat::Parquet] {
        let written = BatchWriter::new(format, rows.schema(), Full).and_then(|mut file| {
            file.write(&rows.batch(&records).expect("a batch"))?;
            file.finish()
        });
        assert_eq!(written.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull), "{format:?}");
    }
}
