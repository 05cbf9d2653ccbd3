//! Dot and whisker: what each variant changes in one outcome, on paired runs.

use maud::html;
use nemcon_core::Interval;
use nemcon_report::schema::{CompareDocument, DifferenceDocument, VariantDocument};
use nemcon_report::wording::half_width;

use crate::Dossier;
use crate::svg::{Chart, Linear, Px, Size, fit, line, text, ticks};
use crate::words::name;

/// So many variants are drawn; the table behind has all.
const ROWS: usize = 40;
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
    let first = dossier.ranked().first().map(|outcome| outcome.outcome.as_str());
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
    format!("{} {}", signed(100.0 * found.difference), half_width(found.difference, Interval::new(found.low, found.high)))
}

fn signed(points: f64) -> String {
    match format!("{points:+.1}").as_str() {
        "+0.0" | "-0.0" => "0.0".to_owned(),
        other => other.replace('-', "−"),
    }
}

/// What a variant is called: its title, or its file.
pub(crate) fn called(variant: &VariantDocument) -> String {
    let title = variant.title.trim_start_matches(['…', ' ']);
    name(if title.is_empty() { &variant.file } else { title })
}

pub(crate) fn draw(dossier: &Dossier, compare: &CompareDocument, id: &str, size: Size) -> Chart {
    let all = sorted(compare, id);
    // Where there are more than are drawn, those in the middle change least.
    let middle = all.len().saturating_sub(ROWS);
    let rows: Vec<_> = all.iter().take(ROWS.div_ceil(2)).chain(all.iter().skip(ROWS.div_ceil(2) + middle)).copied().collect();
    let outcome = dossier.outcome(id, rows.first().and_then(|(_, found)| found.name.as_deref()));
    let width = size.width();
    let (left, right) = size.either((252.0, 82.0), (0.0, 82.0));
    let (height, top) = size.either((24.0, 6.0), (40.0, 6.0));
    let bottom = top + height * rows.len() as f64 + 4.0;
    let ends = rows.iter().flat_map(|(_, found)| [found.low, found.high]).map(|end| 100.0 * end);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let (low, high) = if high - low < 1.0 { (low - 0.5, high + 0.5) } else { (low, high) };
    let scale = Linear::new((low, high), (left + 8.0, width - right - 8.0));
    let body = html! {
        @for tick in ticks((low, high), size.either(6, 4)) {
            @let x = scale.at(tick);
            (line(if tick == 0.0 { "axis" } else { "grid" }, (x, top), (x, bottom)))
            (text(x, bottom + 14.0, "mid small", &signed(tick).replace(".0", "")))
        }
        (line("axis", (scale.at(0.0), top), (scale.at(0.0), bottom)))
        @for (at, (variant, found)) in rows.iter().enumerate() {
            @let y = top + height * at as f64 + size.either(12.0, 28.0);
            @let x = scale.at(100.0 * found.difference);
            @match size {
                Size::Wide => (text(left - 12.0, y + 4.0, "end", &fit(&called(variant), left - 14.0, 12.0))),
                Size::Narrow => (text(0.0, y - 12.0, "halo", &fit(&called(variant), width, 12.0))),
            }
            (line("stem", (scale.at(0.0), y), (x, y)))
            (line("whisker", (scale.at(100.0 * found.low), y), (scale.at(100.0 * found.high), y)))
            circle class={ "dot " (if found.difference < 0.0 { "c1" } else { "c0" }) } cx=(Px(x)) cy=(Px(y)) r="5" {}
            (text(width, y + 4.0, "end", &in_points(found)))
        }
        (text(width - right - 8.0, bottom + 30.0, "end small", "points, with 95% interval"))
    };
    let told: Vec<String> =
        rows.iter().map(|(variant, found)| format!("{} {}", called(variant), signed(100.0 * found.difference))).collect();
    Chart {
        title: format!("What variants change: {outcome}"),
        description: format!("Differences of its probability from the base, in points, smallest to largest: {}.", told.join("; ")),
        width,
        height: bottom + 36.0,
        body,
    }
}
