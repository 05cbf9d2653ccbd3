//! Who stands in the way: tiles by group, members by date, and the numbers.

use maud::{Markup, html};
use nemcon_report::wording::{percent, whole_percent};

use super::Section;
use super::parts::{cells, details, figure, table};
use crate::Dossier;
use crate::charts::heat::Heat;
use crate::charts::holdouts::{Holdout, VISIBLE, all, ranked, without};
use crate::palette::shade;
use crate::words::{cut, group as group_name, prose};

/// So many members have a tile; where there are more, those that are in the way most.
const TILES: usize = 200;
/// So many columns the id of a member has room for on a tile.
const ID: usize = 9;
/// So many members the table has.
const ROWS: usize = 200;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let who = dossier.candidate(dossier.leader()?);
    let holdouts = all(dossier);
    let heat = Heat::of(dossier);
    if holdouts.is_empty() && heat.is_none() {
        return None;
    }
    let body = html! {
        @if holdouts.iter().any(|of| of.last.is_some()) {
            (tiles(dossier, &format!("Last to agree, if {who} succeeds"), &|of| of.last))
        }
        @if holdouts.iter().any(|of| of.vacant.is_some()) {
            (tiles(dossier, &crate::words::capitalised(without(dossier)), &|of| of.vacant))
        }
        @if !holdouts.is_empty() {
            p class="note" { "Shares of those cases; several members may be in the way at once." }
            (details("The numbers", &numbers(dossier)))
        }
        @if let Some(heat) = &heat {
            (figure("heat", "Of the cases in which there is a round on the date.", |size| heat.draw(dossier, size), &dates(dossier, heat)))
        }
    };
    Some(Section { id: "members", title: format!("Who stands in the way of {who}"), body })
}

/// A tile a member, by group; the groups first in which somebody is most in the way.
fn tiles(dossier: &Dossier, title: &str, share: &dyn Fn(&Holdout) -> Option<f64>) -> Markup {
    let ranked = ranked(dossier);
    let shown: Vec<&Holdout> = ranked.iter().take(TILES).collect();
    let hidden = ranked[shown.len()..].iter().filter_map(share).fold(0.0, f64::max);
    let group_of = |member: &str| dossier.setting.groups.iter().find(|(id, _)| id == member).map_or("", |(_, group)| group.as_str());
    let mut groups: Vec<(&str, Vec<(&str, f64)>)> = Vec::new();
    for of in shown {
        let tile = (of.member, share(of).unwrap_or(0.0));
        let group = group_of(of.member);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, tiles)) => tiles.push(tile),
            None => groups.push((group, vec![tile])),
        }
    }
    let mean = |tiles: &[(&str, f64)]| tiles.iter().map(|(_, share)| share).sum::<f64>() / tiles.len() as f64;
    for (_, tiles) in &mut groups {
        tiles.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    groups.sort_by(|a, b| mean(&b.1).total_cmp(&mean(&a.1)));
    let alone = groups.len() == 1;
    html! {
        h3 { (title) }
        div class="groups" {
            @for (group, tiles) in &groups {
                div class="group" {
                    @if !alone { h4 { @if group.is_empty() { "others" } @else { (group_name(group)) } } }
                    ul class="tiles" {
                        @for (member, share) in tiles {
                            @let full = dossier.member(member);
                            // What is written alike looks alike.
                            li class={ "t" (shade((100.0 * share).round() / 100.0)) } title={ (full) ": " (percent(*share)) } {
                                span class="id" aria-hidden="true" { (cut(&prose(member), ID)) }
                                span class="hidden" { (full) ": " }
                                b { (brief(*share)) }
                            }
                        }
                    }
                }
            }
        }
        @if ranked.len() > TILES { p class="note" { (ranked.len() - TILES) " other members: at most " (percent(hidden)) " each." } }
    }
}

fn brief(share: f64) -> String {
    if share > 0.0 && share < VISIBLE { "<1%".to_owned() } else { whole_percent(share) }
}

fn numbers(dossier: &Dossier) -> Markup {
    let ranked = ranked(dossier);
    let cell = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    let rows: Vec<Vec<String>> =
        ranked.iter().take(ROWS).map(|of| vec![dossier.member(of.member), cell(of.last), cell(of.vacant)]).collect();
    let head = cells(["Member", "last to agree", without(dossier)]);
    html! {
        (table("Members that stand in the way", &head, &rows))
        @if ranked.len() > ROWS { p class="note" { (ranked.len() - ROWS) " other members are less in the way." } }
    }
}

/// So many dates the table behind the picture has.
const DATES: usize = 40;

fn dates(dossier: &Dossier, heat: &Heat) -> Markup {
    let every = heat.dates.len().div_ceil(DATES).max(1);
    let chosen = || (0..heat.dates.len()).step_by(every);
    let head: Vec<String> =
        std::iter::once("Member".to_owned()).chain(chosen().map(|at| nemcon_report::wording::date(heat.dates[at]))).collect();
    let cell = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), whole_percent);
    let rows: Vec<Vec<String>> = heat
        .rows
        .iter()
        .map(|(member, shares)| std::iter::once(dossier.member(member)).chain(chosen().map(|at| cell(shares[at]))).collect())
        .collect();
    table("Members by date: the probability of being against", &head, &rows)
}
