//! `nemcon sensitivity`: what moves an outcome.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use nemcon::model::{Outcome, printable};
use nemcon::montecarlo::{Comparison, Difference, Plan};
use nemcon::report::{SensitivityReport, Swing};
use nemcon::scenario::{Key, KeyKind, Recoding, Scenario};

use super::trace::outcome;
use crate::console::Console;
use crate::failure::Failure;
use crate::ranges;
use crate::results::{Results, top};
use crate::sampling::{Sampling, number, plan_of};

/// Say which inputs move an outcome, and how much of what is unsure of it comes from which
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon sensitivity scenarios/nato-2024/base.toml --runs 2_000
  nemcon sensitivity scenarios/nato-2024/base.toml --outcome extended --top all -o extended.json")]
pub(crate) struct Sensitivity {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// The id of an outcome [default: the likeliest]
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    /// How many runs the indices take in all [default: 400 times --runs]
    #[arg(long, value_name = "N", value_parser = indices)]
    indices: Option<u64>,

    /// Show only so many inputs in the table, those that move it most [default: 20]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<SensitivityReport<'static>>,
}

/// So many runs are simulated at each end, and no more than the file's, where nothing is said.
const RUNS: u64 = 20_000;
/// … and so many times as many for the indices.
const INDICES: u64 = 400;
/// Where there are more uncertain inputs, the indices are of those of a block together.
const ONE_BY_ONE: usize = 16;
/// So many variants are compared at a time: what they count takes memory.
const AT_ONCE: usize = 32;

fn indices(text: &str) -> Result<u64, String> {
    number(text).filter(|runs| (1..=1_000_000_000).contains(runs)).ok_or_else(|| "it lies between 1 and 1_000_000_000".to_owned())
}

/// The quantiles of an uncertain input at its two ends.
const ENDS: [f64; 2] = [0.05, 0.95];

/// An input at its two ends.
struct Varied {
    input: String,
    unsure: Option<usize>,
    ends: [String; 2],
    plans: [Plan; 2],
}

impl Sensitivity {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default())?;
        console.notes(scenario.notices());
        let model = scenario.model();
        let asked = self.outcome.as_deref().map(|id| outcome(model, id)).transpose()?;
        let start = Instant::now();
        let base = plan_of(&scenario)?;
        let (runs, seed) = self.sampling.size_or(scenario.runs().min(RUNS), scenario.seed());
        let (unsure, judged) = (unsure(&scenario, &base)?, judged(&scenario)?);
        let (names, groups) = groups(&unsure.iter().map(|varied| varied.input.as_str()).collect::<Vec<_>>());
        let (outcome, swings) = self.swings(unsure.into_iter().chain(judged).collect(), &base, asked, (runs, seed), console)?;
        let budget = (self.indices.unwrap_or(INDICES * runs), seed);
        let simulate =
            |seed, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)| base.sensitivity(outcome, &groups, seed, runs.end, progress);
        let found = self.sampling.sample(budget, console, simulate)?;
        let mut report = SensitivityReport::new(model, outcome, swings, &found, (runs, seed)).grouped_as(&names);
        if let Some(top) = self.top {
            report = report.top(top);
        }
        self.results.write(&report, start.elapsed(), console)
    }

    /// What an outcome is at the two ends of each input; the outcome asked for, or the likeliest.
    fn swings(
        &self,
        inputs: Vec<Varied>,
        base: &Plan,
        asked: Option<Outcome>,
        size: (u64, u64),
        console: Console,
    ) -> Result<(Outcome, Vec<Swing>), Failure> {
        let model = base.model();
        let bar = console.progress(size.0 * inputs.len().div_ceil(AT_ONCE / 2) as u64);
        let (mut swings, mut of) = (Vec::new(), asked);
        let mut rest = inputs.into_iter().peekable();
        while rest.peek().is_some() {
            let some: Vec<Varied> = rest.by_ref().take(AT_ONCE / 2).collect();
            let plans: Vec<&Plan> = some.iter().flat_map(|ends| &ends.plans).collect();
            let compare = |seed, runs, progress: &(dyn Fn(u64) + Sync)| base.compare(&plans, seed, runs, progress);
            let tally = self.sampling.sample_quietly(size, |finished| bar.inc(finished), compare)?;
            let comparison = tally.comparison().map_err(|error| Failure::Input(error.to_string()))?;
            let id = of.get_or_insert_with(|| likeliest(&comparison)).id(model);
            let at =
                |variant: usize| -> Option<Difference> { comparison.variants[variant].differences.iter().find(|of| of.id == id).cloned() };
            for (place, Varied { input, unsure, ends, .. }) in some.into_iter().enumerate() {
                if let (Some(low), Some(high)) = (at(2 * place), at(2 * place + 1)) {
                    swings.push(Swing { input, unsure, ends, at: [low, high] });
                }
            }
        }
        bar.finish_and_clear();
        match of.filter(|_| !swings.is_empty()) {
            Some(outcome) => Ok((outcome, swings)),
            None => Err(Failure::Input(format!("{} has no number that could be varied", printable(&self.file.to_string_lossy())))),
        }
    }
}

