//! What must hold for any model, run by run.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]

use nemcon_core::*;
use nemcon_montecarlo::{Estimates, Plan};
use proptest::prelude::*;

const RUNS: u64 = 24;

fn estimates(draft: &Draft, runs: std::ops::Range<u64>) -> Estimates {
    let model = Model::new(draft.clone()).unwrap_or_else(|invalid| panic!("{invalid}"));
    let plan = Plan::new(model).unwrap();
    plan.simulate(11, runs, &|_| ()).unwrap().estimates().unwrap()
}

/// The outcome of one run, and the index of its date where it has one.
fn outcome(draft: &Draft, run: u64) -> (String, usize) {
    let estimates = estimates(draft, run..run + 1);
    let one = estimates.outcomes.iter().find(|outcome| outcome.seen == 1).unwrap();
    (one.id.clone(), one.incidence.iter().position(|&p| p == 1.0).unwrap_or(usize::MAX))
}

fn prior() -> impl Strategy<Value = Prior> {
    prop_oneof![
        1 => prop::array::uniform4(1u32..20),
        1 => (0usize..4).prop_map(|stance| std::array::from_fn(|s| u32::from(s == stance))),
    ]
    .prop_map(|parts| {
        let sum = f64::from(parts.iter().sum::<u32>());
        Prior::new(parts.map(|part| f64::from(part) / sum)).unwrap()
    })
}

fn half_life() -> impl Strategy<Value = Option<Quantity>> {
    prop_oneof![
        Just(None),
        (3.0..200.0).prop_map(|days| Some(Quantity::Fixed(days))),
        (3.0..50.0).prop_map(|low| Some(Quantity::Range { low, high: low * 3.0 }))
    ]
}

/// What the second model adds: meetings (with a cadence beside them, or not), the probability that
/// reservations last, loyalty, edges on which the pulls act, somebody else, a deal after a delay.
#[derive(Debug, Clone)]
struct Second {
    meetings: Option<bool>,
    lasting: Option<f64>,
    loyalty: Option<f64>,
    edges: Option<(Edge, Edge)>,
    other: Option<f64>,
    deal: Option<f64>,
}

fn second() -> impl Strategy<Value = Second> {
    let edge = || prop::sample::select(Edge::UPWARD.to_vec());
    let seldom = |strategy: std::ops::Range<f64>| prop::option::weighted(0.3, strategy);
    let edges = prop::option::weighted(0.3, (edge(), edge()));
    (prop::option::of(any::<bool>()), seldom(0.05..0.9), seldom(0.0..2.0), edges, seldom(0.0..1.0), seldom(3.0..40.0))
        .prop_map(|(meetings, lasting, loyalty, edges, other, deal)| Second { meetings, lasting, loyalty, edges, other, deal })
}

impl Second {
    fn add_to(self, draft: &mut Draft) {
        let day = |days: u32| Cadence::days(days).date(draft.question.as_of, 1).unwrap();
        if let Some(cadence) = self.meetings {
            draft.question.meetings = [12, 31, 90].map(day).to_vec();
            draft.question.cadence = draft.question.cadence.filter(|_| cadence);
            draft.dynamics.meeting =
                Some(DatePull { ratio: Quantity::Fixed(6.0), half_life: Quantity::Fixed(4.0), edges: EdgeSet::UPWARD });
        }
        if let Some(low) = self.lasting {
            draft.dynamics.lasting = Lasting { oppose: Probability::Range { low, high: 0.95 }, reserve: low.into() };
        }
        if let Some(loyalty) = self.loyalty {
            draft.dynamics.loyalty = Quantity::Fixed(loyalty);
        }
        if let Some((one, other)) = self.edges {
            draft.dynamics.isolation.edges = [one, other].into_iter().collect();
            draft.dynamics.bandwagon.edges = [other].into_iter().collect();
        }
        draft.question.other = self.other.map(|calm| Other { half_life: Quantity::Fixed(60.0), calm, meeting: 0.0 });
        draft.events.extend(self.deal.map(|days| Event {
            id: "deal".into(),
            trigger: Trigger::When {
                condition: Condition::BlockedByAtMost { candidate: 0.into(), members: 2 },
                delay: Some(Delay::HalfLife(Quantity::Fixed(days))),
            },
            probability: Probability::Range { low: 0.3, high: 0.9 },
            requires: vec![],
            unless: vec![Condition::Deadlock],
            outcomes: vec![EventOutcome {
                id: None,
                probability: 1.0,
                effects: vec![Effect::Stance {
                    candidates: CandidateSet::full(1),
                    members: MemberSet::full(draft.body.len()),
                    change: StanceChange::Raise(1),
                    only_blocking: true,
                }],
            }],
        }));
    }
}

