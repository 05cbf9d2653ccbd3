//! What is dated so late that no run comes to it: not wrong, as a what-if may extend the deadline, but worth saying.

use nemcon_core::{Candidate, Date, Model, Trigger};

/// What never comes to pass, one sentence each.
pub(super) fn notices(model: &Model) -> Vec<String> {
    let Some(&last) = model.dates().last() else { return Vec::new() };
    let mut notices = Vec::new();
    for candidate in &model.candidates {
        let late = |date: Option<Date>| date.filter(|date| *date > last);
        let Candidate { id, enters, from, considered_from, .. } = candidate;
        for (date, what) in [
            (enters.as_ref().and_then(|entry| entry.from), "would come forward by itself"),
            (*from, "could be appointed"),
            (*considered_from, "would be considered"),
        ] {
            notices.extend(late(date).map(|date| format!("`{id}` {what} from {date} on, after the last possible round on {last}: never")));
        }
    }
    for event in &model.events {
        if let Trigger::On(date) | Trigger::Between(date, _) = event.trigger
            && date > last
        {
            notices.push(format!("the event `{}` comes after the last possible round on {last}: it never happens", event.id));
        }
    }
    notices
}
