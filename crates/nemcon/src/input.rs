//! Scenario files: from the file system, or from standard input.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use nemcon::scenario::{self, Diagnostics, FileSystem, Files, Scenario};

/// The file system, in which `-` is standard input.
struct Input;

/// More than a scenario file may hold; the loader refuses what is longer than it allows.
const ENOUGH: u64 = 17 << 20;

impl Files for Input {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path != "-" {
            return FileSystem.read(path);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().take(ENOUGH).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        FileSystem.identity(path)
    }
}

/// Loads a scenario; what it names is found relative to its own folder, or for standard input
/// relative to the current one.
pub(crate) fn load(path: &Path) -> Result<Scenario, Diagnostics> {
    scenario::load(&Input, path)
}
