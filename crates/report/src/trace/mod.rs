//! The report of one run, told step by step.

mod csv;
mod document;
mod story;
mod words;

use std::time::Duration;

use nemcon_core::{CandidateId, MemberId, Model};
use nemcon_montecarlo::Trace;

use crate::Style;
use crate::layout::{TIE, fold, hang, print};
use crate::power::NAMES;
use crate::report::{CsvTable, Report};
use crate::run::subject;
use crate::schema::TraceDocument;
use crate::wording::{date, thousands};

/// One run: what happened in it.
#[derive(Debug, Clone)]
pub struct TraceReport<'a> {
    model: &'a Model,
    trace: &'a Trace,
    chosen: Option<String>,
}

/// What is told of a date.
#[derive(Debug, Clone, PartialEq)]
struct Paragraph {
    date: nemcon_core::Date,
    text: String,
}

/// The columns of a date and the gap behind it.
const DATES: usize = 13;

impl<'a> TraceReport<'a> {
    /// The report of a run of a model. `chosen` says in words why this one, unless somebody asked for its number.
    pub fn new(model: &'a Model, trace: &'a Trace, chosen: Option<String>) -> Self {
        Self { model, trace, chosen }
    }

    fn member_id(&self, member: MemberId) -> &'a str {
        &self.model.body()[member].id
    }

    fn member_name(&self, member: MemberId) -> &'a str {
        &self.model.body()[member].name
    }

    fn candidate_id(&self, candidate: CandidateId) -> &'a str {
        &self.model.candidate(candidate).id
    }

    /// Its name, or what the motion is about.
    fn candidate_name(&self, candidate: CandidateId) -> &'a str {
        subject(self.model, candidate)
    }

    fn event_id(&self, event: usize) -> &'a str {
        &self.model.events()[event].id
    }

    /// The outcome of an event, where it has several.
    fn event_outcome(&self, event: usize, outcome: usize) -> Option<&'a str> {
        self.model.events()[event].outcomes[outcome].id.as_deref()
    }

    fn to_table(&self, style: Style) -> String {
        let (ending, columns) = (&self.trace.ending, style.columns());
        let mut head: Vec<String> = fold(self.model.title(), columns).iter().map(|line| style.heading(line)).collect();
        let run = format!("run {}, seed {}, to {}: {}", thousands(ending.run), self.trace.seed, date(ending.date), self.outcome_in_words());
        head.extend(fold(&run, columns));
        head.extend(self.chosen.iter().flat_map(|chosen| fold(chosen, columns)));
        let told = self
            .story(style.width >= NAMES)
            .into_iter()
            .flat_map(|told| hang(&format!("{:DATES$}", told.date.strftime("%e %b %Y").to_string()), &told.text, columns));
        let inputs: Vec<String> = self.trace.inputs.iter().map(|(name, value)| format!("{name}{TIE}{}", words::short(*value))).collect();
        let drawn = if inputs.is_empty() { Vec::new() } else { fold(&format!("drawn for this run: {}", inputs.join(", ")), columns) };
        print(&[head, told.collect(), drawn])
    }
}

impl Report for TraceReport<'_> {
    type Document = TraceDocument;

    fn document(&self) -> TraceDocument {
        self.to_document()
    }

    fn table(&self, style: Style, _: Option<Duration>) -> String {
        self.to_table(style)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}
