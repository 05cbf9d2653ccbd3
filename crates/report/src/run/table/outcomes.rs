//! How it may end: probability and date of every outcome, the likeliest first.

use nemcon_montecarlo::{DateQuantiles, OutcomeEstimate};

use super::super::{RunReport, outcome_name};
use crate::Style;
use crate::layout::{WIDTH, bar, fit, left, right, width};
use crate::wording::{padded_date, padded_day, percent};

/// Names are cut beyond this, and bars get no longer.
const LONGEST: usize = 30;
const PERCENT: usize = "100.0%".len();

pub(super) fn lines(report: &RunReport, style: Style) -> Vec<String> {
    let mut outcomes: Vec<&OutcomeEstimate> = report.estimates.outcomes.iter().collect();
    outcomes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let name = |outcome| fit(outcome_name(report.model, outcome), LONGEST);
    let names = outcomes.iter().map(|outcome| width(&name(outcome))).max().unwrap_or(0).max("outcome".len());
    let years = !outcomes.iter().filter_map(|outcome| outcome.date).all(within_a_year);
    let dates = outcomes.iter().filter_map(|outcome| outcome.date).map(|date| width(&when(date, years))).max().unwrap_or(0);
    // Indent 2, name, 4, percentage, 2, bar, 2, dates.
    let bars = (WIDTH - 2 - names - 4 - PERCENT - 2 - 2 - dates).min(LONGEST);

    let heading = format!("{}     {}", left("outcome", names), left("probability", PERCENT + bars + 3));
    let heading = if dates > 0 { heading + "when (median, 90% of cases)" } else { heading.trim_end().to_owned() };
    let mut lines = vec![format!("  {}", style.heading(&heading))];
    for outcome in outcomes {
        let share = right(&percent(outcome.probability), PERCENT);
        let drawn = if style.bars { bar(outcome.probability, bars) } else { String::new() };
        let gap = " ".repeat(bars - width(&drawn) + 2);
        let date = outcome.date.map_or_else(String::new, |date| when(date, years));
        let line = format!("  {}    {share}  {}{gap}{date}", left(&name(outcome), names), style.bar(&drawn));
        lines.push(line.trim_end().to_owned());
    }
    lines.push(format!("  simulation error: at most ±{} points.", simulation_error(&report.estimates.outcomes)));
    lines.push("  The forecast is no better than its assumptions (see `nemcon show`).".to_owned());
    lines
}

/// Whether the year of the median says the year of the interval's ends too.
fn within_a_year(date: DateQuantiles) -> bool {
    date.q05.year() == date.median.year() && date.q95.year() == date.median.year()
}

fn when(date: DateQuantiles, years: bool) -> String {
    let end = if years { padded_date } else { padded_day };
    format!("{}  {} – {}", padded_date(date.median), end(date.q05), end(date.q95))
}

/// The larger half of the widest interval, in points, rounded up.
fn simulation_error(outcomes: &[OutcomeEstimate]) -> String {
    let halves =
        outcomes.iter().map(|outcome| (outcome.probability - outcome.interval.low).max(outcome.interval.high - outcome.probability));
    let points = 100.0 * halves.fold(0.0, f64::max);
    let (places, unit) = if points < 0.1 { (2, 100.0) } else { (1, 10.0) };
    // Without the subtraction a tenth, a little more in binary, would be rounded up to two.
    format!("{:.places$}", (points * unit - 1e-9).ceil() / unit)
}
