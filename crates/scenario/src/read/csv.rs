//! Members in a table of comma-separated values: the tree of a body file.

#![allow(clippy::cast_possible_truncation, reason = "a file has less than 2^32 bytes")]

use std::ops::Range;

use nemcon_core::{Date, limits};

use super::Unreadable;
use crate::de::REMARKS;
use crate::diagnostic::ErrorKind;
use crate::limits::WEIGHTS;
use crate::suggest;
use crate::tree::{Field, Node, Span, Table, Value};

/// The columns that are no weights, beside remarks.
const COLUMNS: [&str; 5] = ["id", "name", "groups", "since", "until"];

const HELP: &str = "the first line names the columns: id; name, groups, since, until where there are any; \
                    and one for each weight, its unit in brackets: population (persons, 2024)";

/// A column, by its heading.
struct Column {
    name: String,
    /// Of a weight, what is in brackets behind it.
    unit: String,
    span: Span,
}

impl Column {
    fn of(cell: &Cell) -> Self {
        let text = cell.text.trim();
        let bracketed = text.strip_suffix(')').and_then(|text| text.split_once('('));
        let (name, unit) = bracketed.map_or((text, ""), |(name, unit)| (name.trim(), unit.trim()));
        let plain = name.to_lowercase();
        let is_known = COLUMNS.contains(&plain.as_str()) || REMARKS.contains(&plain.as_str());
        Self { name: if is_known { plain } else { name.to_owned() }, unit: unit.to_owned(), span: cell.span }
    }

    fn is_weight(&self) -> bool {
        !COLUMNS.contains(&self.name.as_str()) && !REMARKS.contains(&self.name.as_str())
    }
}

/// A cell, and the bytes of the file that it is.
struct Cell {
    text: String,
    span: Span,
}

/// Whether a text is a table of members: nothing is shown of another that a file names.
pub(super) fn is_ours(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.split([',', ';', '\t']).any(|cell| cell.trim().trim_matches('"').eq_ignore_ascii_case("id"))
}

/// The body that a table lists, one member a row, and all that is wrong with the table as such; no body where its
/// columns are not known, or its rows.
pub(super) fn tree(text: &str, file: u32) -> (Option<Node>, Vec<Unreadable>) {
    let whole = Span { file, start: 0, end: 0 };
    let rows = Rows::of(text, file);
    let mut faults = Vec::new();
    let header = rows.header(COLUMNS.len() + REMARKS.len() + WEIGHTS, &mut faults);
    faults.extend(rows.unclosed());
    faults.extend(rows.without_numbers(&header));
    if !faults.is_empty() {
        return (None, faults);
    }
    let mut members = Vec::new();
    let mut more = 0;
    for row in rows.records() {
        if members.len() > limits::MEMBERS {
            more += 1;
            continue;
        }
        let cells = rows.cells(&row, header.len());
        let beyond = rows.beyond(&row, header.len());
        // Where a cell is too many, any may be in the wrong column: only what the member is called is looked at.
        let known =
            header.iter().position(|column| column.name == "id").filter(|_| beyond.is_some()).map_or(0..header.len(), |at| at..at + 1);
        let (columns, cells) = (&header[known.clone()], cells.get(known).unwrap_or(&cells));
        let mut member = member(columns, cells);
        if member.get("id").is_none() {
            let place = columns.iter().zip(cells).find(|(column, _)| column.name == "id").map_or(member.span, |(_, cell)| cell.span);
            faults.push(fault(
                ErrorKind::MissingKey,
                place,
                "a member without an id".to_owned(),
                "every row has an id, in the column `id`",
            ));
            if let Value::Table(table) = &mut member.value {
                table.put(field("id", place, Value::Hole));
            }
        }
        if let (Some(place), Value::Table(table)) = (beyond, &mut member.value)
            && header.iter().any(Column::is_weight)
        {
            table.put(field("weights", place, Value::Hole));
        }
        members.push(member);
        faults.extend(beyond.map(|place| {
            let message = format!("this row has {} cells, and the table {} columns", row.len(), header.len());
            fault(ErrorKind::Length, place, message, &rows.quoting())
        }));
    }
    if members.len() > limits::MEMBERS {
        let (message, help) = (format!("{} members", members.len() + more), format!("at most {} members are allowed", limits::MEMBERS));
        return (None, vec![fault(ErrorKind::Limit, members[limits::MEMBERS].span, message, &help)]);
    }
    let weights = header.iter().filter(|column| column.is_weight());
    let weights = weights.map(|column| field(&column.name, column.span, Value::Text(column.unit.clone()))).collect();
    let fields = vec![
        field("schema", whole, Value::Number("1".to_owned())),
        field("weights", whole, Value::Table(Table(weights))),
        field("member", whole, Value::List(members)),
    ];
    (Some(Node { value: Value::Table(Table(fields)), span: whole }), faults)
}

