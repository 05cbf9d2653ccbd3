//! The interval of a difference of two probabilities in the same runs.
//!
//! Only runs that end differently tell of it. Tango's score interval holds where they are few, and is never of no
//! width: it is made of all differences `δ` with `|b − c − nδ| ≤ z √(n (2q + δ(1 − δ)))`, with `n` runs of which
//! `b` ended so in the variant alone and `c` in the base alone, and `q` the share of the latter that is most
//! likely given `δ` (T. Tango, *Equivalence test and confidence interval for the difference in proportions for the
//! paired-sample design*, Statistics in Medicine 17, 1998, 891–908; compared with others by A. Agresti and Y. Min,
//! *Simple improved confidence intervals for comparing matched proportions*, Statistics in Medicine 24, 2005,
//! 729–740). The counts need not be whole: where runs weigh differently they are those of as many runs of equal
//! weight as give the variance of the difference.

use nemcon_core::{Interval, PERCENTILE_975};

/// The 95% interval, of the shares of runs that ended so in the variant alone and in the base alone.
pub(super) fn interval(runs: f64, variant_alone: f64, base_alone: f64) -> Interval {
    let difference = variant_alone - base_alone;
    let score = |delta: f64| {
        let b = (2.0 - variant_alone + base_alone) * delta - variant_alone - base_alone;
        let c = -base_alone * delta * (1.0 - delta);
        let q = ((b * b - 8.0 * c).max(0.0).sqrt() - b) / 4.0;
        let variance = (2.0 * q + delta * (1.0 - delta)).max(0.0) / runs;
        (difference - delta).abs() - PERCENTILE_975 * variance.sqrt()
    };
    // The score grows with the distance from the difference: halve what lies between inside and outside.
    let end = |outside: f64| {
        let (mut inside, mut outside) = (difference, outside);
        if score(outside) <= 0.0 {
            return outside;
        }
        for _ in 0..64 {
            let middle = 0.5 * (inside + outside);
            if score(middle) <= 0.0 {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        outside
    };
    Interval::new(end(-1.0), end(1.0))
}

#[cfg(test)]
mod tests {
    use nemcon_core::{Interval, PERCENTILE_975};

    use super::interval;
    use crate::worth::worth;

    fn of(runs: f64, b: f64, c: f64) -> Interval {
        interval(runs, b / runs, c / runs)
    }

    /// Where no run ends differently `q` is 0 for δ above 0, so that `δ² = z² δ (1 − δ) / n`.
    #[test]
    fn without_runs_that_end_differently_the_ends_are_known() {
        let z2 = PERCENTILE_975 * PERCENTILE_975;
        for runs in [10.0, 2000.0, 1e6] {
            let found = of(runs, 0.0, 0.0);
            let end = z2 / (runs + z2);
            assert!((found.high - end).abs() < 1e-9 && (found.low + end).abs() < 1e-9, "{found:?}");
        }
    }

    /// The ends solve the quadratic equation with the share `q` put in, worked out apart.
    #[test]
    fn ends_solve_the_score_equation() {
        for (runs, b, c) in [(44.0, 0.0, 1.0), (32.0, 3.0, 1.0), (84.0, 8.0, 7.0), (2000.0, 5.0, 0.0), (173.0, 16.0, 2.0)] {
            let found = of(runs, b, c);
            for end in [found.low, found.high] {
                let (two, linear) = (2.0 * runs, -b - c + (2.0 * runs - b + c) * end);
                let q = ((linear * linear + 4.0 * two * c * end * (1.0 - end)).sqrt() - linear) / (2.0 * two);
                let squared = (b - c - runs * end) * (b - c - runs * end);
                let variance = runs * (2.0 * q + end * (1.0 - end));
                assert!((squared / variance - PERCENTILE_975 * PERCENTILE_975).abs() < 1e-6, "{found:?}");
            }
            assert!(found.low < (b - c) / runs && (b - c) / runs < found.high);
        }
    }

    /// With many runs that end differently it is the interval of the normal law.
    #[test]
    fn with_many_runs_it_is_walds() {
        let (runs, b, c): (f64, f64, f64) = (1e6, 40_000.0, 25_000.0);
        let difference = (b - c) / runs;
        let half = PERCENTILE_975 * (((b + c) / runs - difference * difference) / runs).sqrt();
        let found = of(runs, b, c);
        assert!((found.low - (difference - half)).abs() < 1e-2 * half && (found.high - (difference + half)).abs() < 1e-2 * half);
    }

    #[test]
    fn turned_round_it_is_the_same_turned_round() {
        let (one, other) = (of(500.0, 7.0, 2.0), of(500.0, 2.0, 7.0));
        assert!((one.low + other.high).abs() < 1e-12 && (one.high + other.low).abs() < 1e-12);
    }

    /// The probabilities of 0, 1, 2 … of rare things of which so many are expected.
    fn poisson(expected: f64) -> Vec<f64> {
        let most = expected + 8.0 * expected.sqrt() + 12.0;
        std::iter::successors(Some((0.0, libm::exp(-expected))), |(number, p)| Some((number + 1.0, p * expected / (number + 1.0))))
            .take_while(|(number, _)| *number <= most)
            .map(|(_, p)| p)
            .collect()
    }

    /// How often something holds, by two numbers of rare things.
    fn coverage(expected: [f64; 2], holds: impl Fn(f64, f64) -> bool) -> f64 {
        let [one, other] = expected.map(poisson);
        let cells = one.iter().enumerate().flat_map(|(a, p)| other.iter().enumerate().map(move |(b, q)| (a as f64, b as f64, p * q)));
        cells.filter(|&(a, b, _)| holds(a, b)).map(|(.., p)| p).sum()
    }

    /// Of 2,000 runs so few end differently as are expected: how often the interval holds the true difference is the
    /// sum over all numbers that can be.
    #[test]
    fn intervals_hold_where_few_runs_differ() {
        const RUNS: f64 = 2000.0;
        for expected in [0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 40.0] {
            for share in [0.0, 0.1, 0.3, 0.6, 1.0] {
                let truth = (expected - share * expected) / RUNS;
                let covered = coverage([expected, share * expected], |b, c| of(RUNS, b, c).contains(truth));
                // Where hardly any run differs, every interval that is not empty holds too often.
                let most = if expected >= 3.0 { 0.98 } else { 1.0 };
                assert!((0.93..=most).contains(&covered), "{covered} at {expected}, {share}");
            }
        }
    }

    /// The same where some runs are heavy, and for a probability by itself: runs that differ (or end so) are
    /// among the heavy ones as often as not, or more often.
    #[test]
    fn intervals_hold_where_runs_weigh_differently() {
        const RUNS: f64 = 2000.0;
        for (heavy, weight, least) in [(1000.0, 2.0, 0.94), (400.0, 5.0, 0.93), (200.0, 10.0, 0.91)] {
            let (whole, squares) = (RUNS - heavy + heavy * weight, RUNS - heavy + heavy * weight * weight);
            let kish = whole * whole / squares;
            assert!(kish > RUNS / 4.0);
            for expected in [2.0, 5.0, 10.0, 20.0, 40.0, 80.0] {
                for among_heavy in [heavy / RUNS, 0.5 * heavy * weight / whole + 0.5 * heavy / RUNS] {
                    let numbers = [expected * (1.0 - among_heavy), expected * among_heavy];
                    let truth = (numbers[0] + weight * numbers[1]) / whole;
                    let estimate = |light: f64, heavy: f64| {
                        let share = (light + weight * heavy) / whole;
                        let square = light + weight * weight * heavy;
                        let variance = (square * (1.0 - share) * (1.0 - share) + (squares - square) * share * share) / whole / whole;
                        let own = (share > 0.0).then(|| share * (1.0 - share) / variance);
                        (share, worth(own, share, kish))
                    };
                    let difference = coverage(numbers, |light, heavy| {
                        let (share, runs) = estimate(light, heavy);
                        interval(runs, share, 0.0).contains(truth)
                    });
                    let probability = coverage(numbers, |light, heavy| {
                        let (share, runs) = estimate(light, heavy);
                        Interval::wilson(share, runs).contains(truth)
                    });
                    assert!(difference >= least && probability >= least, "{difference}, {probability}: {heavy} × {weight}, {expected}");
                    assert!(expected < 40.0 || difference.max(probability) <= 0.98, "{difference}, {probability} at {expected}");
                }
            }
        }
    }
}
