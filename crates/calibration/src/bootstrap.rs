//! Intervals of means by resampling races.

use nemcon_core::Interval;
use nemcon_montecarlo::Philox;
use rand::RngExt;

/// How many samples are drawn.
const SAMPLES: usize = 10_000;

/// The mean of some values, and how far chance may have moved it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean; not a number where there are no values.
    pub mean: f64,
    /// Its 95% interval.
    pub interval: Interval,
}

impl Mean {
    /// The mean of some values, with its interval by bootstrap over groups of them.
    pub fn new(values: &[f64], groups: &[usize]) -> Self {
        Self { mean: values.iter().sum::<f64>() / values.len() as f64, interval: interval(values, groups) }
    }
}

/// The central 95% interval of the mean of some values, by resampling groups of them with
/// replacement (B. Efron, Annals of Statistics 7, 1979, 1–26). Values of one group are drawn
/// together, as they are not independent. The samples are the same at every call.
fn interval(values: &[f64], groups: &[usize]) -> Interval {
    let mut random = Philox::new(0).stream([0; 4]);
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let sums: Vec<(f64, f64)> = (0..count)
        .map(|group| {
            values.iter().zip(groups).filter(|(_, of)| **of == group).fold((0.0, 0.0), |(sum, n), (value, _)| (sum + value, n + 1.0))
        })
        .collect();
    if sums.is_empty() {
        return Interval::new(f64::NAN, f64::NAN);
    }
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let drawn = (0..count).map(|_| sums[random.random_range(0..count)]);
            let (sum, n) = drawn.fold((0.0, 0.0), |(sum, n), (more, m)| (sum + more, n + m));
            sum / n
        })
        .collect();
    means.sort_by(f64::total_cmp);
    Interval::new(means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40])
}

#[cfg(test)]
mod tests {
    use super::{Interval, interval};

    #[test]
    fn equal_values_leave_no_doubt() {
        assert_eq!(interval(&[2.0; 7], &[0, 1, 2, 3, 4, 5, 6]), Interval::new(2.0, 2.0));
    }

    /// For many independent values the interval is near that of the normal law.
    #[test]
    fn is_near_the_normal_interval() {
        let values: Vec<f64> = (0..400).map(|i| f64::from(i % 20)).collect();
        let groups: Vec<usize> = (0..400).collect();
        let Interval { low, high } = interval(&values, &groups);
        let half = 1.96 * (33.25_f64 / 400.0).sqrt();
        assert!((low - (9.5 - half)).abs() < 0.05 && (high - (9.5 + half)).abs() < 0.05, "{low} {high}");
    }

    /// Four copies of each of a hundred values, drawn together, tell no more than the hundred.
    #[test]
    fn grouped_values_count_once() {
        let values: Vec<f64> = (0..400).map(|i| f64::from(i / 4 % 20)).collect();
        let together: Vec<usize> = (0..400).map(|i| i / 4).collect();
        let Interval { low, high } = interval(&values, &together);
        let half = 1.96 * (33.25_f64 / 100.0).sqrt();
        assert!((high - low - 2.0 * half).abs() < 0.1, "{low} {high}");
    }
}
