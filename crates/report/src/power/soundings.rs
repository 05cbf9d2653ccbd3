//! The candidates of a scenario, sounded at the start.

use nemcon_core::Candidate;
use nemcon_power::{Passage, PowerError};

use super::{PowerReport, Soundings};
use crate::Style;
use crate::layout::{WIDTH, fit, left, right, width};
use crate::wording::{date, fine_percent};

/// Candidates' names are cut beyond this.
const LONGEST_NAME: usize = 30;
/// So many members are named.
const NAMED: usize = 5;

/// A candidate, and how likely its sounding is to pass, or why that is left out.
pub(super) struct Sounding<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) passage: Result<&'a Passage, &'a PowerError>,
}

impl<'a> Soundings<'a> {
    pub(super) fn each(self) -> impl Iterator<Item = Sounding<'a>> {
        self.model.candidates.iter().zip(self.passages).map(|(candidate, passage)| Sounding { candidate, passage: passage.as_ref() })
    }
}

impl PowerReport<'_> {
    /// One line a candidate.
    pub(super) fn sounding_lines(&self, style: Style) -> Vec<String> {
        let Some(soundings) = self.soundings else { return Vec::new() };
        let names = soundings.each().map(|sounding| width(&sounding.candidate.name)).max().unwrap_or(0).clamp(9, LONGEST_NAME);
        let line = |sounding: Sounding| {
            let name = left(&fit(&sounding.candidate.name, names), names);
            match sounding.passage {
                Ok(passage) => format!("  {name}  {}   {}", right(&fine_percent(passage.passes), 8), self.most_decisive(passage)),
                Err(error) => format!("  {name}  left out: {error}; `nemcon run` simulates it"),
            }
        };
        let title = format!("  if sounded on {}, members thinking what the file says", date(soundings.model.question.as_of));
        let header = format!("  {}  {}   decisive with the others' votes as they may fall", left("", names), right("passes", 8));
        let lines = soundings.each().map(|sounding| fit(&line(sounding), WIDTH));
        [title, style.heading(&header)].into_iter().chain(lines).collect()
    }

    /// The members most likely to decide.
    fn most_decisive(&self, passage: &Passage) -> String {
        let mut ranked: Vec<(usize, f64)> = passage.members.iter().copied().zip(passage.decisive.iter().copied()).collect();
        ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        ranked.retain(|&(_, share)| share > 0.0);
        if ranked.is_empty() {
            return "nobody".to_owned();
        }
        let rest = if ranked.len() > NAMED { "   …" } else { "" };
        let named: Vec<String> = ranked.iter().take(NAMED).map(|&(member, share)| format!("{} {}", self.id(member), fine_percent(share))).collect();
        named.join("   ") + rest
    }
}
