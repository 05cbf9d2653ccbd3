//! The candidates of a scenario, sounded at the start.

use nemcon_core::{Candidate, MemberId};
use nemcon_power::{Passage, PowerError};

use super::{PowerReport, Soundings};
use crate::Style;
use crate::layout::{Column, Table, note};
use crate::wording::{chance, counted, date, tied};

/// Members are named down to the group with so large a share.
const GROUPS: usize = 3;
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
            return note(&format!("soundings left out: {first}; `nemcon run` simulates them"), style.columns());
        }
        let day = date(soundings.model.question().as_of);
        let mut lines = note(&format!("a sounding on {day}, members thinking what the file says, reports included"), style.columns());
        let mut table = Table::new(vec![Column::texts("candidate"), Column::numbers("passes"), Column::texts("most likely to decide")]);
        for sounding in soundings.each() {
            let (passes, deciding) = match sounding.passage {
                Ok(passage) => (chance(passage.passes), self.most_decisive(passage, style)),
                Err(error) => (String::new(), format!("left out: {error}")),
            };
            table.row(vec![sounding.candidate.name.clone(), passes, deciding]);
        }
        lines.extend(table.lines(style));
        lines
    }

    /// The members most likely to decide; those equally likely together.
    fn most_decisive(&self, passage: &Passage, style: Style) -> String {
        let mut ranked: Vec<(MemberId, String, f64)> =
            passage.members.iter().zip(&passage.decisive).map(|(&member, &share)| (member, chance(share), share)).collect();
        ranked.sort_by(|(.., a), (.., b)| b.total_cmp(a));
        ranked.retain(|&(.., share)| share > 0.0);
        if ranked.is_empty() {
            return "nobody".to_owned();
        }
        let group = |group: &[(MemberId, String, f64)]| {
            let whom = match group.len() {
                all if all == passage.members.len() && all > NAMED => "all members".to_owned(),
                many if many > NAMED => counted(many, "member"),
                _ => self.told(&group.iter().map(|&(member, ..)| member).collect::<Vec<_>>(), style),
            };
            format!("{whom} {}", tied(&group[0].1))
        };
        let groups: Vec<String> = ranked.chunk_by(|(_, a, _), (_, b, _)| a == b).map(group).collect();
        let more = if groups.len() > GROUPS { "; …" } else { "" };
        groups[..groups.len().min(GROUPS)].join("; ") + more
    }
}
