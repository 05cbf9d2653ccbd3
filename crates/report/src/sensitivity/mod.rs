//! The report of which inputs move an outcome.

use std::time::Duration;

use nemcon_core::{Interval, Model, Outcome};
use nemcon_montecarlo::{Difference, ENGINE, Sensitivity, SobolIndex};

use crate::Style;
use crate::columns::CsvColumn::{Number, Text};
use crate::layout::{Column, Table, fold, note, print};
use crate::report::{CsvTable, Report, Rows, cell};
use crate::run::success_name;
use crate::schema::{GroupDocument, IndexDocument, InputDocument, ProbabilityChange, SCHEMA, SensitivityDocument};
use crate::wording::{counted, counted_runs, half_width, left_to_chance, percent, thousands, took, whole_percent};

/// Which inputs move an outcome, and how much of what is unsure of it comes from which.
#[derive(Debug, Clone)]
pub struct SensitivityReport<'a> {
    model: &'a Model,
    outcome: Outcome,
    swings: Vec<Swing>,
    found: &'a Sensitivity,
    /// The names of the groups that the indices are of; empty where they are of the inputs one by one.
    groups: &'a [String],
    size: (u64, u64),
    top: usize,
}

/// What an outcome is at the two ends of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// The input.
    pub input: String,
    /// Its place among the uncertain inputs; `None` where the file gives a number.
    pub unsure: Option<usize>,
    /// The two ends.
    pub ends: [String; 2],
    /// The outcome at each.
    pub at: [Difference; 2],
}

/// So many inputs a table shows where nothing is said.
const TOP: usize = 20;

impl Swing {
    /// How far it moves the outcome: the larger of the two differences.
    fn size(&self) -> f64 {
        self.at.iter().map(|at| at.difference.abs()).fold(0.0, f64::max)
    }

    /// How far the wider interval of the two differences reaches.
    fn error(&self) -> String {
        let reach = |at: &Difference| (at.difference - at.interval.low).max(at.interval.high - at.difference);
        half_width(0.0, Interval::around(0.0, self.at.iter().map(reach).fold(0.0, f64::max)))
    }
}

impl<'a> SensitivityReport<'a> {
    /// The report of the swings of an outcome, with so many runs at each end from a seed, and of Sobol's indices of
    /// the uncertain inputs one by one.
    pub fn new(model: &'a Model, outcome: Outcome, mut swings: Vec<Swing>, found: &'a Sensitivity, size: (u64, u64)) -> Self {
        swings.sort_by(|a, b| b.size().total_cmp(&a.size()));
        Self { model, outcome, swings, found, groups: &[], size, top: TOP }
    }

    /// The same where the indices are of groups of inputs, which have these names.
    #[must_use]
    pub fn grouped_as(self, groups: &'a [String]) -> Self {
        Self { groups, ..self }
    }

    /// The same with so many inputs in the table.
    #[must_use]
    pub fn top(self, top: usize) -> Self {
        Self { top, ..self }
    }

    fn id(&self) -> &'a str {
        self.outcome.id(self.model)
    }

    fn index(&self, swing: &Swing) -> Option<&'a SobolIndex> {
        if self.groups.is_empty() { self.found.indices.as_ref()?.get(swing.unsure?) } else { None }
    }

    /// The names of groups of inputs, where they are grouped, with their indices.
    fn grouped(&self) -> Vec<(&'a str, &'a SobolIndex)> {
        self.groups.iter().map(String::as_str).zip(self.found.indices.iter().flatten()).collect()
    }

    fn base(&self) -> f64 {
        self.swings.first().map_or(0.0, |swing| swing.at[0].base)
    }

    fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let columns = style.columns();
        let name = success_name(self.model, self.id()).unwrap_or(self.id());
        let mut head: Vec<String> = fold(&format!("What moves {name}"), columns).iter().map(|line| style.heading(line)).collect();
        let deviation = if self.found.indices.is_some() {
            format!("; over the uncertain inputs it has a standard deviation of {} points", points(self.found.deviation))
        } else {
            String::new()
        };
        head.extend(fold(&format!("as it is: {}{deviation}", percent(self.base())), columns));
        let last = format!(
            "{} at each end; {} answers of {} for the indices; seed {}{}",
            counted_runs(self.size.0),
            thousands(self.found.rows * (self.found.indices.as_ref().map_or(0, Vec::len) as u64 + 2)),
            counted_runs(self.found.runs_each),
            self.size.1,
            took(elapsed)
        );
        let without = left_to_chance(self.model).filter(|_| self.found.indices.is_some());
        let without = without.map(|text| note(text, columns)).unwrap_or_default();
        print(&[head, self.tornado(style), self.together(style), without, fold(&last, columns)])
    }

    /// One input at a time, those first that move it most.
    fn tornado(&self, style: Style) -> Vec<String> {
        let numbers = ["low", "high", "at low", "at high", "±"].map(Column::numbers).into_iter();
        let shares = if self.groups.is_empty() { vec!["alone", "in all"] } else { Vec::new() };
        let headings = std::iter::once(Column::texts("input")).chain(numbers).chain(shares.iter().copied().map(Column::numbers));
        let mut table = Table::new(headings.collect());
        for swing in self.swings.iter().take(self.top) {
            let index = self.index(swing);
            let at = [0, 1].map(|end: usize| percent(swing.at[end].probability));
            let cells = std::iter::once(swing.input.clone()).chain(swing.ends.clone()).chain(at).chain([swing.error()]);
            let of = [index.map(first), index.map(total)].map(share);
            table.row(cells.chain(of.into_iter().take(shares.len())).collect());
        }
        let mut lines = table.lines(style);
        if let Some(more) = self.swings.len().checked_sub(self.top).filter(|&more| more > 0) {
            lines.extend(note(&format!("… and {} that move it less (see --top)", counted(more, "input")), style.columns()));
        }
        let text = "One input at a time: one that the file gives as a range, at the 5th and the 95th percentile; a number that the file gives, \
                    at half and at double of it, or of its odds where it lies between 0 and 1. ± is the simulation error of what it \
                    moves, in points (95%).";
        let shares = "Alone: the share of the variance that would go if the input were known (Sobol's first-order index); in all: what it \
                      does together with others included (total index); ± is their 95% half-width. What the file gives as a number does \
                      not vary.";
        lines.extend(note(text, style.columns()));
        if self.groups.is_empty() {
            lines.extend(note(shares, style.columns()));
        }
        lines
    }

    fn together(&self, style: Style) -> Vec<String> {
        let grouped = self.grouped();
        if grouped.is_empty() {
            return Vec::new();
        }
        let headings = ["alone", "in all"].map(Column::numbers);
        let mut table = Table::new(std::iter::once(Column::texts("uncertain inputs together")).chain(headings).collect());
        for (name, index) in grouped {
            table.row(vec![name.to_owned(), share(Some(first(index))), share(Some(total(index)))]);
        }
        let mut lines = table.lines(style);
        lines.extend(note(
            "Alone: the share of the variance that would go if all inputs of the block were known; ± is the 95% half-width.",
            style.columns(),
        ));
        lines
    }
}

