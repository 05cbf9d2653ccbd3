//! The difference of two median dates.
//!
//! Rounds are days apart, so that a median date moves in jumps. What is compared is the median of
//! the date interpolated between rounds, as for grouped data: with `F` the distribution of the
//! date given the outcome, and `t₁` the first date with `F(t₁) ≥ ½`, `t₀` the one before,
//! `m = t₀ + (t₁ − t₀) · (½ − F(t₀)) / (F(t₁) − F(t₀))`. It is smooth in the counts, so that the delta
//! method gives the linear influence of every run on it. Summed over groups of runs (by the
//! remainder of the run number), the influences on the two medians differ by independent amounts
//! of mean 0 a group, whose sum of squares estimates the variance of the difference.
//!
//! Between rounds on other days (weekly in one, every 13 weeks in the other) interpolation would compare what
//! nobody holds: there the medians of the dates held are compared. Each has Woodruff's interval, the dates at
//! which `F` passes one half less and more 1.96 standard errors (*Confidence intervals for medians and other
//! position measures*, Journal of the American Statistical Association 47, 1952, 635–646), and the difference that
//! of G. Y. Zou and A. Donner (*Construction of confidence limits about effect measures: a general approach*,
//! Statistics in Medicine 27, 2008, 1693–1702), as if runs were not paired, which makes it rather too wide.

use nemcon_core::{Date, Interval, PERCENTILE_975, days_between};

use super::{GROUPS, Side};

/// The 97.5% quantile of Student's t with 63 degrees of freedom, one fewer than there are groups.
pub(super) const STUDENT_975: f64 = 1.998_340_542_520_742;

/// How the median of an outcome's date differs.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MedianDifference {
    /// The median date in the base.
    pub base: Date,
    /// The median date in the variant.
    pub variant: Date,
    /// By how many days it is later in the variant.
    pub days: f64,
    /// The 95% interval of the simulation error.
    pub interval: Interval,
    /// Whether the two are interpolated between rounds; if not, rounds are held on other days than in the base,
    /// and it is the dates held that are compared.
    pub interpolated: bool,
}

/// A median interpolated between rounds, and what the runs of each group contribute to its error.
pub(super) struct MedianLine {
    /// The as-of date, and days after it.
    as_of: Date,
    days: f64,
    influence: Vec<f64>,
    /// The median of the dates held, in days, and its interval.
    held: f64,
    held_interval: Interval,
}

impl MedianLine {
    /// The median of the date on which a candidate is appointed; `None` where it never is.
    pub(super) fn new(side: &Side, candidate: usize) -> Option<Self> {
        let calendar = &side.tally.legend.calendar;
        let on = |date: usize| -> u128 { (0..GROUPS).map(|group| side.appointed(group, candidate)[date]).sum() };
        let whole: u128 = (0..side.dates).map(on).sum();
        let (mut before, mut date) = (0, 0);
        while 2 * (before + on(date)) < whole {
            before += on(date);
            date += 1;
        }
        if whole == 0 {
            return None;
        }
        let day = |date: usize| f64::from(calendar.days[date]);
        let start = if date == 0 { 0.0 } else { day(date - 1) };
        let span = day(date) - start;
        let half = whole as f64 / 2.0;
        let on_date = on(date) as f64;
        let part = (half - before as f64) / on_date;
        let influence = |group: usize| {
            let weights = side.appointed(group, candidate);
            let earlier: u128 = weights[..date].iter().sum();
            let all: u128 = weights.iter().sum();
            -span * (earlier as f64 + part * weights[date] as f64 - all as f64 / 2.0) / on_date
        };
        // The first date by which so large a share has come.
        let error = PERCENTILE_975 * 0.5 * (side.tally.squared_ends[candidate] as f64).sqrt() / whole as f64;
        let quantile = |share: f64| {
            let mut sum = 0;
            let reached = (0..side.dates).find(|&date| {
                sum += on(date);
                sum as f64 >= share * whole as f64
            });
            day(reached.unwrap_or(side.dates - 1))
        };
        Some(Self {
            as_of: calendar.as_of,
            days: start + span * part,
            influence: (0..GROUPS).map(influence).collect(),
            held: day(date),
            held_interval: Interval::new(quantile((0.5 - error).max(0.0)).min(day(date)), quantile((0.5 + error).min(1.0)).max(day(date))),
        })
    }
}

/// The difference of two medians, whose dates as `run` reports them are given.
pub(super) fn difference(dates: (Date, Date), base: &MedianLine, variant: &MedianLine, same_days: bool) -> MedianDifference {
    let apart = f64::from(days_between(variant.as_of, base.as_of));
    let (days, interval) = if same_days {
        let days = variant.days - base.days - apart;
        let differences = base.influence.iter().zip(&variant.influence).map(|(base, variant)| variant - base);
        let squares: f64 = differences.map(|difference| difference * difference).sum();
        (days, Interval::around(days, STUDENT_975 * (squares * GROUPS as f64 / (GROUPS - 1) as f64).sqrt()))
    } else {
        let days = variant.held - base.held - apart;
        let below = |line: &MedianLine| line.held - line.held_interval.low;
        let above = |line: &MedianLine| line.held_interval.high - line.held;
        let (low, high) = (libm::hypot(below(variant), above(base)), libm::hypot(above(variant), below(base)));
        (days, Interval::new(days - low, days + high))
    };
    MedianDifference { base: dates.0, variant: dates.1, days, interval, interpolated: same_days }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::{GROUPS, STUDENT_975};

    #[test]
    fn the_quantile_is_that_of_students_t() {
        let law = StudentsT::new(0.0, 1.0, (GROUPS - 1) as f64).expect("a law");
        assert!((law.cdf(STUDENT_975) - 0.975).abs() < 1e-9);
    }
}
