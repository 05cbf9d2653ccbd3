//! What happens on the way: how often, and how it ends if it does and if it does not.

use nemcon_montecarlo::Happening;

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, Table, note};
use crate::wording::percent;

/// So many outcomes at most have a column.
const OUTCOMES: usize = 4;

/// An event, or one of its outcomes, and by outcome of the question how much knowing of it tells.
struct Row<'a> {
    name: String,
    happening: &'a Happening,
    tells: Vec<f64>,
}

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let mut rows = rows(report);
    if rows.is_empty() {
        return Vec::new();
    }
    let tells = |row: &Row| row.tells.iter().copied().fold(0.0, f64::max);
    rows.sort_by(|a, b| tells(b).total_cmp(&tells(a)));
    let hidden = rows.len().saturating_sub(report.top);
    rows.truncate(report.top);
    // The likeliest outcome, and those of which events tell most, as many as there is room for.
    let outcomes = &report.estimates.outcomes;
    let mut chosen: Vec<usize> = (0..outcomes.len()).collect();
    let most = |outcome: usize| rows.iter().map(|row| row.tells[outcome]).fold(0.0, f64::max);
    chosen.sort_by(|&a, &b| outcomes[b].probability.total_cmp(&outcomes[a].probability));
    chosen[1..].sort_by(|&a, &b| most(b).total_cmp(&most(a)));
    let fitting = |&number: &usize| number == 1 || table(report, &rows, &chosen[..number]).natural() <= style.columns();
    let number = (1..=OUTCOMES.min(chosen.len())).rev().find(fitting).unwrap_or(1);
    let mut lines = table(report, &rows, &chosen[..number]).lines(style);
    if hidden > 0 {
        lines.extend(note(&format!("… {hidden} more, which tell less: --top all"), style.columns()));
    }
    let text = "The outcome's probability if the event happened / if it did not; first those that tell most. They are no effects: \
                what makes an event happen may make an outcome likely too.";
    lines.extend(note(text, style.columns()));
    lines
}

fn rows<'a>(report: &'a RunReport) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for event in &report.estimates.events {
        let id = &event.event.id;
        rows.push(Row { name: id.clone(), happening: &event.event, tells: tells(report, &event.event) });
        for outcome in &event.outcomes {
            rows.push(Row { name: format!("{id}={}", outcome.id), happening: outcome, tells: tells(report, outcome) });
        }
    }
    rows
}

/// The standard deviation of an outcome's probability once it is known whether it happened.
fn tells(report: &RunReport, happening: &Happening) -> Vec<f64> {
    let spread = (happening.probability * (1.0 - happening.probability)).max(0.0).sqrt();
    match (&happening.given, &happening.otherwise) {
        (Some(given), Some(otherwise)) => {
            given.iter().zip(otherwise).map(|(given, otherwise)| spread * (given - otherwise).abs()).collect()
        }
        _ => vec![0.0; report.estimates.outcomes.len()],
    }
}

fn table(report: &RunReport, rows: &[Row], outcomes: &[usize]) -> Table {
    let heading = |&outcome: &usize| Column::numbers(format!("{}\nif so / if not", report.in_words(&report.estimates.outcomes[outcome])));
    let first = [Column::texts("event"), Column::numbers("happened")];
    let mut table = Table::new(first.into_iter().chain(outcomes.iter().map(heading)).collect());
    for row in rows {
        let of = |of: &Option<Vec<f64>>, outcome: usize| of.as_ref().map_or_else(|| "–".to_owned(), |of| percent(of[outcome]));
        let cell = |&outcome: &usize| format!("{} / {:>5}", of(&row.happening.given, outcome), of(&row.happening.otherwise, outcome));
        let first = [row.name.clone(), percent(row.happening.probability)];
        table.row(first.into_iter().chain(outcomes.iter().map(cell)).collect());
    }
    table
}
