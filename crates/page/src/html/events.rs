//! What happens on the way, and what it tells of the outcome.

use maud::html;
use nemcon_report::schema::HappeningDocument;
use nemcon_report::wording::percent;

use super::Section;
use super::parts::{left_out, table};
use crate::Dossier;
use crate::svg::LeftOut;
use crate::words::{name, outcome};

/// So many outcomes have a column, and so many events a row.
const OUTCOMES: usize = 3;
const ROWS: usize = 40;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let mut happenings: Vec<(String, &HappeningDocument)> = Vec::new();
    for (id, event) in dossier.run.events.iter() {
        happenings.push((dossier.event(id), &event.event));
        happenings.extend(event.outcomes.iter().map(|(outcome, of)| (format!("{}: {}", dossier.event(id), name(outcome)), of)));
    }
    if happenings.is_empty() {
        return None;
    }
    let outcomes: Vec<_> = dossier.ranked().into_iter().take(OUTCOMES).collect();
    let beside = LeftOut::of(dossier.run.outcomes.len() - outcomes.len(), "outcome", "nemcon run FILE --format csv --table events");
    // Those first that tell most of the likeliest outcome.
    let tells = |of: &HappeningDocument| {
        let spread = (of.probability * (1.0 - of.probability)).max(0.0).sqrt();
        let gap = |id: &str| Some((of.given.as_ref()?.get(id)? - of.otherwise.as_ref()?.get(id)?).abs());
        spread * outcomes.iter().filter_map(|outcome| gap(&outcome.outcome)).fold(0.0, f64::max)
    };
    happenings.sort_by(|a, b| tells(b.1).total_cmp(&tells(a.1)));
    let hidden = happenings.len().saturating_sub(ROWS);
    let head: Vec<String> =
        ["Event".to_owned(), "happens in".to_owned()].into_iter().chain(outcomes.iter().map(|found| outcome(found))).collect();
    let rows: Vec<Vec<String>> = happenings
        .into_iter()
        .take(ROWS)
        .map(|(name, of)| {
            let share = |side: &Option<nemcon_report::schema::ById<f64>>, id: &str| {
                side.as_ref().and_then(|side| side.get(id)).map_or_else(|| "–".to_owned(), |&share| percent(share))
            };
            let cells =
                outcomes.iter().map(|found| format!("{} / {}", share(&of.given, &found.outcome), share(&of.otherwise, &found.outcome)));
            [name, percent(of.probability)].into_iter().chain(cells).collect()
        })
        .collect();
    let body = html! {
        (table("Events: the outcome's probability if it happens / if not", &head, &rows))
        (left_out(beside.as_ref()))
        p class="note" {
            @if hidden > 0 { (hidden) " events that tell less are left out. " }
            "These are no effects: what makes an event happen may make an outcome likely too. What an event does, a variant without it tells."
        }
    };
    Some(Section { id: "events", title: "Events on the way".to_owned(), body })
}