fn fault(kind: ErrorKind, span: Span, message: String, help: &str) -> Unreadable {
    Unreadable { kind, span: Some(span), message, help: help.to_owned() }
}

fn field(key: &str, span: Span, value: Value) -> Field {
    Field { key: key.to_owned(), key_span: span, node: Node { value, span } }
}

/// A row as the table of a member; what is left empty is not said.
fn member(header: &[Column], row: &[Cell]) -> Node {
    let ends = row.first().zip(row.last());
    let span = ends.map_or(Span { file: 0, start: 0, end: 0 }, |(first, last)| Span { end: last.span.end, ..first.span });
    let (mut fields, mut weights) = (Vec::new(), Vec::new());
    for (column, cell) in header.iter().zip(row) {
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        let value = match column.name.as_str() {
            "groups" => {
                let groups = text.split([' ', ';']).filter(|group| !group.is_empty());
                Value::List(groups.map(|group| Node { value: Value::Text(group.to_owned()), span: cell.span }).collect())
            }
            "since" | "until" => text.parse::<Date>().map_or_else(|_| Value::Text(text.to_owned()), Value::Date),
            _ if column.is_weight() => {
                weights.push(field(&column.name, cell.span, number(text)));
                continue;
            }
            _ => Value::Text(text.to_owned()),
        };
        fields.push(field(&column.name, cell.span, value));
    }
    if !weights.is_empty() {
        fields.push(field("weights", span, Value::Table(Table(weights))));
    }
    Node { value: Value::Table(Table(fields)), span }
}

/// A weight, with the digits as TOML writes them; what is no number is told as such, like a text in the place of one.
fn number(text: &str) -> Value {
    if text.contains('_') || !text.parse::<f64>().is_ok_and(f64::is_finite) {
        return Value::Text(text.to_owned());
    }
    let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let (mantissa, exponent) = digits.find(['e', 'E']).map_or((digits, ""), |at| digits.split_at(at));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let point = if decimals.is_empty() { "" } else { "." };
    Value::Number(format!("{}{whole}{point}{decimals}{exponent}", sign.trim_start_matches('+')))
}

