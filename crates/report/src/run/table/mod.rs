//! The table for the terminal: read top down, never wider than 100 columns.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

mod evidence;
mod header;
mod members;
mod outcomes;

use std::time::Duration;

use super::RunReport;
use crate::Style;
use crate::wording::{thousands, took};

impl RunReport<'_> {
    /// The table: outcomes with intervals and dates, what the evidence did, who was in the way.
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let blocks = [outcomes::lines(self, style), evidence::lines(self), members::lines(self), vec![self.runs(elapsed)]];
        let mut text = header::lines(self.model, style).join("\n");
        for block in blocks.iter().filter(|block| !block.is_empty()) {
            text += "\n\n";
            text += &block.join("\n");
        }
        text + "\n"
    }

    fn runs(&self, elapsed: Option<Duration>) -> String {
        let (runs, effective) = (self.estimates.runs, self.estimates.effective_sample_size.round() as u64);
        let mut line = format!("{} runs", thousands(runs));
        if effective != runs {
            line += &format!(" (effective {})", thousands(effective));
        }
        line + &format!(", seed {}{}", self.estimates.seed, took(elapsed))
    }
}
