//! The candidates of a scenario, sounded at the start.

use nemcon_core::Candidate;
use nemcon_power::{Passage, PowerError};

use super::{PowerReport, Soundings};
use crate::Style;
use crate::layout::{WIDTH, fit, hang, left, right, width};
use crate::wording::{chance, date};

/// Candidates' names are cut beyond this.
const LONGEST_NAME: usize = 30;
/// Columns of a probability.
const CHANCE: usize = 16;
/// So many members that are equally likely to decide are named.
const NAMED: usize = 5;

/// A candidate, and how likely its sounding is to pass, or why that is left out.
pub(super) struct Sounding<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) passage: Result<&'a Passage, &'a PowerError>,
}

impl<'a> Soundings<'a> {
    pub(super) fn each(self) -> impl Iterator<Item = Sounding<'a>> {
        self.model.candidates().iter().zip(self.passages).map(|(candidate, passage)| Sounding { candidate, passage: passage.as_ref() })
    }
}

impl PowerReport<'_> {
    /// One line a candidate.
    pub(super) fn sounding_lines(&self, style: Style) -> Vec<String> {
        let Some(soundings) = self.soundings else { return Vec::new() };
        if let [Err(first), others @ ..] = soundings.passages
            && others.iter().all(|other| other.as_ref().is_err_and(|error| error == first))
        {
            return hang("  ", &format!("soundings left out: {first}; `nemcon run` simulates them"));
        }
        let names = soundings.each().map(|sounding| width(&sounding.candidate.name)).max().unwrap_or(0).clamp(9, LONGEST_NAME);
        let line = |sounding: Sounding| {
            let name = left(&fit(&sounding.candidate.name, names), names);
            match sounding.passage {
                Ok(passage) => format!(
                    "  {name}  {}   {}",
                    right(&chance(passage.passes), CHANCE),
                    self.most_decisive(passage, WIDTH - names - CHANCE - 7)
                ),
                Err(error) => format!("  {name}  left out: {error}"),
            }
        };
        let day = date(soundings.model.question().as_of);
        let title = format!("  a sounding on {day}, members thinking what the file says, reports included");
        let header = format!("  {}  {}   most likely to decide", left("", names), right("passes", CHANCE));
        let lines = soundings.each().map(|sounding| fit(&line(sounding), WIDTH));
        [title, style.heading(&header)].into_iter().chain(lines).collect()
    }

    /// The members most likely to decide; those equally likely together.
    fn most_decisive(&self, passage: &Passage, room: usize) -> String {
        let mut ranked: Vec<(usize, String, f64)> =
            passage.members.iter().zip(&passage.decisive).map(|(&member, &share)| (member, chance(share), share)).collect();
        ranked.sort_by(|(.., a), (.., b)| b.total_cmp(a));
        ranked.retain(|&(.., share)| share > 0.0);
        if ranked.is_empty() {
            return "nobody".to_owned();
        }
        let group = |group: &[(usize, String, f64)]| {
            let whom = match group.len() {
                all if all == passage.members.len() && all > NAMED => "all members".to_owned(),
                many if many > NAMED => format!("{many} members"),
                _ => self.ids(&group.iter().map(|&(member, ..)| member).collect::<Vec<_>>()).join(" "),
            };
            format!("{whom} {}", group[0].1)
        };
        let groups: Vec<String> = ranked.chunk_by(|(_, a, _), (_, b, _)| a == b).map(group).collect();
        let told = |number: usize| groups[..number].join("   ") + if number < groups.len() { "   …" } else { "" };
        (1..=groups.len()).rev().map(told).find(|told| width(told) <= room).unwrap_or_else(|| fit(&told(1), room))
    }
}
