//! The table for the terminal: who changes how much.

use std::time::Duration;

use nemcon_core::{MemberId, Stance};
use nemcon_montecarlo::Change;

use super::PersuadeReport;
use crate::Style;
use crate::layout::{Column, Table, fold, note, print};
use crate::run::subject;
use crate::wording::{counted, counted_runs, date, percent, signed, took, whole_percent};

/// Pairs that are shown.
const PAIRS: usize = 8;

impl PersuadeReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let found = self.found;
        let last = format!(
            "{} of the scenario and of each of {}, seed {}{}",
            counted_runs(found.runs),
            counted(found.variants, "change"),
            found.seed,
            took(elapsed)
        );
        let pairs = found.pairs.iter().take(PAIRS).map(|(pair, of)| (pair.map(|member| self.member_id(member)).join(" and "), of));
        let events = found.events.iter().flat_map(|of| {
            let id = &self.model.events()[of.event].id;
            let ways = [("happens", &of.happens), ("never happens", &of.never)];
            ways.into_iter().filter_map(move |(what, change)| Some((format!("{id} {what}"), change.as_ref()?)))
        });
        print(&[
            self.head(style),
            self.members(style),
            self.others("two that come round together", pairs, style),
            self.others("what members cannot change", events, style),
            fold(&last, style.columns()),
        ])
    }

    fn head(&self, style: Style) -> Vec<String> {
        let base = self.found.base;
        let title = format!("Whom to persuade of {}", subject(self.model, self.asked.candidate));
        let mut lines: Vec<String> = fold(&title, style.columns()).iter().map(|line| style.heading(line)).collect();
        let median = base.median.map_or_else(String::new, |median| format!(", in the median on {}", date(median)));
        let prospect = format!("as it is: {}; by {} {}{median}", percent(base.probability), date(self.asked.by), percent(base.by));
        lines.extend(fold(&prospect, style.columns()));
        lines
    }

    fn members(&self, style: Style) -> Vec<String> {
        let by = self.by();
        let headings = ["it may".to_owned(), "points".to_owned(), by.clone(), "days".to_owned(), "against: points".to_owned(), by];
        let mut table = Table::new(std::iter::once(Column::texts("")).chain(headings.map(Column::numbers)).collect());
        let ranked = self.ranked();
        for of in ranked.iter().take(self.top) {
            let [points, by, days] = cells(&of.comes_round);
            let [against, against_by, _] = cells(&of.opposes);
            table.row(vec![self.member_id(of.member).to_owned(), whole_percent(of.holds_less), points, by, days, against, against_by]);
        }
        let mut lines = table.lines(style);
        if ranked.len() > self.top {
            let others = counted(ranked.len() - self.top, "member");
            lines.extend(note(&format!("… and {others} whose coming round changes less (see --top)"), style.columns()));
        }
        let to = if self.asked.to == Stance::Support { "support" } else { "accept" };
        let on = if self.asked.at == self.model.question().as_of {
            "on the first day".to_owned()
        } else {
            format!("on {}", date(self.asked.at))
        };
        let meaning = format!(
            "What changes if {on} the member comes to {to}, where it holds less (so probably: \"it may\"), and if it is against from then on, \
             to the end. ± is the 95% simulation error on paired runs; days are those of the median date, given the success."
        );
        lines.extend(note(&meaning, style.columns()));
        lines
    }

    fn others<'c>(&self, heading: &str, rows: impl Iterator<Item = (String, &'c Change)>, style: Style) -> Vec<String> {
        let headings = ["points".to_owned(), self.by(), "days".to_owned()];
        let mut table = Table::new(std::iter::once(Column::texts(heading)).chain(headings.map(Column::numbers)).collect());
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return Vec::new();
        }
        for (what, of) in rows {
            table.row(std::iter::once(what).chain(cells(of)).collect());
        }
        table.lines(style)
    }

    fn by(&self) -> String {
        format!("by {}", self.asked.by.strftime("%-d\u{a0}%b"))
    }

    pub(super) fn member_id(&self, member: MemberId) -> &str {
        &self.model.body()[member].id
    }
}

/// The differences of the probability, of that by the date, and of the median date.
fn cells(of: &Change) -> [String; 3] {
    let days = of.success.median.as_ref().map_or_else(|| "–".to_owned(), |of| number(of.days, of.interval.low, of.interval.high));
    let points = |difference: f64, low: f64, high: f64| number(100.0 * difference, 100.0 * low, 100.0 * high);
    [
        points(of.success.difference, of.success.interval.low, of.success.interval.high),
        points(of.by.difference, of.by.interval.low, of.by.interval.high),
        days,
    ]
}

/// A difference and the larger half of its interval, rounded up.
fn number(difference: f64, low: f64, high: f64) -> String {
    let half = ((difference - low).max(high - difference) * 10.0 - 1e-9).ceil() / 10.0;
    format!("{}\u{a0}±{:.1}", signed(difference), half.abs())
}
