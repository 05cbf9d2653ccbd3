//! The sums of the pulls of dates over the days of a round, where they are the same in every run: they
//! are computed once.

use crate::plan::{DatePullPlan, Plan, Source};

/// By date of the calendar, the sum last computed, of the pulls of the deadline and of the meetings.
pub(super) struct DateSums([Option<Vec<Sum>>; 2]);

/// A sum, and what it is of beside its date.
#[derive(Clone, Copy)]
struct Sum {
    span: Span,
    sum: f32,
}

/// How many days a round has; on which day the deadline is.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) days: u32,
    pub(super) deadline: f32,
}

impl DateSums {
    pub(super) fn new(plan: &Plan) -> Self {
        let is_known = |pull: &DatePullPlan| [pull.ratio, pull.half_life].iter().all(|source| matches!(source, Source::Known(..)));
        let none = Sum { span: Span { days: 0, deadline: 0.0 }, sum: 0.0 };
        let sums = |pull: Option<DatePullPlan>| pull.filter(is_known).map(|_| vec![none; plan.calendar.dates.len()]);
        Self([plan.motion.deadline, plan.motion.meeting].map(sums))
    }

    /// The sum of a pull on a date, where it has been computed.
    #[inline(always)]
    pub(super) fn get(&self, pull: usize, date: usize, span: Option<Span>) -> Option<f32> {
        let known = self.0[pull].as_ref()?[date];
        (Some(known.span) == span).then_some(known.sum)
    }

    /// Keeps a sum that has been computed, if it is the same in every run.
    #[inline(always)]
    pub(super) fn keep(&mut self, pull: usize, date: usize, span: Option<Span>, sum: f32) {
        if let (Some(sums), Some(span)) = (&mut self.0[pull], span) {
            sums[date] = Sum { span, sum };
        }
    }
}