/// The rows of a text, by RFC 4180; cells end with a semicolon or a tab where the first line has those and no comma.
struct Rows<'a> {
    text: &'a str,
    file: u32,
    delimiter: u8,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, file: u32) -> Self {
        let first = text.lines().next().unwrap_or_default();
        let has = |mark: char| first.contains(mark);
        let delimiter = if has(',') {
            b','
        } else if has(';') {
            b';'
        } else if has('\t') {
            b'\t'
        } else {
            b','
        };
        Self { text, file, delimiter }
    }

    fn reader(&self) -> csv::Reader<&'a [u8]> {
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(self.text.as_bytes())
    }

    /// The rows behind the first. Text is UTF-8 already, and rows may be of any length: none is refused.
    fn records(&self) -> impl Iterator<Item = csv::StringRecord> {
        self.reader().into_records().flatten().skip(1)
    }

    /// The columns, of which there are at most so many.
    fn header(&self, most: usize, faults: &mut Vec<Unreadable>) -> Vec<Column> {
        let first = self.reader().into_records().flatten().next().unwrap_or_default();
        if first.len() > most {
            let place = self.cells(&first, most + 1).pop().map_or(Span { file: self.file, start: 0, end: 0 }, |cell| cell.span);
            let message = format!("{} columns", first.len());
            faults.push(fault(ErrorKind::Limit, place, message, &format!("at most {WEIGHTS} weights are allowed")));
            return Vec::new();
        }
        let columns: Vec<Column> = self.cells(&first, first.len()).iter().map(Column::of).collect();
        for (at, column) in columns.iter().enumerate() {
            let message = if column.name.is_empty() {
                "a column without a name".to_owned()
            } else if columns[..at].iter().any(|other| other.name == column.name) {
                format!("two columns are called {:?}", column.name)
            } else if !column.is_weight() && !column.unit.is_empty() {
                format!("the column {:?} has no unit: only weights have", column.name)
            } else {
                continue;
            };
            faults.push(fault(ErrorKind::Syntax, column.span, message, HELP));
        }
        if !columns.iter().any(|column| column.name == "id") {
            let place = columns.first().map_or(Span { file: self.file, start: 0, end: 0 }, |column| column.span);
            faults.push(fault(ErrorKind::MissingKey, place, "the table has no column `id`".to_owned(), HELP));
        }
        columns
    }

    /// The columns of other names than those known that have no numbers, and so are no weights.
    fn without_numbers(&self, header: &[Column]) -> Vec<Unreadable> {
        // Of columns in which something stands, whether no digit does.
        let mut without: Vec<Option<bool>> = vec![None; header.len()];
        for row in self.records() {
            for (without, cell) in without.iter_mut().zip(&row).filter(|(_, cell)| !cell.trim().is_empty()) {
                *without = Some(without.unwrap_or(true) && !cell.contains(|letter: char| letter.is_ascii_digit()));
            }
        }
        let columns = header.iter().zip(without).filter(|(column, without)| column.is_weight() && *without == Some(true));
        let told = |(column, _): (&Column, Option<bool>)| {
            let meant = suggest::closest(&column.name, COLUMNS.into_iter().chain(REMARKS));
            let help = meant.map_or_else(|| HELP.to_owned(), |meant| format!("did you mean `{meant}`?"));
            fault(
                ErrorKind::UnknownKey,
                column.span,
                format!("the column {:?} is none that there is, and no weight: it has no numbers", column.name),
                &help,
            )
        };
        columns.map(told).collect()
    }

    /// The first cells of a row.
    fn cells(&self, row: &csv::StringRecord, most: usize) -> Vec<Cell> {
        row.iter().take(most).zip(self.spans(row)).map(|(text, bytes)| Cell { text: text.to_owned(), span: self.span(bytes) }).collect()
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        Span { file: self.file, start: bytes.start as u32, end: bytes.end as u32 }
    }

    /// Where the first cell stands that no column has.
    fn beyond(&self, row: &csv::StringRecord, columns: usize) -> Option<Span> {
        (row.len() > columns).then(|| self.cells(row, columns + 1).pop()).flatten().map(|cell| cell.span)
    }

    /// How a cell is written that has the mark between cells in it.
    fn quoting(&self) -> String {
        let mark = if self.delimiter == b'\t' { "a tab".to_owned() } else { format!("`{}`", char::from(self.delimiter)) };
        let decimals = if self.delimiter == b',' { "; a decimal point is a point" } else { "" };
        format!("a cell with {mark} in it stands in double quotes{decimals}")
    }

    /// A quote that does not end: whatever stands behind it is in its cell.
    fn unclosed(&self) -> Option<Unreadable> {
        let last = self.reader().into_records().flatten().last()?;
        let cell = self.spans(&last).take(last.len()).last()?;
        let written = &self.text[cell.clone()];
        let is_open = written.starts_with('"') && !written.matches('"').count().is_multiple_of(2);
        let message = "a quote is opened, and not closed".to_owned();
        let span = self.span(cell.start..cell.start + 1);
        is_open.then(|| fault(ErrorKind::Syntax, span, message, "close it; a quote within such a cell is written twice"))
    }

    /// Where the cells of a row stand, one after the other.
    fn spans(&self, row: &csv::StringRecord) -> impl Iterator<Item = Range<usize>> {
        let (text, delimiter) = (self.text.as_bytes(), self.delimiter);
        let byte = move |at: usize| text.get(at).copied();
        let start = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let mut at = start.min(text.len());
        while matches!(byte(at), Some(b'\n' | b'\r')) {
            at += 1;
        }
        std::iter::repeat_with(move || {
            let from = at;
            if byte(at) == Some(b'"') {
                at += 1;
                // A quote within is written twice.
                while let Some(letter) = byte(at) {
                    at += 1;
                    if letter == b'"' {
                        if byte(at) != Some(b'"') {
                            break;
                        }
                        at += 1;
                    }
                }
            }
            while byte(at).is_some_and(|letter| letter != delimiter && letter != b'\n' && letter != b'\r') {
                at += 1;
            }
            let cell = from..at;
            at += usize::from(byte(at) == Some(delimiter));
            cell
        })
    }
}
