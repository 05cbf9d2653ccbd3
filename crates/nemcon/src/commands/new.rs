//! `nemcon new`: a scenario to start from.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Output, folder};
use crate::whole::Draft;

/// Write a commented scenario to start from, which runs as it stands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon new my-question.toml
  nemcon new | nemcon run -")]
pub(crate) struct New {
    /// The file to write, which must not exist yet [default: standard output]
    file: Option<PathBuf>,
}

const STARTER: &str = include_str!("starter.toml");

impl New {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        let Some(path) = self.file.as_deref().filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Stdout.write(|out| out.write_all(STARTER.as_bytes()))?);
        };
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            return Err(Failure::Input(format!(
                "{} would not be JSON: the starter is TOML, name a file that ends in .toml",
                path.display()
            )));
        }
        let output = Output::File(path.to_path_buf());
        output.check()?;
        // A link that leads nowhere is a name that is taken, too.
        let taken = fs::symlink_metadata(path).map_or(Ok(()), |_| Err(ErrorKind::AlreadyExists.into()));
        let written = taken.and_then(|()| Draft::beside(folder(path))).and_then(|draft| {
            draft.file().write_all(STARTER.as_bytes())?;
            draft.create(path)
        });
        if written.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
            return Err(Failure::Input(format!("{} exists already: name a file that does not", path.display())));
        }
        written.with_context(|| format!("cannot write {}", path.display()))?;
        console.note(&format!("{0} is written; `nemcon run {0}` simulates it", path.display()));
        Ok(())
    }
}
