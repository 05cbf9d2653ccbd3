//! Tidy CSV: one row a change.

use nemcon_montecarlo::Change;

use super::PersuadeReport;
use crate::columns::CsvColumn::{Day, Number, Text};
use crate::report::{CsvTable, Rows, cell};

pub(super) fn tables<'a>() -> Vec<CsvTable<PersuadeReport<'a>>> {
    vec![CsvTable {
        name: "changes",
        meaning: "a change: `comes-round` or `opposes` of a member, of two (with a space between them), `happens` or `never` of an event",
        columns: &[
            Text("what"),
            Text("who"),
            Text("name"),
            Number("holds_less"),
            Number("probability"),
            Number("difference"),
            Number("low"),
            Number("high"),
            Number("by"),
            Number("by_difference"),
            Number("by_low"),
            Number("by_high"),
            Day("median"),
            Number("days"),
            Number("days_low"),
            Number("days_high"),
        ],
        rows,
    }]
}

fn rows(report: &PersuadeReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    let mut row = |what: &str, (who, name): (&str, &str), holds_less: Option<f64>, of: &Change| {
        let (success, by, median) = (&of.success, &of.by, of.success.median.as_ref());
        let numbers = [success.probability, success.difference, success.interval.low, success.interval.high];
        let dated = [by.probability, by.difference, by.interval.low, by.interval.high];
        let days = [median.map(|of| of.days), median.map(|of| of.interval.low), median.map(|of| of.interval.high)];
        let cells = [what, who, name].map(ToOwned::to_owned).into_iter().chain([cell(holds_less)]);
        let cells = cells.chain(numbers.into_iter().chain(dated).map(|number| cell(Some(number))));
        rows.write_record(cells.chain([cell(median.map(|of| of.variant))]).chain(days.map(cell)))
    };
    for of in report.ranked() {
        let member = &report.model.body()[of.member];
        row("comes-round", (&member.id, &member.name), Some(of.holds_less), &of.comes_round)?;
        row("opposes", (&member.id, &member.name), Some(of.holds_less), &of.opposes)?;
    }
    for (pair, of) in &report.found.pairs {
        let members = pair.map(|member| &report.model.body()[member]);
        let ids = members.map(|member| member.id.as_str()).join(" ");
        let names = members.map(|member| member.name.as_str()).join(" and ");
        row("comes-round", (&ids, &names), None, of)?;
    }
    for of in &report.found.events {
        let id = &report.model.events()[of.event].id;
        for (what, change) in [("happens", &of.happens), ("never", &of.never)] {
            if let Some(change) = change {
                row(what, (id, ""), None, change)?;
            }
        }
    }
    Ok(())
}
