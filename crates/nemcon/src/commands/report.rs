//! `nemcon report`: a forecast for readers.

use std::path::PathBuf;

use clap::ValueEnum;
use nemcon::page::Dossier;
use nemcon::scenario::Scenario;

use crate::console::Console;
use crate::days::Days;
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
    days: Days,

    /// Leave out which inputs move the likeliest outcome, and by how much
    #[arg(long)]
    no_sensitivity: bool,

    #[command(flatten)]
    module: Module,

    /// Write to a file, which appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What moves the likeliest outcome takes so many runs at each end of an input at most, so that it is told soon.
const AT_ENDS: u64 = 5_000;

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
            return Err(Failure::Input(
                "--engine is for web pages: Markdown has nothing that answers; leave out one of the two".to_owned(),
            ));
        }
        let (mut dossier, scenario) = self.subject.dossier(Some(&self.days), &output, console)?;
        if !self.no_sensitivity {
            dossier = self.moved(dossier, &scenario, console)?;
        }
        if let Some(module) = module {
            dossier = dossier.answering(engine(module, &scenario));
        }
        let named: Vec<String> = self.output.iter().flat_map(|path| ["-o".to_owned(), path.to_string_lossy().into_owned()]).collect();
        let asked =
            self.format.filter(|_| self.output.is_none()).map(|_| if format == Format::Md { "--format=md" } else { "--format=html" });
        let engine = self.module.words();
        let by: Vec<String> = self.days.words().collect();
        let less = self.no_sensitivity.then_some("--no-sensitivity");
        let given = by.iter().map(String::as_str).chain(less);
        let rest: Vec<&str> = given.chain(engine.iter().chain(&named).map(String::as_str)).chain(asked).collect();
        let command = self.subject.command(&dossier, "report", &rest);
        let dossier = dossier.by_command(command);
        let text = match format {
            Format::Html => dossier.html(),
            Format::Md => dossier.markdown(),
        };
        Ok(output.write(|out| out.write_all(text.as_bytes()))?)
    }

    /// The same with what moves the likeliest outcome; the forecast stands without it.
    fn moved(&self, dossier: Dossier, scenario: &Scenario, console: Console) -> Result<Dossier, Failure> {
        let size = (dossier.run.runs.min(AT_ENDS), dossier.run.seed);
        let likeliest = dossier.likeliest().map(|outcome| outcome.outcome.as_str());
        match self.subject.sensitivity(scenario, likeliest, size, console) {
            Ok(found) => Ok(dossier.moved_by(found)),
            Err(Failure::Input(reason)) => {
                console.note(&format!("what it hangs on is left out: {reason}"));
                Ok(dossier)
            }
            Err(failure) => Err(failure),
        }
    }

    /// The form asked for, or that of the name of the output.
    fn format(&self, output: &Output) -> Result<Format, Failure> {
        let named = match output.extension().as_deref() {
            Some("html" | "htm") => Some(Format::Html),
            Some("md" | "markdown") => Some(Format::Md),
            Some("pdf") => return Err(refused("pdf", "a PDF is printed from the page, in a browser")),
            Some(other) if self.format.is_none() => return Err(refused(other, "--format html and --format md take any name")),
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

/// A form that there is not.
fn refused(form: &str, remedy: &str) -> Failure {
    Failure::Input(format!("pages are HTML or Markdown, not {form}: name a file that ends in .html or .md ({remedy})"))
}
