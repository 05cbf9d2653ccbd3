//! What the reports on counts did: what the priors alone expect, and what remains of it.

use nemcon_core::{Count, Report};

use super::super::RunReport;
use crate::Style;
use crate::layout::{Column, Table};

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let present = report.model.present().len();
    let columns = [Column::texts("reports of counts"), Column::numbers("expected by\npriors alone"), Column::numbers("given all\nreports")];
    let mut table = Table::new(columns.into());
    let mut reports = 0;
    for (evidence, expected) in report.model.evidence().iter().zip(report.estimates.expected_counts(report.model)) {
        for (count, (before, after)) in evidence.reports.iter().zip(expected) {
            let said = format!("{}: {}", report.candidate_name(evidence.candidate), words(count, present));
            table.row(vec![said, format!("{before:.1}"), format!("{after:.1}")]);
            reports += 1;
        }
    }
    if reports == 0 { Vec::new() } else { table.lines(style) }
}

/// The report in words: `about 20 support (standard deviation 2)`, `at most 2 oppose`.
fn words(report: &Report, present: usize) -> String {
    let mut stances: Vec<&str> = report.stances.iter().map(nemcon_core::Stance::word).collect();
    stances.reverse();
    let stances = stances.join(" or ");
    match report.count {
        Count::About { mean, sd } => format!("about {mean} {stances} (standard deviation {sd})"),
        Count::Between { at_least, at_most } if at_least == at_most => format!("exactly {at_least} {stances}"),
        Count::Between { at_least: 0, at_most } => format!("at most {at_most} {stances}"),
        Count::Between { at_least, at_most } if at_most as usize >= present => format!("at least {at_least} {stances}"),
        Count::Between { at_least, at_most } => format!("{at_least} to {at_most} {stances}"),
    }
}
