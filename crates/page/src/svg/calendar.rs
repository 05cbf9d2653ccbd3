//! Scales of days.

use nemcon_core::{Cadence, Date, days_between};

use super::Linear;

/// Days onto pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    from: Date,
    to: Date,
    scale: Linear,
}

impl Calendar {
    /// Days between two dates lie between two pixels.
    pub(crate) fn new(from: Date, to: Date, pixels: (f64, f64)) -> Self {
        let days = f64::from(days_between(from, to)).max(1.0);
        Self { from, to, scale: Linear::new((0.0, days), pixels) }
    }

    pub(crate) fn at(self, date: Date) -> f64 {
        self.scale.at(f64::from(days_between(self.from, date.clamp(self.from, self.to))))
    }

    /// Where something is written on the axis, and what: months, weeks or years, as many as there is room for.
    pub(crate) fn ticks(self, room: f64) -> Vec<(f64, String)> {
        let most = ((self.scale.to.1 - self.scale.to.0) / room).max(1.0);
        let days = f64::from(days_between(self.from, self.to));
        if days <= 62.0 {
            let step = [1, 2, 7, 14, 28].into_iter().find(|&step| days / f64::from(step) <= most).unwrap_or(28);
            let dates = std::iter::once(self.from).chain(Cadence::days(step).dates(self.from, self.to));
            return dates.map(|date| (self.at(date), date.strftime("%-d %b").to_string())).collect();
        }
        let starts = months(self.from, self.to);
        let step = step(starts.len() as f64, most);
        let starts = starts.into_iter().filter(|date| month(*date) % step == 0);
        let mut year = None;
        starts
            .map(|date| {
                let is_new = year.replace(date.year()) != Some(date.year());
                (self.at(date), label(date, step, is_new))
            })
            .collect()
    }
}

/// The first days of the months between two dates, the later one included.
pub(crate) fn months(from: Date, to: Date) -> Vec<Date> {
    let first = from.first_of_month();
    (first == from).then_some(from).into_iter().chain(Cadence::months(1).dates(first, to)).collect()
}

/// Every so many months there is room for a tick.
pub(crate) fn step(months: f64, most: f64) -> i32 {
    [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|&step| months / f64::from(step) <= most).unwrap_or(600)
}

/// Months since the year 0.
pub(crate) fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// `Mar`, in a year's first tick `Mar 2024`; years alone where ticks are years apart.
pub(crate) fn label(date: Date, step: i32, is_new: bool) -> String {
    let form = match (step < 12, is_new) {
        (true, false) => "%b",
        (true, true) => "%b %Y",
        (false, _) => "%Y",
    };
    date.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use nemcon_core::Date;

    use super::Calendar;

    fn words(from: Date, to: Date, room: f64) -> String {
        Calendar::new(from, to, (0.0, 600.0)).ticks(room).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn ticks_are_as_many_as_there_is_room_for() {
        let from = Date::constant(2024, 2, 22);
        assert_eq!(words(from, Date::constant(2024, 6, 1), 60.0), "Mar 2024, Apr, May, Jun");
        assert_eq!(words(from, Date::constant(2025, 4, 1), 80.0), "Mar 2024, May, Jul, Sep, Nov, Jan 2025, Mar");
        assert_eq!(words(from, Date::constant(2024, 3, 7), 60.0), "22 Feb, 24 Feb, 26 Feb, 28 Feb, 1 Mar, 3 Mar, 5 Mar, 7 Mar");
        assert_eq!(words(from, Date::constant(2034, 2, 22), 60.0), "2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034");
        assert_eq!(words(from, from, 60.0), "22 Feb");
    }
}
