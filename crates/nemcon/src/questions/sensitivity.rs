//! What moves an outcome: `nemcon sensitivity`.

use std::ops::RangeInclusive;

use nemcon_core::{Model, Outcome, printable};
use nemcon_montecarlo::{Comparison, Difference, Plan, Sensitivity as Found};
use nemcon_report::{SensitivityReport, Swing};
use nemcon_scenario::{Key, KeyKind, Scenario};

use super::{Progress, Refusal, outcome, plan_of, ranges};

/// What is varied of a scenario, and how often it is simulated.
#[derive(Debug)]
pub struct Sensitivity {
    base: Plan,
    inputs: Vec<Varied>,
    names: Vec<String>,
    groups: Vec<Vec<usize>>,
    outcome: Option<Outcome>,
    size: (u64, u64),
    indices: u64,
    /// The file, to name it.
    file: String,
}

/// What moves an outcome.
#[derive(Debug, Clone)]
pub struct Moved {
    outcome: Outcome,
    swings: Vec<Swing>,
    found: Found,
    names: Vec<String>,
    size: (u64, u64),
}

/// So many runs are simulated at each end, and no more than the file's, where nothing is said …
pub const RUNS_AT_ENDS: u64 = 20_000;
/// … and so many times as many for the indices.
const INDICES: u64 = 400;
/// How many runs the indices can be asked to take in all.
pub const INDEX_RUNS: RangeInclusive<u64> = 1..=1_000_000_000;
/// Where there are more uncertain inputs, the indices are of those of a block together.
const ONE_BY_ONE: usize = 16;
/// So many variants are compared at a time: what they count takes memory.
const AT_ONCE: usize = 32;

/// The quantiles of an uncertain input at its two ends.
const ENDS: [f64; 2] = [0.05, 0.95];

/// An input at its two ends.
#[derive(Debug)]
struct Varied {
    input: String,
    unsure: Option<usize>,
    ends: [String; 2],
    plans: [Plan; 2],
}

impl Sensitivity {
    /// What moves an outcome, the likeliest where none is named: with so many runs at each end of an input, and so many
    /// in all for the indices, 400 times as many where nothing is said.
    pub fn new(scenario: &Scenario, of: Option<&str>, size: (u64, u64), indices: Option<u64>) -> Result<Self, Refusal> {
        let outcome = of.map(|id| outcome(scenario.model(), id)).transpose()?;
        let base = plan_of(scenario)?;
        let (unsure, numbers) = (unsure(scenario, &base)?, numbers(scenario)?);
        let (names, groups) = groups(&unsure.iter().map(|varied| varied.input.as_str()).collect::<Vec<_>>());
        let inputs: Vec<Varied> = unsure.into_iter().chain(numbers).collect();
        let file = printable(&scenario.files()[0].to_string_lossy()).into_owned();
        if inputs.is_empty() {
            return Err(Refusal::Asked(format!("{file} has no number that could be varied")));
        }
        Ok(Self { base, inputs, names, groups, outcome, size, indices: indices.unwrap_or(INDICES.saturating_mul(size.0)), file })
    }

    /// How many runs of progress it takes.
    pub fn total(&self) -> u64 {
        self.size.0 * self.inputs.len().div_ceil(AT_ONCE / 2) as u64 + self.indices
    }

    /// Simulates it.
    pub fn run(self, progress: Progress<'_>) -> Result<Moved, Refusal> {
        let Self { base, inputs, names, groups, outcome, size, indices, file } = self;
        let (outcome, swings) = swings(inputs, &base, outcome, size, progress)?;
        if swings.is_empty() {
            return Err(Refusal::Asked(format!("{file} has no number that could be varied")));
        }
        let found = base.sensitivity(outcome, &groups, size.1, indices, progress)?;
        Ok(Moved { outcome, swings, found, names, size })
    }
}

impl Moved {
    /// The report on the model of the scenario that was asked of.
    pub fn report<'a>(&'a self, model: &'a Model) -> SensitivityReport<'a> {
        SensitivityReport::new(model, self.outcome, self.swings.clone(), &self.found, self.size).grouped_as(&self.names)
    }
}

/// What an outcome is at the two ends of each input; the outcome asked for, or the likeliest.
fn swings(
    inputs: Vec<Varied>,
    base: &Plan,
    asked: Option<Outcome>,
    (runs, seed): (u64, u64),
    progress: Progress<'_>,
) -> Result<(Outcome, Vec<Swing>), Refusal> {
    let model = base.model();
    let (mut swings, mut of) = (Vec::new(), asked);
    let mut rest = inputs.into_iter().peekable();
    while rest.peek().is_some() {
        let some: Vec<Varied> = rest.by_ref().take(AT_ONCE / 2).collect();
        let plans: Vec<&Plan> = some.iter().flat_map(|ends| &ends.plans).collect();
        let comparison = base.compare(&plans, seed, 0..runs, progress)?.comparison()?;
        let id = of.get_or_insert_with(|| likeliest(&comparison)).id(model);
        let at = |variant: usize| -> Option<Difference> { comparison.variants[variant].differences.iter().find(|of| of.id == id).cloned() };
        for (place, Varied { input, unsure, ends, .. }) in some.into_iter().enumerate() {
            if let (Some(low), Some(high)) = (at(2 * place), at(2 * place + 1)) {
                swings.push(Swing { input, unsure, ends, at: [low, high] });
            }
        }
    }
    Ok((of.unwrap_or(Outcome::Vacant), swings))
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
fn unsure(scenario: &Scenario, base: &Plan) -> Result<Vec<Varied>, Refusal> {
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
fn numbers(scenario: &Scenario) -> Result<Vec<Varied>, Refusal> {
    let mut inputs = Vec::new();
    for key in scenario.keys() {
        let Some(ends) = key.default_range() else { continue };
        let made = |value: &str| -> Option<Result<Plan, Refusal>> { Some(plan_of(&scenario.with(&[(&key, value)]).ok()?)) };
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
