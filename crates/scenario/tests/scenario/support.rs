//! Files in memory, and the files of the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use nemcon_scenario::{Diagnostics, Files, Scenario, load};

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec())).collect())
    }

    pub(crate) fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.into(), bytes.into());
        self
    }

    pub(crate) fn load(&self, path: &str) -> Result<Scenario, Diagnostics> {
        load(self, Path::new(path))
    }

    /// The scenario, which is right.
    pub(crate) fn scenario(&self, path: &str) -> Scenario {
        self.load(path).unwrap_or_else(|errors| panic!("{errors}"))
    }

    /// All messages about a scenario, which is wrong.
    pub(crate) fn refusal(&self, path: &str) -> String {
        self.load(path).map_or_else(|errors| errors.to_string(), |_| panic!("{path} is accepted"))
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
}

/// The project's files, named from its root.
pub(crate) struct Project;

impl Files for Project {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(root().join(path))
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files in a folder of the project with one of some extensions, in order, named from its root.
pub(crate) fn listing(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return Vec::new() };
    let names = entries.map(|entry| Path::new(folder).join(entry.expect("an entry of the folder").file_name()));
    let wanted = |path: &PathBuf| path.extension().is_some_and(|kind| extensions.iter().any(|wanted| kind == *wanted));
    let mut files: Vec<PathBuf> = names.filter(wanted).collect();
    files.sort();
    files
}

/// The folders below one of the project, at any depth, and itself.
pub(crate) fn folders(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<String> = entries.map(|entry| format!("{folder}/{}", entry.expect("an entry").file_name().display())).collect();
    names.retain(|name| root().join(name).is_dir());
    names.sort();
    std::iter::once(folder.to_owned()).chain(names.iter().flat_map(|name| folders(name))).collect()
}

/// Three partners of a panel, two candidates: a small scenario to change.
pub(crate) const PANEL: &str = r#"
schema = 1
title  = "Who chairs the panel?"

[question]
kind     = "appointment"
post     = "chair"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
rule     = "consensus"

[body]
weights = { shares = "per cent" }

[[member]]
id      = "NOR"
groups  = ["seniors", "coast"]
weights = { shares = 40 }

[[member]]
id      = "EAS"
groups  = ["seniors"]
weights = { shares = 30.5 }

[[member]]
id      = "SOU"
weights = { shares = 29.5 }

[[candidate]]
id = "ann"

[[candidate]]
id = "bob"

[[stance]]
candidate = "*"
members   = "*"
prior     = { support = 0.4, accept = 0.3, reserve = 0.2, oppose = 0.1 }
"#;

/// The panel with more at its end.
pub(crate) fn panel(more: &str) -> Memory {
    Memory::new(&[]).with("panel.toml", format!("{PANEL}{more}"))
}

/// The panel with another rule.
pub(crate) fn panel_with_rule(rule: &str) -> Memory {
    Memory::new(&[]).with("panel.toml", PANEL.replace("\"consensus\"", rule))
}
