//! An outcome as one number of the scenario varies, or two.

use std::fmt::Write;

use maud::html;
use nemcon_report::schema::{PointOutcome, SweepDocument};
use nemcon_report::wording::{percent, whole_percent};

use crate::palette::SHADES;
use crate::svg::{Chart, Linear, Px, Size, fit, line, rect, text, ticks, widest};
use crate::words::{date, key, name, outcome_of};

/// The chart of an outcome, by id; of the one that is likeliest over all points where none is named. `None` where it
/// is at no point.
pub(crate) fn draw(found: &SweepDocument, outcome: Option<&str>) -> Option<Chart> {
    let outcome = outcome.or_else(|| likeliest(found))?;
    let points: Vec<&PointOutcome> =
        found.points.iter().map(|point| point.outcomes.iter().find(|of| of.outcome == outcome)).collect::<Option<_>>()?;
    let label = points.first()?.name.as_deref().map_or_else(|| outcome_of(outcome, outcome, None), name);
    match &found.keys[..] {
        [one] => Some(curve(&label, (&key(&one.key), &one.values), &points)),
        [down, across] => Some(map(&label, (&key(&down.key), &down.values), (&key(&across.key), &across.values), &points)),
        _ => None,
    }
}

fn likeliest(found: &SweepDocument) -> Option<&str> {
    let sum = |id: &str| -> f64 {
        found.points.iter().flat_map(|point| &point.outcomes).filter(|of| of.outcome == id).map(|of| of.probability).sum()
    };
    let ids = found.points.first()?.outcomes.iter().map(|of| of.outcome.as_str());
    ids.max_by(|a, b| sum(a).total_cmp(&sum(b)))
}

/// A line through the points, with the interval of each as a band.
fn curve(label: &str, (key, values): (&str, &[String]), points: &[&PointOutcome]) -> Chart {
    let width = Size::Wide.width();
    let (left, right, top, bottom) = (44.0, width - 70.0, 12.0, 292.0);
    let (low, high) = points.iter().fold((1.0_f64, 0.0_f64), |(low, high), point| (low.min(point.low), high.max(point.high)));
    // Not less than a tenth: what is level is to look level.
    let (low, high) = if high - low < 0.1 { ((low - 0.05).max(0.0), (high + 0.05).min(1.0)) } else { (low, high) };
    let x = |at: usize| Linear::new((0.0, (points.len() - 1).max(1) as f64), (left, right)).at(at as f64);
    let y = Linear::new((low, high), (bottom, top));
    let place = |at: usize, share: f64| format!("{} {}", Px(x(at)).text(), Px(y.at(share)).text());
    let path = |places: Vec<String>| {
        places.into_iter().enumerate().fold(String::new(), |mut path, (at, place)| {
            let _ = write!(path, "{}{place}", if at == 0 { 'M' } else { 'L' });
            path
        })
    };
    let above = (0..points.len()).map(|at| place(at, points[at].high));
    let below = (0..points.len()).rev().map(|at| place(at, points[at].low));
    let last = points.len() - 1;
    let body = html! {
        @for tick in ticks((low, high), 6) {
            (line("grid", (left, y.at(tick)), (right, y.at(tick))))
            (text(left - 8.0, y.at(tick) + 4.0, "end small", &percent(tick).replace(".0%", "%")))
        }
        path class="band" d={ (path(above.chain(below).collect())) "Z" } {}
        path class="curve" d=(path((0..points.len()).map(|at| place(at, points[at].probability)).collect())) {}
        @for (at, point) in points.iter().enumerate() { circle class="dot c0" cx=(Px(x(at))) cy=(Px(y.at(point.probability))) r="3.5" {} }
        (text(right + 10.0, y.at(points[last].probability) + 4.0, "strong", &percent(points[last].probability)))
        @for at in shown(values, right - left) { (text(x(at), bottom + 18.0, "mid small", &said(&values[at]))) }
        (text(right, bottom + 38.0, "end small", &fit(key, right - left - 110.0, 11.0)))
        (rect("band", (left, bottom + 29.0), (18.0, 11.0)))
        (text(left + 24.0, bottom + 38.0, "small", "95% interval"))
    };
    let told = values.iter().zip(points).map(|(value, point)| format!("{}: {}", name(value), percent(point.probability)));
    Chart {
        title: format!("{label}, by {key}"),
        description: format!("A line with 95% intervals. {}.", told.collect::<Vec<_>>().join("; ")),
        left_out: None,
        width,
        height: bottom + 44.0,
        body,
    }
}

