//! Who matters: who is against, the last to agree, those in the way at the end; and under rules other than
//! consensus who alone can prevent a decision.

use nemcon_core::{CandidateId, Kind, MemberId, MemberSet, Model, Procedure, Scope};
use nemcon_montecarlo::{Estimates, OutcomeEstimate};

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, Table, note};
use crate::wording::{counted, whole_percent};

/// So many members may be shown beyond those asked for, so that alike ones stand together.
const MORE: usize = 3;
/// What is less is not shown.
const VISIBLE: f64 = 0.005;

/// A share of cases, by member.
struct Measure {
    heading: String,
    /// What it is a share of, and of what kind; in a sentence.
    meaning: String,
    shares: Vec<f64>,
    /// Whether it says who prevents a decision, so that members are ranked by it first.
    decides: bool,
}

/// Members that are told one by one, and the rest.
struct Chosen {
    shown: Vec<usize>,
    rest: Vec<usize>,
}

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let Some(leader) = report.candidate.or_else(|| leader(report.estimates)) else { return Vec::new() };
    let measures = measures(report, leader);
    let chosen = choose(report, &ranked(&measures, report.model.body().len()));
    let title = format!("in the way of {}", report.candidate_name(leader));
    let columns = measures.iter().map(|measure| Column::numbers(measure.heading.as_str()));
    let mut table = Table::new(std::iter::once(Column::texts(title)).chain(columns).collect());
    for &member in &chosen.shown {
        let cells = measures.iter().map(|measure| whole_percent(measure.shares[member]));
        table.row(std::iter::once(report.label(member.into(), style)).chain(cells).collect());
    }
    if let [first, others @ ..] = &chosen.rest[..] {
        let alike = others.iter().all(|&other| are_alike(report.model, (*first).into(), other.into()));
        let shares = |measure: &Measure| -> f64 {
            let shares = chosen.rest.iter().map(|&member| measure.shares[member]);
            if alike { shares.sum::<f64>() / chosen.rest.len() as f64 } else { shares.fold(0.0, f64::max) }
        };
        let noun = if chosen.shown.is_empty() { "member" } else { "other" };
        let whom = counted(chosen.rest.len(), noun) + if alike { ", all alike: each" } else { ": at most" };
        table.row(std::iter::once(whom).chain(measures.iter().map(|measure| whole_percent(shares(measure)))).collect());
    }
    let mut lines = table.lines(style);
    let mut meaning = measures.iter().map(|measure| measure.meaning.as_str()).collect::<Vec<_>>().join("; ") + ".";
    if measures.iter().any(|measure| measure.shares.iter().sum::<f64>() > 1.0) {
        meaning += " Several members at once, so that a column may add up to more than 100%.";
    }
    lines.extend(note(&meaning, style.columns()));
    lines
}

/// The candidate whose success is likeliest; the first of them in file order.
fn leader(estimates: &Estimates) -> Option<CandidateId> {
    let successes = estimates.outcomes.iter().filter_map(|outcome: &OutcomeEstimate| Some((outcome.candidate()?, outcome.probability)));
    successes.rev().max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(candidate, _)| candidate)
}

fn measures(report: &RunReport, leader: CandidateId) -> Vec<Measure> {
    let (model, estimates) = (report.model, report.estimates);
    let question = model.question();
    let name = report.candidate_name(leader);
    let by_member = |share: &dyn Fn(MemberId) -> f64| -> Vec<f64> { model.body().ids().map(share).collect() };
    let measure = |heading: &str, meaning: String, shares| Measure { heading: heading.to_owned(), meaning, shares, decides: false };
    let mut measures = Vec::new();

    let at_start = |member| if model.present().contains(member) { estimates.blocking_at_start(question, member, leader) } else { 0.0 };
    measures.push(measure("against\nat the start", "at the start: would be against in a sounding".to_owned(), by_member(&at_start)));

    if let Some(shares) = &estimates.last_holdouts[leader.index()] {
        let success = if question.kind == Kind::Motion { "adopted" } else { name };
        let meaning = format!("last to agree: of the cases in which it is {success}, those in which it gave way last");
        measures.push(measure("last to\nagree", meaning, shares.clone()));
    }
    if let Some(shares) = &estimates.blocking_when_vacant {
        let (heading, meaning) = match question.kind {
            Kind::Motion => ("against if\nnot adopted", "if not adopted: of those cases, against it at the end"),
            Kind::Appointment => ("in the way\nif vacant", "if vacant: of those cases, against whoever had most supporters at the end"),
        };
        measures.push(measure(heading, meaning.to_owned(), shares.clone()));
    }
    if question.rule.needs_support() {
        measures.extend(deciding(report, leader));
    }
    measures
}

