//! Whom to persuade.

use maud::{Markup, html};
use nemcon_report::schema::{MemberChangeDocument, PersuadeDocument, ProbabilityChange};
use nemcon_report::wording::{counted_runs, percent, signed};

use super::Section;
use super::parts::{cells, figure, table};
use crate::Dossier;
use crate::charts::dots::{self, Dot, in_points};
use crate::svg::{Chart, LeftOut};
use crate::words::{date, name};

/// So many members have a dot.
const DOTS: usize = 12;
/// What tells all of them.
const ALL: &str = "nemcon persuade FILE --top all";

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let found = dossier.persuade.as_ref()?;
    let who = name(found.names.candidates.get(&found.candidate).map_or(&found.candidate, String::as_str));
    let numbers = numbers(found);
    let hidden = found.members.len().saturating_sub(DOTS);
    let picture = |of: fn(&MemberChangeDocument) -> &ProbabilityChange, title: String| {
        let mut members: Vec<&MemberChangeDocument> = found.members.iter().collect();
        members.sort_by(|a, b| of(b).difference.abs().total_cmp(&of(a).difference.abs()));
        let dots: Vec<Dot> = members
            .into_iter()
            .take(DOTS)
            .map(|member| {
                let change = of(member);
                Dot { label: called(found, member), difference: change.difference, low: change.low, high: change.high }
            })
            .collect();
        move |size| Chart { left_out: LeftOut::of(hidden, "member", ALL), ..dots::draw(title.clone(), &dots, ("member", ALL), size) }
    };
    let (comes, opposes) = (format!("If a member comes to {} {who} at once", found.to), format!("If a member opposes {who} to the end"));
    let body = html! {
        (figure("persuade", "Those first that change most.", picture(|member| &member.comes_round.probability, comes), &numbers))
        @if let Some(all) = alike(found) {
            p { "If any one of them opposes " (who) " to the end, that changes by " (all) " points." }
        } @else {
            (figure("oppose", "", picture(|member| &member.opposes.probability, opposes), &numbers))
        }
        p class="note" {
            "Each member by itself, on the same " (counted_runs(found.runs)) ". Two together may change more than the two one by one: "
            code { "nemcon persuade --pairs" } "."
        }
    };
    (!found.members.is_empty()).then(|| Section { id: "persuade", title: format!("Whom to persuade of {who}"), body })
}

/// What it changes if a member opposes to the end, where that is the same whoever it is, as far as it is shown: under
/// consensus a picture of it would say nothing.
fn alike(found: &PersuadeDocument) -> Option<String> {
    let mut changes = found.members.iter().map(|member| signed(100.0 * member.opposes.probability.difference));
    let first = changes.next()?;
    changes.all(|other| other == first).then_some(first)
}

fn called(found: &PersuadeDocument, member: &MemberChangeDocument) -> String {
    name(found.names.members.get(&member.member).map_or(&member.member, String::as_str))
}

fn numbers(found: &PersuadeDocument) -> Markup {
    let by = format!("… by {}", date(&found.by_date));
    let head = cells(["Member", "holds less now", "if it comes round", &by, "if it opposes to the end"]);
    let points = |of: &ProbabilityChange| in_points(of.difference, of.low, of.high);
    let row = |member: &MemberChangeDocument| {
        let (comes, opposes) = (&member.comes_round, &member.opposes);
        vec![called(found, member), percent(member.holds_less), points(&comes.probability), points(&comes.by), points(&opposes.probability)]
    };
    table("By member: changes of the probability, in points", &head, &found.members.iter().map(row).collect::<Vec<_>>())
}
