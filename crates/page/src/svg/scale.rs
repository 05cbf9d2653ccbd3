//! Scales of numbers.

/// Numbers onto pixels, in a straight line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linear {
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
}

impl Linear {
    /// Numbers between the first two lie between the pixels of the second two.
    pub(crate) fn new(numbers: (f64, f64), pixels: (f64, f64)) -> Self {
        Self { from: numbers, to: pixels }
    }

    pub(crate) fn at(self, number: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        let share = if span == 0.0 { 0.0 } else { (number - self.from.0) / span };
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

/// Round numbers between two, some `most` of them at most: multiples of 1, 2 or 5 times a power of ten.
pub(crate) fn ticks((low, high): (f64, f64), most: u32) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let mut step = 1e-9;
    'found: loop {
        for factor in [1.0, 2.0, 5.0] {
            if span / (step * factor) <= f64::from(most) {
                step *= factor;
                break 'found;
            }
        }
        step *= 10.0;
    }
    let first = (low / step - 1e-9).ceil();
    (0..=most).map(|k| (first + f64::from(k)) * step).take_while(|tick| *tick <= high + step * 1e-9).collect()
}

#[cfg(test)]
mod tests {
    use super::{Linear, ticks};

    #[test]
    fn ticks_are_round() {
        let words = |ticks: Vec<f64>| ticks.iter().map(|tick| format!("{tick:.2}")).collect::<Vec<_>>().join(" ");
        assert_eq!(words(ticks((0.0, 1.0), 5)), "0.00 0.20 0.40 0.60 0.80 1.00");
        assert_eq!(words(ticks((-75.4, 16.0), 6)), "-60.00 -40.00 -20.00 0.00");
        assert_eq!(words(ticks((0.0, 0.0), 6)), "0.00");
    }

    #[test]
    fn lines_are_straight() {
        let scale = Linear::new((0.0, 2.0), (100.0, 0.0));
        assert_eq!([0.0, 1.0, 2.0].map(|number| scale.at(number)), [100.0, 50.0, 0.0]);
        assert_eq!(Linear::new((1.0, 1.0), (5.0, 9.0)).at(1.0), 5.0);
    }
}
