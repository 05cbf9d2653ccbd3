//! The table for the terminal: what if, and what then; never wider than 100 columns.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

use std::time::Duration;

use nemcon_core::OutcomeKind;
use nemcon_montecarlo::Difference;

use super::{CompareReport, Variant};
use crate::Style;
use crate::layout::{WIDTH, fit, left, right, width};
use crate::wording::{date, percent, thousands, took};

/// Titles and names are cut beyond these.
const LONGEST_TITLE: usize = 46;
const LONGEST_NAME: usize = 18;
const GAP: usize = 3;

/// One outcome: its name, the base's entry, and one entry a variant.
struct Column {
    name: String,
    entries: Vec<Entry>,
}

/// A number, aligned at its end, and what follows it.
#[derive(Default)]
struct Entry {
    number: String,
    rest: String,
}

impl CompareReport<'_> {
    /// The table: the base's probabilities and every variant's differences from them, then the
    /// same of the median dates.
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let mut lines = self.blocks("what if", &self.probabilities(), style);
        lines.push("  differences in points on paired runs, ± 95% simulation error;".to_owned());
        lines.push(format!("  {}", self.saving()));
        let medians = self.medians();
        if !medians.is_empty() {
            lines.push(String::new());
            lines.extend(self.blocks("median date", &medians, style));
            lines.push("  differences in days, given the outcome, interpolated between rounds".to_owned());
        }
        lines.push(String::new());
        let (runs, seed) = (thousands(self.comparison.base.runs), self.comparison.base.seed);
        lines.push(format!("{runs} runs, seed {seed}{}", took(elapsed)));
        lines.join("\n") + "\n"
    }

    /// The differences of one outcome, by variant.
    fn differences(&self, outcome: usize) -> impl Iterator<Item = &Difference> {
        self.comparison.variants.iter().map(move |variant| &variant.differences[outcome])
    }

    /// The outcomes that were seen at all, the likeliest in the base first.
    fn seen(&self) -> Vec<usize> {
        let Some(first) = self.comparison.variants.first() else { return Vec::new() };
        let mut seen: Vec<usize> = (0..first.differences.len())
            .filter(|&outcome| self.differences(outcome).any(|found| found.base > 0.0 || found.probability > 0.0))
            .collect();
        seen.sort_by(|&a, &b| first.differences[b].base.total_cmp(&first.differences[a].base));
        seen
    }

    fn probabilities(&self) -> Vec<Column> {
        let column = |outcome| {
            let base = self.differences(outcome).next().map_or(0.0, |found| found.base);
            let percent = percent(base);
            let base = Entry { number: percent.trim_end_matches('%').to_owned(), rest: "%".to_owned() };
            let points =
                |found: &Difference| Entry::difference(100.0 * found.difference, 100.0 * found.interval.low, 100.0 * found.interval.high);
            Column { name: self.name(outcome), entries: std::iter::once(base).chain(self.differences(outcome).map(points)).collect() }
        };
        self.seen().into_iter().map(column).collect()
    }

    /// Of the outcomes whose median is known in the base and in a variant.
    fn medians(&self) -> Vec<Column> {
        let column = |outcome| {
            let base = self.differences(outcome).find_map(|found| found.median)?.base;
            let base = Entry { number: String::new(), rest: date(base) };
            let days = |found: &Difference| {
                let days = found.median.map(|median| Entry::difference(median.days, median.interval.low, median.interval.high));
                days.unwrap_or_else(|| Entry { number: "–".to_owned(), rest: String::new() })
            };
            let entries = std::iter::once(base).chain(self.differences(outcome).map(days)).collect();
            Some(Column { name: self.name(outcome), entries })
        };
        self.seen().into_iter().filter_map(column).collect()
    }

    /// The outcome in words: the candidate's name where one got the post.
    fn name(&self, outcome: usize) -> String {
        let Some(found) = self.differences(outcome).next() else { return String::new() };
        match found.kind {
            OutcomeKind::Appointed => self.success_name(&found.id).unwrap_or(&found.id).to_owned(),
            OutcomeKind::Extended | OutcomeKind::Other | OutcomeKind::Vacant | OutcomeKind::Adopted | OutcomeKind::Rejected => {
                found.id.clone()
            }
        }
    }

    /// What tells a variant apart: its title, or its file where it has that of the base or of another.
    fn title<'b>(&self, variant: &'b Variant<'_>) -> &'b str {
        let title = variant.model.title();
        if self.models().filter(|model| model.title() == title).count() > 1 { variant.file } else { title }
    }

    /// The columns beside the titles, in as many blocks as they need.
    fn blocks(&self, heading: &str, columns: &[Column], style: Style) -> Vec<String> {
        let base = format!("base: as of {}", self.base.question().as_of.strftime("%-d %B %Y"));
        let titles: Vec<String> = std::iter::once(base.as_str())
            .chain(self.variants.iter().map(|variant| self.title(variant)))
            .map(|title| fit(title, LONGEST_TITLE))
            .collect();
        let title_width = titles.iter().map(|title| width(title)).max().unwrap_or(0).max(width(heading));
        let mut lines = Vec::new();
        let mut rest = columns;
        while !rest.is_empty() {
            let mut room = WIDTH - 2 - title_width;
            let fits = |column: &&Column| {
                let needed = GAP + column.width();
                room >= needed && {
                    room -= needed;
                    true
                }
            };
            let (block, others) = rest.split_at(rest.iter().take_while(fits).count().max(1));
            rest = others;
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let row = |title: &str, cells: &mut dyn Iterator<Item = String>| {
                let cells: String = cells.map(|cell| " ".repeat(GAP) + &cell).collect();
                format!("{}{cells}", left(title, title_width)).trim_end().to_owned()
            };
            let names = row(heading, &mut block.iter().map(|column| left(&column.heading(), column.width())));
            lines.push(format!("  {}", style.heading(&names)));
            for (at, title) in titles.iter().enumerate() {
                lines.push(format!("  {}", row(title, &mut block.iter().map(|column| left(&column.cell(at), column.width())))));
            }
        }
        lines
    }

    /// How many times as many independent runs it would take, over everything shown.
    fn saving(&self) -> String {
        let mut ratios: Vec<f64> =
            self.seen().into_iter().flat_map(|outcome| self.differences(outcome)).filter_map(|found| found.variance_ratio).collect();
        ratios.sort_by(f64::total_cmp);
        let words = |ratio: f64| if ratio < 9.95 { format!("{ratio:.1}") } else { thousands(ratio.round() as u64) };
        match (ratios.first().copied().map(words), ratios.last().copied().map(words)) {
            (Some(least), Some(most)) if least != most => format!("independent runs would need {least} to {most} times as many"),
            (Some(ratio), _) => format!("independent runs would need {ratio} times as many"),
            _ => "no run ended differently".to_owned(),
        }
    }
}

impl Entry {
    /// A difference and the larger half of its interval, rounded up.
    fn difference(difference: f64, low: f64, high: f64) -> Self {
        let sign = match difference {
            above if above > 0.0 => "+",
            below if below < 0.0 => "−",
            _ => "",
        };
        // Without the subtraction a tenth, a little more in binary, would be rounded up to two.
        let half = ((difference - low).max(high - difference) * 10.0 - 1e-9).ceil() / 10.0;
        Self { number: format!("{sign}{:.1}", difference.abs()), rest: format!(" ±{:.1}", half.abs()) }
    }
}

impl Column {
    fn heading(&self) -> String {
        fit(&self.name, LONGEST_NAME)
    }

    fn cell(&self, at: usize) -> String {
        let entry = &self.entries[at];
        if entry.number.is_empty() {
            return entry.rest.clone();
        }
        let numbers = self.entries.iter().map(|entry| width(&entry.number)).max().unwrap_or(0);
        right(&entry.number, numbers) + &entry.rest
    }

    fn width(&self) -> usize {
        (0..self.entries.len()).map(|at| width(&self.cell(at))).max().unwrap_or(0).max(width(&self.heading()))
    }
}
