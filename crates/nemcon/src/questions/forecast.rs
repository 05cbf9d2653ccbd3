//! What will come of it: what `nemcon run` asks beside the runs themselves.

use nemcon_core::{Bytes, Date, Model, limits};
use nemcon_montecarlo::{Counts, CountsHeader, OverInputs, Plan, PlanError};
use nemcon_scenario::{Scenario, load_text};

use super::{Progress, Refusal};

/// So much memory is held at most where nothing is said.
pub const MEMORY: Bytes = Bytes(limits::MEMORY);

/// No more runs are made for a precision where nothing is said.
pub const MAX_RUNS: u64 = 100_000_000;

/// No more runs than the forecast has, and than this, tell how probabilities spread over the inputs …
const OVER_INPUTS: u64 = 1 << 20;
/// … and fewer than this would not tell it.
const FEWEST: u64 = 1 << 14;

/// What the program holds by itself, its code and its stacks.
const PROGRAM: u64 = 24_000_000;
/// A byte of a file is held with the places of its lines, keys and values: as much as this in lists of empty texts.
const READ: u64 = 24;

/// Compiles the model of a scenario, to be simulated within so much memory, in which the program and the scenario have
/// their place too; evidence that is all but impossible is shown where it is written.
pub fn plan_of(scenario: &Scenario, memory: Bytes) -> Result<Plan, Refusal> {
    Plan::check_evidence(scenario.model(), memory)?;
    Ok(variant_of(scenario)?.memory(memory).beside(Bytes(PROGRAM)))
}

/// The same of a scenario that is held beside another one.
pub(super) fn variant_of(scenario: &Scenario) -> Result<Plan, Refusal> {
    let texts: usize = scenario.texts().map(|(_, text)| text.len()).sum();
    Ok(compiled(scenario)?.beside(Bytes(READ * texts as u64)))
}

/// The same of a scenario that is not kept.
pub(super) fn compiled(scenario: &Scenario) -> Result<Plan, Refusal> {
    Plan::new(scenario.model()).map_err(|error| match error {
        PlanError::Evidence(candidate) => {
            let message = "this evidence is all but impossible under the priors: its probability is below 1e-290";
            scenario.refuse_evidence(&candidate, message, "check the count and the priors").into()
        }
        other => Refusal::Asked(format!("{}: {other}", scenario.files()[0].display())),
    })
}

/// The precision that a forecast can be asked for: how far the intervals of its probabilities reach.
pub fn precision(asked: f64) -> Result<f64, Refusal> {
    let allowed = "a precision lies between 0.00001 and 0.5: 0.001 is a tenth of a point";
    if (0.000_01..=0.5).contains(&asked) { Ok(asked) } else { Err(Refusal::Asked(allowed.to_owned())) }
}

/// Refuses dates on which nothing can be known yet; `file` is what the scenario is called.
pub fn check_dates(model: &Model, by: &[Date], file: &str) -> Result<(), Refusal> {
    let question = model.question();
    let told = |date: &Date| {
        let (from, to) = (question.as_of, question.deadline);
        Refusal::Asked(format!("nothing is known by {date}: {file} is as of {from}: name a day from then on (it is to be decided by {to})"))
    };
    by.iter().find(|&&date| date < question.as_of).map_or(Ok(()), |date| Err(told(date)))
}

/// How the probabilities of a forecast from so many runs spread over what is unsure of the inputs, or why that is
/// left out.
pub fn over_inputs(plan: &Plan, (runs, seed): (u64, u64), progress: Progress<'_>) -> Result<OverInputs, Refusal> {
    let left_out = |reason: &str| Err(Refusal::Asked(format!("how the probabilities spread over the inputs is left out: {reason}")));
    if plan.inputs().is_empty() {
        return left_out("nothing in the file is a range");
    }
    if runs < FEWEST {
        return left_out("it takes 16,384 runs at least");
    }
    plan.over_inputs(seed, runs.min(OVER_INPUTS), progress)?.map_or_else(|| left_out("nothing in the file is a range"), Ok)
}

/// What a file of counts holds: the scenario, its plan, and what was counted. Nothing is counted where there is no room for
/// it and for those of another file, to be added.
pub fn counted(bytes: &[u8], memory: Bytes) -> Result<(Scenario, Plan, Counts), Refusal> {
    let scenario = load_text(CountsHeader::of(bytes)?.scenario)?;
    let plan = plan_of(&scenario, memory)?;
    // The counts of another file, as they are read, and those that are written.
    let others = Bytes(2 * plan.counts_bytes().0);
    let plan = plan.beside(others);
    plan.check_memory()?;
    let counts = Counts::from_bytes(bytes, &plan)?;
    Ok((scenario, plan, counts))
}
