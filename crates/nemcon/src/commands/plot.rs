//! `nemcon plot`: one picture.

use std::path::PathBuf;

use clap::ValueEnum;
use nemcon::page::Picture;

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::subject::Subject;

/// Draw one picture of a forecast, as SVG for a paper
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon plot scenarios/nato-2024/base.toml -o incidence.svg
  nemcon plot scenarios/nato-2024/base.toml --what members -o members.svg
  nemcon plot scenarios/nato-2024/base.toml scenarios/nato-2024/what-if/*.toml --what compare -o what-if.svg")]
pub(crate) struct Plot {
    #[command(flatten)]
    subject: Subject,

    /// What to draw
    #[arg(long, value_enum, default_value = "incidence")]
    what: What,

    /// Write to a file, which appears only when it is whole; its name ends in .svg
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What has come about by when, stacked over the calendar
    Incidence,
    /// How likely each member is against the leading candidate, by date
    Members,
    /// Who is last to agree, and who is in the way where nobody is agreed on
    Holdouts,
    /// What variants change in the likeliest outcome
    Compare,
}

impl From<What> for Picture {
    fn from(what: What) -> Self {
        match what {
            What::Incidence => Self::Incidence,
            What::Members => Self::Members,
            What::Holdouts => Self::Holdouts,
            What::Compare => Self::Compare,
        }
    }
}

impl Plot {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let output = Output::from(self.output.clone());
        if let Some(other) = output.extension().filter(|extension| extension != "svg") {
            return Err(Failure::Input(format!("pictures are SVG, not {other}: name a file that ends in .svg")));
        }
        output.check()?;
        let (dossier, _) = self.subject.dossier(false, &output, console)?;
        let picture = dossier.svg(self.what.into()).map_err(|nothing| Failure::Input(nothing.to_string()))?;
        Ok(output.write(|out| out.write_all(picture.as_bytes()))?)
    }
}
