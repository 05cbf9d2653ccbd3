//! Cumulative incidence: how likely each outcome has come about by a day, stacked, with what is still open above.

use std::fmt::Write;

use maud::{Markup, html};
use nemcon_core::{Cadence, Date};
use nemcon_report::wording::{date, day, percent};

use super::outcomes::coloured;
use crate::Dossier;
use crate::svg::{Calendar, Chart, LINE, LeftOut, Linear, Px, Size, fit, line, lines, rect, text, widest, wrap};
use crate::words::{self, outcome};

/// So many outcomes have an area of their own, if they are likelier than this.
const AREAS: usize = 6;
const VISIBLE: f64 = 0.002;
/// So many events are drawn.
const EVENTS: usize = 6;
/// Names stand so far beside the areas, behind their shares.
const LABEL: f64 = 72.0;
/// Changes that are less are not drawn.
const STEP: f64 = 0.000_5;

/// An area: what has come about by each date.
struct Area {
    label: String,
    class: String,
    values: Vec<f64>,
    end: f64,
}

/// `None` where nothing has a date.
pub(crate) fn draw(dossier: &Dossier, size: Size) -> Option<Chart> {
    let dates: Vec<Date> = dossier.run.dates.iter().filter_map(|date| words::day(date)).collect();
    let start = words::day(&dossier.run.question.as_of)?;
    let last = *dates.last()?;
    let areas = areas(dossier, dates.len());
    let width = size.width();
    let names = LABEL + widest(areas.iter().map(|area| &area.label), 12.0);
    let (left, right) = size.either((38.0, names.clamp(150.0, 270.0)), (34.0, 4.0));
    let (top, tall) = size.either((34.0, 270.0), (30.0, 210.0));
    // What the last round decides is seen beyond it.
    let beyond = size.either(14.0, 10.0);
    let calendar = Calendar::new(start, last, (left, width - right - beyond));
    let scale = Linear::new((0.0, 1.0), (top + tall, top));
    let (events, hidden) = events(dossier, start, last);
    let below = top + tall + 24.0;
    let key = below + 34.0 * events.len() as f64 + 8.0;
    let height = key + size.either(0.0, 22.0 * (areas.len() + 1) as f64);
    let body = html! {
        (rect("open", (left, top), (width - right - left, tall)))
        @for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            (line("grid", (left, scale.at(share)), (width - right, scale.at(share))))
            (text(left - 6.0, scale.at(share) + 4.0, "end small", &format!("{:.0}%", 100.0 * share)))
        }
        (stack(&areas, &dates, calendar, scale, width - right))
        @for (x, label) in calendar.ticks(68.0) {
            (line("axis", (x, top + tall), (x, top + tall + 4.0)))
            (text(x, top + tall + 17.0, if x < left + 20.0 { "small" } else { "mid small" }, &label))
        }
        (marks(dossier, calendar, (top, top + tall), size))
        @match size {
            Size::Wide => (labels(&areas, scale, (width - right, width))),
            Size::Narrow => (legend(&areas, key)),
        }
        @for (at, (label, from, to)) in events.iter().enumerate() {
            @let y = below + 34.0 * at as f64;
            @let x = calendar.at(*from);
            @let ends = calendar.at(*to).max(x + 4.0);
            (rect("mark", (x, y + 18.0), (ends - x, 5.0)))
            (text(left, y + 13.0, "small", &fit(label, width - left, 11.0)))
        }
    };
    let reached: Vec<String> = areas.iter().map(|area| format!("{} {}", area.label, percent(area.end))).collect();
    Some(Chart {
        title: "What has come about by when".to_owned(),
        description: format!(
            "Stacked areas from {} to {}: the probability that each outcome has come about by a day; what is left above them is still open. \
             At the end: {}.",
            date(start),
            date(last),
            reached.join(", ")
        ),
        left_out: LeftOut::of(hidden, "event", "nemcon run FILE --top all"),
        width,
        height,
        body,
    })
}

/// Successes from below, then what has no name or no hue, then nobody.
fn areas(dossier: &Dossier, dates: usize) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut rest = Area { label: String::new(), class: "rest".to_owned(), values: vec![0.0; dates], end: 0.0 };
    let mut pooled = 0;
    for (found, class) in coloured(dossier) {
        let Some(values) = dossier.run.cumulative_incidence.get(&found.outcome).filter(|values| values.len() == dates) else { continue };
        let end = values.last().copied().unwrap_or(0.0);
        if end >= VISIBLE && areas.len() < AREAS && (class != "rest" || found.kind == "other") {
            areas.push(Area { label: outcome(found), class, values: values.clone(), end });
        } else if end > 0.0 {
            pooled += 1;
            rest.label = if pooled == 1 { outcome(found) } else { format!("{pooled} others") };
            rest.values.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            rest.end += end;
        }
    }
    if rest.end > 0.0 {
        areas.push(rest);
    }
    areas.sort_by_key(|area| match area.class.as_str() {
        "none" => 2,
        "rest" => 1,
        _ => 0,
    });
    areas
}

/// Each area between the sums of those below it, without and with it, in the steps of the rounds.
fn stack(areas: &[Area], dates: &[Date], calendar: Calendar, scale: Linear, right: f64) -> Markup {
    let mut below = vec![0.0; dates.len()];
    let mut paths = Vec::new();
    for area in areas {
        let above: Vec<f64> = below.iter().zip(&area.values).map(|(sum, value)| sum + value).collect();
        paths.push((&area.class, path(&below, &above, dates, calendar, scale, right)));
        below = above;
    }
    html! { @for (class, path) in paths { path class={ (class) " part" } d=(path) {} } }
}

