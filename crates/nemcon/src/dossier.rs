//! What `report` and `plot` tell: a scenario, and what its variants change.

use std::path::{Path, PathBuf};

use nemcon::model::{Model, printable};
use nemcon::montecarlo::{Choice, Persuasion};
use nemcon::page::{Dossier, Setting};
use nemcon::power::{Game, Options, SHAPLEY_SHUBIK};
use nemcon::questions::{Refusal, assumptions, judged, plan_of};
use nemcon::report::schema::{BinaryPower, PowerDocument, TraceDocument};
use nemcon::report::{CompareReport, Found, PersuadeReport, PowerReport, Report, RunReport, TraceReport, Variant, View};
use nemcon::scenario::Scenario;

use crate::console::Console;
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
    sampling: Sampling,
}

/// What is asked beside the forecast takes so many runs at most.
const ASIDE: u64 = 20_000;
/// Where more members decide, whom to persuade and who has which power are questions of their own.
const ANSWERED: usize = 100;
/// What its tables may take, in bytes.
const MEMORY: usize = 64 << 20;

impl Subject {
    /// The file that is told of.
    pub(crate) fn base(&self) -> &Path {
        &self.files[0]
    }

    /// Simulates them and gathers what was found, with the first of them; the output is not one of the files.
    ///
    /// Where the `whole` is told also whom to persuade, some runs, and what the rule gives to whom.
    pub(crate) fn dossier(&self, whole: bool, output: &Output, console: Console) -> Result<(Dossier, Scenario), Failure> {
        let base = self.base();
        let files = whatif::files(base, self.files[1..].to_vec());
        let (scenario, variants) = whatif::load(base, &files, console)?;
        let read = std::iter::once(&scenario).chain(&variants).flat_map(Scenario::files);
        output.spare(read.map(PathBuf::as_path))?;
        let model = scenario.model();
        let unsourced = judged(&scenario);
        let run = |estimates| RunReport::new(model, estimates, &unsourced).document();
        let dossier = if variants.is_empty() {
            let size = self.sampling.size_or(scenario.runs(), scenario.seed());
            let estimates = self.sampling.estimates(&plan_of(&scenario)?, size, console)?;
            Dossier::new(Setting::of(model), run(&estimates))
        } else {
            let (comparison, _) = self.sampling.compare(&scenario, &variants, console)?;
            let names: Vec<String> = files.iter().map(|file| printable(&file.to_string_lossy()).into_owned()).collect();
            let named: Vec<Variant> =
                names.iter().zip(&variants).map(|(file, scenario)| Variant { file, model: scenario.model() }).collect();
            let compare = CompareReport::new(model, &named, &comparison, &unsourced).document();
            Dossier::new(Setting::of(model), run(&comparison.base)).compared(compare)
        };
        let dossier = dossier.assuming(assumptions(&scenario).document());
        let dossier = if whole { self.with_answers(dossier, &scenario, console)? } else { dossier };
        Ok((dossier, scenario))
    }

    /// The analyst's questions: whom to persuade, how it may go, who has which power, each where it is answered soon.
    fn with_answers(&self, dossier: Dossier, scenario: &Scenario, console: Console) -> Result<Dossier, Failure> {
        let model = scenario.model();
        let size = (dossier.run.runs.min(ASIDE), dossier.run.seed);
        let mut dossier = dossier.telling(self.stories(scenario, size, console)?);
        if model.present().len() <= ANSWERED {
            let leader = dossier.leader().and_then(|id| model.candidate_ids().find(|&candidate| model.candidate(candidate).id == id));
            if let Some(candidate) = leader {
                let asked = Persuasion::new(model, candidate);
                let simulate = |seed, _, progress: &(dyn Fn(u64) + Sync)| asked.run(model, seed, size.0, progress);
                match self.sampling.sample((asked.total(model, size.0), size.1), console, simulate) {
                    Ok(found) => dossier = dossier.persuading(PersuadeReport::new(model, &asked, &found, usize::MAX).document()),
                    // The forecast stands without it.
                    Err(Failure::Input(reason)) => console.note(&format!("whom to persuade is left out: {reason}")),
                    Err(other) => return Err(other),
                }
            }
            if let Some(power) = analysed(model) {
                dossier = dossier.with_power(power);
            }
        }
        Ok(dossier)
    }

    /// A typical run, the quickest, and one that is stuck; none of them twice.
    fn stories(&self, scenario: &Scenario, size: (u64, u64), console: Console) -> Result<Vec<TraceDocument>, Failure> {
        let (model, plan) = (scenario.model(), plan_of(scenario)?);
        let endings = self.sampling.sample(size, console, |seed, runs, progress| plan.endings(seed, runs, progress))?;
        let mut stories: Vec<TraceDocument> = Vec::new();
        for (choice, word) in [(Choice::Typical, "typical"), (Choice::Quickest, "quickest"), (Choice::Stuck, "stuck")] {
            let Some(run) = choice.among(&endings, None).filter(|run| stories.iter().all(|story| story.run != *run)) else { continue };
            let trace = plan.trace(size.1, run).map_err(Refusal::from)?;
            stories.push(TraceReport::new(model, &trace, Some(word.to_owned())).document());
        }
        Ok(stories)
    }

    /// The command that gives the same: with its runs and its seed, which files may come to say otherwise.
    pub(crate) fn command(&self, dossier: &Dossier, command: &str, rest: &[&str]) -> String {
        let run = &dossier.run;
        let size = [format!("--runs {}", run.runs), format!("--seed {}", run.seed)];
        let files = self.files.iter().map(|file| quoted(&file.to_string_lossy()));
        let words: Vec<String> = files.chain(size).chain(rest.iter().map(|word| quoted(word))).collect();
        format!("nemcon {command} {}", words.join(" "))
    }
}

/// What the rule gives to whom, where that can be counted at once.
fn analysed(model: &Model) -> Option<BinaryPower> {
    let (body, rule) = (model.body(), &model.question().rule);
    let measures = vec![&SHAPLEY_SHUBIK];
    let game = Game::new(rule, body).and_then(|game| game.present(model.present())).ok()?.memory(MEMORY);
    let found = game.analyse(&Options::only(measures.clone())).ok()?;
    let report = PowerReport::new(body, rule, Found::Binary(&found), View { measures, top: None, coalitions: None });
    match report.document() {
        PowerDocument::Binary(power) => Some(*power),
        _ => None,
    }
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./+=:@,".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_where_a_shell_would_read_more_into_them() {
        assert_eq!(["a/b-1.toml", "a b", "it's", ""].map(quoted), ["a/b-1.toml", "'a b'", r"'it'\''s'", "''"]);
    }
}
