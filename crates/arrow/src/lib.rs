//! Simulated runs and the tables of reports as [Arrow](https://arrow.apache.org) record batches, for whoever works with
//! columns; runs also as files.
//!
//! [`RunRows`] turns what [`Plan::records`](nemcon_montecarlo::Plan::records) keeps of runs into batches with the
//! columns of [`RUN_COLUMNS`](nemcon_report::RUN_COLUMNS), one after the other, so that memory holds one of them.
//! A [`BatchWriter`] (feature `files`, a default) writes batches as an Arrow or a Parquet file. [`table`] does it with a
//! table of a report, [`Report::cells`](nemcon_report::Report::cells).
//!
//! ```
//! use nemcon_arrow::{BatchWriter, FileFormat, RunRows};
//! use nemcon_core::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
//! use nemcon_montecarlo::Plan;
//!
//! let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
//! let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
//!     .body(body)
//!     .prior(Prior::new([0.0, 0.5, 0.3, 0.2])?)
//!     .half_life(Edge::Reserve, 14.0)
//!     .build()?;
//! let plan = Plan::new(model.clone())?;
//! let rows = RunRows::new(&model);
//! let mut parquet = Vec::new();
//! let mut file = BatchWriter::new(FileFormat::Parquet, rows.schema(), &mut parquet)?;
//! for first in (0..2_000).step_by(500) {
//!     let batch = rows.batch(&plan.records(1, first..first + 500, &|_| ())?)?;
//!     assert_eq!((batch.num_rows(), batch.schema().field(2).name().as_str()), (500, "outcome"));
//!     file.write(&batch)?;
//! }
//! file.finish()?;
//! assert!(parquet.starts_with(b"PAR1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "files")]
mod files;
mod runs;
mod tables;

#[cfg(feature = "files")]
pub use files::{BatchWriter, FileFormat};
pub use runs::RunRows;
pub use tables::table;
