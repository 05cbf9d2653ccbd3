//! The report of one simulation.

mod csv;
mod document;
mod table;
pub(crate) mod warnings;

pub use table::rule_in_words;

use std::time::Duration;

use nemcon_core::{Cadence, CandidateId, Date, Effect, Event, Kind, MemberId, Model, Outcome, Status, days_between};
use nemcon_montecarlo::{ByDate, Estimates, OutcomeEstimate, OverInputs, Precise};

use crate::Style;
use crate::power::NAMES;
use crate::report::{CsvTable, Report};
use crate::schema::RunDocument;

/// One simulation: what was asked, what was found, and what to be wary of.
#[derive(Debug, Clone)]
pub struct RunReport<'a> {
    model: &'a Model,
    estimates: &'a Estimates,
    warnings: Vec<String>,
    by: Vec<Date>,
    top: usize,
    over_inputs: Option<&'a OverInputs>,
    precise: Option<&'a Precise>,
    candidate: Option<CandidateId>,
}

/// So many members, and events, a table shows where nothing is said.
const TOP: usize = 6;
/// By so many dates at most it is told what is known, where nothing is said.
const DATES: usize = 4;

impl<'a> RunReport<'a> {
    /// The report of the estimates of a model. `unsourced` lists the assumptions that
    /// name no source, each by its block of the scenario, such as `stance` or `dynamics`.
    pub fn new(model: &'a Model, estimates: &'a Estimates, unsourced: &[&str]) -> Self {
        let warnings = warnings::of(model, estimates, unsourced);
        Self { model, estimates, warnings, by: usual_dates(model, estimates), top: TOP, over_inputs: None, precise: None, candidate: None }
    }

    /// The same with how the probabilities spread over what is unsure of the inputs.
    #[must_use]
    pub fn over_inputs(self, found: Option<&'a OverInputs>) -> Self {
        Self { over_inputs: found, ..self }
    }

    /// The same where runs were made until the probabilities were known well enough, and the estimates are those.
    #[must_use]
    pub fn precise(mut self, precise: &'a Precise) -> Self {
        self.warnings.extend(warnings::precision(precise));
        Self { precise: Some(precise), ..self }
    }

    /// The same with what is known by these dates, in order and each once; without it by the meetings, or where there are none by the
    /// quarters of the time to the deadline.
    #[must_use]
    pub fn by(self, mut dates: Vec<Date>) -> Self {
        dates.sort_unstable();
        dates.dedup();
        Self { by: dates, ..self }
    }

    /// The same with so many members, and events, in the table; members whom nothing but a name sets apart are
    /// shown together.
    #[must_use]
    pub fn top(self, top: usize) -> Self {
        Self { top, ..self }
    }

    /// The same that tells who is in the way of this candidate, not of the likeliest one.
    #[must_use]
    pub fn in_the_way_of(self, candidate: CandidateId) -> Self {
        Self { candidate: Some(candidate), ..self }
    }

    fn by_dates(&self) -> Vec<ByDate> {
        self.by.iter().map(|&date| self.estimates.by(date)).collect()
    }

    /// The outcomes, the likeliest first.
    fn ranked(&self) -> Vec<&'a OutcomeEstimate> {
        let mut outcomes: Vec<&OutcomeEstimate> = self.estimates.outcomes.iter().collect();
        outcomes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        outcomes
    }

    /// The outcome for people.
    fn in_words(&self, outcome: &OutcomeEstimate) -> String {
        match outcome.outcome {
            Outcome::Appointed(candidate) => self.candidate_name(candidate).to_owned(),
            Outcome::Extended(incumbent) => format!("extended: {}", self.candidate_name(incumbent)),
            Outcome::Vacant if self.model.question().other.is_none() => "vacant: nobody named here".to_owned(),
            Outcome::Other => "other: somebody not named here".to_owned(),
            Outcome::Rejected => "rejected: not adopted".to_owned(),
            Outcome::Vacant | Outcome::Adopted => outcome.id.clone(),
        }
    }

    /// The outcome for people, as short as can be.
    fn short_name(&self, outcome: &'a OutcomeEstimate) -> &'a str {
        outcome_name(self.model, outcome)
    }

    /// Why an outcome cannot be, where the file says that of a candidate.
    fn why_not(&self, outcome: &OutcomeEstimate) -> Option<&'static str> {
        let candidate = outcome.candidate().filter(|_| outcome.seen == 0)?;
        match () {
            () if !self.model.candidate(candidate).accepts.is_possible() => Some("would decline"),
            () if !self.can_be_presented(candidate) => Some("is never presented"),
            () => None,
        }
    }

    /// Whether anything in the file can present a candidate.
    fn can_be_presented(&self, candidate: CandidateId) -> bool {
        let of = self.model.candidate(candidate);
        let presents = |effect: &Effect| effect.status() == Some((candidate, Status::Presented));
        of.status == Status::Presented || of.enters.is_some() || self.model.events().iter().flat_map(Event::effects).any(presents)
    }

    /// The member's name, or where there is little room its id.
    fn label(&self, member: MemberId, style: Style) -> String {
        let label = if style.width < NAMES { self.member_id(member) } else { self.member_name(member) };
        label.to_owned()
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

/// The name of a candidate, or what the motion is about.
pub(crate) fn subject(model: &Model, candidate: CandidateId) -> &str {
    let question = model.question();
    if question.kind == Kind::Motion { &question.post } else { &model.candidate(candidate).name }
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
        Outcome::Rejected => "not adopted",
        Outcome::Extended(_) | Outcome::Other | Outcome::Vacant | Outcome::Adopted => &outcome.id,
    }
}

/// The meetings, or where there are none the quarters of the time to the deadline, as far as something is decided
/// by then and something is not.
fn usual_dates(model: &Model, estimates: &Estimates) -> Vec<Date> {
    let question = model.question();
    let days = days_between(question.as_of, question.deadline).unsigned_abs();
    let quarter = |k: u32| Cadence::days(days * k / 4).date(question.as_of, 1);
    let dates = if question.meetings.is_empty() { (1..=4).filter_map(quarter).collect() } else { question.meetings.clone() };
    let tells = |&date: &Date| {
        let by = estimates.by(date);
        by.still_open > 0.0 && by.still_open < 1.0
    };
    dates.into_iter().filter(tells).take(DATES).collect()
}
