//! Runs one by one, as CSV: a row a run.

use std::io::{self, Write};

use nemcon_core::{MemberId, Model};
use nemcon_montecarlo::RunRecord;

use crate::report::{Rows, cell, of_writer};

/// Writes runs as rows of CSV, in as many parts as one likes.
pub struct RunsCsv<'a> {
    model: &'a Model,
    rows: Rows<'a>,
}

/// The columns of runs as rows, whatever the form of the file.
pub const RUN_COLUMNS: [&str; 7] = ["run", "weight", "outcome", "candidate", "date", "last_holdouts", "events"];

impl<'a> RunsCsv<'a> {
    /// Begins with the names of the columns.
    pub fn new(model: &'a Model, writer: &'a mut dyn Write) -> io::Result<Self> {
        let mut rows = Rows::new(writer);
        rows.write_record(RUN_COLUMNS).map_err(of_writer)?;
        Ok(Self { model, rows })
    }

    /// Writes some runs.
    pub fn write(&mut self, records: &[RunRecord]) -> io::Result<()> {
        let model = self.model;
        let member = |&member: &MemberId| model.body()[member].id.as_str();
        let event = |&(event, outcome): &(usize, usize)| model.events()[event].outcome_id(outcome);
        for record in records {
            let ending = &record.ending;
            let row = [
                ending.run.to_string(),
                ending.weight.to_string(),
                ending.outcome.id(model).to_owned(),
                cell(ending.outcome.candidate().map(|candidate| &model.candidate(candidate).id)),
                cell(ending.outcome.is_agreed().then_some(ending.date)),
                record.last_holdouts.iter().map(member).collect::<Vec<_>>().join(" "),
                record.events.iter().map(event).collect::<Vec<_>>().join(" "),
            ];
            self.rows.write_record(row).map_err(of_writer)?;
        }
        Ok(())
    }

    /// Writes what is still to be written.
    pub fn finish(self) -> io::Result<()> {
        self.rows.finish()
    }
}
