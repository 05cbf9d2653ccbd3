//! A candidate that a question names.

use nemcon_core::{CandidateId, Model};

use super::Refusal;

/// The candidate of this id or this name.
pub fn candidate(model: &Model, named: &str) -> Result<CandidateId, Refusal> {
    let is = |of: &CandidateId| [&model.candidate(*of).id, &model.candidate(*of).name].into_iter().any(|known| known == named);
    model.candidate_ids().find(is).ok_or_else(|| {
        let ids: Vec<&str> = model.candidates().iter().map(|candidate| candidate.id.as_str()).collect();
        Refusal::Asked(format!("there is no candidate {named:?}: it is one of {}", ids.join(", ")))
    })
}