/// Where a decision can fail though nobody objects: who alone prevents it, and who has a veto and casts it.
fn deciding(report: &RunReport, leader: CandidateId) -> Vec<Measure> {
    let (model, estimates) = (report.model, report.estimates);
    let share = |grid, member| estimates.share_of_rounds(grid, member, leader);
    let mut measures = Vec::new();
    // Where everybody votes for one of several, nobody is sounded.
    if !matches!(model.question().procedure, Procedure::Ballots(_)) {
        measures.push(Measure {
            heading: "alone\nprevents it".to_owned(),
            meaning: "alone: of all rounds held, those whose sounding it could have turned by itself".to_owned(),
            shares: model.body().ids().map(|member| share(&estimates.pivotal, member)).collect(),
            decides: true,
        });
    }
    let vetoes = model.question().rule.vetoes(model.body(), model.present());
    if !vetoes.is_empty() {
        let cast = |member| if vetoes.contains(member) { share(&estimates.blocking, member) } else { 0.0 };
        measures.push(Measure {
            heading: "casts\na veto".to_owned(),
            meaning: "veto: of all rounds held, those in which it has one and is against".to_owned(),
            shares: model.body().ids().map(cast).collect(),
            decides: true,
        });
    }
    measures
}

/// Members of whom there is something to show: first those who prevent most, then by their largest share.
fn ranked(measures: &[Measure], members: usize) -> Vec<usize> {
    let largest = |decides: bool, member: usize| {
        measures.iter().filter(|measure| measure.decides == decides).map(|measure| measure.shares[member]).fold(0.0, f64::max)
    };
    let mut ranked: Vec<usize> = (0..members).filter(|&member| measures.iter().any(|measure| measure.shares[member] > 0.0)).collect();
    let visible = |share: f64| if share < VISIBLE { 0.0 } else { share };
    ranked.sort_by(|&a, &b| {
        let by = |decides| visible(largest(decides, b)).total_cmp(&visible(largest(decides, a)));
        by(true).then_with(|| by(false))
    });
    ranked
}

/// The first of them, as many as are asked for; members that are alike stand together, on either side.
fn choose(report: &RunReport, ranked: &[usize]) -> Chosen {
    let top = report.top;
    if ranked.len() <= top.saturating_add(1) {
        return Chosen { shown: ranked.to_vec(), rest: Vec::new() };
    }
    let last = ranked[top.max(1) - 1];
    let like_last = |&member: &usize| are_alike(report.model, member.into(), last.into());
    let together = |shown: &dyn Fn(usize, usize) -> bool| {
        let (shown, rest): (Vec<_>, Vec<_>) = ranked.iter().copied().enumerate().partition(|&(at, member)| shown(at, member));
        let members = |of: Vec<(usize, usize)>| of.into_iter().map(|(_, member)| member).collect();
        Chosen { shown: members(shown), rest: members(rest) }
    };
    let with = together(&|at, member| at < top || like_last(&member));
    if with.shown.len() <= top.saturating_add(MORE) { with } else { together(&|at, member| at < top && !like_last(&member)) }
}

/// Whether nothing in the file sets two members apart but names, and groups that nothing refers to.
fn are_alike(model: &Model, one: MemberId, other: MemberId) -> bool {
    let both = |members: &MemberSet| members.contains(one) == members.contains(other);
    let weights = &model.body().weights;
    both(model.present())
        && weights.iter().all(|weight| weight.scaled(one) == weight.scaled(other))
        && model.candidate_ids().all(|candidate| model.prior(one, candidate) == model.prior(other, candidate))
        && model.blocs().iter().all(|bloc| both(&bloc.members))
        && model.cleavages().iter().all(|cleavage| both(&cleavage.members))
        && model.paces().iter().all(|pace| both(&pace.members))
        && model.influences().iter().all(|influence| both(&influence.on))
        && model.question().rule.tallies().iter().all(|tally| match tally.scope() {
            Scope::Everybody => true,
            Scope::Some { members, .. } => both(members),
        })
}
