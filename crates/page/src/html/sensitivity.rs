//! Which inputs move the likeliest outcome.

use maud::html;
use nemcon_core::Interval;
use nemcon_report::schema::{InputDocument, ProbabilityChange, SensitivityDocument};
use nemcon_report::wording::{counted_runs, half_width, percent};

use super::Section;
use super::parts::{cells, figure, table};
use crate::Dossier;
use crate::charts::dots::in_points;
use crate::charts::tornado::{as_it_is, draw};
use crate::words::name;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let found = dossier.sensitivity.as_ref().filter(|found| !found.inputs.is_empty())?;
    let rows: Vec<Vec<String>> = found.inputs.iter().map(|input| row(dossier, input)).collect();
    let numbers = table("By input: the probability at its two ends", &cells(HEAD), &rows);
    let error = |at: &ProbabilityChange| (at.difference - at.low).max(at.high - at.difference);
    let widest = found.inputs.iter().flat_map(|input| [&input.at_low, &input.at_high]).max_by(|a, b| error(a).total_cmp(&error(b)))?;
    let body = html! {
        (figure("sensitivity", &caption(dossier, found), |size| draw(dossier, found, size), &numbers))
        p class="note" {
            "One input at a time, on the same " (counted_runs(found.runs)) " at each end: the simulation error of what it moves is at most "
            (half_width(widest.difference, Interval::new(widest.low, widest.high))) " points (95%). "
            "One that the file gives as a range is taken at its 5th and its 95th percentile, a number at half and at double of it, or of its \
             odds. How much of what is unsure comes from which: "
            code { "nemcon sensitivity" } "."
        }
    };
    Some(Section { id: "sensitivity", title: "What it hangs on".to_owned(), body })
}

/// What its middle is: with fewer runs than the forecast has it is another share than at the head of the page.
pub(crate) fn caption(dossier: &Dossier, found: &SensitivityDocument) -> String {
    let all = dossier.run.outcomes.iter().find(|outcome| outcome.outcome == found.outcome).filter(|_| found.runs != dossier.run.runs);
    let all = all.map_or_else(String::new, |all| format!(" (of all {}: {})", counted_runs(dossier.run.runs), percent(all.probability)));
    format!("Those first that move it most; {}{all}.", as_it_is(dossier, found))
}

/// The heads of its table.
pub(crate) const HEAD: [&str; 5] = ["Input", "low", "high", "at low (points)", "at high (points)"];

/// An input as a row of it.
pub(crate) fn row(dossier: &Dossier, input: &InputDocument) -> Vec<String> {
    let at =
        [&input.at_low, &input.at_high].map(|at| format!("{} ({})", percent(at.probability), in_points(at.difference, at.low, at.high)));
    [dossier.input(&input.input), name(&input.low), name(&input.high)].into_iter().chain(at).collect()
}
