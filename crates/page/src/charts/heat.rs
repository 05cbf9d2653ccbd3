//! Members and dates: how likely each member is against the leading candidate in the round of each date.

use std::fmt::Write;

use maud::{Markup, html};
use nemcon_core::Date;
use nemcon_report::wording::{percent, whole_percent};

use crate::Dossier;
use crate::palette::{SHADES, STEPS, shade};
use crate::svg::{Chart, LeftOut, Px, Size, fit, label, month, step, text, widest};
use crate::words;

/// So many members have a row …
pub(crate) const ROWS: usize = 40;
/// … and so many dates a column at most; where there are more, several share one.
const COLUMNS: usize = 240;
/// What is less is not told from 0.
const VISIBLE: f64 = 0.005;

/// Members in rows, dates in columns.
pub(crate) struct Heat {
    /// The members that are most in the way, by id, with their shares; `None` where there is no round.
    pub(crate) rows: Vec<(String, Vec<Option<f64>>)>,
    /// The first date of each column.
    pub(crate) dates: Vec<Date>,
    /// How many members have no row, and the largest of their shares.
    hidden: (usize, f64),
}

impl Heat {
    /// That of the leading candidate; `None` where nobody is in its way, or nothing has a date.
    pub(crate) fn of(dossier: &Dossier) -> Option<Self> {
        let run = &dossier.run;
        let shares = run.blocking.get(dossier.leader()?)?;
        let dates: Vec<Date> = run.dates.iter().filter_map(|date| words::day(date)).collect();
        let size = dates.len().div_ceil(COLUMNS).max(1);
        let mut rows: Vec<(String, Vec<Option<f64>>, f64)> = shares
            .iter()
            .filter(|(_, row)| row.len() == dates.len())
            .map(|(member, row)| {
                let weighted = row.iter().zip(&run.still_open).map(|(share, open)| share.unwrap_or(0.0) * open);
                (member.to_owned(), row.chunks(size).map(mean).collect(), weighted.sum())
            })
            .collect();
        rows.sort_by(|a, b| b.2.total_cmp(&a.2));
        let largest = |row: &[Option<f64>]| row.iter().flatten().copied().fold(0.0, f64::max);
        let shown = rows.iter().take(ROWS).filter(|(_, row, _)| largest(row) >= VISIBLE).count();
        let hidden = rows[shown..].iter().map(|(_, row, _)| largest(row)).fold(0.0, f64::max);
        let hidden = (rows.len() - shown, hidden);
        rows.truncate(shown);
        let rows: Vec<_> = rows.into_iter().map(|(member, row, _)| (member, row)).collect();
        (!rows.is_empty()).then(|| Self { rows, dates: dates.chunks(size).map(|dates| dates[0]).collect(), hidden })
    }

    pub(crate) fn draw(&self, dossier: &Dossier, size: Size) -> Chart {
        let width = size.width();
        let names: Vec<String> = self.rows.iter().map(|(member, _)| dossier.member(member)).collect();
        let left = (widest(&names, 12.0) + 12.0).clamp(60.0, size.either(252.0, 120.0));
        let (top, row) = (22.0, 15.0);
        let column = (width - left) / self.dates.len() as f64;
        let bottom = top + row * self.rows.len() as f64;
        let who = dossier.leader().map(|leader| dossier.candidate(leader)).unwrap_or_default();
        let body = html! {
            @for (at, label) in self.ticks(64.0, column) {
                (text(left + column * at as f64, 12.0, "small", &label))
                (crate::svg::line("grid", (left + column * at as f64, 15.0), (left + column * at as f64, top)))
            }
            @for (at, name) in names.iter().enumerate() {
                (text(left - 8.0, top + row * at as f64 + 11.5, "end", &fit(name, left - 10.0, 12.0)))
            }
            @for (shade, path) in self.paths(left, top, column, row).iter().enumerate() {
                @if !path.is_empty() { path class={ "h" (shade) } d=(path) {} }
            }
            (key(left, bottom + 14.0, width - left))
        };
        Chart {
            title: format!("Who is against {who}, by date"),
            description: format!(
                "A grid of {} members by {} dates, the stronger the shade the likelier that the member is against {who} in the round of that date, if there \
                 is one. Most often: {}.",
                self.rows.len(),
                self.dates.len(),
                words::list(&names[..names.len().min(3)], "and")
            ),
            left_out: self.left_out(),
            width,
            height: bottom + 46.0,
            body,
        }
    }

    /// The members that have no row, and how much they are against.
    fn left_out(&self) -> Option<LeftOut> {
        let (hidden, largest) = self.hidden;
        let mut left = LeftOut::of(hidden, "member", "nemcon run FILE --format csv --table blocking")?;
        left.what +=
            &if largest > 0.0 { format!(", against in at most {} on any date", percent(largest)) } else { ", never against".to_owned() };
        Some(left)
    }

    /// All cells of a shade as one path; neighbours in a row are joined.
    fn paths(&self, left: f64, top: f64, column: f64, row: f64) -> Vec<String> {
        let mut paths = vec![String::new(); SHADES];
        let gap = if column >= 5.0 { 1.0 } else { 0.0 };
        for (at, (_, shares)) in self.rows.iter().enumerate() {
            let shades: Vec<Option<usize>> = shares.iter().map(|share| share.map(shade)).collect();
            let mut from = 0;
            for same in shades.chunk_by(|a, b| a == b && gap == 0.0) {
                if let Some(shade) = same[0] {
                    let (x, y) = (left + column * from as f64, top + row * at as f64);
                    let (wide, tall) = (column * same.len() as f64 - gap, row - 1.0);
                    let _ = write!(
                        paths[shade],
                        "M{} {}h{}v{}h-{}z",
                        Px(x).text(),
                        Px(y).text(),
                        Px(wide).text(),
                        Px(tall).text(),
                        Px(wide).text()
                    );
                }
                from += same.len();
            }
        }
        paths
    }

    /// Where a month begins, as often as there is room.
    fn ticks(&self, room: f64, column: f64) -> Vec<(usize, String)> {
        let (Some(first), Some(last)) = (self.dates.first(), self.dates.last()) else { return Vec::new() };
        let months = f64::from(month(*last) - month(*first) + 1);
        let most = (column * self.dates.len() as f64 / room).max(1.0);
        let step = step(months, most);
        let mut ticks: Vec<(usize, String)> = Vec::new();
        let (mut period, mut year) = (None, None);
        for (at, date) in self.dates.iter().enumerate() {
            let is_far = ticks.last().is_none_or(|(last, _)| column * (at - last) as f64 >= room * 0.9);
            if period.replace(month(*date) / step) != Some(month(*date) / step) && is_far {
                ticks.push((at, label(*date, step, year.replace(date.year()) != Some(date.year()))));
            }
        }
        ticks
    }
}

fn mean(shares: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = shares.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// What the shades mean.
fn key(left: f64, top: f64, width: f64) -> Markup {
    let wide = (width / SHADES as f64).min(44.0);
    html! {
        @for shade in 0..SHADES {
            @let x = left + wide * shade as f64;
            (crate::svg::rect(&format!("h{shade}"), (x, top), (wide - 1.0, 10.0)))
            // Where it is narrow every other number has room.
            @if shade > 0 && (wide >= 30.0 || shade % 2 == 1) { (text(x, top + 23.0, "mid small", &whole_percent(STEPS[shade - 1]))) }
        }
    }
}
