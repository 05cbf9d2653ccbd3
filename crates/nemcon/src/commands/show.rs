//! `nemcon show`: the merged scenario.

use std::path::PathBuf;

use crate::coding::Coding;
use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;

/// Print a scenario with everything it extends merged in; the text loads again. Notes and sources are kept, and the
/// comments on what is left; members come last
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon show scenarios/nato-2024/base.toml
  nemcon show what-if.toml | nemcon run -")]
pub(crate) struct Show {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    #[command(flatten)]
    coding: Coding,
}

impl Show {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        let scenario = input::recoded(&self.file, &self.coding.recoding(), console)?;
        Ok(Output::Stdout.write(|out| out.write_all(scenario.to_commented_toml().as_bytes()))?)
    }
}
