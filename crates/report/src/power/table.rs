//! The table for the terminal: the game as a whole, then the members by power; no line is wider than
//! 100 columns.

use std::time::Duration;

use nemcon_power::Coalitions;

use super::{
    Found, PowerReport,
    members::{Column, Row},
};
use crate::Style;
use crate::layout::{WIDTH, fit, fold, hang, left, right, width, wrap};
use crate::wording::{counted, digits, fine_percent, thousands};

/// The names of members get at least so many columns.
const NAMES: usize = 14;

impl PowerReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let blocks = [
            self.header(style),
            self.fact_lines(style),
            self.power_lines(style),
            self.coalition_lines(style),
            self.sounding_lines(style),
            vec![self.method(elapsed)],
        ];
        let blocks = blocks.iter().filter(|block| !block.is_empty()).map(|block| block.join("\n"));
        let text = blocks.collect::<Vec<_>>().join("\n\n");
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn header(&self, style: Style) -> Vec<String> {
        let name = if self.body.name.is_empty() { "a body without a name" } else { &self.body.name };
        let title = fit(name, WIDTH);
        let mut lines = wrap(&[title.clone(), counted(self.members(), "member")]);
        lines[0] = style.title(&title) + lines[0].strip_prefix(&title).unwrap_or_default();
        lines.extend(hang("", &self.rule.describe(self.body)));
        lines
    }

    fn fact_lines(&self, style: Style) -> Vec<String> {
        let facts = self.facts();
        let labels = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
        let lines = |(label, text): &(&str, String)| {
            let indent = format!("  {}   ", left(label, labels));
            let mut lines = hang(&indent, text);
            lines[0] = lines[0].replacen(label, &style.heading(label), 1);
            lines
        };
        facts.iter().flat_map(lines).collect()
    }

    fn power_lines(&self, style: Style) -> Vec<String> {
        let columns = self.columns();
        let chosen: Vec<(usize, &Column)> = self.chosen().into_iter().map(|at| (at, &columns[at])).collect();
        let wide = |column: &Column| column.heading.map(width).into_iter().fold(7, usize::max);
        let taken: usize = chosen.iter().map(|(_, column)| wide(column) + 2).sum();
        let rows = self.ranked();
        let groups: Vec<&[Row]> = rows.chunk_by(|a, b| chosen.iter().all(|&(at, _)| a.numbers[at] == b.numbers[at])).collect();
        let names: Vec<String> = groups.iter().map(|group| self.whom(&group.iter().map(|row| row.member).collect::<Vec<_>>())).collect();
        let room = (WIDTH - 2).saturating_sub(taken).max(NAMES);
        let names_width = names.iter().map(|name| width(name)).max().unwrap_or(0).clamp(NAMES, room);
        let cells = |text: &dyn Fn(usize, &Column) -> String| -> String {
            chosen.iter().map(|&(at, column)| right(&text(at, column), wide(column) + 2)).collect()
        };
        let heading = |line: usize, first: &str| {
            style.heading(&format!("  {}{}", left(first, names_width), cells(&|_, column| column.heading[line].to_owned())))
        };
        let mut lines = vec![heading(0, ""), heading(1, "members by power")];
        if chosen.iter().all(|(_, column)| column.heading[0].is_empty()) {
            lines.remove(0);
        }
        for (group, names) in groups.iter().zip(&names) {
            let numbers = cells(&|at, _| group[0].numbers[at].map_or_else(|| "–".to_owned(), |number| fine_percent(number.decimal())));
            let mut names = fold(names, names_width).into_iter();
            lines.push(format!("  {}{numbers}", left(&names.next().unwrap_or_default(), names_width)));
            lines.extend(names.map(|more| format!("  {more}")));
        }
        if rows.len() < self.members() {
            lines.push(format!(
                "  … {}, less powerful: --top {} shows all",
                counted(self.members() - rows.len(), "other member"),
                self.members()
            ));
        }
        lines.extend(self.legend(style, &chosen, &rows));
        lines
    }

    /// What the columns mean.
    fn legend(&self, style: Style, chosen: &[(usize, &Column)], rows: &[Row]) -> Vec<String> {
        let name = |column: &Column| column.heading.join(" ").replace("– ", "–").trim().to_owned();
        let names = chosen.iter().map(|(_, column)| width(&name(column))).max().unwrap_or(0);
        let line = |(_, column): &(usize, &Column)| style.heading(&format!("  {}   {}", left(&name(column), names), column.meaning));
        let mut lines = vec![String::new()];
        lines.extend(chosen.iter().map(line));
        if rows.iter().any(|row| chosen.iter().any(|&(at, _)| row.numbers[at].is_none())) {
            lines.push(style.heading(&format!("  {}   not defined for this rule, or not feasible at its size", left("–", names))));
        }
        if matches!(self.found, Found::Estimate { .. }) {
            let halves = rows.iter().flat_map(|row| row.numbers.iter().flatten()).map(super::members::Number::half_width);
            lines.push(format!("  simulation error: at most ±{:.2} points (95%)", 100.0 * halves.fold(0.0, f64::max) + 0.005));
        }
        lines
    }

    fn coalition_lines(&self, style: Style) -> Vec<String> {
        let (Some(most), Found::Binary(analysis)) = (self.view.coalitions, self.found) else { return Vec::new() };
        let lines = |what: &str, found: &Option<Coalitions>| {
            let heading = |number: &str| style.heading(&format!("  minimal {what} coalitions: {number}"));
            match found {
                None => vec![heading("not feasible for a rule of this size")],
                Some(Coalitions { number, listed: None, .. }) => {
                    let number = digits(&number.to_string());
                    let remedy = format!("{number}, too many to list: --coalitions=N lists up to N, here {}", thousands(most as u64));
                    vec![heading(&remedy)]
                }
                Some(Coalitions { number, listed: Some(listed), .. }) => {
                    let coalition = |members: &Vec<usize>| hang("    ", &self.ids(members).join(" "));
                    std::iter::once(heading(&digits(&number.to_string()))).chain(listed.iter().flat_map(coalition)).collect()
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