/// The first-order index, and the half-width of its interval.
fn first(index: &SobolIndex) -> (f64, f64) {
    (index.first, index.first_interval.half())
}

/// The total index, and the half-width of its interval.
fn total(index: &SobolIndex) -> (f64, f64) {
    (index.total, index.total_interval.half())
}

/// A share of the variance, with the half-width of its interval; one that is below 0 by chance is none.
fn share(value: Option<(f64, f64)>) -> String {
    value.map_or_else(|| "–".to_owned(), |(value, half)| format!("{} ±{:.0}", whole_percent(value.max(0.0)), (100.0 * half).ceil()))
}

/// A deviation in points.
fn points(deviation: f64) -> String {
    format!("{:.1}", 100.0 * deviation)
}

impl Report for SensitivityReport<'_> {
    type Document = SensitivityDocument;

    fn document(&self) -> SensitivityDocument {
        let change = |at: &Difference| ProbabilityChange::new(at.probability, at.difference, at.interval);
        let index = |value: f64, interval: Interval| IndexDocument { value, low: interval.low, high: interval.high };
        let input = |swing: &Swing| InputDocument {
            input: swing.input.clone(),
            kind: if swing.unsure.is_some() { "unsure" } else { "judged" }.to_owned(),
            low: swing.ends[0].clone(),
            high: swing.ends[1].clone(),
            at_low: change(&swing.at[0]),
            at_high: change(&swing.at[1]),
            first_order: self.index(swing).map(|of| index(of.first, of.first_interval)),
            total: self.index(swing).map(|of| index(of.total, of.total_interval)),
        };
        let group = |(name, of): (&str, &SobolIndex)| GroupDocument {
            block: name.to_owned(),
            first_order: index(of.first, of.first_interval),
            total: index(of.total, of.total_interval),
        };
        SensitivityDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            title: self.model.title().to_owned(),
            outcome: self.id().to_owned(),
            name: success_name(self.model, self.id()).map(ToOwned::to_owned),
            probability: self.base(),
            runs: self.size.0,
            seed: self.size.1,
            deviation: self.found.deviation,
            rows: self.found.rows,
            runs_each: self.found.runs_each,
            inputs: self.swings.iter().map(input).collect(),
            groups: self.grouped().into_iter().map(group).collect(),
        }
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        vec![CsvTable {
            name: "inputs",
            meaning: "an input: the outcome at its two ends, and Sobol's indices",
            columns: &[
                Text("input"),
                Text("kind"),
                Text("low"),
                Text("high"),
                Number("at_low"),
                Number("at_high"),
                Number("low_difference"),
                Number("high_difference"),
                Number("first_order"),
                Number("first_order_low"),
                Number("first_order_high"),
                Number("total"),
                Number("total_low"),
                Number("total_high"),
            ],
            rows,
        }]
    }
}

fn rows(report: &SensitivityReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for of in report.document().inputs {
        let numbers = [of.at_low.probability, of.at_high.probability, of.at_low.difference, of.at_high.difference];
        let indices = [of.first_order, of.total].into_iter().flat_map(|index| {
            let of = |part: fn(&IndexDocument) -> f64| cell(index.as_ref().map(part));
            [of(|index| index.value), of(|index| index.low), of(|index| index.high)]
        });
        let indices: Vec<String> = indices.collect();
        rows.write_record([of.input, of.kind, of.low, of.high].into_iter().chain(numbers.map(|number| cell(Some(number)))).chain(indices))?;
    }
    Ok(())
}
