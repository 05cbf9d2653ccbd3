//! Dot and whisker: how something differs from what it is, each with its 95% interval.

use maud::html;
use nemcon_core::Interval;
use nemcon_report::wording::{half_width, signed};

use crate::svg::{Chart, LeftOut, Linear, Px, Size, fit, line, text, ticks, widest};

/// So many rows are drawn; the table behind has all.
const ROWS: usize = 40;

/// A difference of probabilities.
pub(crate) struct Dot {
    pub(crate) label: String,
    pub(crate) difference: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// `+8.8 ±0.2`, in points.
pub(crate) fn in_points(difference: f64, low: f64, high: f64) -> String {
    format!("{} {}", signed(100.0 * difference), half_width(difference, Interval::new(low, high)))
}

/// The dots in their order; where there are more than are drawn, those in the middle are left out, and the command that
/// tells them is named. Each is of what the noun says.
pub(crate) fn draw(title: String, all: &[Dot], (noun, command): (&str, &'static str), size: Size) -> Chart {
    let middle = all.len().saturating_sub(ROWS);
    let rows: Vec<&Dot> = all.iter().take(ROWS.div_ceil(2)).chain(all.iter().skip(ROWS.div_ceil(2) + middle)).collect();
    let width = size.width();
    let longest = widest(rows.iter().map(|dot| &dot.label), 12.0);
    let (left, right) = size.either(((longest + 14.0).clamp(60.0, 252.0), 82.0), (0.0, 82.0));
    let (height, top) = size.either((24.0, 6.0), (40.0, 6.0));
    let bottom = top + height * rows.len() as f64 + 4.0;
    let ends = rows.iter().flat_map(|dot| [dot.low, dot.high]).map(|end| 100.0 * end);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let (low, high) = if high - low < 1.0 { (low - 0.5, high + 0.5) } else { (low, high) };
    let scale = Linear::new((low, high), (left + 8.0, width - right - 8.0));
    let body = html! {
        @for tick in ticks((low, high), size.either(6, 4)) {
            @let x = scale.at(tick);
            (line("grid", (x, top), (x, bottom)))
            (text(x, bottom + 14.0, "mid small", signed(tick).trim_end_matches(".0")))
        }
        (line("axis", (scale.at(0.0), top), (scale.at(0.0), bottom)))
        @for (at, dot) in rows.iter().enumerate() {
            @let y = top + height * at as f64 + size.either(12.0, 28.0);
            @let x = scale.at(100.0 * dot.difference);
            @match size {
                Size::Wide => (text(left - 12.0, y + 4.0, "end", &fit(&dot.label, left - 14.0, 12.0))),
                Size::Narrow => (text(0.0, y - 12.0, "halo", &fit(&dot.label, width, 12.0))),
            }
            (line("stem", (scale.at(0.0), y), (x, y)))
            (line("whisker", (scale.at(100.0 * dot.low), y), (scale.at(100.0 * dot.high), y)))
            circle class={ "dot " (if dot.difference < 0.0 { "c1" } else { "c0" }) } cx=(Px(x)) cy=(Px(y)) r="5" {}
            (text(width, y + 4.0, "end", &in_points(dot.difference, dot.low, dot.high)))
        }
        (text(width - right - 8.0, bottom + 30.0, "end small", "points, with 95% interval"))
    };
    let told: Vec<String> = rows.iter().map(|dot| format!("{} {}", dot.label, signed(100.0 * dot.difference))).collect();
    Chart {
        title,
        description: format!("Differences in points from what it is otherwise: {}.", told.join("; ")),
        left_out: LeftOut::of(middle, noun, command),
        width,
        height: bottom + 36.0,
        body,
    }
}
