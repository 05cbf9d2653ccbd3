//! The engine that a page carries along.

use std::fs;
use std::path::{Path, PathBuf};

use nemcon::page::{Engine, Number};
use nemcon::scenario::{Key, Scenario};

use crate::failure::Failure;

/// The flag that says where it is.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Module {
    /// Let readers of the page change assumptions: the engine, as `.ci/wasm` compiles it, becomes part of the page;
    /// it reads the files as they are
    #[arg(long, value_name = "FILE", conflicts_with = "coding")]
    engine: Option<PathBuf>,
}

/// The keys of `[dynamics]` that a reader may set: rates in plain sight, neither tables nor what they hold.
const DYNAMICS: &str = "dynamics.";

/// How a file begins that gzip has packed.
const GZIP: [u8; 2] = [0x1f, 0x8b];

impl Module {
    /// The flag as it was given.
    pub(crate) fn words(&self) -> Vec<String> {
        self.engine.iter().flat_map(|path| ["--engine".to_owned(), path.to_string_lossy().into_owned()]).collect()
    }

    /// The packed module, where one is asked for, to be asked of a file; better known to be none before a long
    /// simulation than after it.
    pub(crate) fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, Failure> {
        let Some(path) = &self.engine else { return Ok(None) };
        let refused = |reason: String| Failure::Input(format!("--engine {}: {reason}", path.display()));
        if file == "-" {
            return Err(refused("a reader's what-if names the file that it extends, and standard input has no name".to_owned()));
        }
        let module = fs::read(path).map_err(|error| refused(error.to_string()))?;
        if !module.starts_with(&GZIP) {
            return Err(refused("it is not the packed engine that `.ci/wasm` writes".to_owned()));
        }
        Ok(Some(module))
    }
}

/// A module that is asked of a scenario.
pub(crate) fn engine(module: Vec<u8>, scenario: &Scenario) -> Engine {
    let path = |path: &Path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let files = scenario.texts().map(|(file, text)| (path(file), text.to_owned())).collect();
    let plain = |key: Key| Some(Number { key: key.path.strip_prefix(DYNAMICS)?.to_owned(), written: key.written });
    let numbers = scenario.keys().into_iter().filter_map(plain).filter(|number| !number.key.contains('.')).collect();
    Engine::new(scenario.model(), module, files).setting(numbers)
}