prop_compose! {
    /// A model with most of what a model can have; members by letters, so that ids sort otherwise
    /// than indices once they are shuffled.
    fn any_draft()(
        priors in prop::collection::vec(prop::collection::vec(prior(), 3), 1..9),
        half_lives in prop::array::uniform4(half_life()),
        frailty in prop_oneof![Just(0.0), 0.1..3.0],
        ratios in prop::array::uniform3(0.2..20.0f64),
        k in 0u32..3,
        hold in 1u32..3,
        about in prop::option::of((0.0..1.0f64, 0.5..3.0f64)),
        rho in prop::option::of(0.0..0.9f64),
        influence in prop::option::of(0.5..4.0f64),
        leaves in prop::option::of(1i8..60),
        entry in any::<bool>(),
        second in second(),
    ) -> Draft {
        let n = priors.len();
        let mut members: Vec<Member> = (0..n).map(|i| Member::new(["x", "b", "q", "a", "m", "z", "d", "k"][i])).collect();
        members[0].groups.push("first".into());
        let mut body = Body::new("", members);
        let weights: Vec<_> = (0..n).map(|i| Some(Decimal::whole(1 + (i as u64 * 7) % 5))).collect();
        body.weights.push(Weight::new("size", "", &weights).unwrap());
        let as_of = Date::constant(2030, 3, 1);
        let mut candidates = vec![Candidate::new("one"), Candidate::new("two"), Candidate { incumbent: true, ..Candidate::new("old") }];
        candidates[1].accepts = 0.6.into();
        if entry {
            candidates[1].status = Status::Interested;
            candidates[1].enters = Some(Entry { half_life: Quantity::Fixed(20.0), from: None });
            candidates[0].withdraws = Some(Withdrawal { half_life: Quantity::Fixed(90.0), ratio: Quantity::Fixed(5.0) });
        }
        let mut all = Priors::empty(n, 3);
        for (member, row) in priors.iter().enumerate() {
            for (candidate, &prior) in row.iter().enumerate() {
                all.set(member.into(), candidate.into(), prior);
            }
        }
        let everybody = MemberSet::full(n);
        let mut draft = Draft::appointment("Chair", as_of, Date::constant(2030, 5, 9), Cadence::days(9), consensus_minus(k))
            .body(body)
            .candidates(candidates)
            .priors(all)
            .procedure(Procedure::Soundings(Soundings { hold, drop: None }))
            .dynamics(Dynamics {
                half_lives,
                bandwagon: SharePull { ratio: Quantity::Fixed(ratios[0]), at: 0.5, ..SharePull::default() },
                bandwagon_weight: Some(0),
                isolation: SharePull { ratio: Quantity::Fixed(ratios[1]), at: 0.8, ..SharePull::default() },
                deadline: Some(DatePull { ratio: Quantity::Fixed(ratios[2]), half_life: Quantity::Fixed(10.0), edges: EdgeSet::UPWARD }),
                frailty,
                ..Dynamics::default()
            });
        let first = || MemberSet::of(n, 0..n.div_ceil(2));
        draft.blocs.extend(rho.map(|rho| Bloc { group: "first".into(), members: first(), rho, candidates: CandidateSet::full(2) }));
        draft.influences.extend(influence.map(|factor| Influence {
            of: 0.into(),
            on: everybody.clone(),
            candidates: CandidateSet::full(3),
            factor: Quantity::Fixed(factor),
        }));
        if let Some((share, sd)) = about
            && (0..n).any(|i| priors[i][0].probability(Stance::Support) > 0.0)
        {
            let support = StanceSet::SUPPORT;
            draft.evidence.push(Evidence { candidate: 0.into(), reports: vec![Report { stances: support, count: Count::About { mean: share * n as f64, sd } }] });
        }
        if let Some(day) = leaves {
            let effects = vec![Effect::Leave((n - 1).into()), Effect::Stance { candidates: CandidateSet::full(1), members: everybody, change: StanceChange::Redraw(priors[0][0]), only_blocking: false }];
            draft.events.push(Event {
                id: "walk-out".into(),
                trigger: Trigger::On(Cadence::days(u32::from(day.unsigned_abs())).date(as_of, 1).unwrap()),
                probability: 0.5.into(),
                requires: vec![],
                unless: vec![],
                outcomes: vec![EventOutcome { id: None, probability: 1.0, effects }],
            });
        }
        second.add_to(&mut draft);
        draft
    }
}

