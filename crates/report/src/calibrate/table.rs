//! The calibration for people: what was fitted, case by case what that changes, and all together.

use std::time::Duration;

use nemcon_calibration::{Case, CaseScore, Mean, Parameter, Scale, Summary};
use nemcon_core::{Interval, PERCENTILE_95};
use nemcon_montecarlo::ENGINE;

use super::file::number;
use super::{CalibrateReport, FORECASTS};
use crate::Style;
use crate::backtest::{BacktestReport, mean};
use crate::layout::{fit, left, right};
use crate::wording::{counted, counted_runs, percent, took, whole_percent};

const NAME: usize = 24;
const RANGE: usize = 23;
const CASE: usize = 30;
const MEAN: usize = 21;

impl CalibrateReport<'_> {
    pub(super) fn to_table(&self, style: Style, elapsed: Option<Duration>) -> String {
        let [.., left_out] = self.scores;
        let judged = BacktestReport::new(self.cases, left_out, self.runs, self.seed);
        let title = vec![style.heading("  left out, as by `nemcon backtest`:")];
        let blocks = [self.parameter_lines(style), self.case_lines(style), self.summary_lines(style), title];
        let blocks = blocks.into_iter().chain(judged.judgement_lines(style)).chain([self.last_lines(elapsed)]);
        let blocks: Vec<Vec<String>> = blocks.filter(|lines| !lines.is_empty()).collect();
        blocks.join(&String::new()).into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn parameter_lines(&self, style: Style) -> Vec<String> {
        let header = format!("  {}{}{}told", left("number", NAME), left("before (90%)", RANGE), left("fitted (90%)", RANGE));
        let row = |(index, parameter): (usize, &Parameter)| {
            let fit = &self.calibration.fit;
            let before = range(parameter, Interval::around(0.0, PERCENTILE_95));
            let told = (1.0 - fit.deviation[index] * fit.deviation[index]).max(0.0);
            let fitted = range(parameter, fit.interval(index));
            format!(
                "  {}{}{}{:>4}",
                left(&fit_name(&parameter.name), NAME),
                left(&before, RANGE),
                left(&fitted, RANGE),
                whole_percent(told)
            )
        };
        let parameters = self.calibration.parameters.iter().enumerate().map(row);
        let notes = [
            "  told: how much of the variance before the races took away; near 0% nothing".to_owned(),
            format!("  races differ from what they share by {:.2} of the deviations before", self.calibration.fit.spread),
        ];
        std::iter::once(style.heading(&header)).chain(parameters).chain(notes).collect()
    }

    /// The probability given to what happened, under each of the three.
    fn case_lines(&self, style: Style) -> Vec<String> {
        let [before, fitted, left_out] = FORECASTS.map(|name| right(name, 10));
        let header = format!("  {}{}{before}{fitted}{left_out}", left("case", CASE), left("what happened", 18));
        let row = |(index, case): (usize, &Case)| {
            let given: String = self.scores.iter().map(|scores| right(&percent(scores.scores[index].probability), 10)).collect();
            let (name, result) = (fit(case.name(), CASE - 1), fit(case.result(), 17));
            format!("  {}{}{given}", left(&name, CASE), left(&result, 18))
        };
        std::iter::once(style.heading(&header)).chain(self.cases.iter().enumerate().map(row)).collect()
    }

    fn summary_lines(&self, style: Style) -> Vec<String> {
        let title = format!("{} of {}", counted(self.cases.len(), "case"), counted(self.races(), "race"));
        let [log, dated] = ["mean log score", "and about when"].map(|column| left(column, MEAN));
        let header = format!("  {}{log}{dated}Brier", left(&title, NAME));
        let row = |(name, summary, dated): (&str, &Summary, Mean)| {
            format!("  {}{}{}{:>5.2}", left(name, NAME), left(&mean(summary.log_score), MEAN), left(&mean(dated), MEAN), summary.brier.mean)
        };
        let ours = FORECASTS.iter().zip(self.scores).map(|(name, scores)| row((name, &scores.simulation, scores.dated_log_score)));
        let better = |score: fn(&CaseScore) -> f64| mean(self.better_than_before(score));
        let notes = [
            format!("  left out is better than before by {}, and about when", better(|score| score.log_score)),
            format!("  by {}", better(|score| score.dated_log_score)),
            "  left out: each race scored with numbers fitted to the others".to_owned(),
        ];
        std::iter::once(style.heading(&header)).chain(ours).chain(notes).collect()
    }

    fn last_lines(&self, elapsed: Option<Duration>) -> Vec<String> {
        let calibration = self.calibration;
        let count = calibration.errors.len().max(1) as f64;
        let error = (calibration.errors.iter().map(|error| error * error).sum::<f64>() / count).sqrt();
        vec![
            format!(
                "{} a case at each of {} points, seed {}, engine {ENGINE}{}",
                counted_runs(self.runs),
                calibration.points,
                self.seed,
                took(elapsed)
            ),
            format!("surfaces fit to {error:.2} in log-odds; a race left out leaves at least {:.0} draws", self.least_draws()),
        ]
    }
}

fn fit_name(name: &str) -> String {
    fit(name, NAME - 1)
}

/// `8.5 (2 – 32) days`, or without the unit for ratios; probabilities in per cent.
fn range(parameter: &Parameter, interval: Interval) -> String {
    let value = |coordinate: f64| match parameter.scale {
        Scale::Probability => number(100.0 * parameter.value(coordinate)),
        Scale::Days | Scale::Ratio => number(parameter.value(coordinate)),
    };
    let unit = match parameter.scale {
        Scale::Days => " days",
        Scale::Ratio => "",
        Scale::Probability => "%",
    };
    format!("{} ({} – {}){unit}", value(interval.middle()), value(interval.low), value(interval.high))
}
