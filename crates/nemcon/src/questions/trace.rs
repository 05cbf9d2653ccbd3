//! How it may go: `nemcon trace`.

use nemcon_core::{Bytes, Model, Outcome};
use nemcon_montecarlo::{Choice, Trace};
use nemcon_scenario::Scenario;

use super::{Progress, Refusal, plan_of, ranges};

/// One run, and in words how it was chosen, where it was.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Told {
    /// The run.
    pub trace: Trace,
    /// How it was chosen.
    pub chosen: Option<String>,
}

/// A run by its number; or where none is named a run of the choice, among those that end so, where an outcome is named.
pub fn trace(
    scenario: &Scenario,
    run: Option<u64>,
    (choice, outcome): (Choice, Option<&str>),
    (runs, seed): (u64, u64),
    memory: Bytes,
    progress: Progress<'_>,
) -> Result<Told, Refusal> {
    let named = outcome.map(|id| self::outcome(scenario.model(), id)).transpose()?;
    let plan = plan_of(scenario, memory)?;
    let (run, chosen) = if let Some(run) = run {
        (run, None)
    } else {
        let endings = plan.endings(seed, 0..runs, progress)?;
        let Some(run) = choice.among(&endings, named) else {
            let end = outcome.map_or_else(|| "has any weight".to_owned(), |outcome| format!("ends with {outcome}"));
            let remedy = "simulate more runs, or ask for another outcome";
            return Err(Refusal::Asked(format!("none of {runs} runs {end}: {remedy}")));
        };
        (run, Some(in_words(choice, runs, named.is_some())))
    };
    let mut trace = plan.trace(seed, run)?;
    for ((name, _), key) in trace.inputs.iter_mut().zip(ranges::keys(scenario, &plan)?) {
        if let Some(key) = key {
            *name = key.path;
        }
    }
    Ok(Told { trace, chosen })
}

fn in_words(choice: Choice, runs: u64, with_outcome: bool) -> String {
    let of = if with_outcome { "that end so" } else { "of the likeliest outcome" };
    match choice {
        Choice::Typical => format!("the first of {runs} runs {of} on its median date"),
        Choice::Quickest => format!("the first of {runs} runs that {} soonest", if with_outcome { "ends so" } else { "is decided" }),
        Choice::Stuck => format!("the first of {runs} runs that {} last", if with_outcome { "ends so" } else { "finds nobody, or ends" }),
    }
}

/// The outcome of an id.
pub fn outcome(model: &Model, id: &str) -> Result<Outcome, Refusal> {
    let outcomes = model.outcomes();
    let known = outcomes.iter().copied().find(|outcome| outcome.id(model) == id);
    known.ok_or_else(|| {
        let ids: Vec<&str> = outcomes.iter().map(|outcome| outcome.id(model)).collect();
        Refusal::Asked(format!("there is no outcome {id:?}: it is one of {}", ids.join(", ")))
    })
}