fn permuted_set(set: &MemberSet, order: &[usize]) -> MemberSet {
    MemberSet::of(order.len(), (0..order.len()).filter(|&new| set.contains(order[new].into())))
}

/// The same model with its members in another order: new index `i` is the old `order[i]`.
fn permuted(draft: &Draft, order: &[usize]) -> Draft {
    let n = order.len();
    let new_of = |old: MemberId| MemberId::new(order.iter().position(|&o| o == old.index()).unwrap());
    let mut other = draft.clone();
    other.body.members = order.iter().map(|&old| draft.body.members[old].clone()).collect();
    let weights: Vec<_> = order.iter().map(|&old| draft.body.weights[0].scaled(old.into()).map(whole)).collect();
    other.body.weights = vec![Weight::new("size", "", &weights).unwrap()];
    other.present = permuted_set(&draft.present, order);
    for (member, &old) in order.iter().enumerate() {
        for candidate in 0..draft.candidates.len() {
            other.priors.set(member.into(), candidate.into(), draft.priors.get(old.into(), candidate.into()).unwrap());
        }
    }
    other.blocs.iter_mut().for_each(|bloc| bloc.members = permuted_set(&bloc.members, order));
    for influence in &mut other.influences {
        influence.of = new_of(influence.of);
        influence.on = permuted_set(&influence.on, order);
    }
    for effect in other.events.iter_mut().flat_map(|event| &mut event.outcomes).flat_map(|outcome| &mut outcome.effects) {
        match effect {
            Effect::Leave(member) => *member = new_of(*member),
            Effect::Stance { members, .. } => *members = MemberSet::full(n),
            _ => unreachable!(),
        }
    }
    other
}

/// A weight of these drafts, which is small.
fn whole(scaled: u128) -> Decimal {
    Decimal::whole(scaled.try_into().expect("a small weight"))
}

