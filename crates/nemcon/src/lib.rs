//! Forecasts for bodies that decide by consensus, veto and supermajority.
//!
//! Who becomes Secretary General, and when? Will the partners agree before June, and who will be the last
//! to? How much power has a member under the rule that is proposed? This crate answers such questions from
//! code; the `nemcon` command of the same package answers them from files.
//!
//! # A model in code
//!
//! A [`Draft`](model::Draft) says what is asked, who decides by which rule, and what members think now; once
//! it is checked it is a [`Model`](model::Model), which [`simulate`] turns into estimates.
//!
//! ```
//! use nemcon::model::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
//!
//! let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
//! let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
//!     .body(body)
//!     .prior(Prior::new([0.1, 0.4, 0.3, 0.2])?) // oppose, reserve, accept, support
//!     .half_life(Edge::Oppose, 60.0) // days
//!     .half_life(Edge::Reserve, 21.0)
//!     .build()?;
//! let estimates = nemcon::simulate(&model).runs(10_000).seed(2031).run()?;
//! assert!(estimates.probability("adopted").is_some_and(|adopted| adopted > 0.8));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A model in a file
//!
//! Scenario files hold the same, with a source for each assumption. All faults of a file are found at once,
//! each with its place.
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
//!
//! # More questions
//!
//! | question | answer |
//! |---|---|
//! | What does it change if …? | [`compare`]: a base and variants on the same random numbers |
//! | Whom to persuade? | [`montecarlo::Persuasion`]: a member comes round, or opposes to the end |
//! | What if a number were another? | [`scenario::Scenario::keys`] and [`scenario::Scenario::with`]: the numbers of a file, to be set |
//! | How may it go? | [`montecarlo::Plan::trace`]: one run, step by step |
//! | Who can block, and who has how much power? | [`power::Game`]: exactly, without a simulation |
//! | How good were such forecasts? | `calibration::Verification`: scores against cases whose end is known |
//! | How do I print or store it? | [`report::Report`]: a table, a typed JSON document, CSV |
//! | How do I show it to readers? | [`page::Dossier`]: a web page, Markdown, pictures |
//! | How do I ask as the command does? | [`questions`]: its defaults and its limits |
//! | How do I take single runs elsewhere? | [`montecarlo::Plan::records`]; `arrow::RunRows` as Arrow record batches |
//! | How do I share runs among machines? | [`montecarlo::Plan`] and [`montecarlo::Tally`]: counts that merge exactly |
//!
//! Each is an example in `crates/nemcon/examples`, with what it prints beside it:
//! `cargo run --example what_if`.
//!
//! # What can be relied on
//!
//! The same model, seed and number of runs give the same digits, on any machine and any number of threads. A
//! number is as sure as its simulation error says, which is part of every estimate; how sure the forecast is
//! depends on the assumptions. What the model assumes is specified in [docs/model.md].
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `cli` (default) | the command, and what only it needs; a library leaves it out: `default-features = false` |
//! | `parallel` (default) | runs on all cores |
//! | `arrow` (part of `files`) | `arrow`: runs and tables as Arrow record batches |
//! | `files` (part of `cli`) | runs as Arrow and Parquet files |
//! | `calibration` (part of `cli`) | `calibration`: scores, fits, and their reports |
//! | `png` (part of `cli`) | `page::png`: pictures as PNG |
//! | `mcp` (default) | the command `mcp`, a server for assistants |
//! | `shipped` (part of `mcp`) | `shipped`: the bodies and scenarios of the project, inside the program |
//! | `serde` | models and drafts written and read back, such as in JSON |
//!
//! [docs/model.md]: https://github.com/nemcon/nemcon/blob/main/docs/model.md

#[cfg(feature = "arrow")]
pub use nemcon_arrow as arrow;
#[cfg(feature = "calibration")]
pub use nemcon_calibration as calibration;
pub use nemcon_core as model;
pub use nemcon_montecarlo as montecarlo;
pub use nemcon_montecarlo::{compare, simulate};
pub use nemcon_page as page;
pub use nemcon_power as power;
pub use nemcon_report as report;
pub use nemcon_scenario as scenario;
#[cfg(feature = "shipped")]
pub use nemcon_shipped as shipped;

pub mod questions;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
