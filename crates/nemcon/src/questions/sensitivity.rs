//! What moves an outcome: `nemcon sensitivity`.

use std::ops::{Range, RangeInclusive};

use nemcon_core::{Bytes, Model, Outcome, printable};
use nemcon_montecarlo::{Comparison, Difference, PairedTally, Plan, Sensitivity as Found, SensitivityRows, Twice};
use nemcon_report::{SensitivityReport, Swing};
use nemcon_scenario::{Key, KeyKind, Scenario};

use super::forecast::compiled;
use super::{Progress, Refusal, outcome, plan_of, ranges};

/// What is varied of a scenario, and how often it is simulated.
#[derive(Debug)]
pub struct Sensitivity<'a> {
    scenario: &'a Scenario,
    base: Plan,
    inputs: Vec<Varied>,
    names: Vec<String>,
    groups: Vec<Vec<usize>>,
    outcome: Option<Outcome>,
    size: (u64, u64),
    indices: u64,
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
/// So many variants are compared at a time, where there is room for them.
const AT_ONCE: usize = 32;

/// The quantiles of an uncertain input at its two ends.
const ENDS: [f64; 2] = [0.05, 0.95];

/// An input at its two ends.
#[derive(Debug)]
struct Varied {
    input: String,
    from: From,
    ends: [String; 2],
}

/// What an input is.
#[derive(Debug)]
enum From {
    /// One of the uncertain inputs of the plan, by its place.
    Unsure(usize),
    /// A number of the file.
    Judged(Key),
}

impl<'a> Sensitivity<'a> {
    /// What moves an outcome, the likeliest where none is named: with so many runs at each end of an input, and so many
    /// in all for the indices, 400 times as many where nothing is said; within so much memory.
    pub fn new(scenario: &'a Scenario, of: Option<&str>, size: (u64, u64), indices: Option<u64>, memory: Bytes) -> Result<Self, Refusal> {
        let outcome = of.map(|id| outcome(scenario.model(), id)).transpose()?;
        let base = plan_of(scenario, memory)?;
        let unsure = unsure(scenario, &base)?;
        let (names, groups) = groups(&unsure.iter().map(|varied| varied.input.as_str()).collect::<Vec<_>>());
        let inputs: Vec<Varied> = unsure.into_iter().chain(judged(scenario)).collect();
        let indices = indices.unwrap_or(INDICES.saturating_mul(size.0));
        let asked = Self { scenario, base, inputs, names, groups, outcome, size, indices };
        if asked.inputs.is_empty() { Err(asked.nothing_varies()) } else { Ok(asked) }
    }

    /// How many runs of progress it takes.
    pub fn total(&self) -> u64 {
        self.size.0 * self.batches().len() as u64 + self.indices
    }

    /// Simulates it.
    pub fn run(&self, progress: Progress<'_>) -> Result<Moved, Refusal> {
        let (runs, seed) = self.size;
        let ends = |_, plans: Vec<Plan>| Ok(self.base.compare_ends(&plans, seed, 0..runs, progress)?);
        self.counted(ends, |outcome| Ok(self.rows(outcome).answers(0..self.rows(outcome).count(), progress)?))
    }

    /// The same, where somebody else counts: of each of the [batches](Self::batches), by its number, how the runs of the
    /// base and of the plans at the ends of its inputs end; and the answers of all [rows](Self::rows) for an outcome.
    pub fn counted<E: std::convert::From<Refusal>>(
        &self,
        mut ends: impl FnMut(usize, Vec<Plan>) -> Result<PairedTally, E>,
        answers: impl FnOnce(Outcome) -> Result<Vec<Twice>, E>,
    ) -> Result<Moved, E> {
        let (model, mut outcome, mut swings) = (self.base.model(), self.outcome, Vec::new());
        for batch in 0..self.batches().len() {
            let (inputs, plans) = self.ends(batch)?;
            let comparison = ends(batch, plans)?.comparison().map_err(Refusal::from)?;
            let id = outcome.get_or_insert_with(|| likeliest(&comparison)).id(model);
            let at =
                |variant: usize| -> Option<Difference> { comparison.variants[variant].differences.iter().find(|of| of.id == id).cloned() };
            for (place, Varied { input, from, ends }) in inputs.into_iter().enumerate() {
                if let (Some(low), Some(high)) = (at(2 * place), at(2 * place + 1)) {
                    let unsure = if let From::Unsure(at) = from { Some(*at) } else { None };
                    swings.push(Swing { input: input.clone(), unsure, ends: ends.clone(), at: [low, high] });
                }
            }
        }
        if swings.is_empty() {
            return Err(self.nothing_varies().into());
        }
        let outcome = outcome.unwrap_or(Outcome::Vacant);
        let found = self.rows(outcome).sensitivity(&answers(outcome)?);
        Ok(Moved { outcome, swings, found, names: self.names.clone(), size: self.size })
    }

