//! The clock of a pair, and the stays in a stance that are measured on it (model, section 8).

/// The two hands of a clock: one runs with the common part of the upward hazards, the other with the
/// days; both stand still once the candidate has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clock {
    pub(super) rise: f32,
    pub(super) days: f32,
}

impl Clock {
    pub(super) const ZERO: Self = Self { rise: 0.0, days: 0.0 };

    /// How much of the way from one reading to another it has come.
    pub(super) fn progress(self, start: Self, end: Self) -> f32 {
        if end.rise > start.rise {
            (self.rise - start.rise) / (end.rise - start.rise)
        } else {
            (self.days - start.days) / (end.days - start.days)
        }
    }

    /// The reading a fraction of the way towards another.
    pub(super) fn towards(self, end: Self, fraction: f32) -> Self {
        // No number (0/0, where the clock stands) counts as 0.
        let fraction = if fraction > 0.0 { fraction.min(1.0) } else { 0.0 };
        Self { rise: self.rise + fraction * (end.rise - self.rise), days: self.days + fraction * (end.days - self.days) }
    }
}

/// A stay in a stance. It ends by one edge, or by the first of two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    /// The units of the rising clock that a unit of hazard takes; infinite where it never rises.
    pub(super) slow: f32,
    /// The hazard of defecting, per day.
    pub(super) fall: f32,
    /// What is left of the wait at `since`: where it can defect, as hazard; else on the rising clock.
    pub(super) left: f32,
    pub(super) since: Clock,
}

impl Visit {
    /// A stay in a stance that no edge leaves.
    pub(super) const NEVER: Self = Self { slow: f32::INFINITY, fall: 0.0, left: f32::INFINITY, since: Clock::ZERO };

    /// The hazard that has accumulated since `since`.
    pub(super) fn hazard(&self, now: Clock) -> f32 {
        (now.rise - self.since.rise) / self.slow + self.fall * (now.days - self.since.days)
    }
}
