//! What is known by a date: how it has ended by then, and how it will if it has not.

use nemcon_montecarlo::{ByDate, OutcomeEstimate};

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, Table};
use crate::wording::{date, percent};

/// The probability of each outcome by each date, and of none.
pub(super) fn by(report: &RunReport, style: Style) -> Vec<String> {
    let dates = report.by_dates();
    let open = ("still open".to_owned(), dates.iter().map(|by| by.still_open).collect());
    let rows = rows(report, |outcome| dates.iter().map(|by| by.outcomes[outcome]).collect());
    lines("decided by", &dates, rows.into_iter().chain([open]).collect(), style)
}

/// The probability of each outcome if it is still open on a date.
pub(super) fn given_open(report: &RunReport, style: Style) -> Vec<String> {
    let dates: Vec<ByDate> = report.by_dates().into_iter().filter(|by| by.given_open.is_some()).collect();
    let given = |by: &ByDate, outcome: usize| by.given_open.as_ref().map_or(0.0, |of| of[outcome]);
    let rows = rows(report, |outcome| dates.iter().map(|by| given(by, outcome)).collect());
    lines("if still open after", &dates, rows, style)
}

/// The outcomes that were seen, the likeliest first, with numbers by date.
fn rows(report: &RunReport, numbers: impl Fn(usize) -> Vec<f64>) -> Vec<(String, Vec<f64>)> {
    let place = |of: &OutcomeEstimate| report.estimates.outcomes.iter().position(|known| known.id == of.id);
    let seen = report.ranked().into_iter().filter(|outcome| outcome.probability > 0.0);
    seen.filter_map(|outcome| Some((report.in_words(outcome), numbers(place(outcome)?)))).collect()
}

fn lines(heading: &str, dates: &[ByDate], rows: Vec<(String, Vec<f64>)>, style: Style) -> Vec<String> {
    if dates.is_empty() {
        return Vec::new();
    }
    let columns = dates.iter().map(|by| Column::numbers(date(by.date)));
    let mut table = Table::new(std::iter::once(Column::texts(heading)).chain(columns).collect());
    for (name, numbers) in rows {
        table.row(std::iter::once(name).chain(numbers.into_iter().map(percent)).collect());
    }
    table.lines(style)
}
