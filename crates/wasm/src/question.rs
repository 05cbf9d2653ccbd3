//! Questions about files, and how they are loaded.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nemcon::model::limits;
use nemcon::questions::Refusal;
use nemcon::scenario::{self, Scenario};
use serde::Deserialize;

/// A scenario and its variants, and how they are simulated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Simulated {
    /// The texts of the files that are asked about, and of those that they extend and use, by path.
    files: BTreeMap<PathBuf, String>,
    base: PathBuf,
    variants: Vec<PathBuf>,
    /// As the base says, where nothing is said.
    runs: Option<u64>,
    seed: Option<u64>,
}

/// The same, loaded.
pub(crate) struct Loaded<'a> {
    pub(crate) base: Scenario,
    pub(crate) variants: Vec<(&'a Path, Scenario)>,
    /// Runs and seed.
    pub(crate) size: (u64, u64),
}

impl Simulated {
    /// The files that are told of, as a command line has them.
    pub(crate) fn named(&self) -> Vec<PathBuf> {
        std::iter::once(&self.base).chain(&self.variants).cloned().collect()
    }

    pub(crate) fn load(&self) -> Result<Loaded<'_>, Refusal> {
        let load = |path: &Path| scenario::load(&self.files, path);
        let base = load(&self.base)?;
        let variants = self.variants.iter().map(|path| Ok((path.as_path(), load(path)?))).collect::<Result<_, Refusal>>()?;
        let size = (self.runs.unwrap_or(base.runs()), self.seed.unwrap_or(base.seed()));
        let allowed = 1..=limits::RUNS;
        if !allowed.contains(&size.0) {
            return Err(Refusal::Asked(format!("a number of runs lies between 1 and {}", limits::RUNS)));
        }
        Ok(Loaded { base, variants, size })
    }
}

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The texts of the file and of those that it extends and uses, by path.
    pub(crate) files: BTreeMap<PathBuf, String>,
    pub(crate) file: PathBuf,
    /// How many columns a table may have.
    pub(crate) width: Option<usize>,
}

/// What is described.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// Scenario files.
    Scenario,
    /// Body files: `nemcon schema --body`.
    Body,
    /// Coding tables: `nemcon schema --coding`.
    Coding,
}
