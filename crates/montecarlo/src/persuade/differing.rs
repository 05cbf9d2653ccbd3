//! In which runs a change can make a difference.

use nemcon_core::{CandidateId, Effect, Event, MemberId, MemberSet, Model, Procedure, Trigger};

use super::Persuasion;
use crate::plan::Plan;
use crate::several::{Differs, Where};

/// In which runs variants can differ from the base: the others need not be simulated.
pub(super) struct Differing<'a> {
    of: &'a Persuasion,
    base: &'a Plan,
    /// The index of the date of the first round on or after the day of the change.
    from: usize,
    /// Whether that is the first day, and nothing of the file happens on it: then who holds what before the change is
    /// the start that is drawn.
    at_start: bool,
    /// Whose opposition alone keeps the candidate from success.
    vetoes: MemberSet,
}

impl<'a> Differing<'a> {
    pub(super) fn new(of: &'a Persuasion, base: &'a Plan) -> Self {
        let model = base.model();
        let as_of = model.question().as_of;
        let on_first_day = |event: &Event| match event.trigger {
            Trigger::On(day) | Trigger::Between(day, _) => day <= as_of,
            Trigger::When { .. } => false,
        };
        let from = base.calendar.dates.partition_point(|&date| date < of.at);
        let at_start = of.at == as_of && !model.events().iter().any(on_first_day);
        Self { of, base, from, at_start, vetoes: vetoes(model, of.candidate) }
    }

    /// Only those in which one of the members holds less at the start, where that is when it changes.
    pub(super) fn by_coming_round(&self, members: &[MemberId]) -> Differs {
        let pair = |&member: &MemberId| self.of.candidate.index() * self.base.members + member.index();
        let runs = if self.at_start { Where::Less(members.iter().map(pair).collect(), self.of.to) } else { Where::Anywhere };
        Differs { from: self.from, runs, fails: None }
    }

    pub(super) fn by_opposing(&self, member: MemberId) -> Differs {
        let fails = self.vetoes.contains(member).then(|| self.of.candidate.index());
        Differs { from: self.from, runs: Where::Anywhere, fails }
    }
}

/// By another probability of an event: only those in which chance decides otherwise.
pub(super) fn by_event(event: usize) -> Differs {
    Differs { runs: Where::Otherwise { start: false, events: vec![event] }, ..Differs::default() }
}

/// The members whose opposition, as long as it lasts, keeps a candidate from success, whatever else happens: by the
/// rule, in soundings, whoever else is present. Not all of them may be found; nobody is where it is not so simple.
fn vetoes(model: &Model, candidate: CandidateId) -> MemberSet {
    let (question, body) = (model.question(), model.body());
    let mut found = MemberSet::empty(body.len());
    let effects = || model.events().iter().flat_map(Event::effects);
    let simple = matches!(question.procedure, Procedure::Soundings(_))
        && !model.candidate(candidate).incumbent
        && effects().all(|effect| effect.rule().is_none() && !matches!(effect.presence(), Some((_, false))));
    if !simple {
        return found;
    }
    let mut all = model.present().clone();
    effects().filter_map(Effect::presence).for_each(|(member, _)| all.insert(member));
    let (at_first, at_most) = (question.rule.vetoes(body, model.present()), question.rule.vetoes(body, &all));
    model.present().iter().filter(|&member| at_first.contains(member) && at_most.contains(member)).for_each(|member| found.insert(member));
    found
}

#[cfg(test)]
mod tests {
    use nemcon_core::*;

    use super::super::{Comparing, Persuasion, with_probability};
    use super::{Differing, by_event};
    use crate::plan::Plan;
    use crate::several::Differs;

    /// Members of two kinds, a report on them, two candidates, an event, a deadline that may move: with the rule given.
    fn model(rule: Rule) -> Model {
        let body = Body::new("", (0..6).map(|at| Member::new(format!("m{at}"))).collect());
        let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 5, 5));
        let leaves = Event {
            id: "leaves".to_owned(),
            trigger: Trigger::Between(Date::constant(2031, 2, 1), Date::constant(2031, 3, 1)),
            probability: Probability::Known(0.3),
            requires: Vec::new(),
            unless: Vec::new(),
            outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Withdraw(CandidateId::new(1))] }],
        };
        let mut draft = Draft::appointment("Chair", as_of, deadline, Cadence::weeks(1), rule)
            .body(body)
            .candidate("a")
            .candidate("b")
            .prior(Prior::new([0.1, 0.3, 0.3, 0.3]).expect("a prior"))
            .evidence(Evidence { candidate: 0.into(), reports: vec![Report { stances: StanceSet::SUPPORT, count: Count::exactly(3) }] })
            .half_life(Edge::Oppose, 80.0)
            .half_life(Edge::Reserve, 30.0);
        let deal = Effect::Stance {
            candidates: CandidateSet::full(2),
            members: MemberSet::full(6),
            change: StanceChange::Set(Stance::Accept),
            only_blocking: true,
        };
        draft.events.push(Event {
            id: "deal".to_owned(),
            trigger: Trigger::On(Date::constant(2031, 3, 3)),
            probability: Probability::Known(0.5),
            outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![deal] }],
            ..leaves.clone()
        });
        draft.events.push(leaves);
        draft.build().expect("a valid model")
    }

    /// What is not simulated because it is known is what would be found if it were.
    #[test]
    fn what_is_known_need_not_be_simulated() {
        let mut counted = 0;
        for rule in [consensus(), consensus_minus(2)] {
            let model = model(rule);
            let base = Plan::new(&model).expect("a plan");
            for at in [model.question().as_of, Date::constant(2031, 2, 12)] {
                let of = Persuasion { at, ..Persuasion::new(&model, CandidateId::new(0)) };
                let differing = Differing::new(&of, &base);
                let members: Vec<MemberId> = model.present().iter().collect();
                let mut drafts: Vec<(Draft, Differs)> =
                    members.windows(2).map(|pair| (of.comes_round(&model, pair), differing.by_coming_round(pair))).collect();
                drafts.extend(members.iter().map(|&member| (of.opposes(&model, member), differing.by_opposing(member))));
                drafts.extend([Probability::ONE, Probability::ZERO].map(|p| (with_probability(&model, 1, p), by_event(1))));
                counted += drafts.iter().filter(|(_, differs)| differs.fails.is_some()).count();
                let anywhere: Vec<(Draft, Differs)> = drafts.iter().map(|(draft, _)| (draft.clone(), Differs::default())).collect();
                let comparing = Comparing { of: &of, base: &base, seed: 3, runs: 5000, progress: &|_| () };
                let changes = |drafts: Vec<_>| comparing.changes(drafts.into_iter()).expect("they are models").1;
                assert_eq!(changes(drafts), changes(anywhere));
            }
        }
        assert_eq!(counted, 2 * 6, "all have a veto in one of the two");
    }
}
