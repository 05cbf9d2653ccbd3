//! Tidy CSV: one row a step, a candidate in a ballot, or a paragraph.

use super::TraceReport;
use crate::columns::CsvColumn::{Day, Text, Truth, Whole};
use crate::report::{CsvTable, Rows, cell};
use crate::schema::ById;

pub(super) fn tables<'a>() -> Vec<CsvTable<TraceReport<'a>>> {
    vec![
        CsvTable {
            name: "steps",
            meaning: "something that happened, in the order of the simulation; those against stand with spaces between them",
            columns: &[
                Text("round"),
                Day("date"),
                Text("what"),
                Text("event"),
                Text("event_outcome"),
                Text("member"),
                Text("candidate"),
                Text("from"),
                Text("to"),
                Text("cause"),
                Truth("passes"),
                Whole("support"),
                Whole("abstain"),
                Text("against"),
                Whole("number"),
                Text("winner"),
            ],
            rows: step_rows,
        },
        CsvTable {
            name: "ballots",
            meaning: "a candidate in a ballot",
            columns: &[Day("date"), Whole("number"), Text("candidate"), Whole("votes")],
            rows: ballot_rows,
        },
        CsvTable { name: "story", meaning: "a paragraph of the story", columns: &[Day("date"), Text("text")], rows: story_rows },
    ]
}

fn step_rows(report: &TraceReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for step in report.trace.steps.iter().map(|step| report.step(step)) {
        rows.write_record([
            step.round,
            step.date,
            step.what,
            cell(step.event),
            cell(step.event_outcome),
            cell(step.member),
            cell(step.candidate),
            cell(step.from),
            cell(step.to),
            cell(step.cause),
            cell(step.passes),
            cell(step.support),
            cell(step.abstain),
            cell(step.against.map(|against| against.join(" "))),
            cell(step.number),
            cell(step.winner),
        ])?;
    }
    Ok(())
}

fn ballot_rows(report: &TraceReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for step in report.trace.steps.iter().map(|step| report.step(step)) {
        for (candidate, votes) in step.votes.iter().flat_map(ById::iter) {
            rows.write_record([step.date.as_str(), &cell(step.number), candidate, &votes.to_string()])?;
        }
    }
    Ok(())
}

fn story_rows(report: &TraceReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.story(true).into_iter().try_for_each(|told| rows.write_record([told.date.to_string(), told.text]))
}
