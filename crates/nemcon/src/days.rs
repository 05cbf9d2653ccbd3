//! The days by which something is to be known.

use std::path::Path;

use nemcon::model::{Date, printable};
use nemcon::questions::check_dates;
use nemcon::scenario::Scenario;

use crate::failure::Failure;
use crate::results::date;

/// The flag of commands that say what is known by some days.
#[derive(Debug, clap::Args)]
pub(crate) struct Days {
    /// Say what is known by the end of this day; may be given several times [default: the meetings, else the
    /// quarters of the time to the deadline]
    #[arg(long, value_name = "DATE", value_parser = date)]
    by: Vec<Date>,
}

impl Days {
    /// The days; one on which nothing can be known of the scenario of this file is refused.
    pub(crate) fn of(&self, scenario: &Scenario, file: &Path) -> Result<&[Date], Failure> {
        check_dates(scenario.model(), &self.by, &printable(&file.to_string_lossy()))?;
        Ok(&self.by)
    }

    /// The flag as it was given.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        self.by.iter().flat_map(|day| ["--by".to_owned(), day.to_string()])
    }
}