/// A cell for every pair of values, with its share in it, the stronger the shade the likelier: the lightest is the least of
/// the map, the strongest its most.
fn map(label: &str, (down, rows): (&str, &[String]), (across, values): (&str, &[String]), points: &[&PointOutcome]) -> Chart {
    let width = Size::Wide.width();
    let (left, top) = ((widest(rows.iter().map(|row| said(row)), 11.0) + 12.0).clamp(44.0, 160.0), 26.0);
    let (column, row) = ((width - left) / values.len() as f64, (420.0 / rows.len() as f64).clamp(3.0, 34.0));
    let bottom = top + row * rows.len() as f64;
    let written = column >= 34.0 && row >= 16.0;
    let (least, most) = points.iter().fold((1.0_f64, 0.0_f64), |(least, most), of| (least.min(of.probability), most.max(of.probability)));
    let shades = Linear::new((least, most), (0.0, (SHADES - 1) as f64));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shades are few")]
    let shade = |share: f64| shades.at(share).round() as usize;
    let body = html! {
        (text(0.0, 12.0, "small", &fit(down, width, 11.0)))
        @for (at, point) in points.iter().enumerate() {
            @let (x, y) = (left + column * (at % values.len()) as f64, top + row * (at / values.len()) as f64);
            (rect(&format!("h{}", shade(point.probability)), (x, y), (column - 1.0, row - 1.0)))
            @let ink = format!("mid ink{}", shade(point.probability));
            @if written { (text(x + column / 2.0, y + row / 2.0 + 4.0, &ink, &whole_percent(point.probability))) }
        }
        @for at in every(rows.len(), row, 14.0) { (text(left - 6.0, top + row * (at as f64 + 0.5) + 4.0, "end small", &fit(&said(&rows[at]), left - 6.0, 11.0))) }
        @for at in shown(values, width - left) { (text(left + column * (at as f64 + 0.5), bottom + 16.0, "mid small", &said(&values[at]))) }
        (text(width, bottom + 36.0, "end small", &fit(across, width - left - 240.0, 11.0)))
        (text(left, bottom + 36.0, "small", &percent(least)))
        @for shade in 0..SHADES { (rect(&format!("h{shade}"), (left + 40.0 + 16.0 * shade as f64, bottom + 27.0), (15.0, 10.0))) }
        (text(left + 44.0 + 16.0 * SHADES as f64, bottom + 36.0, "small", &percent(most)))
    };
    Chart {
        title: format!("{label}, by {down} and {across}"),
        description: format!(
            "A cell for each pair of values, the stronger the shade the likelier, from {} to {}.",
            percent(least),
            percent(most)
        ),
        left_out: None,
        width,
        height: bottom + 42.0,
        body,
    }
}

/// A value on an axis: a date in words, a number with its unit to three digits.
fn said(value: &str) -> String {
    let Some((number, unit)) = value.split_once(' ') else { return date(value) };
    match number.parse::<f64>() {
        Ok(number) => name(&format!("{} {unit}", format!("{number:.2e}").parse().unwrap_or(number))),
        Err(_) => name(value),
    }
}

/// Which of the values are written below, so that none touches the next: the first, and every so many.
fn shown(values: &[String], width: f64) -> impl Iterator<Item = usize> {
    every(values.len(), width / values.len().max(1) as f64, widest(values.iter().map(|value| said(value)), 11.0) + 14.0)
}

fn every(count: usize, apart: f64, room: f64) -> impl Iterator<Item = usize> {
    let step = (1..=count.max(1)).find(|&step| apart * step as f64 >= room).unwrap_or(count.max(1));
    (0..count).step_by(step)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn values_are_short() {
        assert_eq!(["20.125 days", "0.1234", "2031-05-01", "7 days"].map(said), ["20.1 days", "0.1234", "1\u{a0}May\u{a0}2031", "7 days"]);
    }
}
