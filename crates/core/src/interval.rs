//! Intervals of numbers, and the quantiles that they are made with.

/// Φ⁻¹(0.975): the half-width of a central 95% interval of the normal law, in deviations.
pub const PERCENTILE_975: f64 = 1.959_963_984_540_054_2;

/// Φ⁻¹(0.95): that of a central 90% interval.
pub const PERCENTILE_95: f64 = 1.644_853_626_951_472_2;

/// The numbers between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Interval {
    /// The interval between two bounds.
    pub const fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// The interval that reaches so far to either side of a middle.
    pub const fn around(middle: f64, half: f64) -> Self {
        Self { low: middle - half, high: middle + half }
    }

    /// Wilson's 95% score interval of a probability, given the share of `n` independent trials in
    /// which it came about; `n` may be an effective sample size.
    ///
    /// E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of
    /// the American Statistical Association 22, 1927, 209–212.
    ///
    /// ```
    /// use nemcon_core::Interval;
    /// let interval = Interval::wilson(15.0 / 148.0, 148.0);
    /// assert!((interval.low - 0.0624).abs() < 5e-5 && (interval.high - 0.1605).abs() < 5e-5);
    /// ```
    pub fn wilson(share: f64, n: f64) -> Self {
        Self::wilson_at(PERCENTILE_975, share, n)
    }

    /// The same of another level, by the quantile of the normal law that is its half-width in deviations.
    pub fn wilson_at(quantile: f64, share: f64, n: f64) -> Self {
        let z2 = quantile * quantile / n;
        let centre = (share + z2 / 2.0) / (1.0 + z2);
        let half = (z2 * share * (1.0 - share) + z2 * z2 / 4.0).sqrt() / (1.0 + z2);
        // At 0 and 1 the interval ends there; rounding must not leave it just inside.
        let low = if share <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if share >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
        Self { low, high }
    }

    /// Its middle.
    pub const fn middle(self) -> f64 {
        0.5 * (self.low + self.high)
    }

    /// How far it reaches to either side of its middle.
    pub const fn half(self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether a number lies in it.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The part of it that lies within another.
    pub fn within(self, bounds: Self) -> Self {
        Self { low: self.low.max(bounds.low), high: self.high.min(bounds.high) }
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn wilson_matches_published_intervals() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
        for (successes, n, low, high) in
            [(81.0, 263.0, 0.2553, 0.3662), (15.0, 148.0, 0.0624, 0.1605), (0.0, 20.0, 0.0, 0.1611), (1.0, 29.0, 0.0061, 0.1718)]
        {
            let found = Interval::wilson(successes / n, n);
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn middle_and_half_make_the_interval() {
        let interval = Interval::around(3.0, 0.5);
        assert_eq!(interval, Interval::new(2.5, 3.5));
        assert_eq!((interval.middle(), interval.half()), (3.0, 0.5));
        assert!(interval.contains(3.5) && !interval.contains(3.6));
        assert_eq!(interval.within(Interval::new(0.0, 3.0)), Interval::new(2.5, 3.0));
    }
}
