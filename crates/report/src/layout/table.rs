//! A table: columns that line up, in as much room as there is.
//!
//! Texts fold where room is short, never numbers; columns that then still do not fit stand in further blocks
//! below, behind the first column again. Nothing is cut.

use super::{INDENT, fold, width};
use crate::Style;

/// Columns between two columns.
const GAP: usize = 2;
/// Words longer than this are broken where room is short.
const LONGEST_WORD: usize = 16;

/// A column: its heading, and how its cells stand.
pub(crate) struct Column {
    heading: String,
    numbers: bool,
    folds: bool,
    wished: usize,
    paint: fn(Style, &str) -> String,
}

impl Column {
    /// Of texts, which may fold.
    pub(crate) fn texts(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), numbers: false, folds: true, wished: 0, paint: |_, text| text.to_owned() }
    }

    /// Of numbers, which end in one column and do not fold. An end of line in the heading breaks it, even where
    /// there is room.
    pub(crate) fn numbers(heading: impl Into<String>) -> Self {
        Self { numbers: true, folds: false, ..Self::texts(heading) }
    }

    /// Of what begins in one column and does not fold.
    pub(crate) fn whole(heading: impl Into<String>) -> Self {
        Self { folds: false, ..Self::texts(heading) }
    }

    /// The same with at least so many columns, if it has so much to say, before others stand beside it.
    pub(crate) fn wishing(self, wished: usize) -> Self {
        Self { wished, ..self }
    }

    /// Of bars.
    pub(crate) fn bars() -> Self {
        Self { paint: Style::bar, ..Self::whole("") }
    }
}

/// Rows of cells beneath headings; the first column says what a row is about.
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// The least a column needs, and what it would have.
#[derive(Clone, Copy)]
struct Need {
    least: usize,
    most: usize,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// One more row: a cell for every column.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell a column");
        self.rows.push(cells);
    }

    /// How many columns it takes where nothing folds.
    pub(crate) fn natural(&self) -> usize {
        let needs: usize = (0..self.columns.len()).map(|at| self.need(at).most + GAP).sum();
        width(INDENT) + needs.saturating_sub(GAP)
    }

    /// The lines, none wider than the style allows.
    pub(crate) fn lines(&self, style: Style) -> Vec<String> {
        let room = style.columns() - width(INDENT);
        let mut needs: Vec<Need> = (0..self.columns.len()).map(|at| self.need(at)).collect();
        let Some((first, others)) = needs.split_first_mut() else { return Vec::new() };
        // A wish is none where nothing fits beside it.
        let beside = others.iter().map(|need| GAP + need.least).max().unwrap_or(0);
        first.least = first.least.min(room.saturating_sub(beside)).max(self.without_wish(0));
        let (first, others) = (&needs[0], &needs[1..]);
        let mut lines = Vec::new();
        let mut next = 1;
        loop {
            let mut taken = first.least;
            let fits = |need: &&Need| {
                taken += GAP + need.least;
                taken <= room
            };
            let more = others[next - 1..].iter().take_while(fits).count().max(1).min(needs.len() - next);
            let block: Vec<usize> = std::iter::once(0).chain(next..next + more).collect();
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.block(&block, &shares(&block.iter().map(|&at| needs[at]).collect::<Vec<_>>(), room), style));
            next += more;
            if next >= needs.len() {
                return lines;
            }
        }
    }

    fn need(&self, at: usize) -> Need {
        let column = &self.columns[at];
        let heading = column.heading.split('\n').map(width).max().unwrap_or(0);
        let most = self.widest(at).max(heading);
        Need { least: self.without_wish(at).max(column.wished.min(most)), most }
    }

    fn widest(&self, at: usize) -> usize {
        self.rows.iter().map(|row| width(&row[at])).max().unwrap_or(0)
    }

    /// The least a column needs, whatever it wishes.
    fn without_wish(&self, at: usize) -> usize {
        let words = |text: &str| text.split([' ', '\n']).map(width).max().unwrap_or(0).min(LONGEST_WORD);
        let column = &self.columns[at];
        let cells = if column.folds { self.rows.iter().map(|row| words(&row[at])).max().unwrap_or(0) } else { self.widest(at) };
        cells.max(words(&column.heading))
    }

    /// Some of the columns, so wide.
    fn block(&self, columns: &[usize], widths: &[usize], style: Style) -> Vec<String> {
        let fold_heading = |(&at, &columns): (&usize, &usize)| -> Vec<String> {
            self.columns[at].heading.split('\n').flat_map(|line| fold(line, columns)).collect()
        };
        let mut headings: Vec<Vec<String>> = columns.iter().zip(widths).map(fold_heading).collect();
        let tall = headings.iter().map(Vec::len).max().unwrap_or(0);
        for heading in &mut headings {
            heading.splice(0..0, std::iter::repeat_n(String::new(), tall - heading.len()));
        }
        let mut lines: Vec<String> = self.cells(columns, widths, &headings, Style { color: false, ..style });
        for line in &mut lines {
            *line = style.heading(line.trim_end());
        }
        for row in &self.rows {
            let folded: Vec<Vec<String>> = columns.iter().zip(widths).map(|(&at, &columns)| fold(&row[at], columns)).collect();
            lines.extend(self.cells(columns, widths, &folded, style));
        }
        lines
    }

    /// The lines of cells that are folded.
    fn cells(&self, columns: &[usize], widths: &[usize], folded: &[Vec<String>], style: Style) -> Vec<String> {
        let tall = folded.iter().map(Vec::len).max().unwrap_or(0);
        let line = |line: usize| {
            let cell = |(place, &at): (usize, &usize)| {
                let text = folded[place].get(line).map_or("", String::as_str);
                let column = &self.columns[at];
                let spaces = " ".repeat(widths[place].saturating_sub(width(text)));
                let painted = (column.paint)(style, text);
                if column.numbers { spaces + &painted } else { painted + &spaces }
            };
            let cells: Vec<String> = columns.iter().enumerate().map(cell).collect();
            format!("{INDENT}{}", cells.join(&" ".repeat(GAP))).trim_end().to_owned()
        };
        (0..tall).map(line).collect()
    }
}

