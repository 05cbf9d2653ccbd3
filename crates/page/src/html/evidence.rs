//! Reports on counts, and what they change.

use maud::html;

use super::Section;
use super::parts::{cells, table};
use crate::Dossier;
use crate::words::{list, name};

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let reports = dossier.run.evidence.iter().flat_map(|evidence| evidence.reports.iter().map(move |report| (evidence, report)));
    let rows: Vec<Vec<String>> = reports
        .map(|(evidence, report)| {
            let what = format!("{}: members who {}", name(&evidence.name), list(&report.stances, "or"));
            vec![what, format!("{:.1}", report.expected_before), format!("{:.1}", report.expected_after)]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let head = cells(["Report on", "expected by the priors", "given all reports"]);
    let body = html! {
        p { "What is reported of how many hold a stance moves what is thought of each member at the start." }
        (table("Expected numbers of members at the date of knowledge", &head, &rows))
    };
    Some(Section { id: "evidence", title: "Evidence".to_owned(), body })
}
