//! The weights of runs, as whole numbers.

/// The weight of a run that is as likely as runs are on average.
pub(super) const ONE: f64 = (1u64 << 24) as f64;

/// The largest weight: half a million times the average, and small enough that the squares of 10^12
/// weights sum below 2^128. A run that bears it may deserve more: tallies count such runs, and give no
/// estimates where there are any.
pub(crate) const MOST_WEIGHT: u64 = 1 << 43;

/// From the logarithm of the ratio between the likelihood of a run's start and its chance of being
/// drawn to its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// The logarithm of the average ratio.
    ln_average: f64,
}

impl Scale {
    /// The scale of a sample of such logarithms; `None` where all are of impossible starts.
    pub(super) fn of(sample: &[f64]) -> Option<Self> {
        let most = sample.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = sample.iter().map(|ln| libm::exp(ln - most)).sum();
        (most > f64::NEG_INFINITY).then(|| Self { ln_average: most + libm::log(sum / sample.len() as f64) })
    }

    /// The weight of a run.
    pub(super) fn weight(self, ln_ratio: f64) -> u64 {
        let weight = libm::exp(ln_ratio - self.ln_average) * ONE + 0.5;
        (weight as u64).min(MOST_WEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_WEIGHT, Scale};

    #[test]
    fn weights_are_relative_to_the_average() {
        let scale = Scale::of(&[-700.0, f64::NEG_INFINITY]).expect("one is possible");
        assert_eq!(scale.weight(-700.0), 1 << 25);
        assert_eq!(scale.weight(f64::NEG_INFINITY), 0);
        assert_eq!(scale.weight(-600.0), MOST_WEIGHT);
        assert!(Scale::of(&[f64::NEG_INFINITY]).is_none());
    }
}
