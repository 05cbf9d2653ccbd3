//! What a simulation, a comparison, an analysis of a rule or a backtest found, for people and for
//! programs.
//!
//! Nothing here computes a probability: the estimates come from [`nemcon_montecarlo`], what a rule says
//! by itself from [`nemcon_power`], the names from [`nemcon_core::Model`], and the caller decides where
//! the text goes and what the place can show ([`Style`]).
//!
//! Every report is told in the same forms, by the trait [`Report`]: a table for the terminal, one JSON
//! document, and tidy tables as CSV. The documents are types ([`schema`]), so that what one program has
//! written another can read back.

mod backtest;
mod calibrate;
mod compare;
mod json;
mod layout;
mod power;
mod report;
mod run;
pub mod schema;
mod style;
mod wording;

pub use backtest::BacktestReport;
pub use calibrate::CalibrateReport;
pub use compare::{CompareReport, Variant};
pub use power::{Found, PowerReport, View};
pub use report::{CsvTable, Report};
pub use run::RunReport;
pub use style::Style;
pub use wording::counted;
