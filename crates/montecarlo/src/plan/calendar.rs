//! The dates of rounds as indices (model, section 2).

use nemcon_core::{Date, Model, days_between};

/// All dates on which some run can have a round, in days after the as-of date.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calendar {
    pub(crate) as_of: Date,
    pub(crate) dates: Vec<Date>,
    /// By date: days after the as-of date.
    pub(crate) days: Vec<i32>,
    /// By date: the index of the next cadence date after it, or the number of dates.
    next_cadence: Vec<usize>,
    /// The index of the first cadence date.
    first_cadence: usize,
    /// The index of the deadline at the start.
    pub(crate) deadline: usize,
}

impl Calendar {
    pub(crate) fn new(model: &Model) -> Self {
        let as_of = model.question().as_of;
        let dates = model.dates();
        debug_assert!(dates.is_sorted_by(|one, other| one < other), "dates of rounds in order, each once");
        let cadence: Vec<Date> = model.question().cadence.dates(as_of, model.latest_deadline()).collect();
        let next_after = |date: Date| {
            let next = cadence.get(cadence.partition_point(|&other| other <= date));
            next.map_or(dates.len(), |next| index_of(&dates, *next))
        };
        Self {
            as_of,
            days: dates.iter().map(|&date| days_between(as_of, date)).collect(),
            next_cadence: dates.iter().map(|&date| next_after(date)).collect(),
            first_cadence: next_after(as_of),
            deadline: index_of(&dates, model.question().deadline),
            dates,
        }
    }

    /// The index of the round after `round` (none: the first), given the deadline's index.
    #[inline]
    pub(crate) fn next(&self, round: Option<usize>, deadline: usize) -> usize {
        round.map_or(self.first_cadence, |round| self.next_cadence[round]).min(deadline)
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

fn index_of(dates: &[Date], date: Date) -> usize {
    dates.binary_search(&date).expect("the dates of a model hold its cadence and every deadline")
}
