//! `nemcon report`: a forecast for readers.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::console::Console;
use crate::engine::{Module, engine};
use crate::failure::Failure;
use crate::output::Output;
use crate::subject::Subject;

/// Tell a forecast to readers: one self-contained web page with pictures, or Markdown
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon report scenarios/nato-2024/base.toml -o nato.html
  nemcon report scenarios/nato-2024/base.toml scenarios/nato-2024/what-if/*.toml -o nato.html
  nemcon report scenarios/nato-2024/base.toml --engine target/wasm/nemcon.wasm.gz -o nato.html
  nemcon report scenarios/templates/un-secretary-general.toml --format md")]
pub(crate) struct Report {
    #[command(flatten)]
    subject: Subject,

    /// How to tell it [default: what the name of the output file ends in, or HTML]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    module: Module,

    /// Write to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A web page
    #[default]
    Html,
    /// Markdown
    Md,
}

impl Report {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let output = Output::from(self.output.clone());
        let format = self.format(&output)?;
        output.check()?;
        let module = self.module.read(self.subject.base())?;
        if format == Format::Md && module.is_some() {
            return Err(Failure::Input("--engine is for web pages: Markdown has nothing that answers".to_owned()));
        }
        let (mut dossier, scenario) = self.subject.dossier(true, &output, console)?;
        if let Some(module) = module {
            dossier = dossier.answering(engine(module, &scenario));
        }
        let named: Vec<String> = self.output.iter().flat_map(|path| ["-o".to_owned(), path.to_string_lossy().into_owned()]).collect();
        let asked =
            self.format.filter(|_| self.output.is_none()).map(|_| if format == Format::Md { "--format=md" } else { "--format=html" });
        let engine = self.module.words();
        let rest: Vec<&str> = engine.iter().chain(&named).map(String::as_str).chain(asked).collect();
        let command = self.subject.command(&dossier, "report", &rest);
        let dossier = dossier.by_command(command);
        let text = match format {
            Format::Html => dossier.html(),
            Format::Md => dossier.markdown(),
        };
        Ok(output.write(|out| out.write_all(text.as_bytes()))?)
    }

    /// The form asked for, or that of the name of the output.
    fn format(&self, output: &Output) -> Result<Format, Failure> {
        let named = match output.extension().as_deref() {
            Some("html" | "htm") => Some(Format::Html),
            Some("md" | "markdown") => Some(Format::Md),
            _ => None,
        };
        match (self.format, named) {
            (Some(asked), Some(named)) if asked != named => Err(Failure::Input(
                "the name of the output says another form than --format: leave out --format, or name another file".to_owned(),
            )),
            (asked, named) => Ok(asked.or(named).unwrap_or_default()),
        }
    }
}
