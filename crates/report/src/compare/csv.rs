//! Tidy CSV: one row an outcome of a variant.

use super::CompareReport;
use crate::columns::CsvColumn::{self, Day, Number, Text, Truth};
use crate::report::{CsvTable, Rows, cell};

const COLUMNS: [CsvColumn; 17] = [
    Text("file"),
    Text("title"),
    Text("outcome"),
    Text("kind"),
    Number("base"),
    Number("probability"),
    Number("difference"),
    Number("low"),
    Number("high"),
    Number("variance_ratio"),
    Day("median_base"),
    Day("median"),
    Number("days"),
    Number("days_low"),
    Number("days_high"),
    Text("name"),
    Truth("interpolated"),
];

pub(super) fn tables<'a>() -> Vec<CsvTable<CompareReport<'a>>> {
    vec![CsvTable { name: "differences", meaning: "a variant and outcome", columns: &COLUMNS, rows: difference_rows }]
}

fn difference_rows(report: &CompareReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for (variant, found) in report.variants() {
        for outcome in &found.differences {
            let words = [variant.file, variant.model.title(), &outcome.id, outcome.kind.word()].map(ToOwned::to_owned);
            let numbers = [outcome.base, outcome.probability, outcome.difference, outcome.interval.low, outcome.interval.high].map(Some);
            let medians = [outcome.median.map(|median| median.base), outcome.median.map(|median| median.variant)];
            let days = [
                outcome.median.map(|median| median.days),
                outcome.median.map(|median| median.interval.low),
                outcome.median.map(|median| median.interval.high),
            ];
            let cells = words
                .into_iter()
                .chain(numbers.map(cell))
                .chain([cell(outcome.variance_ratio)])
                .chain(medians.map(cell))
                .chain(days.map(cell))
                .chain([cell(report.success_name(&outcome.id)), cell(outcome.median.map(|median| median.interpolated))]);
            rows.write_record(cells)?;
        }
    }
    Ok(())
}
