//! The questions that the command asks of scenarios, to be asked from code: with its defaults and its limits, so that
//! the answers have its digits.
//!
//! What simulates does so on the threads of the current pool, and calls `progress`, from any of them, with the number
//! of runs finished since its last call. A question that takes a size takes a number of runs and a seed, and what is
//! simulated keeps within the memory that it is given, [`MEMORY`] where nothing else is said.
//!
//! ```
//! use nemcon::questions::{MEMORY, Sweep};
//! use nemcon::report::{Report, SweepReport};
//! use nemcon::scenario;
//!
//! let text = "schema = 1\ntitle = \"?\"\n[question]\nkind = \"motion\"\nas_of = 2031-01-06\ndeadline = 2031-06-30\n\
//!     cadence = \"1 week\"\nrule = \"consensus\"\n[[member]]\nid = \"ann\"\n[[candidate]]\nid = \"merger\"\n[[stance]]\n\
//!     candidate = \"*\"\nmembers = \"*\"\nprior = { support = 0.5, reserve = 0.5 }\n[dynamics]\nreserve = \"3 weeks\"\n";
//! let scenario = scenario::load_text(text)?;
//! let sweep = Sweep::new(&scenario, &["dynamics.reserve=1week..9weeks:3"])?;
//! let size = (1_000, 1);
//! let points = sweep.points(&scenario, sweep.places(), size, MEMORY, &|_| ())?;
//! let report = SweepReport::new(scenario.model(), sweep.keys(), points, None, size);
//! assert_eq!(report.document().points.len(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assumptions;
mod candidate;
#[cfg(feature = "calibration")]
mod cases;
mod check;
mod compare;
mod file;
mod forecast;
mod persuade;
mod power;
mod ranges;
mod refusal;
mod report;
mod sensitivity;
mod sweep;
mod trace;
mod unions;

pub use assumptions::{assumptions, judged};
pub use candidate::candidate;
#[cfg(feature = "calibration")]
pub use cases::{BACKTEST_RUNS, Cases, WrongCases, backtest};
pub use check::checked;
pub use compare::{compare, order, plans_of};
pub use file::Loaded;
pub use forecast::{MAX_RUNS, MEMORY, check_dates, counted, over_inputs, plan_of, precision};
pub use persuade::{Persuade, SHOWN};
pub use power::{FAMILIAR, Power, PowerFound, Ruled, TOP, UNITED};
pub use refusal::Refusal;
pub use report::{Stages, command, dossier, with_answers};
pub use sensitivity::{INDEX_RUNS, Moved, RUNS_AT_ENDS, Sensitivity};
pub use sweep::Sweep;
pub use trace::{Told, outcome, trace};

/// What is called, from any thread, with the number of runs finished since its last call.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);
