//! The calibration for people: what was fitted, case by case what that changes, and all together.

use std::time::Duration;

use nemcon_calibration::{Axis, Mean, Summary};
use nemcon_core::Interval;
use nemcon_montecarlo::ENGINE;

use super::file::number;
use super::{CalibrateReport, FORECASTS};
use crate::Style;
use crate::backtest::mean;
use crate::layout::{fit, left, right};
use crate::wording::{counted, counted_runs, percent, took};

const NAME: usize = 23;
const RANGE: usize = 32;
const MEAN: usize = 22;
const BRIER: usize = 8;

impl CalibrateReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let parts = [self.parameter_lines(style), self.case_lines(style), self.summary_lines(style), vec![self.last_line(elapsed)]];
        let lines = parts.join(&String::new());
        lines.into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn parameter_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}{}", left("dynamics", NAME), left("before: middle (90%)", RANGE), "fitted: best (90%)");
        let row = |(index, axis): (usize, &Axis)| {
            let interval = self.calibration.fit.intervals[index];
            let before = range(axis, 0.0, axis.range());
            let fitted = range(axis, self.calibration.fit.best[index], Interval::new(axis.value(interval.low), axis.value(interval.high)));
            format!("  {}{}{fitted}", left(axis.parameter.name(), NAME), left(&before, RANGE))
        };
        let axes = self.calibration.space.axes().iter().enumerate().map(row);
        let note = "  where a range is hardly narrower than before, the cases say little";
        std::iter::once(style.heading(&header)).chain(axes).chain([note.to_owned()]).collect()
    }

    /// The probability given to what happened, under each of the three.
    fn case_lines(&self, style: Style) -> Vec<String> {
        let [before, fitted, left_out] = FORECASTS.map(|name| right(name, 10));
        let header = format!("  {}{}{before}{fitted}{left_out}    {}", left("case", NAME), left("what happened", 18), "leader");
        let row = |(index, case): (usize, &nemcon_calibration::Case)| {
            let given: String = self.scores.iter().map(|scores| right(&percent(scores.scores[index].probability), 10)).collect();
            let (name, result) = (fit(case.name(), NAME - 1), fit(case.result(), 17));
            format!("  {}{}{given}    {}", left(&name, NAME), left(&result, 18), fit(&self.scores[0].leaders[index], 24))
        };
        std::iter::once(style.heading(&header)).chain(self.cases.iter().enumerate().map(row)).collect()
    }

    fn summary_lines(&self, style: Style) -> Vec<String> {
        let title = format!("{} of {}", counted(self.cases.len(), "case"), counted(self.races(), "race"));
        let [log, dated, behind] = ["mean log score", "and about when", "left out better by"].map(|column| left(column, MEAN));
        let header = format!("  {}{log}{dated}{}{behind}", left(&title, NAME), left("Brier", BRIER));
        let mean = |value| left(&mean(value), MEAN);
        let row = |name: &str, summary: &Summary, dated: Option<Mean>, behind: Option<Mean>| {
            let [dated, behind] = [dated, behind].map(|value| value.map_or_else(|| " ".repeat(MEAN), mean));
            format!(
                "  {}{}{dated}{}{behind}",
                left(name, NAME),
                mean(summary.log_score),
                left(&format!("{:.2}", summary.brier.mean), BRIER)
            )
        };
        let ours = FORECASTS.iter().zip(self.scores).map(|(name, scores)| {
            let behind = (*name == FORECASTS[0]).then(|| self.better_than_before(|score| score.log_score));
            row(name, &scores.simulation, Some(scores.dated_log_score), behind)
        });
        let [.., left_out] = self.scores;
        let baselines = left_out.baselines.iter().map(|(baseline, summary)| row(baseline.name(), summary, None, summary.behind));
        let dated = self.better_than_before(|score| score.dated_log_score);
        let notes = [
            &format!("  about when, left out is better than before by {}", mean(dated).trim_end()),
            "  smaller scores are better; in brackets 95% intervals, by bootstrap over races",
            "  left out: each race scored with dynamics fitted to the others; only this compares with baselines",
            "  so few races show little: where the interval of a difference holds 0, nothing is shown",
        ];
        std::iter::once(style.heading(&header)).chain(ours).chain(baselines).chain(notes.map(ToOwned::to_owned)).collect()
    }

    fn last_line(&self, elapsed: Option<Duration>) -> String {
        let (runs, points) = (counted_runs(self.runs), self.calibration.points);
        let error = self.calibration.errors.iter().copied().fold(0.0, f64::max);
        let (seed, error) = (self.seed, format!("surfaces fit to {error:.2} in log-odds"));
        format!("{runs} a case at each of {points} points, {error}; seed {seed}, engine {ENGINE}{}", took(elapsed))
    }
}

/// `8.5 weeks (2 – 32)`, or without the unit for ratios.
fn range(axis: &Axis, middle: f64, Interval { low, high }: Interval) -> String {
    let unit = if axis.parameter.is_time() { " days" } else { "" };
    format!("{}{unit} ({} – {})", number(axis.value(middle)), number(low), number(high))
}
