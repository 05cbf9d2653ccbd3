//! The table for the terminal: what if, and what then.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

use std::time::Duration;

use nemcon_core::OutcomeKind;
use nemcon_montecarlo::Difference;

use super::{CompareReport, Order, Variant};
use crate::Style;
use crate::layout::{Column, TIE, Table, hang, note, print, right, width};
use crate::wording::{counted_runs, date, percent, signed, thousands, took};

/// Titles get so many columns, if they are so long.
const TITLES: usize = 26;

/// One outcome: its name, the base's entry, and one entry a variant, in the order in which they are shown.
struct Entries {
    name: String,
    base: Entry,
    variants: Vec<Entry>,
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
        let shown = self.shown();
        let mut differences = self.lines("what if", &self.probabilities(&shown), &shown, style);
        let text = format!("Differences in points on paired runs, ± 95% simulation error; {}.", self.saving());
        differences.extend(note(&text, style.columns()));
        if let (Order::Effect, [_, _, ..]) = (&self.order, &shown[..]) {
            differences.extend(note("First those that change most: half the sum of all differences (see --sort).", style.columns()));
        }
        let medians = self.medians(&shown);
        let mut dates = Vec::new();
        if !medians.is_empty() {
            dates = self.lines("median date", &medians, &shown, style);
            dates.extend(note(
                "Differences in days, given the outcome, ± 95% simulation error; interpolated between rounds.",
                style.columns(),
            ));
            if self.comparison.variants.iter().flat_map(|of| &of.differences).filter_map(|of| of.median).any(|of| !of.interpolated) {
                let text = "* Rounds on other days than the base's: the difference of the two medians of dates on which rounds are held.";
                dates.extend(note(text, style.columns()));
            }
        }
        let last = format!("{}, seed {}{}", counted_runs(self.comparison.base.runs), self.comparison.base.seed, took(elapsed));
        print(&[differences, dates, hang("", &last, style.columns())])
    }

    /// The variants in the order in which they are shown.
    fn shown(&self) -> Vec<usize> {
        let by = |variant: usize| {
            let differences = &self.comparison.variants[variant].differences;
            match &self.order {
                Order::Given => 0.0,
                Order::Effect => differences.iter().map(|of| of.difference.abs()).sum(),
                Order::Outcome(id) => differences.iter().find(|of| of.id == *id).map_or(0.0, |of| of.difference),
            }
        };
        let mut shown: Vec<usize> = (0..self.variants.len()).collect();
        shown.sort_by(|&a, &b| by(b).total_cmp(&by(a)));
        shown
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

    fn probabilities(&self, shown: &[usize]) -> Vec<Entries> {
        let of = |outcome: usize| {
            let differences: Vec<&Difference> = self.differences(outcome).collect();
            let base = percent(differences.first().map_or(0.0, |found| found.base));
            let points =
                |found: &Difference| Entry::difference(100.0 * found.difference, 100.0 * found.interval.low, 100.0 * found.interval.high);
            Entries {
                name: self.name(outcome),
                base: Entry { number: base.trim_end_matches('%').to_owned(), rest: "%".to_owned() },
                variants: shown.iter().map(|&variant| points(differences[variant])).collect(),
            }
        };
        self.seen().into_iter().map(of).collect()
    }

    /// Of the outcomes whose median is known in the base and in a variant.
    fn medians(&self, shown: &[usize]) -> Vec<Entries> {
        let of = |outcome: usize| {
            let differences: Vec<&Difference> = self.differences(outcome).collect();
            let base = differences.iter().find_map(|found| found.median)?.base;
            let days = |found: &Difference| {
                let Some(median) = found.median else { return Entry { number: "–".to_owned(), rest: String::new() } };
                let mut entry = Entry::difference(median.days, median.interval.low, median.interval.high);
                entry.rest += if median.interpolated { "" } else { "*" };
                entry
            };
            let variants = shown.iter().map(|&variant| days(differences[variant])).collect();
            Some(Entries { name: self.name(outcome), base: Entry { number: String::new(), rest: date(base) }, variants })
        };
        self.seen().into_iter().filter_map(of).collect()
    }

    /// The outcome in words: the candidate's name where one got the post.
    fn name(&self, outcome: usize) -> String {
        let Some(found) = self.differences(outcome).next() else { return String::new() };
        match found.kind {
            OutcomeKind::Appointed => self.success_name(&found.id).unwrap_or(&found.id).to_owned(),
            OutcomeKind::Rejected => "not adopted".to_owned(),
            OutcomeKind::Extended | OutcomeKind::Other | OutcomeKind::Vacant | OutcomeKind::Adopted => found.id.clone(),
        }
    }

    /// What tells a variant apart: its title, or its file where it has that of the base or of another.
    fn title<'b>(&self, variant: &'b Variant<'_>) -> &'b str {
        let title = variant.model.title();
        if self.models().filter(|model| model.title() == title).count() > 1 { variant.file } else { title }
    }

    /// A column an outcome beside the titles.
    fn lines(&self, heading: &str, outcomes: &[Entries], shown: &[usize], style: Style) -> Vec<String> {
        let columns = outcomes.iter().map(|entries| Column::whole(entries.name.as_str()));
        let mut table = Table::new(std::iter::once(Column::texts(heading).wishing(TITLES)).chain(columns).collect());
        let base = format!("base: as of {}", date(self.base.question().as_of));
        table.row(std::iter::once(base).chain(outcomes.iter().map(|entries| entries.cell(&entries.base))).collect());
        for (place, &variant) in shown.iter().enumerate() {
            let cells = outcomes.iter().map(|entries| entries.cell(&entries.variants[place]));
            table.row(std::iter::once(self.title(&self.variants[variant]).to_owned()).chain(cells).collect());
        }
        table.lines(style)
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
        // Without the subtraction a tenth, a little more in binary, would be rounded up to two.
        let half = ((difference - low).max(high - difference) * 10.0 - 1e-9).ceil() / 10.0;
        Self { number: signed(difference), rest: format!(" ±{:.1}", half.abs()) }
    }
}

impl Entries {
    /// The entry with its number ending where all numbers of the column do.
    fn cell(&self, entry: &Entry) -> String {
        if entry.number.is_empty() {
            return entry.rest.clone();
        }
        let numbers = self.variants.iter().chain([&self.base]).map(|entry| width(&entry.number)).max().unwrap_or(0);
        (right(&entry.number, numbers) + &entry.rest).replace(' ', &TIE.to_string())
    }
}
