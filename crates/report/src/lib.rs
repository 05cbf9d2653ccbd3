//! What a simulation found, for people and for programs: a table for the terminal, JSON whose
//! form is kept stable, and tidy CSV.
//!
//! Nothing here computes a probability: the estimates come from [`nemcon_montecarlo`], the names
//! from [`nemcon_core::Model`], and the caller decides where the text goes and what the place
//! can show ([`Style`]).

mod layout;
mod run;
mod style;
mod wording;

pub use run::{RunReport, Table};
pub use style::Style;
