//! In which runs a variant can end otherwise than its base.
//!
//! Runs are drawn from the same numbers. Where a variant is the base with one event more, whose conditions do
//! not hold in a run, or where chance decides of an event as it does in the base, that run is the same in both, to the
//! last digit, and need not be simulated twice.

use nemcon_core::Stance;

use crate::kernel::{End, Ending};
use crate::math::uniform;
use crate::plan::{Chance, Plan};
use crate::random::{Address, Purpose};
use crate::starts::Starts;

/// A variant, and what is known of it beforehand.
pub(crate) struct Variant<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) differs: Differs,
}

/// In which runs a variant differs from the base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Differs {
    /// In none that has ended in a round before that on this date, by its index.
    pub(crate) from: usize,
    /// In those where this holds.
    pub(crate) runs: Where,
    /// Where it differs, this candidate is sure not to succeed. Such runs are counted as if they ended like those of
    /// the base, but with nobody in its place: only the candidate's own success is to be read.
    pub(crate) fails: Option<usize>,
}

/// In which runs something can differ.
#[derive(Debug, Clone, Default)]
pub(crate) enum Where {
    /// In any.
    #[default]
    Anywhere,
    /// Where one of these pairs holds less than the stance at the as-of date.
    Less(Vec<usize>, Stance),
    /// Where chance decides otherwise of one of these events, which have other probabilities, while all else is the same.
    Decided(Vec<usize>),
}

impl<'a> Variant<'a> {
    /// One that can differ in any run.
    pub(crate) fn anywhere(plan: &'a Plan) -> Self {
        Self { plan, differs: Differs::default() }
    }

    /// One of which is found out where it can differ, by what differs between the plans.
    pub(crate) fn of(base: &Plan, plan: &'a Plan) -> Self {
        let runs = other_chances(base, plan).map_or(Where::Anywhere, Where::Decided);
        Self { plan, differs: Differs { runs, ..Differs::default() } }
    }

    /// How a run ends, given how that of the base does, where that is known without simulating it. `place`: its place
    /// in the block of which the stances at the as-of date were drawn.
    pub(super) fn known(&self, run: Address, place: usize, base: Ending, starts: Option<&Starts>) -> Option<Ending> {
        let can_differ = match (&self.differs.runs, starts) {
            (Where::Less(pairs, than), Some(starts)) => pairs.iter().any(|&pair| starts.of(place)[pair] < *than),
            (Where::Decided(events), _) => events.iter().any(|&event| self.decides_otherwise(event, run, base)),
            _ => true,
        };
        if base.date < self.differs.from || !can_differ {
            return Some(base);
        }
        let failing = self.differs.fails?;
        let nobody = End::Nobody.index(self.plan.candidates.len());
        Some(if base.outcome == failing { Ending { outcome: nobody, ..base } } else { base })
    }

    /// Whether chance may decide otherwise of an event in a run of the variant than in that of the base.
    fn decides_otherwise(&self, event: usize, run: Address, base: Ending) -> bool {
        let [may_happen, may_miss] = base.decided.of(event);
        if !(may_happen || may_miss) {
            return false;
        }
        let event = &self.plan.events[event];
        let probability = match event.probability {
            Chance::Known(probability) => probability,
            Chance::Drawn(input) => {
                let input = &self.plan.inputs[input];
                f64::from(input.drawn(input.word(run)).value)
            }
        };
        if uniform(run.word(Purpose::Event, event.entity, 0, 0)) < probability { may_miss } else { may_happen }
    }
}

impl Differs {
    pub(super) fn by_start(&self) -> bool {
        matches!(self.runs, Where::Less(..))
    }
}

/// The events that have other probabilities in a variant, where nothing else is other than in the base.
fn other_chances(base: &Plan, variant: &Plan) -> Option<Vec<usize>> {
    let (one, other) = (base.model(), variant.model());
    let mut draft = other.draft().clone();
    for (event, of_base) in draft.events.iter_mut().zip(one.events()) {
        event.probability = of_base.probability;
    }
    // Inputs can be known in a plan that are ranges in the model.
    let is_chance = |input: usize| variant.events.iter().any(|event| matches!(event.probability, Chance::Drawn(drawn) if drawn == input));
    let is_same = |(at, input)| base.inputs.contains(input) || is_chance(at);
    if draft != *one.draft() || !variant.inputs.iter().enumerate().all(is_same) {
        return None;
    }
    let differs = |&event: &usize| match (base.events[event].probability, variant.events[event].probability) {
        (Chance::Known(one), Chance::Known(other)) => one.to_bits() != other.to_bits(),
        (Chance::Drawn(one), Chance::Drawn(other)) => base.inputs[one] != variant.inputs[other],
        _ => true,
    };
    Some((0..variant.events.len()).filter(differs).collect())
}
