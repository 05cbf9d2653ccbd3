//! What `report` and `plot` tell: a scenario, and what its variants change.

use std::path::{Path, PathBuf};

use nemcon::page::Dossier;
use nemcon::questions;
use nemcon::report::Report;
use nemcon::report::schema::SensitivityDocument;
use nemcon::scenario::Scenario;

use crate::coding::Coding;
use crate::console::Console;
use crate::days::Days;
use crate::failure::Failure;
use crate::output::Output;
use crate::sampling::Sampling;
use crate::whatif;

/// The files that are told of, and how they are simulated.
#[derive(Debug, clap::Args)]
#[command(mut_arg("runs", |runs| runs.help("How many runs to simulate of each file, 1 to 10^12 [default: the first file's, or 200,000]")))]
#[command(mut_arg("seed", |seed| seed.help("The seed of all random numbers [default: the first file's, or 1]")))]
pub(crate) struct Subject {
    /// The scenario file, and then its what-ifs; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    sampling: Sampling,
}

impl Subject {
    /// The file that is told of.
    pub(crate) fn base(&self) -> &Path {
        &self.files[0]
    }

    /// Simulates them and gathers what was found, with the first of them; the output is not one of the files.
    ///
    /// Where the `whole` is told, by some days, also whom to persuade, some runs, and what the rule gives to whom.
    pub(crate) fn dossier(&self, whole: Option<&Days>, output: &Output, console: Console) -> Result<(Dossier, Scenario), Failure> {
        let base = self.base();
        let files = whatif::files(base, self.files[1..].to_vec(), console);
        let (scenario, variants) = whatif::load(base, &files, &self.coding.recoding(), console)?;
        let read = std::iter::once(&scenario).chain(&variants).flat_map(Scenario::files);
        output.spare(read.map(PathBuf::as_path))?;
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let by = whole.map_or(Ok(&[][..]), |days| days.of(&scenario, base))?;
        let named: Vec<_> = files.iter().map(PathBuf::as_path).zip(&variants).collect();
        let memory = self.sampling.memory();
        let dossier = self.sampling.on_threads(|| {
            let progress = |runs| console.bar(runs);
            let dossier = questions::dossier(&scenario, &named, size, by, memory, &progress)?;
            if whole.is_some() { questions::with_answers(dossier, &scenario, memory, &progress) } else { Ok((dossier, Vec::new())) }
        })?;
        let (dossier, left_out) = dossier?;
        console.notes(&left_out);
        for variant in dossier.compare.iter().flat_map(|compare| &compare.variants) {
            for warning in &variant.warnings {
                console.warning(&format!("{}: {warning}", variant.file));
            }
        }
        Ok((dossier, scenario))
    }

    /// Which inputs move an outcome, without the indices, which no picture shows.
    pub(crate) fn sensitivity(
        &self,
        scenario: &Scenario,
        outcome: Option<&str>,
        size: (u64, u64),
        console: Console,
    ) -> Result<SensitivityDocument, Failure> {
        let memory = self.sampling.memory();
        let asked = console.while_planning(|| questions::Sensitivity::new(scenario, outcome, size, Some(0), memory))?;
        let moved = self.sampling.sample((asked.total(), size.1), console, |_, _, progress| asked.run(progress))?;
        Ok(moved.report(scenario.model()).document())
    }

    /// The only file, where no other is given; the output is not it.
    pub(crate) fn alone(&self, output: &Output, console: Console) -> Result<Scenario, Failure> {
        if self.files.len() > 1 {
            return Err(Failure::Input("a sweep is of one file".to_owned()));
        }
        let (scenario, _) = whatif::load(self.base(), &[], &self.coding.recoding(), console)?;
        output.spare(scenario.files().iter().map(PathBuf::as_path))?;
        Ok(scenario)
    }

    /// How they are simulated.
    pub(crate) fn sampling(&self) -> &Sampling {
        &self.sampling
    }

    /// The command that gives the same.
    pub(crate) fn command(&self, dossier: &Dossier, command: &str, rest: &[&str]) -> String {
        let coding: Vec<String> = self.coding.words().collect();
        let rest: Vec<&str> = coding.iter().map(String::as_str).chain(rest.iter().copied()).collect();
        questions::command(command, &self.files, dossier, &rest)
    }
}
