//! The backtest for people: case by case, all together, by class, and whether probabilities keep their word.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column of a scale that is narrower than the page")]

use std::time::Duration;

use nemcon_calibration::{Baseline, Bin, ClassSummary, Mean, Summary};
use nemcon_montecarlo::ENGINE;

use super::{BacktestReport, mean};
use crate::Style;
use crate::layout::{fit, left, right};
use crate::wording::{counted, counted_runs, percent, took, whole_percent};

const CASE: usize = 30;
const RESULT: usize = 19;
/// A mean with its interval.
const MEAN: usize = 21;
/// Columns of the line on which probabilities are marked.
const SCALE: usize = 41;

impl BacktestReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let blocks = std::iter::once(self.case_lines(style)).chain(self.judgement_lines(style)).chain([vec![self.last_line(elapsed)]]);
        let blocks: Vec<Vec<String>> = blocks.filter(|lines| !lines.is_empty()).collect();
        blocks.join(&String::new()).into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Everything but the cases one by one.
    pub(crate) fn judgement_lines(&self, style: Style) -> [Vec<String>; 4] {
        [self.summary_lines(style), self.class_lines(style), self.reliability_lines(style), self.post_lines(style)]
    }

    fn case_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}  given    log  Brier  date", left("case", CASE), left("what happened", RESULT));
        let rows = self.cases.iter().zip(&self.verification.scores).map(|(case, score)| {
            let (name, result) = (left(&fit(case.name(), CASE - 1), CASE), left(&fit(case.result(), RESULT - 1), RESULT));
            let (given, date) = (right(&percent(score.probability), 7), score.date_position.map_or_else(String::new, whole_percent));
            format!("  {name}{result}{given}  {:>5.2}  {:>5.2}  {date:>4}", score.log_score, score.brier)
        });
        let note = "  date: how many of the runs that ended so ended earlier; 50% is the middle".to_owned();
        std::iter::once(style.heading(&header)).chain(rows).chain([note]).collect()
    }

    fn summary_lines(&self, style: Style) -> Vec<String> {
        let title = format!("{} of {}", counted(self.cases.len(), "case"), counted(self.races(), "race"));
        let header = format!("  {}{}Brier  the simulation is better by", left(&title, 22), left("mean log score", MEAN));
        let row = |name: &str, summary: &Summary| {
            let behind = summary.behind.map_or_else(String::new, mean);
            format!("  {}{}{:>5.2}  {behind}", left(name, 22), left(&mean(summary.log_score), MEAN), summary.brier.mean)
        };
        let dates = &self.verification.dates;
        let timing = dates.timing;
        let dated = (dates.dated > 0)
            .then(|| format!("  dates: {} of {} between the 5th and 95th percentile of those foreseen", dates.within, dates.dated));
        let timed = timing.mean.is_finite().then(|| format!("  integrated Brier score of the day of decision, 0 to 1: {}", mean(timing)));
        let notes = [
            "  smaller scores are better; in brackets 95% intervals, by bootstrap over races",
            "  better by: in the log score; nothing is shown where the interval holds 0",
        ];
        let rows = self.forecasts().map(|(name, summary)| row(name, summary));
        std::iter::once(style.heading(&header)).chain(rows).chain(notes.map(str::to_owned)).chain(dated).chain(timed).collect()
    }

    /// A line a class, where there are several.
    fn class_lines(&self, style: Style) -> Vec<String> {
        let classes = &self.verification.classes;
        if classes.len() < 2 {
            return Vec::new();
        }
        let than = |name: &str| left(&format!("than {name} by"), MEAN + 1);
        let header = format!("  {}better {}{}", left("log score by class", 32), than("equal odds"), than("the regression").trim_end());
        let row = |class: &ClassSummary| {
            let behind = |wanted: Baseline| -> String {
                let found = class.baselines.iter().find(|(baseline, _)| *baseline == wanted);
                found.and_then(|(_, summary)| summary.behind).map_or_else(String::new, |value: Mean| left(&mean(value), MEAN + 1))
            };
            let (name, log) = (left(&class.class.to_string(), 20), format!("{:.2}", class.simulation.log_score.mean));
            format!("  {name}{:>3}{:>7}  {}{}", class.cases.len(), log, behind(Baseline::EqualOdds), behind(Baseline::Regression))
        };
        std::iter::once(style.heading(&header)).chain(classes.iter().map(row)).collect()
    }

    /// A line a bin: `|` at the mean probability given, `o` at the share that came about, in its interval.
    fn reliability_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}came about", left("was given", 13), left("0%", SCALE - 4) + "100%    ");
        let row = |bin: &Bin| {
            let share = bin.happened as f64 / bin.forecasts as f64;
            let column = |share: f64| (share * (SCALE - 1) as f64).round() as usize;
            let mut scale = vec!['·'; SCALE];
            scale[column(bin.interval.low)..=column(bin.interval.high)].fill('-');
            scale[column(bin.mean_probability)] = '|';
            scale[column(share)] = if column(share) == column(bin.mean_probability) { '@' } else { 'o' };
            let range = format!("{:>3.0} – {:.0}%", 100.0 * bin.from, 100.0 * bin.to);
            let scale: String = scale.into_iter().collect();
            format!("  {}{scale}    {} of {}", left(&range, 13), bin.happened, bin.forecasts)
        };
        let legend = "  | mean given, o share that came about with its 95% interval ---, @ both".to_owned();
        std::iter::once(style.heading(&header)).chain(self.verification.reliability.iter().map(row)).chain([legend]).collect()
    }

    /// Of the posts: who got them, and how often that was to be expected.
    fn post_lines(&self, style: Style) -> Vec<String> {
        let posts = &self.verification.posts;
        if posts.is_empty() {
            return Vec::new();
        }
        let all: usize = posts.iter().map(|count| count.happened).sum();
        let header =
            format!("  {}{:>10}{:>12}{:>10}", left(&format!("of {}", counted(all, "post")), 23), "expected", "came about", "possible");
        let row = |count: &nemcon_calibration::EndCount| {
            format!("  {}{:>10.1}{:>12}{:>10}", left(count.end.name(), 23), count.expected, count.happened, count.possible)
        };
        std::iter::once(style.heading(&header)).chain(posts.iter().map(row)).collect()
    }

    fn last_line(&self, elapsed: Option<Duration>) -> String {
        format!("{} a case, seed {}, engine {ENGINE}{}", counted_runs(self.runs), self.seed, took(elapsed))
    }
}
