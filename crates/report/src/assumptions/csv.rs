//! Tidy CSV: one row an assumption.

use super::AssumptionsReport;
use crate::columns::CsvColumn::{Text, Truth, Whole};
use crate::report::{CsvTable, Rows};
use crate::schema::CodingDocument;

pub(super) fn tables() -> Vec<CsvTable<AssumptionsReport>> {
    vec![CsvTable {
        name: "assumptions",
        meaning: "an assumption; several sources, notes or rows of the coding table are parted by upright bars",
        columns: &[
            Text("block"),
            Text("assumption"),
            Text("value"),
            Truth("judgement"),
            Text("sources"),
            Text("notes"),
            Text("file"),
            Whole("line"),
            Text("coding"),
            Text("coding_notes"),
            Text("entry_sources"),
        ],
        rows,
    }]
}

fn rows(report: &AssumptionsReport, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.0.assumptions.iter().try_for_each(|assumption| {
        let of_table = |texts: fn(&CodingDocument) -> &[String]| assumption.coding.iter().flat_map(texts).cloned();
        let sources: Vec<String> = assumption.sources.iter().cloned().chain(of_table(|coding| &coding.sources)).collect();
        let names: Vec<String> = assumption.coding.iter().map(|coding| coding.name.clone()).collect();
        rows.write_record([
            assumption.block.clone(),
            assumption.assumption.clone(),
            assumption.value.clone(),
            assumption.is_judgement().to_string(),
            sources.join(" | "),
            assumption.notes.join(" | "),
            assumption.file.clone(),
            assumption.line.to_string(),
            names.join(" | "),
            of_table(|coding| &coding.notes).collect::<Vec<_>>().join(" | "),
            assumption.entry_sources.join(" | "),
        ])
    })
}
