//! What a page tells of a scenario, and of what its variants change.

use std::path::{Path, PathBuf};

use nemcon_core::{Bytes, Date, Model, printable};
use nemcon_montecarlo::{Choice, Persuasion, Plan};
use nemcon_page::{Dossier, Setting};
use nemcon_power::{Game, Options, SHAPLEY_SHUBIK};
use nemcon_report::schema::{BinaryPower, OverInputsDocument, PowerDocument, TraceDocument};
use nemcon_report::{CompareReport, Found, PersuadeReport, PowerReport, Report, RunReport, TraceReport, Variant, View};
use nemcon_scenario::Scenario;

use super::forecast::variant_of;
use super::{Refusal, assumptions, judged, over_inputs, plan_of};

/// Who is told of progress: asked with how many runs there will be, it gives whom to tell of those that are finished.
pub type Stages<'a> = dyn Fn(u64) -> Box<dyn Fn(u64) + Sync> + Sync + 'a;

/// What is asked beside the forecast takes so many runs at most.
const ASIDE: u64 = 20_000;
/// Where more members decide, whom to persuade and who has which power are questions of their own.
const ANSWERED: usize = 100;
/// What the latter may hold at most.
const OF_POWER: Bytes = Bytes(256 << 20);

/// Simulates a scenario and its variants, so many runs of each from a seed, within so much memory, and gathers what was
/// found; by these days, or by the usual ones where there are none.
pub fn dossier(
    scenario: &Scenario,
    variants: &[(&Path, &Scenario)],
    size: (u64, u64),
    by: &[Date],
    memory: Bytes,
    stages: &Stages,
) -> Result<Dossier, Refusal> {
    let model = scenario.model();
    let unsourced = judged(scenario);
    let (runs, seed) = size;
    let progress = stages(runs);
    let base = plan_of(scenario, memory)?;
    let run = |estimates| {
        let report = RunReport::new(model, estimates, &unsourced);
        if by.is_empty() { report.document() } else { report.by(by.to_vec()).document() }
    };
    let dossier = if variants.is_empty() {
        let tally = base.simulate(seed, 0..runs, &*progress)?;
        Dossier::new(Setting::of(model), run(&tally.estimates()?))
    } else {
        let plans = variants.iter().map(|(_, variant)| variant_of(variant)).collect::<Result<Vec<_>, _>>()?;
        let tally = base.compare(&plans, seed, 0..runs, &*progress)?;
        let comparison = tally.comparison()?;
        let names: Vec<String> = variants.iter().map(|(file, _)| printable(&file.to_string_lossy()).into_owned()).collect();
        let named: Vec<Variant> =
            names.iter().zip(variants).map(|(file, (_, scenario))| Variant { file, model: scenario.model() }).collect();
        let compare = CompareReport::new(model, &named, &comparison, &unsourced).document();
        Dossier::new(Setting::of(model), run(&comparison.base)).compared(compare)
    };
    Ok(dossier.assuming(assumptions(scenario).document()))
}

/// The same with the analyst's questions: whom to persuade, how it may go, who has which power, each where it is
/// answered soon; and what had to be left out, and why.
pub fn with_answers(dossier: Dossier, scenario: &Scenario, memory: Bytes, stages: &Stages) -> Result<(Dossier, Vec<String>), Refusal> {
    let model = scenario.model();
    let (runs, seed) = (dossier.run.runs.min(ASIDE), dossier.run.seed);
    let plan = aside(scenario, memory)?;
    let mut dossier = dossier.telling(stories(&plan, (runs, seed), stages)?);
    let mut left_out = Vec::new();
    if !plan.inputs().is_empty() {
        let size = (dossier.run.runs, seed);
        match over_inputs(&plan, size, &*stages(size.0)) {
            Ok(found) => dossier.run.over_inputs = Some(OverInputsDocument::new(model, &found)),
            Err(reason) => left_out.push(reason.to_string()),
        }
    }
    if model.present().len() <= ANSWERED {
        let leader = dossier.leader().and_then(|id| model.candidate_ids().find(|&candidate| model.candidate(candidate).id == id));
        if let Some(candidate) = leader {
            let asked = Persuasion::new(model, candidate);
            // The forecast stands without it.
            match asked.run(&plan, seed, runs, &*stages(asked.total(&plan, runs))) {
                Ok(found) => dossier = dossier.persuading(PersuadeReport::new(model, &asked, &found, usize::MAX).document()),
                Err(reason) => left_out.push(format!("whom to persuade is left out: {reason}")),
            }
        }
        if let Some(power) = analysed(model, memory) {
            dossier = dossier.with_power(power);
        }
    }
    Ok((dossier, left_out))
}

