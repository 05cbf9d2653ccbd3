//! Which ranges of a scenario the uncertain inputs of its simulation are.

use nemcon_montecarlo::Plan;
use nemcon_scenario::{Key, Scenario};

use super::Refusal;
use super::forecast::compiled;

/// By uncertain input of a plan: the key of its range, as `sweep --keys` lists it. Of two entries that concern the
/// same, one may have none.
///
/// It is found by trying: where the key is set to a number, the input is gone.
pub(super) fn keys(scenario: &Scenario, of: &Plan) -> Result<Vec<Option<Key>>, Refusal> {
    let mut found: Vec<Option<Key>> = vec![None; of.inputs().len()];
    let keys = scenario.keys();
    for [range, low] in keys.array_windows().filter(|[range, low]| low.path == format!("{}.low", range.path)) {
        let Ok(set) = scenario.with(&[(range, &low.written)]) else { continue };
        let left = compiled(&set)?;
        for (key, _) in found.iter_mut().zip(of.inputs()).filter(|(_, input)| !left.inputs().contains(input)) {
            *key = Some(range.clone());
        }
    }
    Ok(found)
}
