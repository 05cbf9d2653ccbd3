//! What has come about by when.

use maud::{Markup, html};
use nemcon_report::schema::ByDateDocument;
use nemcon_report::wording::{date, percent};

use super::Section;
use super::parts::{figure, table};
use crate::Dossier;
use crate::charts::incidence::draw;
use crate::svg::Size;
use crate::words::outcome;

/// So many dates the table behind the picture has.
const DATES: usize = 40;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    draw(dossier, Size::Wide)?;
    let mut marks = vec!["What is above the areas is still open.".to_owned()];
    if !dossier.setting.meetings.is_empty() {
        let meetings: Vec<String> = dossier.setting.meetings.iter().map(|&meeting| date(meeting)).collect();
        let named = if meetings.len() <= 4 { format!(": {}", crate::words::list(&meetings, "and")) } else { String::new() };
        marks.push(format!("Triangles are meetings{named}."));
    }
    if !dossier.setting.events.is_empty() {
        marks.push("Bars below are the days on which an event may happen, with the share of cases in which it does.".to_owned());
    }
    let chart = |size| draw(dossier, size).expect("as it was drawn before");
    let body = html! {
        (figure("time", &marks.join(" "), chart, &numbers(dossier)))
        (by(dossier))
    };
    Some(Section { id: "time", title: "By when".to_owned(), body })
}

fn numbers(dossier: &Dossier) -> Markup {
    let run = &dossier.run;
    let outcomes: Vec<_> = dossier.ranked().into_iter().filter(|outcome| outcome.probability > 0.0).collect();
    let head = std::iter::once("Date".to_owned()).chain(outcomes.iter().map(|found| outcome(found))).chain(["still open".to_owned()]);
    let every = run.dates.len().div_ceil(DATES).max(1);
    let last = run.dates.len().saturating_sub(1);
    let rows = (0..run.dates.len()).filter(|at| (last - at).is_multiple_of(every)).map(|at| {
        let of = |id: &str| run.cumulative_incidence.get(id).and_then(|values| values.get(at)).copied().unwrap_or(0.0);
        let shares: Vec<f64> = outcomes.iter().map(|outcome| of(&outcome.outcome)).collect();
        let open = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        // What rounding of sums leaves is nothing.
        let open = if open < 1e-9 { 0.0 } else { open };
        std::iter::once(crate::words::date(&run.dates[at])).chain(shares.into_iter().chain([open]).map(percent)).collect()
    });
    table("By date: the probability that each outcome has come about", &head.collect::<Vec<_>>(), &rows.collect::<Vec<_>>())
}

/// What is known by some dates, and how it ends if it is still open then.
fn by(dossier: &Dossier) -> Markup {
    let by = &dossier.run.by;
    let outcomes: Vec<_> = dossier.ranked().into_iter().filter(|outcome| outcome.probability > 0.0).collect();
    let head = |first: &str| -> Vec<String> {
        std::iter::once(first.to_owned()).chain(by.iter().map(|by| crate::words::date(&by.date))).collect()
    };
    let rows = |share: &dyn Fn(&ByDateDocument, &str) -> Option<f64>| -> Vec<Vec<String>> {
        let cell = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        let row = |id: &str, name: String| std::iter::once(name).chain(by.iter().map(|by| cell(share(by, id)))).collect();
        outcomes.iter().map(|found| row(&found.outcome, outcome(found))).collect()
    };
    let mut known = rows(&|by, id| by.outcomes.get(id).copied());
    known.push(std::iter::once("still open".to_owned()).chain(by.iter().map(|by| percent(by.still_open))).collect());
    let given = rows(&|by, id| by.given_open.as_ref()?.get(id).copied());
    html! {
        @if !by.is_empty() {
            div class="beside" {
                (table("Has come about by …", &head("Outcome"), &known))
                (table("If still open after …, it ends so", &head("Outcome"), &given))
            }
        }
    }
}
