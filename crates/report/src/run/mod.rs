//! The report of one simulation.

mod csv;
mod json;
mod table;
mod warnings;

pub use csv::Table;

use nemcon_core::Model;
use nemcon_montecarlo::{Estimates, OutcomeEstimate, OutcomeKind};

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

    fn candidate_id(&self, candidate: usize) -> &'a str {
        &self.model.candidates[candidate].id
    }

    fn member_id(&self, member: usize) -> &'a str {
        &self.model.body.members[member].id
    }
}

/// The outcome in words: the candidate's name where one got the post.
fn outcome_name<'a>(model: &'a Model, outcome: &'a OutcomeEstimate) -> &'a str {
    match (outcome.kind, outcome.candidate) {
        (OutcomeKind::Appointed, Some(candidate)) => &model.candidates[candidate].name,
        _ => &outcome.id,
    }
}
