//! What of a case's end the fit is to foresee.

use nemcon_core::{Date, OutcomeKind, days_between};
use nemcon_montecarlo::Estimates;

use crate::Case;
use crate::surface::Count;

/// In how many runs a case ended as it did: in the same outcome and, where that has a date, about
/// as late. Two dates are about as late if both lie within the first week after the as-of date, or
/// the second, or the third and fourth, or the fifth to eighth, and so on, by doublings. What
/// happened between two rounds counts as of the later one.
pub(crate) fn count(case: &Case, estimates: &Estimates) -> Count {
    let runs = estimates.effective_sample_size;
    let Some(outcome) = estimates.outcomes.iter().find(|outcome| outcome.id == case.result()) else { return Count { hits: 0.0, runs } };
    let nobody = matches!(outcome.kind(), OutcomeKind::Vacant | OutcomeKind::Rejected);
    let (Some(on), false) = (case.on(), nobody) else { return Count { hits: outcome.probability * runs, runs } };
    let as_of = case.model().question().as_of;
    let class = doubling(days_between(as_of, round(on, estimates)));
    let by = |date: usize| if date == 0 { 0.0 } else { outcome.incidence[date - 1] };
    let as_late = estimates.dates.iter().enumerate().filter(|(_, date)| doubling(days_between(as_of, **date)) == class);
    let probability: f64 = as_late.map(|(index, _)| outcome.incidence[index] - by(index)).sum();
    Count { hits: probability * runs, runs }
}

/// The round as of which what happened on a day counts: the first on or after it, or the day itself after the last.
pub(crate) fn round(on: Date, estimates: &Estimates) -> Date {
    estimates.dates.iter().copied().find(|&date| date >= on).unwrap_or(on)
}

/// The end of the class of a time in days: 1, 2, 4, 8, … weeks.
fn doubling(days: i32) -> u32 {
    days.max(1).unsigned_abs().div_ceil(7).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::doubling;

    #[test]
    fn times_are_told_apart_by_doublings() {
        let classes = [0, 1, 7, 8, 14, 15, 28, 29, 56, 57, 112, 113].map(doubling);
        assert_eq!(classes, [1, 1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32]);
    }
}
