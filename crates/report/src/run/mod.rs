//! The report of one simulation.

mod csv;
mod document;
mod table;
pub(crate) mod warnings;

use std::time::Duration;

use nemcon_core::{CandidateId, MemberId, Model, Outcome};
use nemcon_montecarlo::{Estimates, OutcomeEstimate};

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::RunDocument;

/// One simulation: what was asked, what was found, and what to be wary of.
#[derive(Debug, Clone)]
pub struct RunReport<'a> {
    model: &'a Model,
    estimates: &'a Estimates,
    warnings: Vec<String>,
}

impl<'a> RunReport<'a> {
    /// The report of the estimates of a model. `unsourced` lists the assumptions that
    /// name no source, each by its block of the scenario, such as `stance` or `dynamics`.
    pub fn new(model: &'a Model, estimates: &'a Estimates, unsourced: &[&str]) -> Self {
        Self { model, estimates, warnings: warnings::of(model, estimates, unsourced) }
    }

    fn candidate_id(&self, candidate: CandidateId) -> &'a str {
        &self.model.candidate(candidate).id
    }

    fn candidate_name(&self, candidate: CandidateId) -> &'a str {
        &self.model.candidate(candidate).name
    }

    fn member_id(&self, member: MemberId) -> &'a str {
        &self.model.body()[member].id
    }

    fn member_name(&self, member: MemberId) -> &'a str {
        &self.model.body()[member].name
    }
}

impl Report for RunReport<'_> {
    type Document = RunDocument;

    fn document(&self) -> RunDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// The name of the candidate whose success the outcome of this id is, where it is somebody's.
pub(crate) fn success_name<'a>(model: &'a Model, outcome: &str) -> Option<&'a str> {
    let candidate = model.outcomes().into_iter().find(|known| known.id(model) == outcome)?.candidate()?;
    Some(&model.candidate(candidate).name)
}

/// The outcome in words: the candidate's name where one got the post.
pub(crate) fn outcome_name<'a>(model: &'a Model, outcome: &'a OutcomeEstimate) -> &'a str {
    match outcome.outcome {
        Outcome::Appointed(candidate) => &model.candidate(candidate).name,
        Outcome::Extended(_) | Outcome::Other | Outcome::Vacant | Outcome::Adopted | Outcome::Rejected => &outcome.id,
    }
}
