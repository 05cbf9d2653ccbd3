//! What each variant changes in one outcome, on paired runs.

use nemcon_report::schema::{CompareDocument, DifferenceDocument, VariantDocument};

use super::dots::{self, Dot};
use crate::Dossier;
use crate::svg::{Chart, Size};
use crate::words::name;

/// So many outcomes have a picture, the first of them and those that several variants change by so much.
const PICTURES: usize = 3;
const WORTH_SEEING: f64 = 0.01;

/// All outcomes: the likeliest of the base, then those first that variants change most.
pub(crate) fn outcomes<'a>(dossier: &Dossier, compare: &'a CompareDocument) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for found in found(compare) {
        if !ids.contains(&found.outcome.as_str()) {
            ids.push(&found.outcome);
        }
    }
    let most = |id: &str| found(compare).filter(|found| found.outcome == id).map(|found| found.difference.abs()).fold(0.0, f64::max);
    let first = dossier.likeliest().map(|outcome| outcome.outcome.as_str());
    ids.sort_by(|a, b| most(b).total_cmp(&most(a)));
    ids.sort_by_key(|id| Some(*id) != first);
    ids
}

/// Those of them that have a picture: what one variant alone changes is said in the tables.
pub(crate) fn pictured<'a>(dossier: &Dossier, compare: &'a CompareDocument) -> Vec<&'a str> {
    let changed = |id: &str| found(compare).filter(|found| found.outcome == id && found.difference.abs() >= WORTH_SEEING).count();
    let seen = |(at, id): &(usize, &str)| *at == 0 || changed(id) > 1;
    outcomes(dossier, compare).into_iter().enumerate().filter(seen).map(|(_, id)| id).take(PICTURES).collect()
}

fn found(compare: &CompareDocument) -> impl Iterator<Item = &DifferenceDocument> {
    compare.variants.iter().flat_map(|variant| &variant.outcomes)
}

/// The variants with what they change in an outcome, smallest to largest.
pub(crate) fn sorted<'a>(compare: &'a CompareDocument, id: &str) -> Vec<(&'a VariantDocument, &'a DifferenceDocument)> {
    let of = |variant: &'a VariantDocument| Some((variant, variant.outcomes.iter().find(|found| found.outcome == id)?));
    let mut rows: Vec<_> = compare.variants.iter().filter_map(of).collect();
    rows.sort_by(|a, b| a.1.difference.total_cmp(&b.1.difference));
    rows
}

/// `+8.8 ±0.2`, in points.
pub(crate) fn in_points(found: &DifferenceDocument) -> String {
    dots::in_points(found.difference, found.low, found.high)
}

/// What a variant is called: its title, or its file.
pub(crate) fn called(variant: &VariantDocument) -> String {
    let title = variant.title.trim_start_matches(['…', ' ']);
    name(if title.is_empty() { &variant.file } else { title })
}
pub(crate) fn draw(dossier: &Dossier, compare: &CompareDocument, id: &str, size: Size) -> Chart {
    let rows = sorted(compare, id);
    let outcome = dossier.outcome(id, rows.first().and_then(|(_, found)| found.name.as_deref()));
    let dot = |(variant, found): &(&VariantDocument, &DifferenceDocument)| Dot {
        label: called(variant),
        difference: found.difference,
        low: found.low,
        high: found.high,
    };
    dots::draw(format!("What variants change: {outcome}"), &rows.iter().map(dot).collect::<Vec<_>>(), size)
}
