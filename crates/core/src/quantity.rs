//! Numbers that are known, or uncertain and drawn once a run (model, section 5).

/// A number that is known, or a range it is drawn from once per run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Quantity {
    /// Known.
    Fixed(f64),
    /// Lognormal, with these 5th and 95th percentiles; `0 < low < high`.
    Range {
        /// The 5th percentile.
        low: f64,
        /// The 95th percentile.
        high: f64,
    },
}

impl Quantity {
    /// The smaller of its ends.
    pub const fn low(self) -> f64 {
        match self {
            Self::Fixed(value) | Self::Range { low: value, .. } => value,
        }
    }

    /// The larger of its ends.
    pub const fn high(self) -> f64 {
        match self {
            Self::Fixed(value) | Self::Range { high: value, .. } => value,
        }
    }
}

/// A probability that is known, or a range it is drawn from once per run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Probability {
    /// Known, from 0 to 1.
    Known(f64),
    /// Logit-normal, with these 5th and 95th percentiles; `0 < low < high < 1`.
    Range {
        /// The 5th percentile.
        low: f64,
        /// The 95th percentile.
        high: f64,
    },
}

impl Probability {
    /// Never.
    pub const ZERO: Self = Self::Known(0.0);
    /// For sure.
    pub const ONE: Self = Self::Known(1.0);

    /// The smaller of its ends.
    pub const fn low(self) -> f64 {
        match self {
            Self::Known(value) | Self::Range { low: value, .. } => value,
        }
    }

    /// The larger of its ends.
    pub const fn high(self) -> f64 {
        match self {
            Self::Known(value) | Self::Range { high: value, .. } => value,
        }
    }

    /// Whether it can be above 0.
    pub fn is_possible(self) -> bool {
        self.high() > 0.0
    }
}

impl From<f64> for Probability {
    fn from(value: f64) -> Self {
        Self::Known(value)
    }
}
