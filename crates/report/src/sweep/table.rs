//! The table for the terminal: for one key a row a value, and a curve; for two a grid, and a heat map.

use std::time::Duration;

use super::plot::{curve, shade};
use super::{SweepPoint, SweepReport};
use crate::Style;
use crate::layout::{Column, INDENT, Table, fold, left, note, print, right, width};
use crate::wording::{RESCALED, counted, counted_runs, percent, rounded, took};

/// Columns of a curve are no more.
const CURVE: usize = 60;
/// … and so many go to its scale.
const SCALE: usize = 8;

impl SweepReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let columns = style.columns();
        let mut head: Vec<String> = fold(self.model.title(), columns).iter().map(|line| style.heading(line)).collect();
        for key in self.keys {
            let (first, last) = ends(&key.values);
            head.extend(fold(&format!("{} from {first} to {last}; the file says {}", key.path, key.written), columns));
            if key.rescales {
                head.extend(fold(RESCALED, columns));
            }
        }
        let points = counted(self.points.len(), "point");
        let last = format!("{points} of {}, seed {}{}", counted_runs(self.size.0), self.size.1, took(elapsed));
        let found = if self.keys.len() > 1 { [self.grid(style), Vec::new()] } else { [self.rows(style), self.curve(style)] };
        let [one, two] = found;
        print(&[head, one, two, fold(&last, columns)])
    }

    /// The outcomes that were seen at all, the likeliest first.
    fn shown(&self) -> Vec<usize> {
        let outcomes = self.points.first().map_or(0, |point| point.outcomes.len());
        let most = |at: usize| self.points.iter().map(|point| point.outcomes[at].probability).fold(0.0, f64::max);
        let mut shown: Vec<usize> = (0..outcomes).filter(|&at| most(at) > 0.0).collect();
        shown.sort_by(|&a, &b| most(b).total_cmp(&most(a)));
        shown
    }

    fn rows(&self, style: Style) -> Vec<String> {
        let shown = self.shown();
        let columns = shown.iter().map(|&at| Column::numbers(self.outcome_name(at)));
        let mut table = Table::new(std::iter::once(Column::texts(self.keys[0].path.as_str())).chain(columns).collect());
        for point in &self.points {
            let cells = shown.iter().map(|&at| percent(point.outcomes[at].probability));
            table.row(std::iter::once(self.values(point)[0].to_owned()).chain(cells).collect());
        }
        table.lines(style)
    }

    fn curve(&self, style: Style) -> Vec<String> {
        let plotted = self.plotted();
        let shares: Vec<f64> = self.points.iter().map(|point| point.outcomes[plotted].probability).collect();
        if shares.len() < 3 {
            return Vec::new();
        }
        let columns = CURVE.min(style.columns() - SCALE);
        let mut lines = note(self.outcome_name(plotted), style.columns());
        lines.extend(curve(&shares, columns).iter().map(|line| format!("{INDENT}{}", style.bar(line))));
        let (first, last) = ends(&self.keys[0].values);
        lines.push(format!("{}{}{last}", " ".repeat(SCALE), left(first, columns.saturating_sub(width(last)))));
        lines
    }

    fn grid(&self, style: Style) -> Vec<String> {
        let plotted = self.plotted();
        let (down, across) = (&self.keys[0], &self.keys[1]);
        let share = |point: &SweepPoint| point.outcomes[plotted].probability;
        let least = self.points.iter().map(share).fold(f64::INFINITY, f64::min);
        let most = self.points.iter().map(share).fold(0.0, f64::max);
        let labels = down.values.iter().map(|value| width(value)).max().unwrap_or(0);
        let room = style.columns().saturating_sub(width(INDENT) + labels + 2) / across.values.len().max(1);
        let cell = room.clamp(1, 5);
        let mut lines =
            note(&format!("{}, in per cent: down {}, across {}", self.outcome_name(plotted), down.path, across.path), style.columns());
        let one = |share: f64| match cell {
            5 => right(&format!("{}{}", shade(share, least, most), rounded(100.0 * share, 0)), cell),
            4 => right(&rounded(100.0 * share, 0), cell),
            _ => shade(share, least, most).to_string().repeat(cell),
        };
        for (row, value) in down.values.iter().enumerate() {
            let at = |column: usize| self.points.iter().find(|point| point.at == [row, column]).map(share);
            let cells: String = (0..across.values.len()).map(|column| at(column).map_or_else(|| " ".repeat(cell), one)).collect();
            lines.push(format!("{INDENT}{}  {}", right(value, labels), style.bar(&cells)));
        }
        let (first, last) = ends(&across.values);
        let span = (cell * across.values.len()).saturating_sub(width(last)).max(width(first) + 1);
        lines.push(format!("{INDENT}{}  {}{last}", " ".repeat(labels), left(first, span)));
        lines.extend(note(&format!("shades from {} to {}", percent(least), percent(most)), style.columns()));
        lines
    }
}

fn ends(values: &[String]) -> (&str, &str) {
    (values.first().map_or("", String::as_str), values.last().map_or("", String::as_str))
}
