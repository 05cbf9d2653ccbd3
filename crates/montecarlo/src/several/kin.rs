//! Which of several plans are so much alike that runs of one are runs of another.

use nemcon_core::{Draft, Priors, Probability};

use super::{Differs, Where};
use crate::plan::{Chance, Input, Plan};

/// Others before a plan, by their places, and in which runs it can end otherwise than they.
pub(crate) type Kin = Vec<(usize, Differs)>;

/// To draw starts apart costs more than it spares where the kernel draws them side by side, unless there are so many of
/// plans that are the same otherwise …
const WORTH: usize = 8;
/// … and where there are more pairs they take too much room.
const PAIRS: usize = 1024;

/// Finds out of each plan where it can differ from those before it, by what differs between the models.
pub(crate) fn kin(plans: &[&Plan]) -> Vec<Kin> {
    let rests: Vec<Rest> = plans.iter().map(|plan| Rest::of(plan)).collect();
    let families = firsts_like(&rests, |one, other| one == other);
    let starts = starts(plans);
    let kin = |at: usize| {
        let plan = plans[at];
        let relatives = || (0..plans.len()).filter(|&other| families[other] == families[at]);
        let kinds = relatives().filter(|&other| starts[other] == other).count();
        let draws = plan.pairs() <= PAIRS && (plan.start.is_conditioned() || kinds >= WORTH);
        let differs = |other: usize| {
            let start = starts[other] != starts[at];
            let runs = Where::Otherwise { start, events: other_chances(plans[other], plan) };
            (draws || !start).then(|| (other, Differs { runs, ..Differs::default() }))
        };
        relatives().take_while(|&other| other < at).filter_map(differs).collect()
    };
    (0..plans.len()).map(kin).collect()
}

/// By plan: the first that begins alike.
pub(super) fn starts(plans: &[&Plan]) -> Vec<usize> {
    firsts_like(plans, |one, other| one.begins_like(other))
}

/// By item: the place of the first that is the same.
fn firsts_like<T>(items: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<usize> {
    let mut firsts: Vec<usize> = Vec::new();
    let mut first_like = |at: usize| {
        let known = firsts.iter().copied().find(|&first| same(&items[first], &items[at]));
        known.unwrap_or_else(|| {
            firsts.push(at);
            at
        })
    };
    (0..items.len()).map(&mut first_like).collect()
}

/// What there is of a plan beside who holds what at the as-of date and the probabilities of its events.
#[derive(PartialEq)]
struct Rest {
    draft: Draft,
    /// An input can be known in a plan that is a range in the model.
    inputs: Vec<Input>,
}

impl Rest {
    fn of(plan: &Plan) -> Self {
        let draft = Draft {
            priors: Priors::default(),
            blocs: Vec::new(),
            cleavages: Vec::new(),
            evidence: Vec::new(),
            ..plan.model().draft().clone()
        };
        let events = draft.events.into_iter().map(|event| nemcon_core::Event { probability: Probability::ONE, ..event });
        let draft = Draft { events: events.collect(), ..draft };
        let is_chance = |input: usize| plan.events.iter().any(|event| matches!(event.probability, Chance::Drawn(drawn) if drawn == input));
        let inputs = plan.inputs.iter().enumerate().filter(|&(at, _)| !is_chance(at)).map(|(_, input)| *input);
        Self { draft, inputs: inputs.collect() }
    }
}

/// The events that have other probabilities in another plan with the same events.
fn other_chances(one: &Plan, other: &Plan) -> Vec<usize> {
    let differs = |&event: &usize| match (one.events[event].probability, other.events[event].probability) {
        (Chance::Known(this), Chance::Known(that)) => this.to_bits() != that.to_bits(),
        (Chance::Drawn(this), Chance::Drawn(that)) => one.inputs[this] != other.inputs[that],
        _ => true,
    };
    (0..one.events.len()).filter(differs).collect()
}
