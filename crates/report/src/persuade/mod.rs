//! The report of whom to persuade.

mod csv;
mod document;
mod table;

use std::time::Duration;

use nemcon_core::Model;
use nemcon_montecarlo::{MemberEffect, Persuaded, Persuasion};

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::PersuadeDocument;

/// What it changes if members come round, or oppose to the end.
#[derive(Debug, Clone)]
pub struct PersuadeReport<'a> {
    model: &'a Model,
    asked: &'a Persuasion,
    found: &'a Persuaded,
    /// How many members the table shows.
    top: usize,
}

impl<'a> PersuadeReport<'a> {
    /// The report of what was found of a model; the table shows so many members.
    pub fn new(model: &'a Model, asked: &'a Persuasion, found: &'a Persuaded, top: usize) -> Self {
        Self { model, asked, found, top }
    }

    /// The members, those first whose coming round changes most.
    fn ranked(&self) -> Vec<&'a MemberEffect> {
        let mut ranked: Vec<&MemberEffect> = self.found.members.iter().collect();
        ranked.sort_by(|a, b| b.comes_round.success.difference.total_cmp(&a.comes_round.success.difference));
        ranked
    }
}

impl Report for PersuadeReport<'_> {
    type Document = PersuadeDocument;

    fn document(&self) -> PersuadeDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}
