//! What a simulation, a comparison, an analysis of a rule or a backtest found, for people and for
//! programs.
//!
//! Every report is told in the same forms, by the trait [`Report`]: a table for the terminal, one JSON
//! document, and tidy tables as CSV. Here the [`RunReport`] of a model that was simulated:
//!
//! ```
//! use nemcon_core::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
//! use nemcon_report::{Report, RunReport, Style, schema::RunDocument};
//!
//! let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
//! let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
//!     .body(body)
//!     .prior(Prior::new([0.0, 0.5, 0.3, 0.2])?)
//!     .half_life(Edge::Reserve, 14.0)
//!     .build()?;
//! let estimates = nemcon_montecarlo::simulate(&model).runs(2_000).run()?;
//! let report = RunReport::new(&model, &estimates, &[]);
//!
//! // For people: plain text, or with bars and colours.
//! println!("{}", report.table(Style::default(), None));
//!
//! // For programs: written, read back, and looked into.
//! let mut json = Vec::new();
//! report.write_json(&mut json)?;
//! let document: RunDocument = serde_json::from_slice(&json)?;
//! assert_eq!(document, report.document());
//! assert_eq!(document.outcomes[0].outcome, "adopted");
//!
//! // For a spreadsheet.
//! let mut csv = Vec::new();
//! report.write_csv(Some("holdouts"), &mut csv)?;
//! assert!(csv.starts_with(b"outcome,member,probability"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The others are [`CompareReport`], [`PersuadeReport`], [`SweepReport`], [`SensitivityReport`], [`TraceReport`],
//! [`PowerReport`], [`AssumptionsReport`], [`MembersReport`], and with the feature `calibration` (a default)
//! `BacktestReport` and `CalibrateReport`. The documents are types of the module [`schema`], which says what
//! their version promises; it needs none of the features, so that whatever printed a document, it can be read.
//!
//! Nothing here computes a probability: the estimates come from [`nemcon_montecarlo`], what a rule says
//! by itself from [`nemcon_power`], the names from [`nemcon_core::Model`], and the caller decides where
//! the text goes and what the place can show ([`Style`]).

mod assumptions;
#[cfg(feature = "calibration")]
mod backtest;
#[cfg(feature = "calibration")]
mod calibrate;
mod columns;
mod compare;
mod json;
mod layout;
mod members;
mod persuade;
mod power;
mod report;
mod run;
mod runs;
pub mod schema;
mod sensitivity;
mod style;
mod sweep;
mod trace;
pub mod wording;

pub use assumptions::AssumptionsReport;
#[cfg(feature = "calibration")]
pub use backtest::BacktestReport;
#[cfg(feature = "calibration")]
pub use calibrate::{CalibrateReport, dynamics_file};
pub use columns::CsvColumn;
pub use compare::{CompareReport, Order, Variant};
pub use members::MembersReport;
pub use persuade::PersuadeReport;
pub use power::{Found, PowerReport, View};
pub use report::{Cells, CsvTable, Report};
pub use run::{RunReport, rule_in_words};
pub use runs::{RUN_COLUMNS, RunsCsv};
pub use sensitivity::{SensitivityReport, Swing};
pub use style::Style;
pub use sweep::{SweepPoint, SweepReport, SweptKey};
pub use trace::TraceReport;
pub use wording::counted;
