//! `nemcon schema`: the JSON Schema of the files and of what is printed as JSON.

use clap::builder::PossibleValuesParser;
use nemcon::report::schema::DOCUMENTS;
use nemcon::scenario;

use crate::failure::Failure;
use crate::output::Output;

/// Print the JSON Schema of scenario files, with which editors complete and check them, or of what a
/// command prints as JSON
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon schema > nemcon.schema.json
  nemcon schema --body > nemcon-body.schema.json
  nemcon schema --coding > nemcon-coding.schema.json
  nemcon schema --of run > nemcon-run.schema.json

A scenario that begins with the line `#:schema ./nemcon.schema.json` is then checked as it is
written, in editors that know TOML schemas. What only the whole file tells is left to `nemcon check`.")]
pub(crate) struct Schema {
    /// The schema of scenario files, or of the JSON that a command prints
    #[arg(long, value_name = "WHAT", default_value = SCENARIO, value_parser = PossibleValuesParser::new(known()))]
    of: String,

    /// The schema of body files
    #[arg(long, conflicts_with = "of")]
    body: bool,

    /// The schema of coding tables
    #[arg(long, conflicts_with_all = ["of", "body"])]
    coding: bool,
}

const SCENARIO: &str = "scenario";

fn known() -> impl Iterator<Item = &'static str> {
    std::iter::once(SCENARIO).chain(DOCUMENTS.iter().map(|(command, _)| *command))
}

impl Schema {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let document = DOCUMENTS.iter().find(|(command, _)| *command == self.of);
        let schema = match document {
            Some((_, schema)) => schema(),
            None if self.body => scenario::body_schema(),
            None if self.coding => scenario::coding_schema(),
            None => scenario::scenario_schema(),
        };
        Ok(Output::Stdout.write(|out| out.write_all(schema.as_bytes()))?)
    }
}
