//! `nemcon schema`: the JSON Schema of the files.

use nemcon::scenario;

use crate::failure::Failure;
use crate::output::Output;

/// Print the JSON Schema of scenario files, with which editors complete and check them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon schema > nemcon.schema.json
  nemcon schema --body > nemcon-body.schema.json

A scenario that begins with the line `#:schema ./nemcon.schema.json` is then checked as it is
written, in editors that know TOML schemas. What only the whole file tells is left to `nemcon check`.")]
pub(crate) struct Schema {
    /// The schema of body files
    #[arg(long)]
    body: bool,
}

impl Schema {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let schema = if self.body { scenario::body_schema() } else { scenario::scenario_schema() };
        Ok(Output::Stdout.write(|out| out.write_all(schema.as_bytes()))?)
    }
}
