//! How large a scenario may be.

use super::Faults;
use crate::{Draft, Effect, Event, FaultKind, Place};

/// Members of a body.
pub const MEMBERS: usize = 65_536;
/// Candidates of a scenario.
pub const CANDIDATES: usize = 64;
/// Dates on which there can be a round.
pub const ROUNDS: usize = 10_000;
/// Events of a scenario.
pub const EVENTS: usize = 1000;
/// Members × candidates × rounds.
pub const CELLS: usize = 50_000_000;
/// Runs of a simulation.
pub const RUNS: u64 = 1_000_000_000_000;
/// Bytes that a simulation, or an analysis of a rule, may hold where nothing is said.
pub const MEMORY: u64 = 1_000_000_000;
/// Members × count states, over all entries of evidence.
pub const EVIDENCE_CELLS: usize = 50_000_000;
/// Members × count states, over the entries of evidence whose tables must be made anew in every run.
pub const EVIDENCE_CELLS_ANEW: usize = 1_000_000;
/// Pairs of a member and a candidate that all paces, influences and effects together name.
pub const NAMED_PAIRS: usize = 5_000_000;
/// Ballots in a round.
pub const BALLOTS_PER_ROUND: u32 = 1000;
/// The pull of votes on those who reconsider; with a larger one the leader would draw everybody.
pub const REVISION_PULL: f64 = 100.0;
/// Hazard ratio on the deadline or on a meeting: what clocks accumulate on such days must leave the
/// others their digits.
pub const DATE_RATIO: f64 = 10_000.0;

/// Whether the scenario is small enough to look at everything in it.
pub(super) fn check(draft: &Draft, faults: &mut Faults) -> bool {
    let (members, candidates, events) = (draft.body.len(), draft.candidates.len(), draft.events.len());
    let mut limit = |place: Place, what: &'static str, number: usize, most: usize| {
        if number > most {
            faults.add(place, FaultKind::Limit { what, number, most });
        }
        number <= most
    };
    let small = limit(Place::key("member"), "members", members, MEMBERS)
        & limit(Place::key("candidate"), "candidates", candidates, CANDIDATES)
        & limit(Place::key("event"), "events", events, EVENTS);
    let rounds = draft.dates().len();
    let cadence = Place::key("question").then("cadence");
    if rounds > ROUNDS {
        faults.add(cadence, FaultKind::Rounds { most: ROUNDS });
    } else if small && members * candidates * rounds > CELLS {
        faults.add(cadence, FaultKind::Cells { members, candidates, rounds, most: CELLS });
    }
    let named = named_pairs(draft);
    if named > NAMED_PAIRS {
        faults.add(Place::default(), FaultKind::NamedPairs { number: named, most: NAMED_PAIRS });
    }
    small && named <= NAMED_PAIRS
}

/// How many pairs are to be kept for what may change their stances and rates.
fn named_pairs(draft: &Draft) -> usize {
    let effects = draft.events.iter().flat_map(Event::effects).filter_map(Effect::pairs);
    let paces = draft.paces.iter().map(|pace| (&pace.members, pace.candidates));
    let influences = draft.influences.iter().map(|influence| (&influence.on, influence.candidates));
    let numbers = effects.chain(paces).chain(influences).map(|(members, candidates)| members.len() * candidates.iter().count());
    // There may be more than a small address space counts.
    numbers.fold(0, usize::saturating_add)
}
