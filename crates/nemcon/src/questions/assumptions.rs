//! What a scenario assumes, as a report.

use nemcon_report::AssumptionsReport;
use nemcon_report::schema::{AssumptionDocument, CodingDocument};
use nemcon_scenario::{Assumption, Coded, Scenario};

/// The blocks of the assumptions that are judgement, which reports warn of.
pub fn judged(scenario: &Scenario) -> Vec<&'static str> {
    scenario.unsourced().iter().map(|assumption| assumption.block).collect()
}

/// The assumptions of a scenario.
pub fn assumptions(scenario: &Scenario) -> AssumptionsReport {
    AssumptionsReport::new(scenario.model().title(), scenario.assumptions().into_iter().map(document).collect())
}

fn document(assumption: Assumption) -> AssumptionDocument {
    let Assumption { block, text, value, sources, entry_sources, notes, file, line, coded, .. } = assumption;
    let mut document = AssumptionDocument::default();
    (document.block, document.assumption, document.value) = (block.to_owned(), text, value);
    (document.sources, document.entry_sources, document.notes) = (sources, entry_sources, notes);
    (document.file, document.line) = (file.to_string_lossy().into_owned(), line);
    document.coding = coded.into_iter().map(coding).collect();
    document
}

fn coding(coded: Coded) -> CodingDocument {
    let Coded { name, sources, notes, file, line, .. } = coded;
    let mut document = CodingDocument::default();
    (document.name, document.sources, document.notes) = (name, sources, notes);
    (document.file, document.line) = (file.to_string_lossy().into_owned(), line);
    document
}
