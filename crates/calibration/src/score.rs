//! Proper scores of one case.

use nemcon_core::{OutcomeKind, days_between};
use nemcon_montecarlo::Estimates;

use crate::{Case, likelihood};

/// How well the estimates for a case foresaw its end.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CaseScore {
    /// The probability given to what happened.
    pub probability: f64,
    /// See [`log_score`].
    pub log_score: f64,
    /// The logarithmic score of what happened and about when: within the same doubling of a week
    /// after the as-of date. It is what a [`Calibration`](crate::Calibration) fits.
    pub dated_log_score: f64,
    /// See [`brier`].
    pub brier: f64,
    /// The continuous ranked probability score of the date, in days, given that the outcome came
    /// about as it did: 0 for certainty on the right day. `None` where the outcome has no date, or
    /// no run ended so.
    pub date_error: Option<f64>,
    /// The probability that the date, given the outcome, is earlier than the real one, counting
    /// half of the runs on that day: near 0 it came sooner than foreseen, near 1 later. What happened between
    /// two rounds counts as of the later one.
    pub date_position: Option<f64>,
    /// Whether the round of the real date lies between the 5th and the 95th percentile of those foreseen, given the
    /// outcome; `None` where [`date_position`](Self::date_position) is.
    pub date_within: Option<bool>,
    /// The integrated Brier score of the day of decision, whatever is decided: the mean, over the days from the
    /// as-of date to the last possible round, of the squared difference between the probability that the question
    /// has been answered by then and whether it had been. 0 is perfect, 1 the worst. A question that was not
    /// answered by the last round is compared up to there, as censored times are. `None` where it was answered on a
    /// day that is not known.
    pub timing: Option<f64>,
    /// By outcome: its probability, and whether it came about.
    pub forecasts: Vec<(f64, bool)>,
}

/// Scores the estimates for a case.
///
/// Probabilities are taken from counts with one run added to each outcome (Laplace's rule), so
/// that an outcome that no run ended in is improbable rather than impossible.
pub fn score(case: &Case, estimates: &Estimates) -> CaseScore {
    let (n, kinds) = (estimates.effective_sample_size, estimates.outcomes.len() as f64);
    let forecasts: Vec<(f64, bool)> =
        estimates.outcomes.iter().map(|outcome| ((outcome.probability * n + 1.0) / (n + kinds), outcome.id == case.result())).collect();
    let probability = forecasts.iter().find(|(_, happened)| *happened).map_or(0.0, |(probability, _)| *probability);
    let as_of = case.model().question().as_of;
    let day = |date| f64::from(days_between(as_of, date));
    let days: Vec<f64> = estimates.dates.iter().map(|&date| day(date)).collect();
    let dated = case.on().zip(estimates.outcomes.iter().find(|outcome| outcome.id == case.result() && outcome.date.is_some()));
    let date = dated.map(|(on, outcome)| {
        let total = outcome.incidence.last().copied().unwrap_or(0.0);
        let law: Vec<f64> = outcome.incidence.iter().map(|sum| sum / total).collect();
        let round = day(likelihood::round(on, estimates));
        (crps(&days, &law, round), position(&days, &law, round), within(&days, &law, round))
    });
    CaseScore {
        probability,
        log_score: log_score(probability),
        dated_log_score: likelihood::count(case, estimates).log_score(),
        brier: brier(&forecasts),
        date_error: date.map(|(error, ..)| error),
        date_position: date.map(|(_, position, _)| position),
        date_within: date.map(|(.., within)| within),
        timing: timing(case, estimates, &days),
        forecasts,
    }
}

/// The logarithmic score `−ln p` of the probability given to what happened: 0 is perfect, less is
/// better (I. J. Good, Journal of the Royal Statistical Society B 14, 1952, 107–114).
pub fn log_score(probability: f64) -> f64 {
    -libm::log(probability)
}

/// The Brier score over all outcomes, `Σ (p − happened)²`: 0 is perfect, 2 the worst (G. W. Brier,
/// Monthly Weather Review 78, 1950, 1–3).
pub fn brier(forecasts: &[(f64, bool)]) -> f64 {
    forecasts.iter().map(|&(probability, happened)| squared(probability - f64::from(u8::from(happened)))).sum()
}

/// `∫ (F(t) − [t ≥ truth])² dt` of a law on days, given its cumulative probabilities (J. E.
/// Matheson, R. L. Winkler, Management Science 22, 1976, 1087–1096).
fn crps(days: &[f64], law: &[f64], truth: f64) -> f64 {
    let mut cuts: Vec<f64> = days.iter().copied().chain([truth]).collect();
    cuts.sort_by(f64::total_cmp);
    let below = |t: f64| days.iter().zip(law).rev().find(|(day, _)| **day <= t).map_or(0.0, |(_, p)| *p);
    let piece = |pair: &[f64]| squared(below(pair[0]) - f64::from(u8::from(pair[0] >= truth))) * (pair[1] - pair[0]);
    cuts.windows(2).map(piece).sum()
}

