//! What a reader of a simulation should be wary of.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

use nemcon_core::{CandidateId, Interval, Model, OutcomeKind};
use nemcon_montecarlo::{Estimates, Precise};

use super::outcome_name;
use crate::wording::{counted, counted_runs, half_width, magnitude, power_of_ten, thousands};

/// Below so many equally weighted runs the estimates are rough …
const FEW_RUNS: f64 = 1000.0;
/// … and below this share of the runs the evidence and the priors disagree.
const SMALL_SHARE: f64 = 0.1;
/// Which assumptions these are.
const LISTED: &str = " (`nemcon check --assumptions` lists them)";
/// So many outcomes are named in one sentence.
const NAMED: usize = 4;

pub(crate) fn of(model: &Model, estimates: &Estimates, unsourced: &[&str]) -> Vec<String> {
    let sources = match unsourced.len() {
        0 => None,
        1 => Some(format!("1 assumption has no source{LISTED}")),
        many => Some(format!("{many} assumptions have no source{LISTED}")),
    };
    [effective_sample_size(estimates), never_seen(model, estimates), sources, judgement(model, unsourced)].into_iter().flatten().collect()
}

/// The probabilities are not known as well as was asked for.
pub(crate) fn precision(precise: &Precise) -> Option<String> {
    let (asked, reached) = (100.0 * precise.asked, half_width(0.0, Interval::around(0.0, precise.half_width)));
    (!precise.is_reached()).then(|| {
        format!(
            "±{} points were asked for, and {} leave {reached}: allow more with --max-runs",
            (asked * 1e6).round() / 1e6,
            counted_runs(precise.tally.runs())
        )
    })
}

pub(crate) fn effective_sample_size(estimates: &Estimates) -> Option<String> {
    let effective = estimates.effective_sample_size;
    let (few, small) = (effective < FEW_RUNS, effective < SMALL_SHARE * estimates.runs as f64);
    if !few && !small {
        return None;
    }
    let remedy = if small { "few runs fit the evidence" } else { "take more runs" };
    let (effective, runs) = (effective.round() as u64, estimates.runs);
    Some(if effective == runs {
        format!("only {}: take more", counted_runs(runs))
    } else {
        format!("the effective sample size is only {} of {}: {remedy}", thousands(effective), counted_runs(runs))
    })
}

/// Outcomes that no run showed, with the "rule of three": with 95% confidence such an outcome is
/// less probable than `3 / n` (Hanley & Lippman-Hand 1983). One that no run could show is passed
/// over: a candidate that never accepts.
fn never_seen(model: &Model, estimates: &Estimates) -> Option<String> {
    let possible = |candidate: Option<CandidateId>| candidate.is_none_or(|candidate| model.candidate(candidate).accepts.is_possible());
    let unseen: Vec<&str> = estimates
        .outcomes
        .iter()
        .filter(|outcome| outcome.seen == 0 && possible(outcome.candidate()))
        .map(|outcome| match outcome.kind() {
            OutcomeKind::Vacant => "that nobody is agreed on",
            OutcomeKind::Rejected => "that the motion is not adopted in time",
            OutcomeKind::Adopted => "that the motion is adopted",
            OutcomeKind::Other => "that somebody else is agreed on",
            OutcomeKind::Extended => "that the incumbent stays",
            OutcomeKind::Appointed => outcome_name(model, outcome),
        })
        .collect();
    let mut names = unseen.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if unseen.len() > NAMED {
        names += &format!(" and {}", counted(unseen.len() - NAMED, "other"));
    }
    let bound = (3.0 / estimates.effective_sample_size).min(1.0);
    let each = if unseen.len() == 1 { "its probability is" } else { "the probability of each is" };
    (!unseen.is_empty()).then(|| format!("never seen: {names}; {each} below {} (rule of three)", significant_percent(bound)))
}

/// A percentage with two significant digits, rounded up: it is a bound.
fn significant_percent(share: f64) -> String {
    let percent = 100.0 * share;
    let unit = power_of_ten((1 - magnitude(percent)).clamp(0, 12));
    // Without the subtraction 0.15, a little more in binary, would be rounded up to 0.16.
    let rounded = (percent * unit - 1e-9).ceil() / unit;
    format!("{rounded}%")
}

/// Dynamics that bear a source were fitted, or measured.
fn judgement(model: &Model, unsourced: &[&str]) -> Option<String> {
    let moves = model.dynamics().half_lives.iter().any(Option::is_some) && unsourced.contains(&"dynamics");
    moves.then(|| "the dynamics are judgement: not calibrated to past cases".to_owned())
}

#[cfg(test)]
mod tests {
    use super::significant_percent;

    #[test]
    fn bounds_are_rounded_up_to_two_digits() {
        let shares = [3.0 / 20_000.0, 3.0 / 193_441.0, 3.0 / 950.0, 1.0, 3.0 / 7.0];
        assert_eq!(shares.map(significant_percent).join(" "), "0.015% 0.0016% 0.32% 100% 43%");
    }
}
