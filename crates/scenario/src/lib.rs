//! Scenario files: TOML or JSON, what-if files that extend others, and diagnostics that name the
//! place, the value and the remedy.
//!
//! The format is specified in the project's `docs/scenario-format.md`. A file becomes a tree in
//! which every value knows its place; what it extends and uses is merged into that tree; its
//! tables are read one by one; and what they say becomes a [`nemcon_core::Model`]. All errors of
//! all files are reported at once.
//!
//! ```no_run
//! use std::path::Path;
//! match nemcon_scenario::load(&nemcon_scenario::FileSystem, Path::new("scenario.toml")) {
//!     Ok(scenario) => assert!(scenario.model().dates().len() > 0),
//!     Err(errors) => assert!(!errors.render(false).is_empty()),
//! }
//! ```

mod blocks;
mod convert;
mod de;
mod diagnostic;
mod files;
mod limits;
mod merge;
mod print;
mod raw;
mod read;
mod render;
mod roster;
mod scenario;
mod schema;
mod sources;
mod suggest;
mod tree;
mod typed;

pub use blocks::Unsourced;
pub use convert::Outcome;
pub use diagnostic::{Diagnostic, Diagnostics, ErrorKind};
pub use files::{FileSystem, Files};
pub use scenario::{LoadedBody, Scenario, is_case, load, load_body};
pub use schema::{body_schema, scenario_schema};
