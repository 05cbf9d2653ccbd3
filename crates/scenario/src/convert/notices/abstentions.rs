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
        [] => doubtful(model).into_iter().collect(),
        some => {
            let of = |(candidate, abstaining): &(CandidateId, usize)| {
                notice(&format!("`{}` is never agreed on", model.candidate(*candidate).id), *abstaining)
            };
            some.iter().map(of).collect()
        }
    }
}

/// Where the abstention of any one member prevents agreement, and members are likely to start with one: if nothing
/// turns it into support it is nearly certain that nobody is agreed on, else it takes the time that this takes.
fn doubtful(model: &Model) -> Option<String> {
    let (body, rule) = (model.body(), &model.question().rule);
    let everybody = MemberSet::full(body.len());
    let mut ballots = vec![Ballot::For; body.len()];
    let is_fatal = |member: MemberId| {
        ballots[member.index()] = Ballot::Abstain;
        let passes = rule.passes(body, &everybody, &ballots);
        ballots[member.index()] = Ballot::For;
        !passes
    };
    if !body.ids().all(is_fatal) {
        return None;
    }
    let accepting = |member: MemberId, candidate: CandidateId| model.prior(member, candidate).probability(Stance::Accept);
    let stays = |member: MemberId, candidate: CandidateId| after(model, member, candidate, Stance::Accept) == Stance::Accept;
    let open: Vec<CandidateId> = model.candidate_ids().filter(|&candidate| holds(model, &bests(model, candidate), Ballot::For)).collect();
    let most = |counts: &dyn Fn(MemberId, CandidateId) -> bool| {
        let expected = |candidate: CandidateId| -> f64 {
            body.ids().filter(|&member| counts(member, candidate)).map(|member| accepting(member, candidate)).sum()
        };
        let found = open.iter().map(|&candidate| (candidate, expected(candidate))).max_by(|a, b| a.1.total_cmp(&b.1));
        found.filter(|(_, expected)| *expected >= 0.5)
    };
    let notice = |(candidate, expected): (CandidateId, f64), what: &str| {
        format!(
            "an abstention of any member prevents agreement, and {what}: on `{}` {expected:.1} of {} members are expected to start so; unanimity that abstentions do not prevent, such as the European Union's, is `consensus` here",
            model.candidate(candidate).id,
            body.len()
        )
    };
    match most(&stays) {
        Some(found) => Some(notice(found, "nothing brings who accepts to support")),
        None => most(&|_, _| true).map(|found| notice(found, "who accepts abstains until it comes to support")),
    }
}

/// How many members abstain at best on a candidate, if that is what keeps the rule from holding.
fn prevent(model: &Model, candidate: CandidateId) -> Option<usize> {
    let bests = bests(model, candidate);
    let is_prevented = holds(model, &bests, Ballot::For) && !holds(model, &bests, Ballot::Abstain);
    is_prevented.then(|| bests.iter().filter(|stance| **stance == Stance::Accept).count())
}

/// The highest stances that the members can come to have.
fn bests(model: &Model, candidate: CandidateId) -> Vec<Stance> {
    model.body().ids().map(|member| after(model, member, candidate, best(model.prior(member, candidate)))).collect()
}

/// Whether the rule holds on these stances, where to accept is this ballot.
fn holds(model: &Model, stances: &[Stance], accept: Ballot) -> bool {
    let (body, question) = (model.body(), model.question());
    let ballot = |&stance: &Stance| if stance == Stance::Accept { accept } else { question.ballot(stance) };
    question.rule.passes(body, &MemberSet::full(body.len()), &stances.iter().map(ballot).collect::<Vec<_>>())
}

/// The highest stance of those that a prior allows.
fn best(prior: Prior) -> Stance {
    let possible = Stance::ALL.into_iter().filter(|&stance| prior.probability(stance) > 0.0);
    possible.max().unwrap_or(Stance::Support)
}

/// The highest stance that a member can come to have from a given one: who may come or go, and what may be
/// raised, is given the benefit of the doubt.
fn after(model: &Model, member: MemberId, candidate: CandidateId, start: Stance) -> Stance {
    let effects = || model.events().iter().flat_map(Event::effects);
    if !model.present().contains(member) || effects().any(|effect| effect.presence().is_some_and(|(who, _)| who == member)) {
        return Stance::Support;
    }
    let concerns =
        |effect: &&Effect| effect.pairs().is_some_and(|(members, candidates)| candidates.contains(candidate) && members.contains(member));
    let changed = effects().filter(concerns).filter_map(Effect::change).map(|change| match change {
        StanceChange::Set(stance) => *stance,
        StanceChange::Raise(_) => Stance::Support,
        StanceChange::Lower(_) => Stance::Oppose,
        StanceChange::Redraw(prior) => best(*prior),
    });
    let start = changed.fold(start, Stance::max);
    let rises = |edge: Edge| model.dynamics().half_lives[edge as usize].is_some();
    let steps = [
        (Edge::Oppose, Stance::Oppose, Stance::Reserve),
        (Edge::Reserve, Stance::Reserve, Stance::Accept),
        (Edge::Accept, Stance::Accept, Stance::Support),
    ];
    steps.into_iter().fold(start, |stance, (edge, from, to)| if stance == from && rises(edge) { to } else { stance })
}
