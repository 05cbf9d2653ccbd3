//! Tornado: how far each input moves an outcome, from one of its ends to the other.

use maud::{Markup, html};
use nemcon_report::schema::{InputDocument, SensitivityDocument};
use nemcon_report::wording::{counted_runs, percent};

use crate::Dossier;
use crate::svg::{Chart, LeftOut, Linear, Size, fit, line, lines, rect, text, ticks, widest, wrap};
use crate::words::name;

/// So many inputs are drawn; the table behind has all.
const ROWS: usize = 14;
/// What an end of an input takes at most, in pixels.
const END: f64 = 74.0;

/// The bars in their order, which is that of how far they reach.
pub(crate) fn draw(dossier: &Dossier, found: &SensitivityDocument, size: Size) -> Chart {
    let outcome = dossier.outcome(&found.outcome, found.name.as_deref());
    let rows: Vec<&InputDocument> = found.inputs.iter().take(ROWS).collect();
    let labels: Vec<String> = rows.iter().map(|input| dossier.input(&input.input)).collect();
    let width = size.width();
    let left = size.either((widest(&labels, 12.0) + 14.0).clamp(60.0, 252.0), 0.0);
    let (height, top) = size.either((30.0, 46.0), (44.0, 46.0));
    let bottom = top + height * rows.len() as f64 + 4.0;
    let ends = rows.iter().flat_map(|input| [input.at_low.probability, input.at_high.probability]);
    let (low, high) = ends.fold((found.probability, found.probability), |(low, high), end| (low.min(end), high.max(end)));
    let (low, high) = if high - low < 0.01 { ((low - 0.005).max(0.0), (high + 0.005).min(1.0)) } else { (low, high) };
    let scale = Linear::new((low, high), (left + END, width - END));
    let base = scale.at(found.probability);
    let as_it_is = as_it_is(dossier, found);
    let body = html! {
        @for tick in ticks((low, high), size.either(6, 3)) {
            (line("grid", (scale.at(tick), top), (scale.at(tick), bottom)))
            (text(scale.at(tick), bottom + 14.0, "mid small", &percent(tick).replace(".0%", "%")))
        }
        @for (at, (input, label)) in rows.iter().zip(&labels).enumerate() {
            @let y = top + height * at as f64 + size.either(7.0, 22.0);
            @match size {
                Size::Wide => (lines(left - 12.0, y + 12.0, "end", &wrap(label, left - 14.0, 12.0))),
                Size::Narrow => (text(0.0, y - 5.0, "halo", &fit(label, width, 12.0))),
            }
            (bar(input, scale, base, y))
        }
        (line("axis", (base, top - 4.0), (base, bottom)))
        (text(base, top - 9.0, "mid small", &as_it_is))
        @for (at, (class, end)) in [("c1", "at its low end"), ("c0", "at its high end")].into_iter().enumerate() {
            (rect(class, (130.0 * at as f64, 2.0), (11.0, 11.0)))
            (text(130.0 * at as f64 + 17.0, 12.0, "small", end))
        }
    };
    let told = rows.iter().zip(&labels).map(|(input, label)| {
        let (low, high) = (percent(input.at_low.probability), percent(input.at_high.probability));
        format!("{label} from {} to {}: {low} to {high}", name(&input.low), name(&input.high))
    });
    Chart {
        title: format!("What it hangs on: {outcome}"),
        description: format!(
            "Bars from the probability at one end of an input to that at the other; {as_it_is}. {}.",
            told.collect::<Vec<_>>().join("; ")
        ),
        left_out: LeftOut::of(found.inputs.len() - rows.len(), "input", "nemcon sensitivity FILE --top all"),
        width,
        height: bottom + 20.0,
        body,
    }
}

/// What it is without a change, which of fewer runs than the forecast has may be another share than the forecast's.
pub(crate) fn as_it_is(dossier: &Dossier, found: &SensitivityDocument) -> String {
    let of = if found.runs == dossier.run.runs { String::new() } else { format!(" in these {}", counted_runs(found.runs)) };
    format!("as it is: {}{of}", percent(found.probability))
}

/// From what it is to either end, beyond which the end is written.
fn bar(input: &InputDocument, scale: Linear, base: f64, y: f64) -> Markup {
    let ends = [("c1", &input.low, scale.at(input.at_low.probability)), ("c0", &input.high, scale.at(input.at_high.probability))];
    // Where both ends lie on one side the farther is drawn first, and alone named.
    let same_side = (ends[0].2 - base) * (ends[1].2 - base) > 0.0;
    let farther = usize::from((ends[1].2 - base).abs() > (ends[0].2 - base).abs());
    let order = [farther, 1 - farther];
    html! {
        @for (drawn, &(class, written, x)) in order.iter().map(|&end| &ends[end]).enumerate() {
            (rect(class, (x.min(base), y), ((x - base).abs(), 15.0)))
            @if drawn == 0 || !same_side {
                @let left = x < base || (x == base && drawn == 1);
                (text(if left { x - 5.0 } else { x + 5.0 }, y + 11.5, if left { "end small" } else { "small" }, &fit(&name(written), END - 6.0, 11.0)))
            }
        }
    }
}
