//! Members who move no more, by a factor of 0 on all their rates, and are moved by an event all the same: with others,
//! such as by a deal that wins over whoever blocks.

use nemcon_core::{CandidateId, CandidateSet, Effect, Event, MemberId, MemberSet, Model, Pace, Quantity, Stance, StanceChange};

/// One sentence for each event and candidate.
pub(super) fn of(model: &Model) -> Vec<String> {
    let mut notices = Vec::new();
    for candidate in model.candidate_ids() {
        let stopped = stopped(model, candidate);
        for event in model.events().iter().filter(|_| !stopped.is_empty()) {
            let moved: Vec<MemberId> =
                stopped.iter().filter(|&member| event.effects().any(|effect| moves(effect, member, candidate, &stopped))).collect();
            if let Some(&first) = moved.first() {
                let others = if moved.len() > 1 { format!(" and {} more", moved.len() - 1) } else { String::new() };
                let (member, event, candidate) = (&model.body()[first].id, &event.id, &model.candidate(candidate).id);
                notices.push(format!(
                    "`{member}`{others} does not move on `{candidate}` by itself (a factor of 0), but the event `{event}` may move it: to keep it there, let an entry with that id name others"
                ));
            }
        }
    }
    notices
}

/// Whose rates on a candidate a factor of 0 stops.
fn stopped(model: &Model, candidate: CandidateId) -> MemberSet {
    let by_event = model.events().iter().flat_map(Event::effects).filter_map(Effect::pace);
    let is_stop = |pace: &&Pace| pace.factor == Quantity::Fixed(0.0) && pace.edge.is_none() && pace.candidates.contains(candidate);
    let mut stopped = MemberSet::empty(model.body().len());
    for pace in model.paces().iter().chain(by_event).filter(is_stop) {
        pace.members.iter().for_each(|member| stopped.insert(member));
    }
    stopped
}

/// Whether an effect raises a member along with others that are not stopped.
fn moves(effect: &Effect, member: MemberId, candidate: CandidateId, stopped: &MemberSet) -> bool {
    let raises = effect.change().is_some_and(|change| match change {
        StanceChange::Set(stance) => *stance > Stance::Oppose,
        StanceChange::Raise(_) | StanceChange::Redraw(_) => true,
        StanceChange::Lower(_) => false,
    });
    let concerns = |(members, candidates): (&MemberSet, CandidateSet)| {
        candidates.contains(candidate) && members.contains(member) && members.iter().any(|other| !stopped.contains(other))
    };
    raises && effect.pairs().is_some_and(concerns)
}
