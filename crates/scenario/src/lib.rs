//! Scenario and body files, in TOML or JSON, and tables of members, in CSV, read into a validated
//! [`nemcon_core::Model`]; with everything that is wrong with them, each fault with its place, the value
//! and the remedy.
//!
//! # A scenario
//!
//! Files come from wherever the caller says: [`FileSystem`] reads those of this machine, and any
//! other source, such as a map of texts by path, implements [`Files`]. Here two files stand in memory, a question and a what-if
//! that changes one thing in it:
//!
//! ```
//! use std::{collections::BTreeMap, path::{Path, PathBuf}};
//! use nemcon_scenario::load;
//!
//! let files: BTreeMap<PathBuf, &str> = BTreeMap::from([
//!     ("panel.toml".into(), r#"
//!         schema = 1
//!         title  = "Who chairs the panel?"
//!         [question]
//!         kind     = "appointment"
//!         as_of    = 2031-01-06
//!         deadline = 2031-03-03
//!         cadence  = "1 week"
//!         rule     = "consensus"
//!         [[member]]
//!         id = "NOR"
//!         [[member]]
//!         id = "SOU"
//!         [[candidate]]
//!         id = "ann"
//!         [[stance]]
//!         candidate = "*"
//!         members   = "*"
//!         prior     = { support = 0.5, reserve = 0.5 }
//!         [dynamics]
//!         reserve = "3 weeks"
//!     "#),
//!     ("majority.toml".into(), r#"
//!         extends  = "panel.toml"
//!         question = { rule = { more_than = "50%" } }
//!     "#),
//! ]);
//! let base = load(&files, Path::new("panel.toml"))?;
//! assert_eq!((base.model().candidates().len(), base.runs()), (1, 200_000));
//!
//! // What-ifs are merged: everything else is as in the base.
//! let variant = load(&files, Path::new("majority.toml"))?;
//! assert_eq!(variant.model().dates(), base.model().dates());
//! assert_ne!(variant.model().question().rule, base.model().question().rule);
//!
//! // The merged file in one piece, and what it assumes, with where from: which of it is judgement.
//! assert!(variant.to_toml().contains("more_than"));
//! assert_eq!(base.unsourced()[1].block, "dynamics");
//! # Ok::<(), nemcon_scenario::Diagnostics>(())
//! ```
//!
//! # What is wrong
//!
//! [`Diagnostics`] has all errors of all files, in the order of files and lines. Each has a kind
//! that code can match on, and renders as compilers do:
//!
//! ```
//! use std::{collections::BTreeMap, path::Path};
//! use nemcon_scenario::{ErrorKind, load_body};
//!
//! let text = "schema = 1\nrule = \"concensus\"\n[[member]]\nid = \"NOR\"\nsince = 2031\n";
//! let wrong = BTreeMap::from([("body.toml".into(), text)]);
//! let errors = load_body(&wrong, Path::new("body.toml"), None).unwrap_err();
//! let kinds: Vec<ErrorKind> = errors.iter().map(|error| error.kind).collect();
//! assert_eq!(kinds, [ErrorKind::UnknownWord, ErrorKind::WrongType]);
//! assert!(errors.render(false).contains("did you mean \"consensus\"?"));
//! ```
//!
//! # Bodies, and the format
//!
//! [`load_body`] reads a body by itself, as it was on a date; its [`Roll`] has everybody whom the file lists.
//! [`load_coding`] reads a coding table, which says once what the words of sources become. [`scenario_schema`],
//! [`body_schema`] and [`coding_schema`] are the JSON Schemas of the files, for editors. The format is specified in
//! [docs/scenario-format.md](https://github.com/nemcon/nemcon/blob/main/docs/scenario-format.md).
//!
//! # How it is made
//!
//! ```text
//! text → tree → merged tree → what is written → Model
//!       read    merge         typed, raw        convert
//! ```
//!
//! A file becomes a tree in which every value knows its place; a table of members becomes that of a body
//! file. What it extends and uses is merged into that tree. Its tables are read into structs, one by one,
//! and these are converted: names are looked up, defaults filled in. What core finds wrong with the whole
//! is brought back to its place. What is done to every block of the format reads one list, `BLOCKS`, in `raw`.

mod blocks;
mod coding;
mod comments;
mod convert;
mod countries;
mod de;
mod diagnostic;
mod files;
mod keys;
mod limits;
mod merge;
mod print;
mod raw;
mod read;
mod render;
mod roll;
mod roster;
mod scenario;
mod schema;
mod sources;
mod suggest;
mod tree;
mod typed;

pub use blocks::{Assumption, Coded};
pub use coding::{CodedNumber, CodedRow, CodingTable, Recoding, Setting, load_coding, rewrite};
pub use convert::Outcome;
pub use diagnostic::{Diagnostic, Diagnostics, ErrorKind};
pub use files::{FILE_LIMIT, FileSystem, Files};
pub use keys::{Key, KeyError, KeyKind};
pub use roll::{Membership, Roll, Standing};
pub use scenario::{LoadedBody, Scenario, is_case, load, load_body, load_over, load_recoded, load_text};
pub use schema::{body_schema, coding_schema, scenario_schema};
