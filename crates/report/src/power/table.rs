//! The table for the terminal: the game as a whole, then the members by power.

use std::time::Duration;

use nemcon_core::{Interval, MemberId};
use nemcon_power::Coalitions;

use super::{
    Found, PowerReport,
    members::{Measured, Row},
};
use crate::Style;
use crate::layout::{self, INDENT, Table, hang, join, left, note, print, width};
use crate::wording::{counted, digits, fine_percent, half_width, thousands};

/// Where less than so much room remains beside labels, what they say stands below them.
const BESIDE: usize = 36;

impl PowerReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        print(&[
            self.header(style),
            self.fact_lines(style),
            self.power_lines(style),
            self.legend(style),
            self.coalition_lines(style),
            self.sounding_lines(style),
            hang("", &self.method(elapsed), style.columns()),
        ])
    }

    fn header(&self, style: Style) -> Vec<String> {
        let name = if self.body.name.is_empty() { "a body without a name" } else { &self.body.name };
        let mut lines = join(&[name.to_owned(), counted(self.members(), "member")], style.columns());
        let first = lines[0].split(" · ").next().unwrap_or_default().to_owned();
        lines[0] = style.heading(&first) + lines[0].strip_prefix(&first).unwrap_or_default();
        lines.extend(hang("", &self.rule.describe(self.body), style.columns()));
        lines
    }

    fn fact_lines(&self, style: Style) -> Vec<String> {
        labelled(&self.facts(style), style)
    }

    fn power_lines(&self, style: Style) -> Vec<String> {
        let columns = self.columns();
        let chosen: Vec<usize> = self.chosen();
        let rows = self.ranked();
        let headings = chosen.iter().map(|&at| layout::Column::numbers(columns[at].heading.join("\n").trim_start()));
        let mut table = Table::new(std::iter::once(layout::Column::texts("members by power")).chain(headings).collect());
        for group in rows.chunk_by(|a, b| chosen.iter().all(|&at| a.numbers[at] == b.numbers[at])) {
            let whom = self.whom(&group.iter().map(|row| row.member).collect::<Vec<_>>(), style);
            let number = |&at: &usize| group[0].numbers[at].map_or_else(|| "–".to_owned(), |number| fine_percent(number.decimal()));
            table.row(std::iter::once(whom).chain(chosen.iter().map(number)).collect());
        }
        let mut lines = table.lines(style);
        if rows.len() < self.members() {
            let rest = counted(self.members() - rows.len(), "other member");
            lines.extend(note(&format!("… {rest}, less powerful: --top all"), style.columns()));
        }
        lines
    }

    /// What the columns mean.
    fn legend(&self, style: Style) -> Vec<String> {
        let (columns, rows) = (self.columns(), self.ranked());
        let chosen: Vec<(usize, &Measured)> = self.chosen().into_iter().map(|at| (at, &columns[at])).collect();
        let name = |column: &Measured| column.heading.join(" ").replace("– ", "–").trim().to_owned();
        let mut meanings: Vec<(String, String)> = chosen.iter().map(|(_, column)| (name(column), column.meaning.to_owned())).collect();
        let missing = |row: &Row| chosen.iter().any(|&(at, _)| row.numbers[at].is_none());
        if rows.iter().any(missing) {
            meanings.push(("–".to_owned(), "not defined for this rule, or not feasible at its size".to_owned()));
        }
        if matches!(self.found, Found::Estimate { .. }) {
            let halves = rows.iter().flat_map(|row| row.numbers.iter().flatten()).map(super::members::Number::half_width);
            let half = Interval::around(0.0, halves.fold(0.0, f64::max));
            meanings.push(("simulation error".to_owned(), format!("at most {} points (95%)", half_width(0.0, half))));
        }
        labelled(&meanings, style)
    }

    fn coalition_lines(&self, style: Style) -> Vec<String> {
        let (Some(most), Found::Binary(analysis)) = (self.view.coalitions, self.found) else { return Vec::new() };
        let lines = |what: &str, found: &Option<Coalitions>| {
            let heading = |number: &str| -> Vec<String> {
                let lines = note(&format!("minimal {what} coalitions: {number}"), style.columns());
                lines.iter().map(|line| style.heading(line)).collect()
            };
            match found {
                None => heading("not feasible for a rule of this size"),
                Some(Coalitions { number, listed: None, .. }) => {
                    let number = digits(&number.to_string());
                    let remedy = format!("{number}, too many to list: --coalitions=N lists up to N, here {}", thousands(most as u64));
                    heading(&remedy)
                }
                Some(Coalitions { number, listed: Some(listed), .. }) => {
                    let coalition = |members: &Vec<MemberId>| hang("    ", &self.ids(members).join(" "), style.columns());
                    heading(&digits(&number.to_string())).into_iter().chain(listed.iter().flat_map(coalition)).collect()
                }
            }
        };
        let mut all = lines("winning", &analysis.minimal_winning);
        all.push(String::new());
        all.extend(lines("blocking", &analysis.minimal_blocking));
        all
    }

    fn method(&self, elapsed: Option<Duration>) -> String {
        let method = match self.found {
            Found::Binary(analysis) => format!("everybody for or against; exact, by {}", analysis.method.name()),
            Found::Ternary(ternary) => format!("everybody for, abstaining or against; exact, by {}", ternary.method.name()),
            Found::Estimate { samples, seed, .. } => {
                format!("estimated from {} random coalitions and as many random orders, seed {seed}", thousands(samples))
            }
        };
        elapsed.map_or_else(|| method.clone(), |elapsed| format!("{method}, {:.2} s", elapsed.as_secs_f64()))
    }
}

/// Labels, and beside them what they say, or below them where there is little room.
fn labelled(facts: &[(impl AsRef<str>, String)], style: Style) -> Vec<String> {
    let labels = facts.iter().map(|(label, _)| width(label.as_ref())).max().unwrap_or(0);
    let beside = style.columns() >= width(INDENT) + labels + 3 + BESIDE;
    let lines = |(label, text): &(_, String)| {
        let label: &str = AsRef::as_ref(label);
        if !beside {
            let label = std::iter::once(format!("{INDENT}{}", style.heading(label)));
            return label.chain(hang("    ", text, style.columns())).collect::<Vec<_>>();
        }
        let mut lines = hang(&format!("{INDENT}{}   ", left(label, labels)), text, style.columns());
        lines[0] = lines[0].replacen(label, &style.heading(label), 1);
        lines
    };
    facts.iter().flat_map(lines).collect()
}
