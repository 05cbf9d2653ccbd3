//! What the reports on counts did: what the priors alone expect, and what remains of it.

use nemcon_core::{Count, Report};

use super::super::RunReport;
use crate::layout::{WIDTH, fit, left, width};

pub(super) fn lines(report: &RunReport) -> Vec<String> {
    let present = report.model.present().len();
    let mut rows: Vec<(String, String)> = Vec::new();
    for (evidence, expected) in report.model.evidence().iter().zip(report.estimates.expected_counts(report.model)) {
        for (count, (before, after)) in evidence.reports.iter().zip(expected) {
            let said = words(count, present);
            let label = format!("report on {}", report.model.candidate(evidence.candidate).name);
            rows.push((label, format!("{said}: priors alone expect {before:.1}, with the report {after:.1}")));
        }
    }
    let said = rows.iter().map(|(_, text)| width(text)).max().unwrap_or(0);
    let labels = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(WIDTH.saturating_sub(2 + 3 + said));
    rows.iter().map(|(label, text)| format!("  {}   {text}", left(&fit(label, labels), labels))).collect()
}

/// The report in words: `about 20 support (±2)`, `at most 2 oppose`.
fn words(report: &Report, present: usize) -> String {
    let mut stances: Vec<&str> = report.stances.iter().map(nemcon_core::Stance::word).collect();
    stances.reverse();
    let stances = stances.join("/");
    match report.count {
        Count::About { mean, sd } => format!("about {mean} {stances} (±{sd})"),
        Count::Between { at_least, at_most } if at_least == at_most => format!("exactly {at_least} {stances}"),
        Count::Between { at_least: 0, at_most } => format!("at most {at_most} {stances}"),
        Count::Between { at_least, at_most } if at_most as usize >= present => format!("at least {at_least} {stances}"),
        Count::Between { at_least, at_most } => format!("{at_least} to {at_most} {stances}"),
    }
}
