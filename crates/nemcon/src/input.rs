//! Scenario files: from the file system, or from standard input.

use std::cell::OnceCell;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use nemcon::model::Date;
use nemcon::scenario::{self, Diagnostics, ErrorKind, FileSystem, Files, LoadedBody, Scenario};

/// The file system, in which `-` is standard input, read once.
#[derive(Default)]
struct Input {
    stdin: OnceCell<Vec<u8>>,
}

/// More than a scenario file may hold; the loader refuses what is longer than it allows.
const ENOUGH: u64 = 17 << 20;

impl Files for Input {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path != "-" {
            return FileSystem.read(path);
        }
        if let Some(bytes) = self.stdin.get() {
            return Ok(bytes.clone());
        }
        let mut bytes = Vec::new();
        io::stdin().lock().take(ENOUGH).read_to_end(&mut bytes)?;
        Ok(self.stdin.get_or_init(|| bytes).clone())
    }

    fn identity(&self, path: &Path) -> PathBuf {
        FileSystem.identity(path)
    }
}

/// A file that is right.
pub(crate) enum Loaded {
    Scenario(Box<Scenario>),
    Body(Box<LoadedBody>),
}

/// Loads a scenario; what it names is found relative to its own folder, or for standard input
/// relative to the current one.
pub(crate) fn scenario(path: &Path) -> Result<Scenario, Diagnostics> {
    scenario::load(&Input::default(), path)
}

/// Loads a scenario or a body, the latter as it was on a date, or without one as it is.
pub(crate) fn any(path: &Path, as_of: Option<Date>) -> Result<Loaded, Diagnostics> {
    let input = Input::default();
    match scenario::load(&input, path) {
        Ok(scenario) => Ok(Loaded::Scenario(Box::new(scenario))),
        Err(diagnostics) if diagnostics.iter().any(|found| found.kind == ErrorKind::NotAScenario && found.file == path) => {
            scenario::load_body(&input, path, as_of).map(|body| Loaded::Body(Box::new(body)))
        }
        Err(diagnostics) => Err(diagnostics),
    }
}
