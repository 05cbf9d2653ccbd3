//! How it may end: probability and date of every outcome, the likeliest first.

use nemcon_core::Interval;
use nemcon_montecarlo::{DateQuantiles, OutcomeEstimate};

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, INDENT, TIE, Table, bar, note, width};
use crate::wording::{date, day, half_width, left_to_chance, percent, rounded};

/// Bars are left out where they would be shorter, and get no longer.
const BARS: std::ops::RangeInclusive<usize> = 7..=40;

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let outcomes = report.ranked();
    let years = !outcomes.iter().filter_map(|outcome| outcome.date).all(within_a_year);
    let table = |bars: usize| {
        let mut columns = vec![Column::texts("outcome"), Column::numbers("probability")];
        columns.extend((bars > 0).then(Column::bars));
        columns.extend([Column::numbers("median date"), Column::texts("90% of cases")]);
        let mut table = Table::new(columns);
        for outcome in &outcomes {
            let mut cells = vec![report.in_words(outcome), percent(outcome.probability)];
            cells.extend((bars > 0).then(|| bar(outcome.probability, bars)));
            cells.push(outcome.date.map_or_else(String::new, |of| date(of.median)));
            cells.push(outcome.date.map_or_else(|| report.why_not(outcome).unwrap_or_default().to_owned(), |of| range(of, years)));
            table.row(cells);
        }
        table
    };
    let room = style.columns().saturating_sub(table(0).natural() + width(INDENT));
    let bars = if style.bars && room >= *BARS.start() { room.min(*BARS.end()) } else { 0 };
    let mut lines = table(bars).lines(style);
    let error = simulation_error(&report.estimates.outcomes);
    let looked = report.precise.map_or_else(String::new, |precise| match precise.looks.len() {
        1 => ", looked at once".to_owned(),
        looks => format!(", widened for {looks} looks"),
    });
    let text = format!(
        "simulation error: at most {error} points (95%{looked}). The forecast is no better than its assumptions (see `nemcon{TIE}show`)."
    );
    lines.extend(note(&text, style.columns()));
    lines.extend(over_inputs(report).into_iter().flat_map(|text| note(&text, style.columns())));
    lines
}

/// So many outcomes are told of over what is unsure of the inputs, …
const SPREAD: usize = 4;
/// … each that reaches this far.
const SEEN: f64 = 0.005;

/// Between which bounds the probabilities lie over what the file gives as ranges.
fn over_inputs(report: &RunReport) -> Option<String> {
    let found = report.over_inputs?;
    let told = report.ranked().into_iter().filter_map(|outcome| {
        let range = found.outcomes.iter().find(|range| range.outcome == outcome.outcome && range.high >= SEEN)?;
        let (low, high) = (whole(range.low), whole(range.high));
        let bounds = if low == high { format!("{high}%") } else { format!("{low}{TIE}to{TIE}{high}%") };
        Some(format!("{} {bounds}", report.short_name(outcome)))
    });
    let told: Vec<String> = told.take(SPREAD).collect();
    let without = left_to_chance(report.model).map(|text| format!(" {text}")).unwrap_or_default();
    (!told.is_empty()).then(|| format!("over what the file gives as ranges, 90% of cases: {}.{without}", told.join(", ")))
}

/// In whole per cents.
fn whole(share: f64) -> String {
    rounded(100.0 * share, 0)
}

/// Whether the year of the median says the year of the interval's ends too.
fn within_a_year(date: DateQuantiles) -> bool {
    date.q05.year() == date.median.year() && date.q95.year() == date.median.year()
}

fn range(dates: DateQuantiles, years: bool) -> String {
    let end = if years { date } else { day };
    format!("{}{TIE}– {}", end(dates.q05), end(dates.q95))
}

/// Half of the widest interval.
fn simulation_error(outcomes: &[OutcomeEstimate]) -> String {
    let half = |of: &OutcomeEstimate| (of.probability - of.interval.low).max(of.interval.high - of.probability);
    half_width(0.0, Interval::around(0.0, outcomes.iter().map(half).fold(0.0, f64::max)))
}
