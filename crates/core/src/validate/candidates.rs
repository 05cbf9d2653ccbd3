//! Candidates, and that every pair has a prior.

use std::collections::HashSet;

use super::body::ID_HELP;
use super::{Faults, is_id};
use crate::{CandidateId, Draft, MemberId, Outcome, Place, Status};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    if draft.candidates.is_empty() {
        faults.add(Place::key("candidate"), "there is no candidate", "add at least one [[candidate]]");
    }
    let mut seen = HashSet::new();
    let mut incumbent = None;
    for (index, candidate) in draft.candidates.iter().enumerate() {
        let place = Place::entry("candidate", index);
        if !is_id(&candidate.id) {
            faults.add(place.then("id"), format!("{:?} is not an id", candidate.id), format!("{ID_HELP}; a name in full goes into `name`"));
        } else if Outcome::RESERVED.contains(&candidate.id.as_str()) {
            let help = format!("the ids {} name outcomes: choose another", Outcome::RESERVED.join(", "));
            faults.add(place.then("id"), format!("{:?} cannot be a candidate's id", candidate.id), help);
        } else if !seen.insert(&candidate.id) {
            faults.add(place.then("id"), format!("a second candidate {:?}", candidate.id), "every candidate has an id of its own");
        }
        faults.line(place.then("name"), "the name", &candidate.name);
        if !matches!(candidate.status, Status::Mentioned | Status::Interested | Status::Presented) {
            faults.add(
                place.then("status"),
                format!("a candidate cannot start as {}", candidate.status.word()),
                "mentioned, interested or presented",
            );
        }
        faults.probability(place.then("accepts"), "the probability of accepting", candidate.accepts);
        if let (Some(from), Some(until)) = (candidate.from, candidate.until)
            && until < from
        {
            faults.add(
                place.then("until"),
                format!("the window ends on {until}, before it begins on {from}"),
                "give a later `until` or an earlier `from`",
            );
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
                let message = format!("a second incumbent, beside {:?}", draft.candidates[other].id);
                faults.add(place.then("role"), message, "at most one candidate is the incumbent");
            }
            let moves = [("enters", candidate.enters.is_some()), ("withdraws", candidate.withdraws.is_some())];
            for (key, _) in moves.into_iter().filter(|(_, given)| *given) {
                let help = "the incumbent is presented and moves only by events: remove this key";
                faults.add(place.then(key), format!("`{key}` on the incumbent"), help);
            }
            if candidate.status != Status::Presented {
                faults.add(
                    place.then("status"),
                    format!("the incumbent is {}", candidate.status.word()),
                    "the incumbent counts as presented: remove this key",
                );
            }
        } else if candidate.considered_from.is_some() {
            let help = "only the incumbent is considered from a date on: use `from`, or role = \"incumbent\"";
            faults.add(place.then("considered_from"), "`considered_from` on a candidate that is not the incumbent", help);
        }
    }
    coverage(draft, faults);
}

/// Names the pairs that no stance covers, candidate by candidate.
fn coverage(draft: &Draft, faults: &mut Faults) {
    for (index, candidate) in draft.candidates.iter().enumerate() {
        let bare = |member: &MemberId| draft.priors.get(*member, CandidateId::new(index)).is_none();
        let ids: Vec<&str> = draft.body.ids().filter(bare).map(|member| draft.body[member].id.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        let who = match ids.len() {
            all if all == draft.body.len() => "all members".to_owned(),
            few if few <= 8 => ids.join(", "),
            many => format!("{} and {} others", ids[..8].join(", "), many - 8),
        };
        let members = if ids.len() == draft.body.len() {
            "\"*\"".to_owned()
        } else {
            format!("[{}]", ids.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>().join(", "))
        };
        let help = format!(
            "add\n[[stance]]\ncandidate = {:?}\nmembers = {members}\nprior = {{ support = 0.3, accept = 0.3, reserve = 0.3, oppose = 0.1 }}",
            candidate.id
        );
        faults.add(Place::entry("candidate", index), format!("no [[stance]] says what {who} think of {:?}", candidate.id), help);
    }
}