proptest! {

    #[test]
    fn the_order_of_members_changes_nothing(draft in any_draft(), seed: u64) {
        let n = draft.body.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&i| (i as u64 + 1).wrapping_mul(seed | 1));
        let (ours, theirs) = (estimates(&draft, 0..RUNS), estimates(&permuted(&draft, &order), 0..RUNS));
        prop_assert_eq!(&ours.outcomes, &theirs.outcomes);
        prop_assert_eq!(ours.effective_sample_size, theirs.effective_sample_size);
        for candidate in 0..3 {
            for (member, &old) in order.iter().enumerate() {
                prop_assert!(ours.blocking.series(old.into(), candidate.into()).eq(theirs.blocking.series(member.into(), candidate.into())));
                prop_assert!(ours.pivotal.series(old.into(), candidate.into()).eq(theirs.pivotal.series(member.into(), candidate.into())));
                let holdout = |e: &Estimates, member: usize| e.last_holdouts[candidate].as_ref().map(|holdouts| holdouts[member]);
                prop_assert_eq!(holdout(&ours, old), holdout(&theirs, member));
            }
        }
    }

    #[test]
    fn tallies_of_parts_merge_into_the_whole(draft in any_draft(), cut in 1..RUNS) {
        let model = Model::new(draft).unwrap();
        let plan = Plan::new(model).unwrap();
        let whole = plan.simulate(3, 0..RUNS, &|_| ()).unwrap().estimates();
        let mut late = plan.simulate(3, cut..RUNS, &|_| ()).unwrap();
        late.merge(&plan.simulate(3, 0..cut, &|_| ()).unwrap()).unwrap();
        prop_assert_eq!(whole, late.estimates());
    }

    #[test]
    fn a_member_that_always_accepts_changes_nothing(draft in any_draft()) {
        let mut base = draft;
        base.question.rule = consensus();
        base.dynamics.bandwagon = SharePull::default();
        base.dynamics.isolation = SharePull::default();
        base.dynamics.half_lives[Edge::Defect as usize] = None;
        base.influences.clear();
        base.evidence.clear();
        base.candidates.iter_mut().for_each(|candidate| candidate.withdraws = None);
        if base.body.len() == 1 {
            // With nobody left, every rule fails.
            base.events.clear();
        }
        // Who has more supporters is sounded first: with one candidate, nobody can change places.
        base.candidates.truncate(1);
        let n = base.body.len();
        let keep = |set: &MemberSet, more: bool| MemberSet::of(n + usize::from(more), set.iter());
        let reshape = |draft: &Draft, more: bool| {
            let mut other = draft.clone();
            let size = n + usize::from(more);
            if more {
                other.body.members.push(Member::new("zz"));
                let weights: Vec<_> = (0..n).map(|i| draft.body.weights[0].scaled(i.into()).map(whole)).chain([Some(Decimal::whole(3))]).collect();
                other.body.weights = vec![Weight::new("size", "", &weights).unwrap()];
            }
            other.present = MemberSet::full(size);
            other.priors = Priors::uniform(size, 1, Prior::declared(Stance::Accept));
            for member in 0..n {
                other.priors.set(member.into(), 0.into(), draft.priors.get(member.into(), 0.into()).unwrap());
            }
            for bloc in &mut other.blocs {
                bloc.members = keep(&bloc.members, more);
                bloc.candidates = CandidateSet::full(1);
            }
            for effect in other.events.iter_mut().flat_map(|event| &mut event.outcomes).flat_map(|outcome| &mut outcome.effects) {
                if let Effect::Stance { members, candidates, .. } = effect {
                    *members = keep(members, more);
                    *candidates = CandidateSet::full(1);
                }
            }
            other
        };
        let (without, with) = (reshape(&base, false), reshape(&base, true));
        for run in 0..RUNS {
            prop_assert_eq!(outcome(&without, run), outcome(&with, run));
        }
    }

    #[test]
    fn whom_nobody_can_block_is_appointed_at_once(draft in any_draft()) {
        let mut draft = draft;
        draft.question.rule = consensus();
        draft.question.procedure = Procedure::Soundings(Soundings::default());
        draft.dynamics.half_lives[Edge::Defect as usize] = None;
        draft.evidence.clear();
        draft.events.clear();
        for member in 0..draft.body.len() {
            draft.priors.set(member.into(), 0.into(), Prior::new([0.0, 0.0, 0.3, 0.7]).unwrap());
            draft.priors.set(member.into(), 1.into(), Prior::declared(Stance::Oppose));
        }
        draft.candidates[0].withdraws = None;
        let estimates = estimates(&draft, 0..RUNS);
        prop_assert_eq!(estimates.outcomes[0].seen, RUNS);
        prop_assert_eq!(estimates.outcomes[0].date.unwrap().q95, estimates.dates[0]);
    }

    #[test]
    fn raising_a_stance_never_delays(
        stances in prop::collection::vec(0usize..4, 1..8), which: prop::sample::Index, ratios in prop::array::uniform3(1.0..30.0f64),
        factor in 1.0..5.0f64, half_lives in prop::array::uniform3(3.0..60.0f64), k in 0u32..2, frailty in prop_oneof![Just(0.0), 0.1..2.0],
    ) {
        let n = stances.len();
        let which = which.index(n);
        let build = |stances: &[usize]| {
            let body = Body::new("", (0..n).map(|i| Member::new(format!("m{i}"))).collect());
            let mut priors = Priors::empty(n, 1);
            stances.iter().enumerate().for_each(|(member, &stance)| priors.set(member.into(), 0.into(), Prior::declared(Stance::ALL[stance])));
            let [a, b, c] = half_lives.map(|days| Some(Quantity::Fixed(days)));
            Draft::motion("motion", Date::constant(2030, 3, 1), Date::constant(2030, 5, 9), Cadence::days(9), consensus_minus(k))
                .body(body)
                .priors(priors)
                .dynamics(Dynamics {
                    half_lives: [a, b, c, None],
                    bandwagon: SharePull { ratio: Quantity::Fixed(ratios[0]), at: 0.5, ..SharePull::default() },
                    bandwagon_weight: None,
                    isolation: SharePull { ratio: Quantity::Fixed(ratios[1]), at: 0.5, ..SharePull::default() },
                    deadline: Some(DatePull { ratio: Quantity::Fixed(ratios[2]), half_life: Quantity::Fixed(10.0), edges: EdgeSet::UPWARD }),
                    frailty,
                    ..Dynamics::default()
                })
                .influence(Influence { of: 0.into(), on: MemberSet::full(n), candidates: CandidateSet::full(1), factor: Quantity::Fixed(factor) })
        };
        let mut raised = stances.clone();
        raised[which] = (raised[which] + 1).min(3);
        for run in 0..RUNS {
            let (before, after) = (outcome(&build(&stances), run), outcome(&build(&raised), run));
            prop_assert!(after.1 <= before.1, "run {run}: {before:?} became {after:?}");
        }
    }
}
