//! How many runs of equal weight runs of unequal weight are worth for one number.
//!
//! By the delta method that number is the one that gives the variance of a ratio of sums (A. B. Owen, *Monte
//! Carlo theory, methods and examples*, 2013, section 9.2). Where few runs decide, though, that variance is
//! estimated from few weights, and is small just where the estimate is: such intervals hold the truth in 65 to 90%
//! of samples instead of 95%. So that variance is taken with more, the less it is founded on, and mixed with that of
//! Kish's effective sample size of all runs, `(Σw)² / Σw²`, which it would be if the weights had nothing to do with
//! the number. How often the intervals hold is worked out in the tests of [`compare`](crate::compare).

/// So many runs that decide, and that vary as Kish's number says, are taken to have been seen besides.
const ASIDE: f64 = 12.0;
/// So many that vary as those that were seen, and say nothing else.
const WITHIN: f64 = 3.0;

/// The number that both lead to. `own`: that of the delta method, `None` where no run decides; `share`: the
/// share of the runs that decide, by weight; `kish`: the effective sample size of all runs.
pub(crate) fn worth(own: Option<f64>, share: f64, kish: f64) -> f64 {
    let Some(own) = own else { return kish };
    let deciding = own * share;
    (deciding + ASIDE) / ((deciding + WITHIN) / own + ASIDE / kish)
}

#[cfg(test)]
mod tests {
    use super::worth;

    #[test]
    fn many_runs_speak_for_themselves_and_few_do_not() {
        assert!((worth(None, 0.0, 700.0) - 700.0).abs() < 1e-12);
        let many = worth(Some(1e6), 0.5, 4e6);
        assert!((many / 1e6 - 1.0).abs() < 1e-4, "{many}");
        let few = worth(Some(40_000.0), 1.0 / 40_000.0, 1000.0);
        assert!((1000.0..1100.0).contains(&few), "{few}");
    }
}
