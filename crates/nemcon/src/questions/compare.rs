//! What a change changes: `nemcon compare`.

use nemcon_core::Bytes;
use nemcon_montecarlo::{Comparison, Plan};
use nemcon_report::Order;
use nemcon_scenario::Scenario;

use super::forecast::variant_of;
use super::{Progress, Refusal, plan_of};

/// Simulates a base and its variants on the same random numbers, within so much memory.
pub fn compare<'a>(
    base: &Scenario,
    variants: impl IntoIterator<Item = &'a Scenario>,
    (runs, seed): (u64, u64),
    memory: Bytes,
    progress: Progress<'_>,
) -> Result<Comparison, Refusal> {
    let (base, variants) = plans_of(base, variants, memory)?;
    Ok(base.compare(&variants, seed, 0..runs, progress)?.comparison()?)
}

/// The plans of a base and its variants, to be compared within so much memory.
pub fn plans_of<'a>(
    base: &Scenario,
    variants: impl IntoIterator<Item = &'a Scenario>,
    memory: Bytes,
) -> Result<(Plan, Vec<Plan>), Refusal> {
    let variants = variants.into_iter().map(variant_of).collect::<Result<_, _>>()?;
    Ok((plan_of(base, memory)?, variants))
}

/// The order of variants that a word asks for: `effect`, `given`, or an outcome of the base or of a variant.
pub fn order<'a>(word: &str, base: &'a Scenario, variants: impl IntoIterator<Item = &'a Scenario>) -> Result<Order, Refusal> {
    match word {
        "effect" => return Ok(Order::Effect),
        "given" => return Ok(Order::Given),
        _ => {}
    }
    let mut outcomes: Vec<String> = Vec::new();
    for model in std::iter::once(base).chain(variants).map(Scenario::model) {
        for outcome in model.outcomes() {
            let id = outcome.id(model);
            if !outcomes.iter().any(|known| known == id) {
                outcomes.push(id.to_owned());
            }
        }
    }
    if outcomes.iter().any(|known| known == word) {
        return Ok(Order::Outcome(word.to_owned()));
    }
    let ids = outcomes.join(", ");
    Err(Refusal::Asked(format!("variants cannot be sorted by {word}: there is no such outcome; it is effect, given, or one of {ids}")))
}
