//! What each variant changes in one outcome, on paired runs.

use nemcon_report::schema::{CompareDocument, DifferenceDocument, VariantDocument};

use super::dots::{self, Dot};
use crate::Dossier;
use crate::svg::{Chart, Size};
use crate::words::{name, prose};

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

/// What a variant is called: its title, or its file where it has none of its own.
pub(crate) fn called(compare: &CompareDocument, variant: &VariantDocument) -> String {
    let title = variant.title.trim_start_matches(['…', ' ']);
    let alike = compare.variants.iter().filter(|other| other.title == variant.title).count();
    name(if title.is_empty() || alike > 1 || variant.title == compare.base.title { &variant.file } else { title })
}

/// Those variants that change no run, so that something may be wrong with them.
fn without_effect(compare: &CompareDocument) -> Vec<String> {
    let changes = |found: &DifferenceDocument| found.difference != 0.0 || found.variance_ratio.is_some();
    let idle = compare.variants.iter().filter(|variant| !variant.outcomes.iter().any(changes));
    idle.map(|variant| format!("“{}” changes the end of no run", called(compare, variant))).collect()
}

/// What is to be wary of in the variants, and is not of the base.
pub(crate) fn warnings(dossier: &Dossier, compare: &CompareDocument) -> Vec<String> {
    let of = |variant: &VariantDocument| {
        let own: Vec<&String> = variant.warnings.iter().filter(|warning| !dossier.run.warnings.contains(warning)).collect();
        own.into_iter().map(|warning| format!("“{}”: {}", called(compare, variant), prose(warning))).collect::<Vec<_>>()
    };
    compare.variants.iter().flat_map(of).chain(without_effect(compare)).collect()
}

pub(crate) fn draw(dossier: &Dossier, compare: &CompareDocument, id: &str, size: Size) -> Chart {
    let rows = sorted(compare, id);
    let outcome = dossier.outcome(id, rows.first().and_then(|(_, found)| found.name.as_deref()));
    let dot = |(variant, found): &(&VariantDocument, &DifferenceDocument)| Dot {
        label: called(compare, variant),
        difference: found.difference,
        low: found.low,
        high: found.high,
    };
    let title = format!("What variants change: {outcome}");
    dots::draw(title, &rows.iter().map(dot).collect::<Vec<_>>(), ("variant", "nemcon compare BASE VARIANT…"), size)
}
