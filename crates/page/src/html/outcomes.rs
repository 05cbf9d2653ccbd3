//! The outcomes with their intervals and dates.

use maud::html;
use nemcon_core::Interval;
use nemcon_report::schema::OutcomeDocument;
use nemcon_report::wording::{half_width, percent, thousands};

use super::Section;
use super::parts::{cells, figure, table, with_code};
use crate::charts::outcomes::draw;
use crate::words::{date, outcome};
use crate::{Dossier, words};

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let run = &dossier.run;
    let head = cells(["Outcome", "Probability", "95% interval", "5% by", "half by", "95% by"]);
    let rows: Vec<Vec<String>> = dossier.ranked().into_iter().map(row).collect();
    let table = table("Outcomes: probability, simulation error, and dates given the outcome", &head, &rows);
    let error = |outcome: &OutcomeDocument| (outcome.probability - outcome.low).max(outcome.high - outcome.probability);
    let widest = run.outcomes.iter().max_by(|a, b| error(a).total_cmp(&error(b)))?;
    let width = half_width(widest.probability, Interval::new(widest.low, widest.high));
    let caption = "with the span of 90% of the cases, and the date by which half of them have come about.";
    let body = html! {
        (figure("outcomes", caption, |size| draw(dossier, size), &table))
        p class="note" {
            (thousands(run.runs)) " runs: the simulation error is at most " (width) " points (95%). How sure the forecast is depends on the \
             assumptions, not on that."
        }
        @if !run.warnings.is_empty() {
            div class="warnings" {
                p { strong { "To be wary of" } }
                ul { @for warning in &run.warnings { li { (with_code(&words::capitalised(&words::prose(warning)))) "." } } }
            }
        }
    };
    Some(Section { id: "outcomes", title: "Outcomes".to_owned(), body })
}

fn row(found: &OutcomeDocument) -> Vec<String> {
    let interval = format!("{} to {}", percent(found.low), percent(found.high));
    let dates =
        found.date.as_ref().map_or_else(|| [(); 3].map(|()| "–".to_owned()), |of| [&of.q05, &of.median, &of.q95].map(|day| date(day)));
    [outcome(found), percent(found.probability), interval].into_iter().chain(dates).collect()
}
