//! Bars: who is last to agree, and who is in the way where nobody is agreed on.

use maud::html;
use nemcon_report::wording::percent;

use crate::Dossier;
use crate::svg::{Chart, LINE, LeftOut, Linear, Size, fit, line, lines, rect, text, widest, wrap};

/// So many members have a bar.
const ROWS: usize = 24;
/// What is less is not told from 0.
pub(crate) const VISIBLE: f64 = 0.005;

/// A member, and how often it stands in the way of the leading candidate.
pub(crate) struct Holdout<'a> {
    /// The member's id.
    pub(crate) member: &'a str,
    /// The share of the candidate's successes in which it was among the last to agree.
    pub(crate) last: Option<f64>,
    /// The share of the cases without a success in which it is in the way at the end.
    pub(crate) vacant: Option<f64>,
}

/// All members, in the order of the body; none where neither was seen.
pub(crate) fn all(dossier: &Dossier) -> Vec<Holdout<'_>> {
    let run = &dossier.run;
    let last = dossier.leader().and_then(|leader| run.last_holdouts.get(leader)?.as_ref());
    let vacant = run.blocking_when_vacant.as_ref();
    if last.is_none() && vacant.is_none() {
        return Vec::new();
    }
    let share = |of: Option<&nemcon_report::schema::ById<f64>>, member: &str| of.and_then(|of| of.get(member)).copied();
    let of = |member| Holdout { member, last: share(last, member), vacant: share(vacant, member) };
    run.names.members.iter().map(|(member, _)| of(member)).collect()
}

/// Those first that are in the way most.
pub(crate) fn ranked(dossier: &Dossier) -> Vec<Holdout<'_>> {
    let mut holdouts = all(dossier);
    let most = |of: &Holdout| of.last.unwrap_or(0.0).max(of.vacant.unwrap_or(0.0));
    holdouts.sort_by(|a, b| most(b).total_cmp(&most(a)));
    holdouts
}

/// `None` where nobody is seen in the way.
pub(crate) fn draw(dossier: &Dossier, size: Size) -> Option<Chart> {
    let ranked = ranked(dossier);
    let visible = |of: &&Holdout| of.last.unwrap_or(0.0).max(of.vacant.unwrap_or(0.0)) >= VISIBLE;
    let seen = ranked.iter().filter(visible).count();
    let rows = &ranked[..seen.min(ROWS)];
    rows.first()?;
    let who = dossier.candidate(dossier.leader()?);
    let width = size.width();
    let names: Vec<String> = rows.iter().map(|row| dossier.member(row.member)).collect();
    let left = (widest(&names, 12.0) + 14.0).clamp(60.0, size.either(252.0, 120.0));
    let (row, width_of_key) = (30.0, width - 20.0);
    let keys = [("c0", format!("last to agree, if {who} succeeds")), ("c1", without(dossier).to_owned())]
        .map(|(class, key)| (class, wrap(&key, width_of_key, 11.0)));
    let heads = keys.iter().map(|(_, lines)| LINE * lines.len() as f64 + 5.0);
    let top = heads.clone().sum::<f64>() + 10.0;
    let most = rows.iter().flat_map(|row| [row.last, row.vacant]).flatten().fold(0.0, f64::max);
    let scale = Linear::new((0.0, most), (left, width - 52.0));
    let body = html! {
        @for (at, (class, key)) in keys.iter().enumerate() {
            @let y: f64 = heads.clone().take(at).sum();
            (rect(class, (0.0, y + 2.0), (11.0, 11.0)))
            (lines(17.0, y + 12.0 + LINE * (key.len() - 1) as f64 / 2.0, "small", key))
        }
        (line("axis", (left, top), (left, top + row * rows.len() as f64)))
        @for (at, (holdout, name)) in rows.iter().zip(&names).enumerate() {
            @let y = top + row * at as f64;
            (text(left - 10.0, y + 18.0, "end", &fit(name, left - 12.0, 12.0)))
            @for (class, share, y) in [("c0", holdout.last, y + 3.0), ("c1", holdout.vacant, y + 15.0)] {
                @if let Some(share) = share {
                    (rect(class, (left, y), (scale.at(share) - left, 10.0)))
                    (text(scale.at(share) + 6.0, y + 9.0, "small", &percent(share)))
                }
            }
        }
    };
    let told = rows.iter().zip(&names).map(|(row, name)| {
        let [last, vacant] = [row.last, row.vacant].map(|share| share.map_or_else(|| "–".to_owned(), percent));
        format!("{name} {last} and {vacant}")
    });
    Some(Chart {
        title: format!("Who stands in the way of {who}"),
        description: format!(
            "Two bars a member, those first of which one is longest: last to agree, and {}. {}.",
            without(dossier),
            told.collect::<Vec<_>>().join("; ")
        ),
        left_out: LeftOut::of(seen - rows.len(), "member", "nemcon run FILE --format csv --table holdouts"),
        width,
        height: top + row * rows.len() as f64 + 6.0,
        body,
    })
}

/// What the cases without a success are.
pub(crate) fn without(dossier: &Dossier) -> &'static str {
    if dossier.is_motion() {
        "against at the end, if it is not adopted"
    } else {
        "if nobody is agreed on, in the way of whoever had most supporters at the end"
    }
}
