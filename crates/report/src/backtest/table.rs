//! The backtest for people: case by case, all together, and whether probabilities keep their word.

use std::time::Duration;

use nemcon_calibration::{Bin, Summary};
use nemcon_montecarlo::ENGINE;

use super::{BacktestReport, mean};
use crate::Style;
use crate::layout::{fit, left, right};
use crate::wording::{counted, counted_runs, padded_date, percent, took, whole_percent};

const CASE: usize = 26;
const RESULT: usize = 18;
/// Columns of the line on which probabilities are marked.
const SCALE: usize = 41;

impl BacktestReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let mut lines = self.case_lines(style);
        lines.push(String::new());
        lines.extend(self.summary_lines(style));
        lines.push(String::new());
        lines.extend(self.reliability_lines(style));
        lines.push(String::new());
        let (runs, elapsed) = (counted_runs(self.runs), took(elapsed));
        lines.push(format!("{runs} a case, seed {}, engine {ENGINE}{elapsed}", self.seed));
        lines.into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn case_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}   when         given     log  Brier   date off by", left("case", CASE), left("what happened", RESULT));
        let rows = self.cases.iter().zip(&self.verification.scores).map(|(case, score)| {
            let when = case.on().map_or_else(|| " ".repeat(11), padded_date);
            let date = match (score.date_error, score.date_position) {
                (Some(days), Some(position)) => format!("{days:.0} days, at {}", whole_percent(position)),
                _ => String::new(),
            };
            let (name, result) = (left(&fit(case.name(), CASE - 1), CASE), left(&fit(case.result(), RESULT - 1), RESULT));
            let given = right(&percent(score.probability), 6);
            format!("  {name}{result}  {when}  {given}  {:>5.2}  {:>5.2}   {date}", score.log_score, score.brier)
        });
        let note = "  at 5%: one in twenty of the runs that ended so ended earlier; 50% is the middle".to_owned();
        std::iter::once(style.heading(&header)).chain(rows).chain([note]).collect()
    }

    fn summary_lines(&self, style: Style) -> Vec<String> {
        let races = counted(self.races(), "race");
        let title = format!("{} of {races}", counted(self.cases.len(), "case"));
        let header = format!("  {}mean log score       mean Brier score     the simulation is better by", left(&title, 22));
        let row = |name: &str, summary: &Summary| {
            let mean = |value| left(&mean(value), 21);
            let behind = summary.behind.map_or_else(String::new, mean);
            format!("  {}{}{}{behind}", left(name, 22), mean(summary.log_score), mean(summary.brier))
        };
        let notes = [
            "  smaller scores are better; in brackets 95% intervals, by bootstrap over races",
            "  better by: in the log score; so few cases show little, and nothing where the interval holds 0",
        ];
        let rows = self.forecasts().map(|(name, summary)| row(name, summary));
        std::iter::once(style.heading(&header)).chain(rows).chain(notes.map(str::to_owned)).collect()
    }

    /// A line a bin: `|` at the mean probability given, `o` at the share that came about.
    fn reliability_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}came about", left("was given", 14), left("0%", SCALE - 4) + "100%    ");
        let row = |bin: &Bin| {
            let share = bin.happened as f64 / bin.forecasts as f64;
            let mut scale = vec!['·'; SCALE];
            let column = |share: f64| (share * (SCALE - 1) as f64).round() as usize;
            scale[column(bin.mean_probability)] = '|';
            scale[column(share)] = if column(share) == column(bin.mean_probability) { '@' } else { 'o' };
            let range = format!("{:>3.0} – {:.0}%", 100.0 * bin.from, 100.0 * bin.to);
            let scale: String = scale.into_iter().collect();
            format!("  {}{scale}    {} of {}", left(&range, 14), bin.happened, bin.forecasts)
        };
        let legend = "  | the mean probability given, o the share that came about, @ both".to_owned();
        std::iter::once(style.heading(&header)).chain(self.verification.reliability.iter().map(row)).chain([legend]).collect()
    }
}