/// The plan of the scenario, beside what is known of the forecast already, which takes about as much as counts.
fn aside(scenario: &Scenario, memory: Bytes) -> Result<Plan, Refusal> {
    let plan = plan_of(scenario, memory)?;
    let known = plan.counts_bytes();
    Ok(plan.beside(known))
}

/// A typical run, the quickest, and one that is stuck; none of them twice.
fn stories(plan: &Plan, (runs, seed): (u64, u64), stages: &Stages) -> Result<Vec<TraceDocument>, Refusal> {
    let endings = plan.endings(seed, 0..runs, &*stages(runs))?;
    let mut stories: Vec<TraceDocument> = Vec::new();
    for (choice, word) in [(Choice::Typical, "typical"), (Choice::Quickest, "quickest"), (Choice::Stuck, "stuck")] {
        let Some(run) = choice.among(&endings, None).filter(|run| stories.iter().all(|story| story.run != *run)) else { continue };
        let trace = plan.trace(seed, run)?;
        stories.push(TraceReport::new(plan.model(), &trace, Some(word.to_owned())).document());
    }
    Ok(stories)
}

/// The command that gives the same of these files: with its runs and its seed, which files may come to say otherwise.
///
/// What came by standard input has no name, and is called `scenario.toml`.
pub fn command(command: &str, files: &[PathBuf], dossier: &Dossier, rest: &[&str]) -> String {
    let run = &dossier.run;
    let size = [format!("--runs {}", run.runs), format!("--seed {}", run.seed)];
    let piped = if files.iter().any(|file| file == "-") { " < scenario.toml" } else { "" };
    let files = files.iter().map(|file| named(&file.to_string_lossy()));
    let words: Vec<String> = files.chain(size).chain(rest.iter().map(|word| quoted(word))).collect();
    format!("nemcon {command} {}{piped}", words.join(" "))
}

/// What the rule gives to whom, where that can be counted at once.
fn analysed(model: &Model, memory: Bytes) -> Option<BinaryPower> {
    let (body, rule) = (model.body(), &model.question().rule);
    let measures = vec![&SHAPLEY_SHUBIK];
    let game = Game::new(rule, body).and_then(|game| game.present(model.present())).ok()?.memory(memory.min(OF_POWER));
    let found = game.analyse(&Options::only(measures.clone())).ok()?;
    let report = PowerReport::new(body, rule, Found::Binary(&found), View { measures, top: None, coalitions: None });
    match report.document() {
        PowerDocument::Binary(power) => Some(*power),
        _ => None,
    }
}

/// A file as a shell reads it, and as no flag.
fn named(file: &str) -> String {
    if file.starts_with('-') && file != "-" { quoted(&format!("./{file}")) } else { quoted(file) }
}

/// A word as a shell reads it; what cannot be seen by its bytes.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./+=:@,".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    if printable(word) == word {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    let byte = |byte: u8| match byte {
        b'\\' | b'\'' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    format!("$'{}'", word.bytes().map(byte).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{named, quoted};

    #[test]
    fn words_are_quoted_where_a_shell_would_read_more_into_them() {
        assert_eq!(["a\nb'c", "a\u{202e}b"].map(quoted), [r"$'a\x0ab\'c'", r"$'a\xe2\x80\xaeb'"]);
        assert_eq!(["-", "-x.toml", "- x"].map(named), ["-", "./-x.toml", "'./- x'"]);
        assert_eq!(["a/b-1.toml", "a b", "it's", ""].map(quoted), ["a/b-1.toml", "'a b'", r"'it'\''s'", "''"]);
    }
}
