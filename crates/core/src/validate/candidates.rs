//! Candidates, and that every pair has a prior.

use std::collections::HashSet;

use super::Faults;
use crate::{CandidateId, Draft, FaultKind, MemberId, Named, Outcome, OutcomeKind, Place, Status};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    if draft.candidates.is_empty() {
        faults.add(Place::key("candidate"), FaultKind::NoCandidates);
    }
    let mut seen = HashSet::new();
    let mut incumbent = None;
    for (index, candidate) in draft.candidates.iter().enumerate() {
        let place = Place::entry("candidate", index);
        if Outcome::RESERVED.contains(&candidate.id.as_str()) {
            faults.add(place.then("id"), FaultKind::Reserved { id: candidate.id.clone() });
        } else if draft.question.other.is_some() && candidate.id == OutcomeKind::Other.word() {
            faults.add(place.then("id"), FaultKind::CalledOther);
        } else {
            faults.id(place.then("id"), Named::Candidate, &candidate.id, &mut seen);
        }
        faults.line(place.then("name"), "the name", &candidate.name);
        if !matches!(candidate.status, Status::Mentioned | Status::Interested | Status::Presented) {
            faults.add(place.then("status"), FaultKind::StartsAs { status: candidate.status });
        }
        faults.uncertain_probability(place.then("accepts"), "the probability of accepting", candidate.accepts);
        if let (Some(from), Some(until)) = (candidate.from, candidate.until)
            && until < from
        {
            faults.add(place.then("until"), FaultKind::Window { from, until });
        }
        if let Some(entry) = candidate.enters {
            faults.quantity(place.then("enters").then("half_life"), "the half-life in days", entry.half_life, false);
        }
        if let Some(withdrawal) = candidate.withdraws {
            let place = place.then("withdraws");
            faults.quantity(place.then("half_life"), "the half-life in days", withdrawal.half_life, false);
            faults.quantity(place.then("ratio"), "the hazard ratio", withdrawal.ratio, false);
        }
        if candidate.incumbent {
            if let Some(other) = incumbent.replace(index) {
                faults.add(place.then("role"), FaultKind::SecondIncumbent { other: draft.candidates[other].id.clone() });
            }
            let moves = [("enters", candidate.enters.is_some()), ("withdraws", candidate.withdraws.is_some())];
            for (field, _) in moves.into_iter().filter(|(_, given)| *given) {
                faults.add(place.then(field), FaultKind::IncumbentMoves { field });
            }
            if candidate.status != Status::Presented {
                faults.add(place.then("status"), FaultKind::IncumbentStatus { status: candidate.status });
            }
        } else if candidate.considered_from.is_some() {
            faults.add(place.then("considered_from"), FaultKind::ConsideredFrom);
        }
    }
    coverage(draft, faults);
}

/// Names the pairs that no stance covers, candidate by candidate.
fn coverage(draft: &Draft, faults: &mut Faults) {
    for (index, candidate) in draft.candidates.iter().enumerate() {
        let bare = |member: &MemberId| draft.priors.get(*member, CandidateId::new(index)).is_none();
        let members: Vec<String> = draft.body.ids().filter(bare).map(|member| draft.body[member].id.clone()).collect();
        if !members.is_empty() {
            let all = members.len() == draft.body.len();
            faults.add(Place::entry("candidate", index), FaultKind::NoPrior { candidate: candidate.id.clone(), members, all });
        }
    }
}
