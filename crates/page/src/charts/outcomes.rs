//! Bars with whiskers: how likely each outcome is, how sure that is, and when it comes about.

use maud::html;
use nemcon_report::schema::OutcomeDocument;
use nemcon_report::wording::percent;

use crate::Dossier;
use crate::answer::between;
use crate::palette::HUES;
use crate::svg::{Chart, LeftOut, Linear, Size, fit, line, rect, text};
use crate::words::{date, outcome};

/// So many bars are drawn; the table behind has all.
const BARS: usize = 12;
/// Bold letters take the room of larger ones.
const BOLD: f64 = 13.5;

/// The outcomes that have a bar, the likeliest first, each with the class of its colour.
pub(crate) fn coloured(dossier: &Dossier) -> Vec<(&OutcomeDocument, String)> {
    let mut hue = 0;
    let class = |outcome: &OutcomeDocument| match outcome.kind.as_str() {
        "vacant" | "rejected" => "none".to_owned(),
        "other" => "rest".to_owned(),
        _ if hue < HUES => {
            hue += 1;
            format!("c{}", hue - 1)
        }
        _ => "rest".to_owned(),
    };
    let ranked = dossier.ranked();
    let classes: Vec<String> = ranked.iter().copied().map(class).collect();
    ranked.into_iter().zip(classes).collect()
}

pub(crate) fn draw(dossier: &Dossier, size: Size) -> Chart {
    let width = size.width();
    let rows = coloured(dossier);
    let hidden = rows.len().saturating_sub(BARS);
    let rows = &rows[..rows.len() - hidden];
    let (left, right) = size.either((248.0, 64.0), (0.0, 56.0));
    let (height, bar) = size.either((42.0, 20.0), (56.0, 16.0));
    let scale = Linear::new((0.0, 1.0), (left, width - right));
    let body = html! {
        @for (at, (found, class)) in rows.iter().enumerate() {
            @let top = height * at as f64;
            @let y = size.either(top + 8.0, top + 28.0);
            @match size {
                Size::Wide => {
                    (text(left - 14.0, top + if found.date.is_some() { 16.0 } else { 22.0 }, "end strong", &fit(&outcome(found), left - 20.0, BOLD)))
                    (text(left - 14.0, top + 31.0, "end small", &when(found)))
                }
                Size::Narrow => {
                    (text(0.0, top + 16.0, "strong", &fit(&outcome(found), 200.0, BOLD)))
                    (text(width, top + 16.0, "end small", &short(found)))
                }
            }
            (rect("track", (left, y), (width - right - left, bar)))
            (rect(class, (left, y), (scale.at(found.probability) - left, bar)))
            @let (low, high, middle) = (scale.at(found.low), scale.at(found.high), y + bar / 2.0);
            @if high - low > 3.0 {
                (line("under", (low, middle), (high, middle)))
                (line("whisker", (low, middle), (high, middle)))
                @for end in [low, high] { (line("whisker", (end, middle - 4.0), (end, middle + 4.0))) }
            }
            @if let Some(spread) = dossier.spread(&found.outcome) {
                @let (low, high) = (scale.at(spread.low), scale.at(spread.high));
                (rect("mark", (low, y + bar + 2.0), ((high - low).max(1.5), 3.0)))
            }
            (text(width, y + bar / 2.0 + 4.0, "end strong", &percent(found.probability)))
        }
    };
    let told = |(found, _): &(&OutcomeDocument, String)| {
        let spread = dossier.spread(&found.outcome).map_or_else(String::new, |spread| format!(", {} over what is unsure", between(spread)));
        format!("{} {}{spread}", outcome(found), percent(found.probability))
    };
    let shown: Vec<String> = rows.iter().map(told).collect();
    Chart {
        title: "How likely each outcome is".to_owned(),
        description: format!("Bars, the likeliest first: {}.", shown.join("; ")),
        left_out: LeftOut::of(hidden, "outcome", "nemcon run FILE"),
        width,
        height: height * rows.len() as f64 + 4.0,
        body,
    }
}

fn when(outcome: &OutcomeDocument) -> String {
    outcome.date.as_ref().map_or_else(String::new, |dates| {
        if dates.q05 == dates.q95 {
            return format!("on {}", date(&dates.median));
        }
        format!("{} – {}, half by {}", short_date(&dates.q05), short_date(&dates.q95), date(&dates.median))
    })
}

fn short(outcome: &OutcomeDocument) -> String {
    outcome.date.as_ref().map_or_else(String::new, |dates| {
        let word = if dates.q05 == dates.q95 { "on" } else { "half by" };
        format!("{word} {}", date(&dates.median))
    })
}

fn short_date(text: &str) -> String {
    crate::words::day(text).map_or_else(|| date(text), nemcon_report::wording::day)
}
