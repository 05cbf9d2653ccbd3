//! The report of what a scenario assumes, and from where it has it.

mod csv;
mod table;

use std::time::Duration;

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::schema::{AssumptionDocument, AssumptionsDocument, SCHEMA};

/// The assumptions of a scenario.
#[derive(Debug, Clone)]
pub struct AssumptionsReport(AssumptionsDocument);

impl AssumptionsReport {
    /// The report of these assumptions of a scenario of this title.
    pub fn new(title: impl Into<String>, assumptions: Vec<AssumptionDocument>) -> Self {
        Self(AssumptionsDocument { schema: SCHEMA, title: title.into(), assumptions })
    }
}

impl Report for AssumptionsReport {
    type Document = AssumptionsDocument;

    fn document(&self) -> AssumptionsDocument {
        self.0.clone()
    }

    fn table(&self, style: Style, _: Option<Duration>) -> String {
        table::text(&self.0, style)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }
}
