//! What may surprise about a scenario: parts that no run can reach, dated too late or behind a rule
//! that cannot hold, and what means something else than its author may think. It is not wrong, as a
//! what-if may change it, but worth saying.

mod abstentions;
mod known;
mod never;
mod stopped;

use nemcon_core::{Candidate, Condition, Date, Effect, Event, MemberId, Model, Status, Trigger};

use crate::tree::Node;

/// What may surprise about a scenario and the files it was merged from, one sentence each.
pub(super) fn of(model: &Model, root: &Node) -> Vec<String> {
    let Some(&last) = model.dates().last() else { return Vec::new() };
    let mut notices = Vec::new();
    let everybody = model.body().len();
    if !model.question().rule.can_hold(model.body()) {
        notices.push(format!("the rule cannot hold, even with all {everybody} members for: nobody is ever agreed on"));
    }
    notices.extend(abstentions::of(model));
    notices.extend(known::of(root, model.question().as_of));
    notices.extend(never::held(model, last));
    notices.extend(stopped::of(model));
    for candidate in model.candidates() {
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
    for (index, event) in model.events().iter().enumerate() {
        notices.extend(waits_in_vain(model, index));
        notices.extend(moves_nobody(model, index));
        notices.extend(never::in_order(model, index));
        if let Trigger::On(date) | Trigger::Between(date, _) = event.trigger
            && date > last
        {
            notices.push(format!("the event `{}` comes after the last possible round on {last}: it never happens", event.id));
        }
    }
    notices
}

/// An event that waits for a status which its candidate cannot come to have.
fn waits_in_vain(model: &Model, index: usize) -> Option<String> {
    let Trigger::When { condition: Condition::Becomes { candidate: at, status }, .. } = model.events()[index].trigger else { return None };
    let candidate = model.candidate(at);
    let others = || model.events().iter().enumerate().filter(|(other, _)| *other != index);
    let by_event = || others().flat_map(|(_, event)| event.effects()).any(|effect| effect.status() == Some((at, status)));
    let comes_about = match status {
        Status::Mentioned | Status::Interested | Status::Appointed => false,
        Status::Presented => candidate.enters.is_some() || by_event(),
        Status::Withdrawn => {
            let by_itself = !candidate.incumbent && (candidate.withdraws.is_some() || model.question().procedure.weeds_out());
            by_itself || by_event()
        }
        Status::Declined => candidate.accepts.low() < 1.0,
    };
    let (event, id, word) = (&model.events()[index].id, &candidate.id, status.word());
    let reason = if status == Status::Appointed { "with which a run ends" } else { "which nothing here brings about" };
    (!comes_about).then(|| format!("the event `{event}` waits for `{id}` to be {word}, {reason}: it never happens"))
}

/// Members whom an event lets join or leave, and who are there, or are not, in any case.
fn moves_nobody(model: &Model, index: usize) -> Vec<String> {
    let anywhere = |wanted| model.events().iter().flat_map(Event::effects).any(|effect| effect.presence() == Some(wanted));
    let event = &model.events()[index];
    let idle = |(member, present): (MemberId, bool)| {
        let id = &model.body()[member].id;
        if model.present().contains(member) != present || anywhere((member, !present)) {
            return None;
        }
        Some(if present {
            let remedy = format!("write joining = [{id:?}] in [body] if it is not to be there before");
            format!("the event `{}` lets `{id}` join, who is a member from the start: {remedy}", event.id)
        } else {
            format!("the event `{}` lets `{id}` leave, who never joins", event.id)
        })
    };
    event.effects().filter_map(Effect::presence).filter_map(idle).collect()
}