fn path(below: &[f64], above: &[f64], dates: &[Date], calendar: Calendar, scale: Linear, right: f64) -> String {
    // Dates on which a bound moves visibly, and the last.
    let mut shown: Vec<usize> = Vec::new();
    let mut last = (0.0, 0.0);
    for at in 0..dates.len() {
        if (above[at] - last.0).abs() >= STEP || (below[at] - last.1).abs() >= STEP || at + 1 == dates.len() {
            shown.push(at);
            last = (above[at], below[at]);
        }
    }
    let x = |at: usize| Px(calendar.at(dates[at])).text();
    let y = |value: f64| Px(scale.at(value)).text();
    let Some((&first, &end)) = shown.first().zip(shown.last()) else { return String::new() };
    let mut path = format!("M{} {}", x(first), y(below[first]));
    for &at in &shown {
        let _ = write!(path, "H{}V{}", x(at), y(above[at]));
    }
    let _ = write!(path, "H{}V{}", Px(right).text(), y(below[end]));
    for (&at, &before) in shown.iter().rev().zip(shown.iter().rev().skip(1)) {
        let _ = write!(path, "H{}V{}", x(at), y(below[before]));
    }
    path + "Z"
}

/// Names beside the ends of the areas, moved apart where they would touch.
fn labels(areas: &[Area], scale: Linear, (x, end): (f64, f64)) -> Markup {
    let names: Vec<Vec<String>> = areas.iter().map(|area| wrap(&area.label, end - x - LABEL, 12.0)).collect();
    // How far the middles of a name and of the one above it are apart at least.
    let apart = |at: usize| LINE * (names[at].len() + names[at - 1].len()) as f64 / 2.0 + 5.0;
    let mut sum = 0.0;
    let wanted: Vec<f64> = areas
        .iter()
        .map(|area| {
            sum += area.end;
            scale.at(sum - area.end / 2.0)
        })
        .collect();
    let mut places = wanted.clone();
    for at in 1..places.len() {
        places[at] = places[at].min(places[at - 1] - apart(at));
    }
    // The topmost may have left the picture: push back down.
    if let Some(over) = places.last().map(|top| (4.0 - top).max(0.0)) {
        let last = places.len() - 1;
        places[last] += over;
        for at in (0..last).rev() {
            places[at] = places[at].max(places[at + 1] + apart(at + 1));
        }
    }
    html! {
        @for (((area, from), to), name) in areas.iter().zip(wanted).zip(places).zip(&names) {
            path class="lead" d={ "M" (Px(x + 2.0)) " " (Px(from)) "L" (Px(x + 12.0)) " " (Px(to)) "h4" } {}
            (text(x + LABEL - 8.0, to + 4.0, "end strong", &percent(area.end)))
            (lines(x + LABEL, to + 4.0, "", name))
        }
    }
}

fn legend(areas: &[Area], top: f64) -> Markup {
    let rows: Vec<_> = areas.iter().rev().map(|area| (area.class.as_str(), area.label.as_str(), percent(area.end))).collect();
    html! {
        @for (at, (class, label, share)) in rows.iter().enumerate() {
            @let y = top + 22.0 * at as f64;
            (rect(class, (34.0, y), (14.0, 14.0)))
            (text(56.0, y + 11.5, "", &fit(label, 210.0, 12.0)))
            (text(336.0, y + 11.5, "end muted", share))
        }
    }
}

/// The meetings, the deadline and the latest one.
fn marks(dossier: &Dossier, calendar: Calendar, (top, bottom): (f64, f64), size: Size) -> Markup {
    let setting = &dossier.setting;
    let deadline = words::day(&dossier.run.question.deadline);
    let latest = setting.latest_deadline.filter(|latest| Some(*latest) != deadline);
    html! {
        @for meeting in &setting.meetings {
            @let x = calendar.at(*meeting);
            path class="mark" d={ "M" (Px(x - 4.0)) " " (Px(top - 9.0)) "h8l-4 7Z" } {}
            @if setting.meetings.len() <= 24 { (line("grid", (x, top), (x, bottom))) }
        }
        @for (label, date) in deadline.map(|date| ("deadline", date)).into_iter().chain(latest.map(|date| ("latest", date))) {
            @let x = calendar.at(date);
            (line("dash", (x, top - 8.0), (x, bottom)))
            (text(x + 4.0, top - 14.0, "end small", &format!("{label} {}", day(date))))
        }
        (text(size.either(46.0, 40.0), top + 16.0, "small", "still open"))
    }
}

/// Events that have a time, with how often they happen; the first of them in file order, and how many there are beside.
fn events(dossier: &Dossier, start: Date, last: Date) -> (Vec<(String, Date, Date)>, usize) {
    let events = || dossier.setting.events.iter().filter(|timed| timed.from <= last && timed.to >= start);
    let label = |id: &str, from: Date, to: Date| {
        let found = dossier.run.events.get(id).map_or_else(String::new, |event| format!(", {}", percent(event.event.probability)));
        let when = if from == to { day(from) } else { format!("{} to {}", day(from), day(to)) };
        format!("{}: {when}{found}", dossier.event(id))
    };
    let hidden = events().count().saturating_sub(EVENTS);
    let drawn = events().take(EVENTS).map(|timed| (label(&timed.event, timed.from, timed.to), timed.from, timed.to));
    // A day has a width.
    (drawn.map(|(label, from, to)| (label, from, Cadence::days(1).date(to, 1).unwrap_or(to))).collect(), hidden)
}
