//! What has come about by a date, and what may still.

use nemcon_core::{CandidateId, Date, MemberId};

use crate::estimates::{Estimates, Grid, OutcomeEstimate};

/// The outcomes as a date leaves them.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ByDate {
    /// The date.
    pub date: Date,
    /// In the order of [`Estimates::outcomes`]: the probability that it has come about by then.
    pub outcomes: Vec<f64>,
    /// The probability that nothing has; with those of the outcomes it makes 1.
    pub still_open: f64,
    /// In the same order: the probability that it ends so, given that it is still open then; `None` where it
    /// never is.
    pub given_open: Option<Vec<f64>>,
}

impl Estimates {
    /// What has come about by the end of a day, rounds on that day included.
    pub fn by(&self, date: Date) -> ByDate {
        let held = self.dates.partition_point(|&round| round <= date);
        let until = |outcome: &OutcomeEstimate| held.checked_sub(1).and_then(|last| outcome.incidence.get(last)).copied().unwrap_or(0.0);
        let outcomes: Vec<f64> = self.outcomes.iter().map(until).collect();
        let nothing_held = if held == 0 { 1.0 } else { 0.0 };
        let still_open = self.still_open.get(held).copied().unwrap_or(nothing_held);
        let later = |(outcome, until): (&OutcomeEstimate, &f64)| ((outcome.probability - until) / still_open).clamp(0.0, 1.0);
        let given_open = (still_open > 0.0).then(|| self.outcomes.iter().zip(&outcomes).map(later).collect());
        ByDate { date, outcomes, still_open, given_open }
    }

    /// Of all rounds that are held, the share in which something is true of a member and a candidate that the
    /// grid has by date, such as [`Estimates::pivotal`].
    pub fn share_of_rounds(&self, grid: &Grid, member: MemberId, candidate: CandidateId) -> f64 {
        let series = grid.series(member, candidate).zip(&self.still_open);
        let held: f64 = self.still_open.iter().sum();
        series.map(|(probability, open)| probability.unwrap_or(0.0) * open).sum::<f64>() / held
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::{Date, Interval, Outcome};

    use crate::{Estimates, Grid, OutcomeEstimate};

    fn day(day: i8) -> Date {
        Date::constant(2031, 3, day)
    }

    /// Half of the runs agree in the first of two rounds, three tenths in the second, nobody in the rest.
    fn estimates() -> Estimates {
        let outcome = |id, outcome, incidence: [f64; 2]| {
            let mut of = OutcomeEstimate::new(id, outcome, incidence[1], Interval::new(0.0, 1.0));
            of.incidence = incidence.to_vec();
            of
        };
        let outcomes = vec![outcome("ann", Outcome::Appointed(0.into()), [0.5, 0.8]), outcome("vacant", Outcome::Vacant, [0.0, 0.2])];
        let mut estimates = Estimates::new(10, 1, outcomes);
        estimates.dates = vec![day(10), day(20)];
        estimates.still_open = vec![1.0, 0.5];
        estimates
    }

    #[test]
    fn before_between_and_after_the_rounds() {
        let near = |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        for (date, outcomes, open, given) in [
            (day(9), [0.0, 0.0], 1.0, Some([0.8, 0.2])),
            (day(10), [0.5, 0.0], 0.5, Some([0.6, 0.4])),
            (day(19), [0.5, 0.0], 0.5, Some([0.6, 0.4])),
            (day(20), [0.8, 0.2], 0.0, None),
        ] {
            let by = estimates().by(date);
            assert!(near(&by.outcomes, &outcomes) && (by.still_open - open).abs() < 1e-12, "{by:?}");
            assert!(near(by.given_open.as_deref().unwrap_or_default(), given.as_ref().map_or(&[], |of| of)), "{by:?}");
            assert!((by.outcomes.iter().sum::<f64>() + by.still_open - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn rounds_count_as_often_as_they_are_held() {
        let estimates = estimates();
        let grid = Grid::from_values(1, 2, [Some(0.3), Some(0.9)]);
        assert!((estimates.share_of_rounds(&grid, 0.into(), 0.into()) - (0.3 + 0.45) / 1.5).abs() < 1e-12);
    }
}
