//! Who matters: the last to agree, those in the way at the end, those in the way now.

use nemcon_core::{CandidateId, Kind};
use nemcon_montecarlo::Estimates;

use super::super::RunReport;
use crate::layout::{WIDTH, fit, left, width};
use crate::wording::whole_percent;

/// So many members are named in a line.
const NAMED: usize = 4;
/// Labels are cut beyond this.
const LONGEST_LABEL: usize = 40;

/// How a line ends where it does not name everybody.
enum Rest {
    Sum,
    Dots,
}

pub(super) fn lines(report: &RunReport) -> Vec<String> {
    let estimates = report.estimates;
    let Some(leader) = leader(estimates) else { return Vec::new() };
    let name = &report.model.candidate(leader).name;
    let mut rows: Vec<(String, Vec<f64>, Rest)> = Vec::new();
    if let Some(shares) = &estimates.last_holdouts[leader.index()] {
        rows.push((format!("last to agree on {name}"), shares.clone(), Rest::Sum));
    }
    if report.model.question().rule.needs_support() {
        rows.push((format!("pivotal against {name}"), pivotal(report, leader), Rest::Dots));
    } else if let Some(shares) = &estimates.blocking_when_vacant {
        let label = match report.model.question().kind {
            Kind::Motion => "in the way when it is rejected",
            Kind::Appointment => "in the way when nobody is found",
        };
        rows.push((label.to_owned(), shares.clone(), Rest::Sum));
    }
    let blocking = report.model.body().ids().map(|member| {
        let present = report.model.present().contains(member);
        if present { estimates.blocking_at_start(report.model.question(), member, leader) } else { 0.0 }
    });
    rows.push((format!("now blocking {name}"), blocking.collect(), Rest::Dots));

    let labels = rows.iter().map(|(label, ..)| width(label)).max().unwrap_or(0).min(LONGEST_LABEL);
    let line = |(label, shares, rest): &(String, Vec<f64>, Rest)| {
        let named = named(report, shares, rest, WIDTH - 2 - labels - 4);
        format!("  {}    {named}", left(&fit(label, labels), labels))
    };
    rows.iter().map(line).collect()
}

/// The candidate whose success is likeliest; the first of them in file order.
fn leader(estimates: &Estimates) -> Option<CandidateId> {
    let successes = estimates.outcomes.iter().filter_map(|outcome| Some((outcome.candidate()?, outcome.probability)));
    successes.rev().max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(candidate, _)| candidate)
}

/// By member: the share of rounds in which it is pivotal against the candidate.
fn pivotal(report: &RunReport, candidate: CandidateId) -> Vec<f64> {
    let estimates = report.estimates;
    let rounds: f64 = estimates.still_open.iter().sum();
    let share = |member| {
        let series = estimates.pivotal.series(member, candidate).zip(&estimates.still_open);
        series.map(|(probability, open)| probability.unwrap_or(0.0) * open).sum::<f64>() / rounds
    };
    report.model.body().ids().map(share).collect()
}

/// The members with the largest shares, as many as there is room for, and what is to be said of the rest.
fn named(report: &RunReport, shares: &[f64], rest: &Rest, room: usize) -> String {
    let mut ranked: Vec<(usize, f64)> = shares.iter().copied().enumerate().filter(|(_, share)| *share > 0.0).collect();
    ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let visible = ranked.iter().take_while(|(_, share)| *share >= 0.005).count();
    if visible == 0 {
        return "nobody".to_owned();
    }
    // A single member left over is named rather than counted.
    let most = if ranked.len() <= NAMED + 1 { visible } else { visible.min(NAMED) };
    let line = |count: usize| {
        let (first, others) = ranked.split_at(count);
        let mut parts: Vec<String> =
            first.iter().map(|&(member, share)| format!("{} {}", report.member_id(member.into()), whole_percent(share))).collect();
        parts.extend(remainder(others, rest));
        parts.join("   ")
    };
    (1..=most).rev().map(line).find(|line| width(line) <= room).unwrap_or_else(|| fit(&line(1), room))
}

fn remainder(others: &[(usize, f64)], rest: &Rest) -> Option<String> {
    let sum: f64 = others.iter().map(|(_, share)| share).sum();
    if sum < 0.005 {
        return None;
    }
    Some(match rest {
        Rest::Dots => "…".to_owned(),
        Rest::Sum if others.len() == 1 => format!("1 other {}", whole_percent(sum)),
        Rest::Sum => format!("{} others {} in all", others.len(), whole_percent(sum)),
    })
}
