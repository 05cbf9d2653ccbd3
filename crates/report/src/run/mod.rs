//! The report of one simulation.

mod csv;
mod json;
mod table;
pub(crate) mod warnings;

pub use csv::Table;
pub(crate) use json::Ending;

use nemcon_core::{CandidateId, MemberId, Model, Outcome};
use nemcon_montecarlo::{Estimates, OutcomeEstimate};

/// One simulation: what was asked, what was found, and what to be wary of.
#[derive(Debug, Clone)]
pub struct RunReport<'a> {
    model: &'a Model,
    estimates: &'a Estimates,
    warnings: Vec<String>,
}

impl<'a> RunReport<'a> {
    /// The report of the estimates of a model. `unsourced` lists the assumptions that name no source.
    pub fn new(model: &'a Model, estimates: &'a Estimates, unsourced: &[String]) -> Self {
        Self { model, estimates, warnings: warnings::of(model, estimates, unsourced) }
    }

    /// What a reader should be wary of, one sentence each, without a full stop.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    fn candidate_id(&self, candidate: CandidateId) -> &'a str {
        &self.model.candidate(candidate).id
    }

    fn member_id(&self, member: MemberId) -> &'a str {
        &self.model.body()[member].id
    }
}

/// The outcome in words: the candidate's name where one got the post.
pub(crate) fn outcome_name<'a>(model: &'a Model, outcome: &'a OutcomeEstimate) -> &'a str {
    match outcome.outcome {
        Outcome::Appointed(candidate) => &model.candidate(candidate).name,
        Outcome::Extended(_) | Outcome::Other | Outcome::Vacant | Outcome::Adopted | Outcome::Rejected => &outcome.id,
    }
}
