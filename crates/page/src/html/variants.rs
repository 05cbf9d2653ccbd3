//! What variants change.

use maud::{Markup, html};
use nemcon_report::schema::CompareDocument;
use nemcon_report::wording::{counted_runs, percent};

use super::Section;
use super::parts::{figure, left_out, table, wary};
use crate::Dossier;
use crate::charts::differences::{called, draw, in_points, outcomes, pictured, sorted, warnings};
use crate::svg::LeftOut;

/// So many outcomes the table behind the pictures has.
const OUTCOMES: usize = 8;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let compare = dossier.compare.as_ref()?;
    let ids = outcomes(dossier, compare);
    let body = html! {
        p { (summary(dossier, compare, ids.first()?)) }
        (wary(&warnings(dossier, compare)))
        @for (at, id) in pictured(dossier, compare).into_iter().enumerate() {
            (figure(&format!("variants-{at}"), "", |size| draw(dossier, compare, id, size), &numbers(dossier, compare, &ids, id)))
        }
        p class="note" {
            "Each variant on the same " (counted_runs(compare.runs)) " as the base, so that what differs is the variant. A mean difference is \
             not what would happen for sure."
        }
    };
    Some(Section { id: "variants", title: "What if".to_owned(), body })
}

/// The largest changes in a sentence.
fn summary(dossier: &Dossier, compare: &CompareDocument, id: &str) -> String {
    let rows = sorted(compare, id);
    let outcome = dossier.outcome(id, None);
    let base = compare.base.outcomes.iter().find(|outcome| outcome.outcome == id).map_or(0.0, |outcome| outcome.probability);
    let told = |at: Option<&(&_, &nemcon_report::schema::DifferenceDocument)>, word: &str, is: fn(f64) -> bool| {
        let (variant, found) = at.filter(|(_, found)| is(found.difference) && (found.low > 0.0 || found.high < 0.0))?;
        Some(format!("{word} is “{}” ({} points, to {})", called(compare, variant), in_points(found), percent(found.probability)))
    };
    let least = told(rows.first(), "what lowers it most", |difference| difference < 0.0);
    let most = told(rows.last(), "what raises it most", |difference| difference > 0.0);
    let both: Vec<String> = least.into_iter().chain(most).collect();
    let effect = if both.is_empty() { "no variant changes that beyond the simulation error".to_owned() } else { both.join("; ") };
    format!("{outcome} has {} in the base; {effect}.", percent(base))
}

fn numbers(dossier: &Dossier, compare: &CompareDocument, ids: &[&str], by: &str) -> Markup {
    let hidden = LeftOut::of(ids.len().saturating_sub(OUTCOMES), "outcome", "nemcon compare BASE VARIANT… --format csv");
    let ids = &ids[..ids.len().min(OUTCOMES)];
    let head: Vec<String> =
        std::iter::once("Variant".to_owned()).chain(ids.iter().map(|id| dossier.outcome(id, name_of(compare, id)))).collect();
    let rows: Vec<Vec<String>> = sorted(compare, by)
        .into_iter()
        .map(|(variant, _)| {
            let cell = |id: &&str| {
                variant
                    .outcomes
                    .iter()
                    .find(|found| found.outcome == **id)
                    .map_or_else(|| "–".to_owned(), |found| format!("{} ({})", in_points(found), percent(found.probability)))
            };
            std::iter::once(called(compare, variant)).chain(ids.iter().map(cell)).collect()
        })
        .collect();
    html! { (table("Differences in points, and the probability in the variant", &head, &rows)) (left_out(hidden.as_ref())) }
}

fn name_of<'a>(compare: &'a CompareDocument, id: &str) -> Option<&'a str> {
    compare.variants.iter().flat_map(|variant| &variant.outcomes).find(|found| found.outcome == id)?.name.as_deref()
}
