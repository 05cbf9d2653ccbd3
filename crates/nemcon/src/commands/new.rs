//! `nemcon new`: a scenario to start from.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Output, folder};
use crate::whole::Draft;

/// Write a commented scenario to start from, which runs as it stands, or the coding table that its numbers can
/// be taken from
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon new my-question.toml
  nemcon new --coding coding.toml
  nemcon new | nemcon run -")]
pub(crate) struct New {
    /// The file to write, which must not exist yet [default: standard output]
    file: Option<PathBuf>,

    /// Write the coding table fitted to past races in place of a scenario: what the words of sources become
    #[arg(long)]
    coding: bool,
}

const STARTER: &str = include_str!("starter.toml");
/// `scenarios/history/fitted.toml`.
const CODING: &str = include_str!("coding.toml");

impl New {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        let text = if self.coding { CODING } else { STARTER };
        let Some(path) = self.file.as_deref().filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Stdout.write(|out| out.write_all(text.as_bytes()))?);
        };
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            return Err(Failure::Input(format!(
                "{} would not be JSON: what is written is TOML, name a file that ends in .toml",
                path.display()
            )));
        }
        let output = Output::File(path.to_path_buf());
        output.check()?;
        // A link that leads nowhere is a name that is taken, too.
        let taken = fs::symlink_metadata(path).map_or(Ok(()), |_| Err(ErrorKind::AlreadyExists.into()));
        let written = taken.and_then(|()| Draft::beside(folder(path))).and_then(|draft| {
            draft.file().write_all(text.as_bytes())?;
            draft.create(path)
        });
        if written.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
            return Err(Failure::Input(format!("{} exists already: name a file that does not", path.display())));
        }
        written.with_context(|| format!("cannot write {}", path.display()))?;
        let path = path.display();
        console.note(&if self.coding {
            format!("{path} is written; a scenario beside it takes numbers from it that names it: [coding] use = \"…\"")
        } else {
            format!("{path} is written; `nemcon run {path}` simulates it")
        });
        Ok(())
    }
}
