//! The dates of rounds as indices (model, section 2).

use nemcon_core::{Cadence, Date, Model, days_between};

/// All dates on which some run can have a round, in days after the as-of date.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calendar {
    pub(crate) as_of: Date,
    pub(crate) dates: Vec<Date>,
    /// By date: days after the as-of date.
    pub(crate) days: Vec<i32>,
    /// By date: the index of the next cadence date or meeting after it, or the number of dates.
    next: Vec<usize>,
    /// The index of the first cadence date or meeting, or the number of dates.
    first: usize,
    /// The index of the deadline at the start.
    pub(crate) deadline: usize,
    /// The days of all meetings, in order, be they dates of rounds or later.
    meetings: Vec<i32>,
}

impl Calendar {
    pub(crate) fn new(model: &Model) -> Self {
        let as_of = model.question().as_of;
        let dates = model.dates();
        debug_assert!(dates.is_sorted_by(|one, other| one < other), "dates of rounds in order, each once");
        let question = model.question();
        let cadence = question.cadence.into_iter().flat_map(|cadence| cadence.dates(as_of, model.latest_deadline()));
        // Whatever the deadline, rounds are held on these dates; later meetings are none of the dates.
        let mut regular: Vec<Date> = cadence.chain(question.meetings.iter().copied()).collect();
        regular.sort_unstable();
        let next_after = |date: Date| {
            let next = regular.get(regular.partition_point(|&other| other <= date));
            next.and_then(|next| dates.binary_search(next).ok()).unwrap_or(dates.len())
        };
        Self {
            as_of,
            days: dates.iter().map(|&date| days_between(as_of, date)).collect(),
            next: dates.iter().map(|&date| next_after(date)).collect(),
            first: next_after(as_of),
            deadline: index_of(&dates, question.deadline),
            meetings: days_of(&question.meetings, as_of),
            dates,
        }
    }

    /// The index of the round after `round` (none: the first), given the deadline's index.
    #[inline]
    pub(crate) fn next(&self, round: Option<usize>, deadline: usize) -> usize {
        round.map_or(self.first, |round| self.next[round]).min(deadline)
    }

    /// Days from a day to the next meeting, which may be held on that day; none: there is none.
    pub(crate) fn to_next_meeting(&self, day: i32) -> Option<u32> {
        let next = self.meetings.get(self.meetings.partition_point(|&meeting| meeting < day));
        next.map(|&meeting| (meeting - day).unsigned_abs())
    }

    /// Whether the body meets on a day.
    pub(crate) fn meets_on(&self, day: i32) -> bool {
        self.meetings.binary_search(&day).is_ok()
    }

    /// The date so many days after the as-of date.
    pub(crate) fn date(&self, day: i32) -> Date {
        match day.unsigned_abs() {
            0 => self.as_of,
            days => Cadence::days(days).date(self.as_of, 1).unwrap_or(self.as_of),
        }
    }

    /// Days from the as-of date to a date.
    pub(crate) fn day(&self, date: Date) -> i32 {
        days_between(self.as_of, date)
    }

    /// The index of a possible deadline.
    pub(crate) fn deadline_index(&self, date: Date) -> usize {
        index_of(&self.dates, date)
    }
}

fn days_of(dates: &[Date], as_of: Date) -> Vec<i32> {
    let mut days: Vec<i32> = dates.iter().map(|&date| days_between(as_of, date)).collect();
    days.sort_unstable();
    days
}

fn index_of(dates: &[Date], date: Date) -> usize {
    dates.binary_search(&date).expect("the dates of a model hold its cadence and every deadline")
}
