//! Tidy CSV: parameters, cases, forecasts.

use super::{CalibrateReport, FORECASTS};
use crate::backtest::csv::{ENDING_COLUMNS, FORECAST_COLUMNS, SCORE_COLUMNS, ending_cells, score_cells, write_forecasts};
use crate::columns::CsvColumn::{self, Number, Text};
use crate::columns::columns;
use crate::report::{CsvTable, Rows, cell};
use crate::schema::ParameterRange;

pub(super) fn tables<'a>() -> Vec<CsvTable<CalibrateReport<'a>>> {
    vec![
        CsvTable {
            name: "parameters",
            meaning: "a fitted number, before the fit and after it",
            columns: &[
                Text("parameter"),
                Text("unit"),
                Number("before"),
                Number("before_low"),
                Number("before_high"),
                Number("fitted"),
                Number("fitted_low"),
                Number("fitted_high"),
            ],
            rows: parameter_rows,
        },
        CsvTable { name: "cases", meaning: "a case and its scores by one of the three forecasts", columns: &CASE_COLUMNS, rows: case_rows },
        CsvTable { name: "forecasts", meaning: "a forecast and its mean scores", columns: &FORECAST_COLUMNS, rows: forecast_rows },
    ]
}

const CASE_COLUMNS: [CsvColumn; 16] = columns(&[&ENDING_COLUMNS, &[Text("forecast")], &SCORE_COLUMNS]);

fn parameter_rows(report: &CalibrateReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    let range = |range: &ParameterRange| [range.middle, range.low, range.high].map(|number| number.to_string());
    report.to_document().parameters.iter().try_for_each(|parameter| {
        let words = [parameter.parameter.clone(), cell(parameter.unit.as_ref())];
        rows.write_record(words.into_iter().chain(range(&parameter.before)).chain(range(&parameter.fitted)))
    })
}

fn case_rows(report: &CalibrateReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for case in report.to_document().cases {
        for (forecast, scores) in FORECASTS.into_iter().zip([&case.before, &case.fitted, &case.left_out]) {
            rows.write_record(ending_cells(&case.ending).into_iter().chain([forecast.to_owned()]).chain(score_cells(scores)))?;
        }
    }
    Ok(())
}

fn forecast_rows(report: &CalibrateReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    write_forecasts(&report.to_document().forecasts, &[], rows)
}
