//! The report of the exact analysis of a rule.

mod csv;
mod document;
mod facts;
mod members;
mod soundings;
mod table;

use std::time::Duration;

use nemcon_core::{Body, MemberId, MemberSet, Model, Rule};
use nemcon_power::{Analysis, EstimatedPower, Measure, Passage, PowerError, Ternary};

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::PowerDocument;
use crate::wording::tied;

/// Narrower tables call members by their ids.
pub(crate) const NAMES: usize = 70;

/// What a rule says by itself, and in a scenario what it says given the opinions of the start.
#[derive(Debug, Clone)]
pub struct PowerReport<'a> {
    body: &'a Body,
    rule: &'a Rule,
    found: Found<'a>,
    view: View,
    unions: &'a [(String, MemberSet)],
    soundings: Option<Soundings<'a>>,
}

/// What was found about a rule.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    /// The game in which everybody is for or against.
    Binary(&'a Analysis),
    /// The game in which members may also abstain.
    Ternary(&'a Ternary),
    /// Estimates by Monte Carlo.
    Estimate {
        /// The power of each member.
        power: &'a [EstimatedPower],
        /// From how many random coalitions, and as many random orders.
        samples: u64,
        /// From which seed.
        seed: u64,
    },
}

/// What of it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The measures, of those that were found.
    pub measures: Vec<&'static Measure>,
    /// Only so many members, the most powerful, and those of equal power with the last of them.
    pub top: Option<usize>,
    /// At most so many minimal coalitions of each kind are listed; `None`: they are only counted.
    pub coalitions: Option<usize>,
}

/// A scenario with the passage of each of its candidates, or why there is none.
#[derive(Debug, Clone, Copy)]
struct Soundings<'a> {
    model: &'a Model,
    passages: &'a [Result<Passage, PowerError>],
}

impl<'a> PowerReport<'a> {
    /// The report of what was found about a rule over a body.
    pub fn new(body: &'a Body, rule: &'a Rule, found: Found<'a>, view: View) -> Self {
        Self { body, rule, found, view, unions: &[], soundings: None }
    }

    /// The same with the groups of members that act as one, by name.
    #[must_use]
    pub fn with_unions(self, unions: &'a [(String, MemberSet)]) -> Self {
        Self { unions, ..self }
    }

    /// The same with the passage of each candidate of the scenario that the body and the rule are of.
    ///
    /// # Panics
    /// If there is not one passage a candidate.
    #[must_use]
    pub fn with_soundings(self, model: &'a Model, passages: &'a [Result<Passage, PowerError>]) -> Self {
        assert_eq!(model.candidates().len(), passages.len(), "one passage a candidate");
        Self { soundings: Some(Soundings { model, passages }), ..self }
    }

    fn id(&self, member: MemberId) -> &'a str {
        &self.body[member].id
    }

    fn name(&self, member: MemberId) -> &'a str {
        &self.body[member].name
    }

    /// Members by name, or where there is little room by id.
    fn told(&self, members: &[MemberId], style: Style) -> String {
        if style.width < NAMES {
            return self.ids(members).join(" ");
        }
        let names: Vec<String> = members.iter().map(|&member| tied(self.name(member))).collect();
        names.join(", ")
    }

    fn ids(&self, members: &[MemberId]) -> Vec<&'a str> {
        members.iter().map(|&member| self.id(member)).collect()
    }

    /// The present members.
    fn present(&self) -> Vec<MemberId> {
        match self.found {
            Found::Binary(analysis) => analysis.members.clone(),
            Found::Ternary(ternary) => ternary.members.clone(),
            Found::Estimate { power, .. } => power.iter().map(|power| power.member).collect(),
        }
    }

    /// How many members are present.
    fn members(&self) -> usize {
        self.present().len()
    }
}

impl Report for PowerReport<'_> {
    type Document = PowerDocument;

    fn document(&self) -> PowerDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}
