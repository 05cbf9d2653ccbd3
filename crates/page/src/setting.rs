//! What a forecast was computed in, as far as documents of results do not say it.

use nemcon_core::{Body, Date, Event, MemberId, Model, Trigger};
use nemcon_report::rule_in_words;

/// The calendar, the rule and the groups of a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Setting {
    /// The body's name; may be empty.
    pub body: String,
    /// The rule and who decides by it, in words.
    pub rule: String,
    /// The days on which the body meets at a level that can decide.
    pub meetings: Vec<Date>,
    /// The latest date that the deadline can have.
    pub latest_deadline: Option<Date>,
    /// The events that have a date, or a span of dates, in file order.
    pub events: Vec<Timed>,
    /// Each member's group, by id, in the order of the body: the smallest of those it belongs to; empty where it
    /// belongs to none that sets it apart.
    pub groups: Vec<(String, String)>,
}

/// An event that happens on a day, or on one of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timed {
    /// The event's id.
    pub event: String,
    /// The first day on which it may happen.
    pub from: Date,
    /// The last day on which it may happen.
    pub to: Date,
}

impl Setting {
    /// That of a model.
    pub fn of(model: &Model) -> Self {
        let question = model.question();
        Self {
            body: model.body().name.clone(),
            rule: rule_in_words(model),
            meetings: question.meetings.clone(),
            latest_deadline: Some(model.latest_deadline()),
            events: model.events().iter().filter_map(timed).collect(),
            groups: groups(model.body()),
        }
    }
}

fn timed(event: &Event) -> Option<Timed> {
    let (from, to) = match event.trigger {
        Trigger::On(day) => (day, day),
        Trigger::Between(from, to) => (from, to),
        Trigger::When { .. } => return None,
    };
    Some(Timed { event: event.id.clone(), from, to })
}

/// Each member with the smallest group that it shares with others, but not with all.
fn groups(body: &Body) -> Vec<(String, String)> {
    let mut sizes: Vec<(&str, usize)> = Vec::new();
    for group in body.members.iter().flat_map(|member| &member.groups) {
        match sizes.iter_mut().find(|(known, _)| known == group) {
            Some((_, size)) => *size += 1,
            None => sizes.push((group, 1)),
        }
    }
    let smallest = |member: MemberId| {
        let of = &body[member].groups;
        let fitting = sizes.iter().filter(|(group, size)| (2..body.len()).contains(size) && of.iter().any(|own| own == group));
        fitting.min_by_key(|(_, size)| *size).map_or_else(String::new, |(group, _)| (*group).to_owned())
    };
    body.ids().map(|member| (body[member].id.clone(), smallest(member))).collect()
}
