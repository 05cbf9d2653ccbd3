//! Who left the race: how often, and which of the cases without an outcome that explains.

use nemcon_core::Status;
use nemcon_montecarlo::Departure;

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, Table, note};
use crate::wording::percent;

/// What is less is not shown.
const VISIBLE: f64 = 0.0005;

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let candidates = report.model.candidates();
    let has_left = |at: usize| matches!(candidates[at].status, Status::Withdrawn | Status::Declined);
    let departures = report.estimates.departures.iter().enumerate();
    let mut told: Vec<(usize, &Departure)> = departures.filter(|&(at, of)| of.left.probability >= VISIBLE && !has_left(at)).collect();
    if told.is_empty() {
        return Vec::new();
    }
    told.sort_by(|(_, a), (_, b)| b.left.probability.total_cmp(&a.left.probability));
    let nobody = report.estimates.outcomes.iter().position(nemcon_montecarlo::OutcomeEstimate::is_nobody);
    let word = nobody.map_or("", |at| report.short_name(&report.estimates.outcomes[at]));
    let headings = [Column::texts("left the race"), Column::numbers("withdrew"), Column::numbers("declined")];
    let told_of = [Column::numbers(format!("{word}\nif so / if not")), Column::numbers(format!("of all\n{word}"))];
    let mut table = Table::new(headings.into_iter().chain(told_of).collect());
    for (at, of) in told {
        let given = |of: &Option<Vec<f64>>| Some(of.as_ref()?[nobody?]);
        let shown = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        let (if_so, if_not) = (given(&of.left.given), given(&of.left.otherwise));
        let all = nobody.map(|at| report.estimates.outcomes[at].probability).filter(|&all| all > 0.0);
        let explained = all.map(|all| (of.left.probability * if_so.unwrap_or(0.0) / all).min(1.0));
        table.row(vec![
            candidates[at].name.clone(),
            percent((of.left.probability - of.declined).max(0.0)),
            percent(of.declined),
            format!("{} / {:>5}", shown(if_so), shown(if_not)),
            shown(explained),
        ]);
    }
    let mut lines = table.lines(style);
    let text = format!(
        "By the end: withdrew, or declined the post when it was offered. Of all {word}: the cases that end so and in which this one had left."
    );
    lines.extend(note(&text, style.columns()));
    lines
}
