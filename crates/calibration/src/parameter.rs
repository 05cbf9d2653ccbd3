//! The numbers that are fitted, and the space they span.

use nemcon_core::{Interval, PERCENTILE_95, Quantity};

/// On which scale an uncertain number is normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Its logarithm is: a half-life in days.
    Days,
    /// Its logarithm is: a ratio.
    Ratio,
    /// The logarithm of its odds is.
    Probability,
}

/// A number that cases share, uncertain before they are looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name in the coding table.
    pub name: String,
    /// What is normal of it.
    pub scale: Scale,
    /// The mean on that scale.
    mean: f64,
    /// The standard deviation on that scale.
    deviation: f64,
}

impl Parameter {
    /// A number with these 5th and 95th percentiles: above 0, of a probability below 1, and the first below the second.
    pub fn new(name: impl Into<String>, scale: Scale, range: Interval) -> Self {
        let (low, high) = (scale.to_line(range.low), scale.to_line(range.high));
        Self { name: name.into(), scale, mean: 0.5 * (low + high), deviation: 0.5 * (high - low) / PERCENTILE_95 }
    }

    /// Its value at a coordinate: 0 is the median, ±1.645 the ends of the range.
    pub fn value(&self, coordinate: f64) -> f64 {
        self.scale.of_line(self.mean + self.deviation * coordinate)
    }

    /// What it is within an interval of coordinates: a range.
    pub fn within(&self, interval: Interval) -> Quantity {
        Quantity::Range { low: self.value(interval.low), high: self.value(interval.high) }
    }

    /// The range from which it was made.
    pub fn before(&self) -> Quantity {
        self.within(Interval::around(0.0, PERCENTILE_95))
    }
}

impl Scale {
    fn to_line(self, value: f64) -> f64 {
        match self {
            Self::Days | Self::Ratio => libm::log(value),
            Self::Probability => libm::log(value / (1.0 - value)),
        }
    }

    fn of_line(self, line: f64) -> f64 {
        match self {
            Self::Days | Self::Ratio => libm::exp(line),
            Self::Probability => 1.0 / (1.0 + libm::exp(-line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::{Interval, Quantity};

    use super::{Parameter, Scale};

    #[test]
    fn the_ends_of_the_range_come_back_and_the_origin_is_its_median() {
        for (scale, low, high, median) in
            [(Scale::Days, 10.0, 40.0, 20.0), (Scale::Ratio, 0.5, 2.0, 1.0), (Scale::Probability, 0.2, 0.8, 0.5)]
        {
            let parameter = Parameter::new("", scale, Interval::new(low, high));
            let Quantity::Range { low: a, high: b } = parameter.before() else { panic!("a range") };
            assert!((a / low - 1.0).abs() < 1e-12 && (b / high - 1.0).abs() < 1e-12 && (parameter.value(0.0) - median).abs() < 1e-12);
        }
    }
}
