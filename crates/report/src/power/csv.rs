//! Tidy CSV: one row a member and measure.

use super::{PowerReport, members};
use crate::columns::CsvColumn::{Number, Text};
use crate::report::{CsvTable, Rows, cell};

pub(super) fn tables<'a>() -> Vec<CsvTable<PowerReport<'a>>> {
    vec![CsvTable {
        name: "power",
        meaning: "a member and measure; `low` and `high` are of estimates, `fraction` and `error` of what is computed",
        columns: &[
            Text("member"),
            Text("index"),
            Text("fraction"),
            Number("decimal"),
            Number("error"),
            Number("low"),
            Number("high"),
            Text("name"),
        ],
        rows: power_rows,
    }]
}

fn power_rows(report: &PowerReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    let (columns, chosen) = (report.columns(), report.chosen());
    for row in report.in_order() {
        for &at in &chosen {
            let numbers = match row.numbers[at] {
                None => Default::default(),
                Some(members::Number::Computed(value)) => {
                    let (fraction, [decimal, error]) = (cell(value.fraction.as_ref()), [value.decimal, value.error].map(|n| n.to_string()));
                    [fraction, decimal, error, String::new(), String::new()]
                }
                Some(members::Number::Estimated(estimate)) => {
                    let [value, low, high] =
                        [estimate.value, estimate.interval.low, estimate.interval.high].map(|number| number.to_string());
                    [String::new(), value, String::new(), low, high]
                }
            };
            let words = [report.id(row.member), columns[at].key];
            rows.write_record(words.into_iter().chain(numbers.iter().map(String::as_str)).chain([report.name(row.member)]))?;
        }
    }
    Ok(())
}