/// The groups of inputs that indices are of, each by their places, and their names, where it is not the inputs one by
/// one: where there are many, those whose names begin alike.
fn groups(inputs: &[&str]) -> (Vec<String>, Vec<Vec<usize>>) {
    if inputs.len() <= ONE_BY_ONE {
        return (Vec::new(), (0..inputs.len()).map(|input| vec![input]).collect());
    }
    let block = |name: &&str| name.split(['.', '/']).next().unwrap_or_default().to_owned();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, name) in inputs.iter().map(block).enumerate() {
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, places)) => places.push(at),
            None => groups.push((name, vec![at])),
        }
    }
    groups.into_iter().unzip()
}

/// The inputs that the file gives as ranges.
fn unsure(scenario: &Scenario, base: &Plan) -> Result<Vec<Varied>, Failure> {
    let varied = |(at, key): (usize, Option<Key>)| {
        let is_duration = key.as_ref().is_some_and(|key| matches!(key.kind, KeyKind::Duration | KeyKind::WholeDuration));
        let end = |quantile| short(base.input_at(at, quantile)) + if is_duration { " days" } else { "" };
        Varied {
            input: key.map_or_else(|| base.inputs()[at].clone(), |key| key.path),
            unsure: Some(at),
            ends: ENDS.map(end),
            plans: ENDS.map(|quantile| base.with_input(at, quantile)),
        }
    };
    Ok(ranges::keys(scenario, base)?.into_iter().enumerate().map(varied).collect())
}

/// The numbers that the file gives of which a range can be made.
fn judged(scenario: &Scenario) -> Result<Vec<Varied>, Failure> {
    let mut inputs = Vec::new();
    for key in scenario.keys() {
        let Some(ends) = key.default_range() else { continue };
        let made = |value: &str| -> Option<Result<Plan, Failure>> { Some(plan_of(&scenario.with(&[(&key, value)]).ok()?)) };
        // An end that is no scenario is beyond what the file allows.
        if let [Some(low), Some(high)] = [made(&ends[0]), made(&ends[1])] {
            inputs.push(Varied { input: key.path.clone(), unsure: None, plans: [low?, high?], ends });
        }
    }
    Ok(inputs)
}

fn likeliest(comparison: &Comparison) -> Outcome {
    let outcomes = comparison.base.outcomes.iter();
    outcomes.max_by(|a, b| a.probability.total_cmp(&b.probability)).map_or(Outcome::Vacant, |outcome| outcome.outcome)
}

/// A number to three digits.
fn short(number: f64) -> String {
    format!("{number:.2e}").parse::<f64>().map_or_else(|_| number.to_string(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::{groups, short};

    #[test]
    fn many_inputs_stand_together() {
        let names = |count: usize| -> Vec<String> {
            (1..=count).map(|at| format!("pace.{at}.factor")).chain(["dynamics.reserve".to_owned()]).collect()
        };
        let grouped = |count: usize| groups(&names(count).iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(grouped(2), (Vec::new(), vec![vec![0], vec![1], vec![2]]));
        assert_eq!(grouped(16), (vec!["pace".to_owned(), "dynamics".to_owned()], vec![(0..16).collect(), vec![16]]));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.012_345, 111.99, 7.0, 1234.5].map(short), ["0.0123", "112", "7", "1230"]);
    }
}
