//! What a simulation, or a comparison of some, found, for people and for programs: a table for the terminal, JSON whose
//! form is kept stable, and tidy CSV.
//!
//! Nothing here computes a probability: the estimates come from [`nemcon_montecarlo`], what a rule says
//! by itself from [`nemcon_power`], the names from [`nemcon_core::Model`], and the caller decides where
//! the text goes and what the place can show ([`Style`]).

mod backtest;
mod calibrate;
mod compare;
mod json;
mod layout;
mod power;
mod run;
mod style;
mod wording;

pub use backtest::BacktestReport;
pub use calibrate::CalibrateReport;
pub use compare::{CompareReport, Variant};
pub use power::{Found, PowerReport, View};
pub use run::{RunReport, Table};
pub use style::Style;
