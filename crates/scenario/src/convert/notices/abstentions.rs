//! Rules that members who merely accept prevent, since they abstain: often `unanimity` where the
//! body's treaty calls that what is `consensus` here.

use nemcon_core::{Ballot, CandidateId, Edge, Effect, Event, Kind, MemberId, MemberSet, Model, Prior, Stance, StanceChange};

/// The candidates on whom nobody ever agrees for that reason.
pub(super) fn of(model: &Model) -> Vec<String> {
    let is_open = model.events().iter().flat_map(Event::effects).any(|effect| effect.rule().is_some());
    // In exclusive ballots a member that accepts a candidate best of all votes for it.
    if is_open || model.question().procedure.is_choice() {
        return Vec::new();
    }
    let prevented: Vec<(CandidateId, usize)> =
        model.candidate_ids().filter_map(|candidate| Some((candidate, prevent(model, candidate)?))).collect();
    let notice = |who: &str, abstaining: usize| {
        format!(
            "{who}: {abstaining} who accept abstain and nothing brings them to support, which the rule counts against; unanimity that abstentions do not prevent, such as the European Union's, is `consensus` here"
        )
    };
    let is_alike = prevented.iter().all(|(_, abstaining)| *abstaining == prevented[0].1);
    match &prevented[..] {
        [(_, abstaining), ..] if is_alike && prevented.len() == model.candidates().len() => {
            let who = if model.question().kind == Kind::Motion { "the motion never passes" } else { "nobody is ever agreed on" };
            vec![notice(who, *abstaining)]
        }
        some => {
            let of = |(candidate, abstaining): &(CandidateId, usize)| {
                notice(&format!("`{}` is never agreed on", model.candidate(*candidate).id), *abstaining)
            };
            some.iter().map(of).collect()
        }
    }
}

/// How many members abstain at best on a candidate, if that is what keeps the rule from holding.
fn prevent(model: &Model, candidate: CandidateId) -> Option<usize> {
    let (body, question) = (model.body(), model.question());
    let everybody = MemberSet::full(body.len());
    let best: Vec<Stance> = body.ids().map(|member| highest(model, member, candidate)).collect();
    let holds = |ballot: &dyn Fn(Stance) -> Ballot| {
        question.rule.passes(body, &everybody, &best.iter().map(|&stance| ballot(stance)).collect::<Vec<_>>())
    };
    let would_hold = holds(&|stance| if stance == Stance::Accept { Ballot::For } else { question.ballot(stance) });
    let is_prevented = would_hold && !holds(&|stance| question.ballot(stance));
    is_prevented.then(|| best.iter().filter(|stance| **stance == Stance::Accept).count())
}

/// The highest stance that a member can come to have, or one above it: who may come or go, and what
/// may be raised, is given the benefit of the doubt.
fn highest(model: &Model, member: MemberId, candidate: CandidateId) -> Stance {
    let effects = || model.events().iter().flat_map(Event::effects);
    if !model.present().contains(member) || effects().any(|effect| effect.presence().is_some_and(|(who, _)| who == member)) {
        return Stance::Support;
    }
    let of = |prior: Prior| {
        let possible = Stance::ALL.into_iter().filter(|&stance| prior.probability(stance) > 0.0);
        possible.max().unwrap_or(Stance::Support)
    };
    let concerns =
        |effect: &&Effect| effect.pairs().is_some_and(|(members, candidates)| candidates.contains(candidate) && members.contains(member));
    let changed = effects().filter(concerns).filter_map(Effect::change).map(|change| match change {
        StanceChange::Set(stance) => *stance,
        StanceChange::Raise(_) => Stance::Support,
        StanceChange::Lower(_) => Stance::Oppose,
        StanceChange::Redraw(prior) => of(*prior),
    });
    let start = changed.fold(of(model.prior(member, candidate)), Stance::max);
    let rises = |edge: Edge| model.dynamics().half_lives[edge as usize].is_some();
    let steps = [
        (Edge::Oppose, Stance::Oppose, Stance::Reserve),
        (Edge::Reserve, Stance::Reserve, Stance::Accept),
        (Edge::Accept, Stance::Accept, Stance::Support),
    ];
    steps.into_iter().fold(start, |stance, (edge, from, to)| if stance == from && rises(edge) { to } else { stance })
}
