//! Forecasts for bodies that decide by consensus, veto and supermajority.
//!
//! This crate gathers the parts of nemcon under one name; each is also a crate of its own. Data
//! flow one way: a scenario file becomes a validated [`core::Model`], a [`montecarlo::Plan`] of
//! it is simulated into a [`montecarlo::Tally`], its [`montecarlo::Estimates`] become a
//! [`report`].
//!
//! ```
//! use std::{io, path::Path};
//! use nemcon::{montecarlo, scenario};
//!
//! /// A scenario need not lie on a disk.
//! struct Text(&'static str);
//!
//! impl scenario::Files for Text {
//!     fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
//!         Ok(self.0.into())
//!     }
//! }
//!
//! let partners = Text(r#"
//!     schema = 1
//!     title  = "Will the partners agree?"
//!
//!     [question]
//!     kind     = "motion"
//!     post     = "the merger"
//!     as_of    = 2031-01-06
//!     deadline = 2031-06-30
//!     cadence  = "1 week"
//!     rule     = "consensus"
//!
//!     [body]
//!     name = "Partners"
//!
//!     [[member]]
//!     id = "ann"
//!
//!     [[member]]
//!     id = "bob"
//!
//!     [[candidate]]
//!     id = "merger"
//!
//!     [[stance]]
//!     candidate = "*"
//!     members   = "*"
//!     prior     = { support = 0.5, reserve = 0.5 }
//!
//!     [dynamics]
//!     reserve = "3 weeks"
//! "#);
//! let scenario = scenario::load(&partners, Path::new("partners.toml"))?;
//! let estimates = nemcon::simulate(scenario.model()).runs(10_000).seed(2031).run()?;
//! let likeliest = estimates.outcomes.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
//! assert_eq!(likeliest.map(|outcome| outcome.id.as_str()), Some("adopted"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use nemcon_calibration as calibration;
pub use nemcon_core as core;
pub use nemcon_montecarlo as montecarlo;
pub use nemcon_montecarlo::{compare, simulate};
pub use nemcon_power as power;
pub use nemcon_report as report;
pub use nemcon_scenario as scenario;
