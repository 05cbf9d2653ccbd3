//! The table for the terminal, read top down.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

mod dates;
mod departures;
mod events;
mod evidence;
mod header;
mod members;
mod outcomes;

pub use header::rule_in_words;

use std::time::Duration;

use super::RunReport;
use crate::Style;
use crate::layout::{hang, print};
use crate::wording::{counted_runs, thousands, took};

impl RunReport<'_> {
    /// The table: outcomes with intervals and dates, what is known by a date, what the evidence did, what events
    /// tell, who left, who was in the way.
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        print(&[
            header::lines(self.model, style),
            outcomes::lines(self, style),
            dates::by(self, style),
            dates::given_open(self, style),
            evidence::lines(self, style),
            events::lines(self, style),
            departures::lines(self, style),
            members::lines(self, style),
            hang("", &self.runs(elapsed), style.columns()),
        ])
    }

    fn runs(&self, elapsed: Option<Duration>) -> String {
        let (runs, effective) = (self.estimates.runs, self.estimates.effective_sample_size.round() as u64);
        let mut line = counted_runs(runs);
        if effective != runs {
            line += &format!(" (worth {} of equal weight)", thousands(effective));
        }
        line + &format!(", seed {}{}", self.estimates.seed, took(elapsed))
    }
}
