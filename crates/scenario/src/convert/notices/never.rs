//! What never comes about since something else comes too late, or not at all.

use nemcon_core::{Condition, Date, EliminatingBallots, Event, Model, Procedure, Trigger};

/// Meetings after the last round, and eliminations after more ballots than there can be.
pub(super) fn held(model: &Model, last: Date) -> Vec<String> {
    let question = model.question();
    let late = question.meetings.iter().filter(|&&date| date > last);
    let meeting =
        |date| format!("the meeting on {date} comes after the last possible round on {last}: members feel its pull, but it is never held");
    let mut notices: Vec<String> = late.map(meeting).collect();
    if let Procedure::Ballots(ballots) = &question.procedure {
        let most = u64::from(ballots.per_round) * model.dates().len() as u64;
        let numbers = match ballots.eliminate.as_ref().map(|elimination| &elimination.after) {
            Some(EliminatingBallots::After(numbers)) => &numbers[..],
            Some(EliminatingBallots::From(first)) => std::slice::from_ref(first),
            None => &[],
        };
        let beyond = numbers.iter().filter(|&&number| u64::from(number) > most);
        notices.extend(beyond.map(|number| format!("nobody is eliminated after ballot {number}: at most {most} ballots are held")));
    }
    notices
}

/// An event that requires, or excludes, one that has not come to its turn by then.
pub(super) fn in_order(model: &Model, index: usize) -> Vec<String> {
    let events = model.events();
    let event = &events[index];
    let Some((_, latest)) = days(event) else { return Vec::new() };
    let is_later = |other: usize| {
        let after = days(&events[other]).is_some_and(|(first, _)| first > latest || (first == latest && other > index));
        after && other != index
    };
    let later = |conditions: &[Condition]| -> Vec<usize> {
        let named = conditions.iter().filter_map(|condition| match condition {
            Condition::Happened(requirement) => Some(requirement.event),
            _ => None,
        });
        named.filter(|&other| is_later(other)).collect()
    };
    let required = later(&event.requires)
        .into_iter()
        .map(|other| format!("the event `{}` requires `{}`, which comes later: it never happens", event.id, events[other].id));
    let excluded = later(&event.unless).into_iter().map(|other| {
        format!("the event `{}` happens unless `{}` has, which comes later: that prevents nothing", event.id, events[other].id)
    });
    required.chain(excluded).collect()
}

/// The first and the last day on which a dated event can come to its turn.
fn days(event: &Event) -> Option<(Date, Date)> {
    match event.trigger {
        Trigger::On(date) => Some((date, date)),
        Trigger::Between(first, last) => Some((first, last)),
        Trigger::When { .. } => None,
    }
}
