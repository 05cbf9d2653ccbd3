//! In which runs a plan can end otherwise than another.
//!
//! Runs are drawn from the same numbers. Where a plan is another one with one event more, whose conditions do not hold in
//! a run, or where a run begins, and chance decides of events, as it does in the other, that run is the same in both, to
//! the last digit, and need not be simulated twice.

use nemcon_core::Stance;

use crate::kernel::{End, Ending};
use crate::math::uniform;
use crate::plan::{Chance, Plan};
use crate::random::{Address, Purpose};

/// In which runs a plan can end otherwise than another one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Differs {
    /// In none that has ended in a round before that on this date, by its index.
    pub(crate) from: usize,
    /// In those where this holds.
    pub(crate) runs: Where,
    /// Where it differs, this candidate is sure not to succeed. Such runs are counted as if they ended like those of
    /// the other, but with nobody in its place: only the candidate's own success is to be read.
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
    /// Where somebody holds something else at the as-of date, if that is drawn otherwise; or where chance decides
    /// otherwise of one of these events, which have other probabilities. All else is the same.
    Otherwise { start: bool, events: Vec<usize> },
}

/// How a run begins: who holds what, by pair, and its weight.
pub(super) type Beginning<'a> = (&'a [Stance], u64);

impl Differs {
    /// How a run of a plan ends, given how that of the other does, where that is known without simulating it; with how
    /// both begin, where that is drawn.
    pub(super) fn ending(
        &self,
        plan: &Plan,
        run: Address,
        other: Ending,
        begins: Option<Beginning<'_>>,
        other_begins: Option<Beginning<'_>>,
    ) -> Option<Ending> {
        let mut weight = other.weight;
        let can_differ = match (&self.runs, begins, other_begins) {
            (Where::Less(pairs, than), _, Some((stances, _))) => pairs.iter().any(|&pair| stances[pair] < *than),
            (Where::Otherwise { start: false, events }, ..) => events.iter().any(|&event| decides_otherwise(plan, event, run, other)),
            (Where::Otherwise { start: true, events }, Some((stances, own)), Some((others, _))) => {
                weight = own;
                stances != others || events.iter().any(|&event| decides_otherwise(plan, event, run, other))
            }
            _ => true,
        };
        if other.date < self.from || !can_differ {
            return Some(Ending { weight, ..other });
        }
        let failing = self.fails?;
        let nobody = End::Nobody.index(plan.candidates.len());
        Some(if other.outcome == failing { Ending { outcome: nobody, ..other } } else { other })
    }
}

/// Whether chance may decide otherwise of an event in a run of a plan than it did in that of another.
fn decides_otherwise(plan: &Plan, event: usize, run: Address, other: Ending) -> bool {
    let [may_happen, may_miss] = other.decided.of(event);
    if !(may_happen || may_miss) {
        return false;
    }
    let event = &plan.events[event];
    let probability = match event.probability {
        Chance::Known(probability) => probability,
        Chance::Drawn(input) => {
            let input = &plan.inputs[input];
            f64::from(input.drawn(input.word(run)).value)
        }
    };
    if uniform(run.word(Purpose::Event, event.entity, 0, 0)) < probability { may_miss } else { may_happen }
}