/// What every column gets of the room: all it would have, or else less for those that would have most.
fn shares(needs: &[Need], room: usize) -> Vec<usize> {
    let mut shares: Vec<usize> = needs.iter().map(|need| need.most).collect();
    let room = room.saturating_sub(GAP * (needs.len() - 1));
    while shares.iter().sum::<usize>() > room {
        let can_give = |&at: &usize| shares[at] > needs[at].least;
        let Some(widest) = (0..needs.len()).filter(can_give).max_by_key(|&at| shares[at]) else { break };
        shares[widest] -= 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::{Column, Table};
    use crate::Style;
    use crate::layout::width;

    fn lines(columns: usize) -> Vec<String> {
        let mut table = Table::new(vec![Column::texts("who"), Column::numbers("how\noften"), Column::numbers("of all")]);
        table.row(["the first of them", "12.5%", "3"].map(str::to_owned).to_vec());
        table.row(["b", "1.0%", "400"].map(str::to_owned).to_vec());
        table.lines(Style { width: columns, ..Style::default() })
    }

    #[test]
    fn with_room_nothing_folds() {
        assert_eq!(
            lines(80),
            [
                "                       how",
                "  who                often  of all",
                "  the first of them  12.5%       3",
                "  b                   1.0%     400",
            ]
        );
    }

    #[test]
    fn texts_fold_before_columns_stand_below() {
        let mut table = Table::new(["who", "one", "two", "three"].map(Column::whole).into());
        table.row(["a", "1", "2", "3"].map(|cell| cell.repeat(14)).to_vec());
        let lines = table.lines(Style { width: 50, ..Style::default() });
        assert!(lines.iter().all(|line| width(line) <= 50), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.contains("aaaa")).count(), 2, "{lines:#?}");
        assert_eq!(lines.len(), 5, "{lines:#?}");
    }

    #[test]
    fn a_wish_gives_way_where_nothing_fits_beside_it() {
        let mut table = Table::new(vec![Column::texts("what if").wishing(26), Column::numbers("who")]);
        table.row(vec!["… nobody but those who are named".to_owned(), "+36.2 ±23.1".to_owned()]);
        let lines = table.lines(Style { width: 40, ..Style::default() });
        assert!(lines.iter().all(|line| width(line) <= 40), "{lines:#?}");
    }

    #[test]
    fn narrow_tables_hold_everything() {
        for columns in 40..80 {
            let lines = lines(columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{lines:#?}");
            let all = lines.concat();
            assert!(["first", "them", "12.5%", "400"].iter().all(|part| all.contains(part)), "{lines:#?}");
        }
    }
}
