//! A folder of cases whose end is known: `nemcon backtest`.

use std::path::{Path, PathBuf};

use nemcon_calibration::{Case, Verification};
use nemcon_core::{Bytes, printable};
use nemcon_scenario::{Diagnostics, FileSystem, Scenario, is_case};

use super::{Progress, Refusal};

/// Every case is simulated so often, whatever its file says for other uses.
pub const BACKTEST_RUNS: u64 = 50_000;

/// Cases, and the files that they were read from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Cases {
    /// The cases, in order of their files' names.
    pub all: Vec<Case>,
    /// By case: its own file.
    pub paths: Vec<PathBuf>,
    /// The files of all.
    pub files: Vec<PathBuf>,
}

/// Why there are no cases.
#[derive(Debug, thiserror::Error)]
#[error("{summary}")]
#[non_exhaustive]
pub struct WrongCases {
    /// What is wrong with them, one after the other.
    pub faults: Vec<Refusal>,
    /// What there is to say of all.
    pub summary: String,
}

impl WrongCases {
    fn because(summary: String) -> Self {
        Self { faults: Vec::new(), summary }
    }
}

impl Cases {
    /// The cases of a folder, each loaded by the caller. What is wrong with any of them is said at once.
    pub fn in_folder(folder: &Path, load: &dyn Fn(&Path) -> Result<Scenario, Diagnostics>) -> Result<Self, WrongCases> {
        let unreadable = |error: std::io::Error| WrongCases::because(format!("cannot read the folder {}: {error}", folder.display()));
        let entries = std::fs::read_dir(folder).map_err(unreadable)?;
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml" || extension == "json"));
        // A pipe or a device is no file, whatever its name; one that cannot be looked at is tried, to say why.
        paths.retain(|path| std::fs::metadata(path).map_or(true, |found| found.is_file()));
        // A file of shared assumptions is no scenario by itself: only what has an outcome is a case.
        paths.retain(|path| is_case(&FileSystem, path));
        paths.sort();
        let mut found = Self { all: Vec::new(), paths: Vec::new(), files: Vec::new() };
        let mut faults = Vec::new();
        for path in &paths {
            match case(path, load) {
                Ok((case, files)) => {
                    found.all.push(case);
                    found.paths.push(path.clone());
                    found.files.extend(files);
                }
                Err(fault) => faults.push(fault),
            }
        }
        match (faults.len(), paths.len()) {
            (0, 0) => Err(WrongCases::because(format!("no case in {}: a case is a scenario file with an [outcome]", folder.display()))),
            (0, _) => Ok(found),
            (wrong, all) => Err(WrongCases { faults, summary: format!("{wrong} of {all} cases in {} are wrong", folder.display()) }),
        }
    }

    /// The same without those of a race: the cases whose names are its own or begin with it and a dash.
    pub fn without(mut self, race: &str) -> Result<Self, Refusal> {
        let is_of = |case: &Case| case.name().strip_prefix(race).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let before = self.all.len();
        (self.all, self.paths) = self.all.into_iter().zip(self.paths).filter(|(case, _)| !is_of(case)).unzip();
        if self.all.len() == before {
            return Err(Refusal::Asked(format!("--without {race}: no case is called so, nor begins with {race}-")));
        }
        Ok(self)
    }
}

/// Scores the simulation of each case, so many runs of it, within so much memory.
pub fn backtest(cases: &[Case], (runs, seed): (u64, u64), memory: Bytes, progress: Progress<'_>) -> Result<Verification, Refusal> {
    let estimate = |case: &Case| {
        let refused = |error: &dyn std::fmt::Display| Refusal::Asked(format!("{}: {error}", case.name()));
        let plan = nemcon_montecarlo::Plan::new(case.model()).map_err(|error| refused(&error))?;
        let tally = plan.memory(memory).simulate(seed, 0..runs, progress).map_err(|error| refused(&error))?;
        tally.estimates().map_err(|error| refused(&error))
    };
    let estimates = cases.iter().map(estimate).collect::<Result<Vec<_>, Refusal>>()?;
    Ok(Verification::new(cases, &estimates))
}

fn case(path: &Path, load: &dyn Fn(&Path) -> Result<Scenario, Diagnostics>) -> Result<(Case, Vec<PathBuf>), Refusal> {
    let scenario = load(path)?;
    let name = printable(&path.file_stem().unwrap_or_default().to_string_lossy()).into_owned();
    let refused = |reason: &dyn std::fmt::Display| Refusal::Asked(format!("{}: {reason}", path.display()));
    let outcome = scenario.outcome().ok_or_else(|| refused(&"its [outcome] is gone once its bases are merged in"))?;
    let case = Case::new(name, scenario.model().clone(), outcome.result.clone(), outcome.on).map_err(|error| refused(&error))?;
    Ok((case.naming(outcome.who.clone()).deciding_by(scenario.class().way()), scenario.files().to_vec()))
}
