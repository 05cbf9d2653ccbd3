//! What no run comes to: dated too late, or a rule that cannot hold. Not wrong, as a what-if may change it, but worth saying.

use nemcon_core::{Ballot, Candidate, Date, MemberSet, Model, Trigger};

/// What never comes to pass, one sentence each.
pub(super) fn notices(model: &Model) -> Vec<String> {
    let Some(&last) = model.dates().last() else { return Vec::new() };
    let mut notices = Vec::new();
    // The more are present and for, the more of a monotone rule holds.
    let everybody = model.body.len();
    if !model.question.rule.passes(&model.body, &MemberSet::full(everybody), &vec![Ballot::For; everybody]) {
        notices.push(format!("the rule cannot hold, even with all {everybody} members for: nobody is ever agreed on"));
    }
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
