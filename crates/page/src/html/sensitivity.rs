//! Which inputs move the likeliest outcome.

use maud::html;
use nemcon_report::schema::InputDocument;
use nemcon_report::wording::{percent, thousands};

use super::Section;
use super::parts::{cells, figure, table};
use crate::Dossier;
use crate::charts::tornado::draw;
use crate::words::{key, name};

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let found = dossier.sensitivity.as_ref().filter(|found| !found.inputs.is_empty())?;
    let outcome = dossier.outcome(&found.outcome, found.name.as_deref());
    let numbers = table("By input: the probability at its two ends", &cells(HEAD), &found.inputs.iter().map(row).collect::<Vec<_>>());
    let body = html! {
        (figure("sensitivity", "Those first that move it most.", |size| draw(found, &outcome, size), &numbers))
        p class="note" {
            "One input at a time, on " (thousands(found.runs)) " runs: one that the file gives as a range, at its 5th and its 95th percentile; a \
             number that the file gives, at half and at double of it, or of its odds. How much of what is unsure comes from which: "
            code { "nemcon sensitivity" } "."
        }
    };
    Some(Section { id: "sensitivity", title: "What it hangs on".to_owned(), body })
}

/// The heads of its table.
pub(crate) const HEAD: [&str; 5] = ["Input", "low", "high", "at low", "at high"];

/// An input as a row of it.
pub(crate) fn row(input: &InputDocument) -> Vec<String> {
    let at = [&input.at_low, &input.at_high].map(|at| percent(at.probability));
    [key(&input.input), name(&input.low), name(&input.high)].into_iter().chain(at).collect()
}