    /// The base that all is compared with.
    pub fn base(&self) -> &Plan {
        &self.base
    }

    /// The inputs whose ends are compared with the base at a time, by their places.
    pub fn batches(&self) -> Vec<Range<usize>> {
        let (all, at_once) = (self.inputs.len(), (self.base.variants_at_once(AT_ONCE) / 2).max(1));
        (0..all).step_by(at_once).map(|first| first..all.min(first + at_once)).collect()
    }

    /// The inputs of a batch that have two ends, and the plans there, two of each. They are made when it is their turn: all
    /// together they could fill the memory.
    fn ends(&self, batch: usize) -> Result<(Vec<&Varied>, Vec<Plan>), Refusal> {
        let (mut inputs, mut plans) = (Vec::new(), Vec::new());
        for varied in &self.inputs[self.batches()[batch].clone()] {
            if let Some(ends) = varied.plans(self.scenario, &self.base) {
                plans.extend(ends?);
                inputs.push(varied);
            }
        }
        Ok((inputs, plans))
    }

    /// The plans at the ends of the inputs of a batch, two of each.
    pub fn plans(&self, batch: usize) -> Result<Vec<Plan>, Refusal> {
        Ok(self.ends(batch)?.1)
    }

    /// The rows of the design that the indices are computed from.
    pub fn rows(&self, outcome: Outcome) -> SensitivityRows<'_> {
        self.base.sensitivity_rows(outcome, &self.groups, self.size.1, self.indices)
    }

    fn nothing_varies(&self) -> Refusal {
        let file = printable(&self.scenario.files()[0].to_string_lossy()).into_owned();
        Refusal::Asked(format!("{file} has no number that could be varied"))
    }
}

impl Moved {
    /// The report on the model of the scenario that was asked of.
    pub fn report<'a>(&'a self, model: &'a Model) -> SensitivityReport<'a> {
        SensitivityReport::new(model, self.outcome, self.swings.clone(), &self.found, self.size).grouped_as(&self.names)
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
fn unsure(scenario: &Scenario, base: &Plan) -> Result<Vec<Varied>, Refusal> {
    let varied = |(at, key): (usize, Option<Key>)| {
        let is_duration = key.as_ref().is_some_and(|key| matches!(key.kind, KeyKind::Duration | KeyKind::WholeDuration));
        let end = |quantile| short(base.input_at(at, quantile)) + if is_duration { " days" } else { "" };
        Varied { input: key.map_or_else(|| base.inputs()[at].clone(), |key| key.path), from: From::Unsure(at), ends: ENDS.map(end) }
    };
    Ok(ranges::keys(scenario, base)?.into_iter().enumerate().map(varied).collect())
}

/// The numbers that the file gives of which a range can be made.
fn judged(scenario: &Scenario) -> Vec<Varied> {
    let varied = |key: Key| {
        let ends = key.default_range()?.map(|end| within_reach(scenario, &key, end));
        Some(Varied { input: key.path.clone(), ends, from: From::Judged(key) })
    };
    scenario.keys().into_iter().filter_map(varied).collect()
}

/// An end of a number; of a threshold at which the rule could never hold, the whole number next to it at which it could:
/// nobody asks for 8 of 7 members.
fn within_reach(scenario: &Scenario, key: &Key, end: String) -> String {
    let can_hold = |written: &str| {
        let set = scenario.with(&[(key, written)]);
        set.is_ok_and(|set| set.model().question().rule.can_hold(set.model().body()))
    };
    if !key.path.starts_with("question.rule.") || can_hold(&end) {
        return end;
    }
    let (Ok(mut within), Ok(mut beyond)) = (key.written.parse::<u32>(), end.parse::<u32>()) else { return end };
    while beyond > within + 1 {
        let middle = within.midpoint(beyond);
        if can_hold(&middle.to_string()) { within = middle } else { beyond = middle }
    }
    within.to_string()
}

impl Varied {
    /// The plans at its two ends; none where an end is no scenario, being beyond what the file allows.
    fn plans(&self, scenario: &Scenario, base: &Plan) -> Option<Result<[Plan; 2], Refusal>> {
        let at = |end: usize| match &self.from {
            From::Unsure(input) => Some(Ok(base.with_input(*input, ENDS[end]).alone())),
            From::Judged(key) => Some(compiled(&scenario.with(&[(key, &self.ends[end])]).ok()?)),
        };
        let (low, high) = (at(0)?, at(1)?);
        Some(low.and_then(|low| Ok([low, high?])))
    }
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
