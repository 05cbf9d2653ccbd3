//! The outcomes with their intervals and dates.

use maud::html;
use nemcon_core::Interval;
use nemcon_report::schema::OutcomeDocument;
use nemcon_report::wording::{counted_runs, half_width, percent};

use super::Section;
use super::parts::{cells, figure, table, wary};
use crate::answer::between;
use crate::charts::outcomes::draw;
use crate::words::{date, outcome};
use crate::{Dossier, words};

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let run = &dossier.run;
    let (spread, head) = (run.over_inputs.as_ref(), cells(["Outcome", "Probability", "95% interval"]).into_iter());
    let head: Vec<String> = head.chain(spread.map(|_| UNSURE.to_owned())).chain(cells(["5% by", "half by", "95% by"])).collect();
    let rows: Vec<Vec<String>> = dossier.ranked().into_iter().map(|found| row(dossier, found)).collect();
    let table = table("Outcomes: probability, simulation error, and dates given the outcome", &head, &rows);
    let error = |outcome: &OutcomeDocument| (outcome.probability - outcome.low).max(outcome.high - outcome.probability);
    let widest = run.outcomes.iter().max_by(|a, b| error(a).total_cmp(&error(b)))?;
    let width = half_width(widest.probability, Interval::new(widest.low, widest.high));
    let caption = "with the span of 90% of the cases, and the date by which half of them have come about.";
    let body = html! {
        (figure("outcomes", caption, |size| draw(dossier, size), &table))
        p class="note" {
            (counted_runs(run.runs)) ": the simulation error is at most " (width) " points (95%). How sure the forecast is depends on the \
             assumptions, not on that."
            @if spread.is_some() {
                " The line below a bar is where its probability lies in 90% of cases over what is unsure: what the file gives as ranges."
            }
        }
        (wary(&run.warnings.iter().map(|warning| words::prose(warning)).collect::<Vec<_>>()))
    };
    Some(Section { id: "outcomes", title: "Outcomes".to_owned(), body })
}

/// The head of the column of that range.
const UNSURE: &str = "over what is unsure";

fn row(dossier: &Dossier, found: &OutcomeDocument) -> Vec<String> {
    let spread = dossier.spread(&found.outcome).map(between);
    let interval = format!("{} to {}", percent(found.low), percent(found.high));
    let dates =
        found.date.as_ref().map_or_else(|| [(); 3].map(|()| "–".to_owned()), |of| [&of.q05, &of.median, &of.q95].map(|day| date(day)));
    [outcome(found), percent(found.probability), interval].into_iter().chain(spread).chain(dates).collect()
}
