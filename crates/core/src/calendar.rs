//! Whole days: cadences and the dates of rounds.

use jiff::Span;
use jiff::civil::Date;

/// How often soundings are held: calendar months plus days, together at least one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cadence {
    /// Calendar months (a year is 12).
    pub months: u32,
    /// Days (a week is 7).
    pub days: u32,
}

impl Cadence {
    /// Every `days` days.
    pub const fn days(days: u32) -> Self {
        Self { months: 0, days }
    }

    /// Every `weeks` weeks; beyond 600 million of them, as many days as there can be.
    pub const fn weeks(weeks: u32) -> Self {
        Self { months: 0, days: weeks.saturating_mul(7) }
    }

    /// Every `months` calendar months.
    pub const fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// The `k`-th date of the cadence, counted from `start` each time, so that 31 January plus
    /// two months is 31 March; `None` beyond the calendar's end.
    ///
    /// ```
    /// use nemcon_core::{Cadence, Date};
    /// let start = Date::constant(2024, 1, 31);
    /// assert_eq!(Cadence::months(1).date(start, 2), Some(Date::constant(2024, 3, 31)));
    /// ```
    pub fn date(self, start: Date, k: u32) -> Option<Date> {
        let months = i64::from(self.months).checked_mul(k.into())?;
        let days = i64::from(self.days).checked_mul(k.into())?;
        let span = Span::new().try_months(months).ok()?.try_days(days).ok()?;
        start.checked_add(span).ok()
    }

    /// The dates of the cadence after `start`, up to and including `end`; none where the cadence is zero.
    pub fn dates(self, start: Date, end: Date) -> impl Iterator<Item = Date> {
        let numbers = if self == Self::days(0) { 0..0 } else { 1..u32::MAX };
        numbers.map_while(move |k| self.date(start, k)).take_while(move |&date| date <= end)
    }
}

/// The number of days from `from` to `to`, negative where `to` is earlier.
///
/// ```
/// use nemcon_core::{Date, days_between};
/// assert_eq!(days_between(Date::constant(2024, 2, 22), Date::constant(2024, 3, 1)), 8);
/// ```
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
