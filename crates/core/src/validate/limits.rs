//! How large a scenario may be.

use super::Faults;
use crate::{Draft, Place};

/// Members of a body.
pub const MEMBERS: usize = 4096;
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
/// Members × count states of one candidate's evidence.
pub const EVIDENCE_CELLS: usize = 50_000_000;

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let (members, candidates, events) = (draft.body.len(), draft.candidates.len(), draft.events.len());
    let mut limit = |place: Place, what: &str, number: usize, limit: usize| {
        if number > limit {
            faults.add(place, format!("{number} {what}"), format!("at most {limit} {what} are allowed"));
        }
        number <= limit
    };
    let small = limit(Place::key("member"), "members", members, MEMBERS)
        & limit(Place::key("candidate"), "candidates", candidates, CANDIDATES)
        & limit(Place::key("event"), "events", events, EVENTS);
    let rounds = draft.dates().len();
    let cadence = Place::key("question").then("cadence");
    if rounds > ROUNDS {
        let help = format!("at most {ROUNDS} rounds are allowed: choose a longer cadence or an earlier deadline");
        faults.add(cadence, format!("more than {ROUNDS} rounds up to the latest possible deadline"), help);
    } else if small && members * candidates * rounds > CELLS {
        let message = format!("{members} members × {candidates} candidates × {rounds} rounds = {}", members * candidates * rounds);
        faults.add(cadence, message, format!("at most {CELLS} are allowed: choose a longer cadence, or fewer candidates"));
    }
}
