//! Tidy CSV: cases, forecasts, the reliability of probabilities.

use super::BacktestReport;
use crate::columns::CsvColumn::{self, Day, Number, Text, Truth, Whole};
use crate::columns::columns;
use crate::report::{CsvTable, Rows, cell};
use crate::schema::{ForecastDocument, KnownEnding, MeanDocument, Scores};

pub(super) fn tables<'a>() -> Vec<CsvTable<BacktestReport<'a>>> {
    vec![
        CsvTable { name: "cases", meaning: "a case and its scores", columns: &CASE_COLUMNS, rows: case_rows },
        CsvTable { name: "forecasts", meaning: "a forecast and its mean scores", columns: &FORECAST_COLUMNS, rows: forecast_rows },
        CsvTable {
            name: "reliability",
            meaning: "a bin of probabilities",
            columns: &[
                Number("from"),
                Number("to"),
                Whole("forecasts"),
                Number("mean_probability"),
                Whole("happened"),
                Number("low"),
                Number("high"),
            ],
            rows: reliability_rows,
        },
        CsvTable {
            name: "classes",
            meaning: "a class of cases and the mean scores of a forecast",
            columns: &CLASS_COLUMNS,
            rows: class_rows,
        },
        CsvTable {
            name: "outcomes",
            meaning: "an outcome of a case and what was given to it",
            columns: &[Text("case"), Text("outcome"), Text("end"), Number("probability"), Truth("happened")],
            rows: outcome_rows,
        },
        CsvTable {
            name: "posts",
            meaning: "an end of a post",
            columns: &[Text("end"), Whole("possible"), Number("expected"), Whole("happened")],
            rows: end_rows,
        },
    ]
}

const CASE_COLUMNS: [CsvColumn; 16] = columns(&[&ENDING_COLUMNS, &SCORE_COLUMNS, &[Text("class")]]);
const CLASS_COLUMNS: [CsvColumn; 13] = columns(&[&FORECAST_COLUMNS, &[Text("class"), Whole("cases"), Whole("races")]]);

/// The columns of how a case ended, and who led.
pub(crate) const ENDING_COLUMNS: [CsvColumn; 7] =
    [Text("case"), Whole("race"), Text("result"), Text("result_name"), Day("on"), Text("leader"), Text("leader_name")];

/// The columns of the scores of a case.
pub(crate) const SCORE_COLUMNS: [CsvColumn; 8] = [
    Number("probability"),
    Number("log_score"),
    Number("dated_log_score"),
    Number("brier"),
    Number("date_error_days"),
    Number("date_position"),
    Truth("date_within"),
    Number("timing"),
];

/// The columns of mean scores, each with the ends of its 95% interval.
pub(crate) const FORECAST_COLUMNS: [CsvColumn; 10] = [
    Text("forecast"),
    Number("log_score"),
    Number("log_score_low"),
    Number("log_score_high"),
    Number("brier"),
    Number("brier_low"),
    Number("brier_high"),
    Number("simulation_better_by"),
    Number("simulation_better_by_low"),
    Number("simulation_better_by_high"),
];

fn case_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    let cases = report.to_document().cases;
    cases.iter().try_for_each(|case| {
        rows.write_record(ending_cells(&case.ending).into_iter().chain(score_cells(&case.scores)).chain([case.class.clone()]))
    })
}

fn forecast_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    write_forecasts(&report.to_document().forecasts, &[], rows)
}

fn reliability_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.verification.reliability.iter().try_for_each(|bin| {
        let [from, to, mean, low, high] =
            [bin.from, bin.to, bin.mean_probability, bin.interval.low, bin.interval.high].map(|number| number.to_string());
        rows.write_record([from, to, bin.forecasts.to_string(), mean, bin.happened.to_string(), low, high])
    })
}

fn class_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.to_document().classes.iter().try_for_each(|class| {
        let words = [class.class.clone(), class.cases.to_string(), class.races.to_string()];
        write_forecasts(&class.forecasts, &words, rows)
    })
}

fn outcome_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.to_document().cases.iter().try_for_each(|case| {
        case.outcomes.iter().try_for_each(|given| {
            let (probability, happened) = (given.probability.to_string(), given.happened.to_string());
            rows.write_record([&case.ending.case, &given.outcome, &given.end, &probability, &happened])
        })
    })
}

fn end_rows(report: &BacktestReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.verification.posts.iter().try_for_each(|count| {
        rows.write_record([count.end.name().to_owned(), count.possible.to_string(), count.expected.to_string(), count.happened.to_string()])
    })
}

/// Rows of mean scores, each followed by these cells.
pub(crate) fn write_forecasts(forecasts: &[ForecastDocument], more: &[String], rows: &mut Rows<'_>) -> csv::Result<()> {
    let interval =
        |interval: Option<&MeanDocument>| [interval.map(|i| i.mean), interval.map(|i| i.low), interval.map(|i| i.high)].map(cell);
    forecasts.iter().try_for_each(|forecast| {
        let means = [Some(&forecast.log_score), Some(&forecast.brier), forecast.simulation_better_by.as_ref()];
        let cells = std::iter::once(forecast.forecast.clone()).chain(means.into_iter().flat_map(interval));
        rows.write_record(cells.chain(more.iter().cloned()))
    })
}

/// The cells of [`ENDING_COLUMNS`].
pub(crate) fn ending_cells(ending: &KnownEnding) -> [String; 7] {
    [
        ending.case.clone(),
        ending.race.to_string(),
        ending.result.clone(),
        cell(ending.result_name.as_ref()),
        cell(ending.on.as_ref()),
        ending.leader.clone(),
        cell(ending.leader_name.as_ref()),
    ]
}

/// The cells of [`SCORE_COLUMNS`].
pub(crate) fn score_cells(scores: &Scores) -> [String; 8] {
    let known = [scores.probability, scores.log_score, scores.dated_log_score, scores.brier].map(Some);
    let [probability, log, dated, brier] = known.map(cell);
    let [error, position, timing] = [scores.date_error_days, scores.date_position, scores.timing].map(cell);
    [probability, log, dated, brier, error, position, cell(scores.date_within), timing]
}
