//! The report of who the members of a body are.

use std::time::Duration;

use nemcon_core::printable;

use crate::Style;
use crate::columns::CsvColumn::{Day, Text};
use crate::layout::{Column, Table, join, note, print};
use crate::report::{CsvTable, Report, Rows, cell};
use crate::schema::{MemberDocument, MembersDocument, SCHEMA};
use crate::wording::counted;

/// The members that a file lists.
#[derive(Debug, Clone)]
pub struct MembersReport(MembersDocument);

/// A date of a membership.
type DateOf = fn(&MemberDocument) -> &Option<String>;

/// Whom the dates leave out of the body, in documents.
const LEFT_OUT: &str = "left out";

impl MembersReport {
    /// The report of the members of a body.
    pub fn new(document: MembersDocument) -> Self {
        Self(MembersDocument { schema: SCHEMA, ..document })
    }
}

impl Report for MembersReport {
    type Document = MembersDocument;

    fn document(&self) -> MembersDocument {
        self.0.clone()
    }

    fn table(&self, style: Style, _: Option<Duration>) -> String {
        let MembersDocument { body, as_of, units, members, .. } = &self.0;
        let of = |standing: &str| members.iter().filter(|member| member.standing == standing).count();
        let mut pieces = vec![if body.is_empty() { "A body".to_owned() } else { body.clone() }];
        pieces.extend(as_of.as_ref().map(|day| format!("as of {day}")));
        pieces.push(counted(of("present"), "member"));
        pieces.extend(Some(of("joining")).filter(|&joining| joining > 0).map(|joining| format!("{joining} that may join")));
        pieces.extend(Some(of(LEFT_OUT)).filter(|&out| out > 0).map(|out| format!("{out} left out by their dates")));
        let mut title = join(&pieces, style.columns());
        title[0] = style.heading(&title[0]);

        let some = |has: fn(&MemberDocument) -> bool| members.iter().any(has);
        let has_standing = members.iter().any(|member| member.standing != "present");
        let dates: Vec<(&str, DateOf)> = [("since", (|member| &member.since) as DateOf), ("until", |member| &member.until)]
            .into_iter()
            .filter(|(_, date)| members.iter().any(|member| date(member).is_some()))
            .collect();
        let has_groups = some(|member| !member.groups.is_empty());
        let mut columns = vec![Column::whole("id"), Column::texts("name").wishing(12)];
        columns.extend(units.iter().map(|(weight, _)| Column::numbers(weight)));
        columns.extend(dates.iter().map(|(heading, _)| Column::whole(*heading)));
        columns.extend(has_standing.then(|| Column::whole("")));
        columns.extend(has_groups.then(|| Column::texts("groups").wishing(12)));
        let mut table = Table::new(columns);
        for member in members {
            let mut cells = vec![member.id.clone(), member.name.clone()];
            cells.extend(units.iter().map(|(weight, _)| cell(member.weights.get(weight))));
            cells.extend(dates.iter().map(|(_, date)| cell(date(member).as_ref())));
            cells.extend(has_standing.then(|| if member.standing == "present" { String::new() } else { member.standing.clone() }));
            cells.extend(has_groups.then(|| member.groups.join(" ")));
            table.row(cells.iter().map(|cell| printable(cell).into_owned()).collect());
        }
        let units = units.iter().flat_map(|(weight, unit)| note(&format!("{weight}: {unit}"), style.columns())).collect();
        print(&[title, table.lines(style), units])
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        vec![
            CsvTable {
                name: "members",
                meaning: "somebody whom the file lists; groups are parted by spaces",
                columns: &[Text("id"), Text("name"), Text("groups"), Day("since"), Day("until"), Text("standing")],
                rows: member_rows,
            },
            CsvTable {
                name: "weights",
                meaning: "a weight of a member",
                columns: &[Text("id"), Text("weight"), Text("value"), Text("unit")],
                rows: weight_rows,
            },
        ]
    }
}

fn member_rows(report: &MembersReport, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.0.members.iter().try_for_each(|member| {
        let dates = [&member.since, &member.until].map(|date| cell(date.as_ref()));
        let [since, until] = &dates;
        rows.write_record([&member.id, &member.name, &member.groups.join(" "), since, until, &member.standing])
    })
}

fn weight_rows(report: &MembersReport, rows: &mut Rows<'_>) -> csv::Result<()> {
    report.0.members.iter().try_for_each(|member| {
        member.weights.iter().try_for_each(|(weight, value)| {
            let unit = cell(report.0.units.get(weight));
            rows.write_record([member.id.as_str(), weight, value, &unit])
        })
    })
}