/// See [`CaseScore::timing`] (E. Graf, C. Schmoor, W. Sauerbrei, M. Schumacher, Statistics in Medicine 18, 1999,
/// 2529–2545).
fn timing(case: &Case, estimates: &Estimates, days: &[f64]) -> Option<f64> {
    let nobody = |kind: OutcomeKind| matches!(kind, OutcomeKind::Vacant | OutcomeKind::Rejected);
    let happened = estimates.outcomes.iter().find(|outcome| outcome.id == case.result())?;
    let horizon = *days.last()?;
    let answered = if nobody(happened.kind()) {
        f64::INFINITY
    } else {
        f64::from(days_between(case.model().question().as_of, likelihood::round(case.on()?, estimates)))
    };
    let decided = estimates.outcomes.iter().filter(|outcome| !nobody(outcome.kind()));
    let mut law = vec![0.0; days.len()];
    decided.for_each(|outcome| law.iter_mut().zip(&outcome.incidence).for_each(|(sum, incidence)| *sum += incidence));
    let starts = std::iter::once(0.0).chain(days.iter().copied());
    let before = std::iter::once(0.0).chain(law);
    let pieces = starts.zip(days).zip(before).map(|((from, &to), share)| {
        let open = (answered.min(to) - from).max(0.0);
        open * squared(share) + (to - from - open) * squared(1.0 - share)
    });
    Some(pieces.sum::<f64>() / horizon)
}

fn squared(number: f64) -> f64 {
    number * number
}

/// The probability of an earlier day, and half that of the same.
fn position(days: &[f64], law: &[f64], truth: f64) -> f64 {
    let up_to = |holds: &dyn Fn(f64) -> bool| days.iter().zip(law).filter(|(day, _)| holds(**day)).map(|(_, p)| *p).last().unwrap_or(0.0);
    0.5 * (up_to(&|day| day < truth) + up_to(&|day| day <= truth))
}

/// Whether a day lies between the 5th and the 95th percentile of a law on days, both included.
fn within(days: &[f64], law: &[f64], truth: f64) -> bool {
    let quantile = |level: f64| days.iter().zip(law).find(|(_, p)| **p >= level - 1e-12).map_or(f64::INFINITY, |(day, _)| *day);
    (quantile(0.05)..=quantile(0.95)).contains(&truth)
}

#[cfg(test)]
mod tests {
    use super::{brier, crps, log_score, position, within};

    #[test]
    fn scores_of_simple_forecasts() {
        assert!((log_score(0.5) - std::f64::consts::LN_2).abs() < 1e-15);
        assert_eq!(brier(&[(1.0, true), (0.0, false)]), 0.0);
        assert_eq!(brier(&[(0.0, true), (1.0, false)]), 2.0);
        assert!((brier(&[(0.5, true), (0.25, false), (0.25, false)]) - 0.375).abs() < 1e-15);
    }

    #[test]
    fn the_date_score_is_the_distance_for_a_certain_date() {
        assert_eq!(crps(&[10.0], &[1.0], 10.0), 0.0);
        assert_eq!(crps(&[10.0], &[1.0], 17.0), 7.0);
        assert_eq!(crps(&[10.0], &[1.0], 4.0), 6.0);
        // Half on day 0, half on day 10, in truth day 0: a quarter of ten days.
        assert_eq!(crps(&[0.0, 10.0], &[0.5, 1.0], 0.0), 2.5);
        // E|X − y| − E|X − X'|/2 of the same law with truth 5: 5 − 2.5.
        assert_eq!(crps(&[0.0, 10.0], &[0.5, 1.0], 5.0), 2.5);
    }

    #[test]
    fn the_position_counts_half_of_the_day_itself() {
        let (days, law) = ([1.0, 2.0, 3.0], [0.2, 0.6, 1.0]);
        for (truth, expected) in [(0.5, 0.0), (1.0, 0.1), (2.0, 0.4), (2.5, 0.6), (9.0, 1.0)] {
            assert!((position(&days, &law, truth) - expected).abs() < 1e-15, "{truth}");
        }
    }

    #[test]
    fn the_ninety_per_cent_in_the_middle_include_their_ends() {
        let (days, law) = ([1.0, 2.0, 3.0, 4.0], [0.04, 0.5, 0.95, 1.0]);
        assert_eq!([1.0, 2.0, 3.0, 4.0].map(|day| within(&days, &law, day)), [false, true, true, false]);
    }
}
