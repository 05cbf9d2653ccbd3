//! How runs end, and what comes in between: somebody else, deadlock, delays, conditions.

use nemcon_core::*;

use crate::objections::logit_normal;
use crate::support::{assert_probability, days, draft, estimate, half_life, normal_mean};

const RUNS: u64 = 100_000;

fn event(id: &str, trigger: Trigger, effects: Vec<Effect>) -> Event {
    Event {
        id: id.into(),
        trigger,
        probability: Probability::ONE,
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects }],
    }
}

fn stance(member: usize, change: StanceChange, members: usize) -> Effect {
    Effect::Stance { candidates: CandidateSet::full(1), members: MemberSet::of(members, [member]), change, only_blocking: false }
}

/// In deadlock, and out of it: an objection stops everybody for the first ten weeks.
#[test]
fn somebody_else_is_agreed_on() {
    let mut draft = draft(2, 20, [0.0, 1.0, 0.0, 0.0]);
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Oppose));
    let as_of = draft.question.as_of;
    draft.question.other = Some(Other { half_life: Quantity::Fixed(60.0), calm: 0.25, meeting: 0.0 });
    let on = Cadence::weeks(1).date(as_of, 10).unwrap();
    draft.events.push(event("talks", Trigger::On(on), vec![stance(0, StanceChange::Set(Stance::Reserve), 2)]));
    let estimates = estimate(draft, RUNS);
    let ids: Vec<&str> = estimates.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    assert_eq!(ids, ["c", "other", "vacant"]);
    for (date, t) in days(&estimates, as_of).into_iter().enumerate() {
        let days_of_deadlock = t.min(63.0) + 0.25 * (t - 63.0).max(0.0);
        assert_probability(estimates.outcomes[1].incidence[date], 1.0 - (-days_of_deadlock / 60.0).exp2(), RUNS as f64);
        // All that can be adds up, on every date.
        let ended: f64 = estimates.outcomes.iter().map(|outcome| outcome.incidence[date]).sum();
        let open = estimates.still_open.get(date + 1).copied().unwrap_or(0.0);
        assert!((ended + open - 1.0).abs() < 1e-12, "{ended} {open}");
    }
    // Who stands in the way is asked of the runs that find nobody.
    assert_eq!(estimates.blocking_when_vacant, Some(vec![1.0, 1.0]));
}

/// With nobody presented there is deadlock; so there is where the only one presented is the incumbent.
#[test]
fn a_field_of_nobody_is_deadlocked() {
    let mut draft = draft(2, 10, [0.0, 1.0, 0.0, 0.0]);
    draft.candidates =
        vec![Candidate { status: Status::Mentioned, ..Candidate::new("a") }, Candidate { incumbent: true, ..Candidate::new("b") }];
    draft.priors = Priors::uniform(2, 2, Prior::declared(Stance::Reserve));
    draft.question.other = Some(Other { half_life: Quantity::Fixed(50.0), calm: 0.0, meeting: 0.0 });
    let estimates = estimate(draft, RUNS);
    assert_probability(estimates.probability("other").unwrap(), 1.0 - (-70.0_f64 / 50.0).exp2(), RUNS as f64);
}

/// A meeting in deadlock agrees on somebody else with a probability of its own, besides what the days add.
#[test]
fn a_meeting_finds_somebody_else() {
    let mut draft = draft(2, 10, [0.0, 1.0, 0.0, 0.0]);
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Oppose));
    let as_of = draft.question.as_of;
    draft.question.other = Some(Other { half_life: Quantity::Fixed(50.0), calm: 0.0, meeting: 0.3 });
    draft.question.meetings = vec![Cadence::days(1).date(as_of, 10).unwrap(), Cadence::days(1).date(as_of, 28).unwrap()];
    let estimates = estimate(draft, RUNS);
    for (date, t) in days(&estimates, as_of).into_iter().enumerate() {
        let open_after_meetings = if t < 10.0 {
            1.0
        } else if t < 28.0 {
            0.7
        } else {
            0.49
        };
        assert_probability(estimates.outcomes[1].incidence[date], 1.0 - open_after_meetings * (-t / 50.0).exp2(), RUNS as f64);
    }
}

/// A candidate whom everybody would take is presented some time after the deadlock was seen: an
/// exponential time in whole days, and the round after it.
#[test]
fn a_delay_is_exponential() {
    for (delay, at) in [(Delay::HalfLife(Quantity::Fixed(30.0)), None), (Delay::Days(17), Some(24.0))] {
        let mut draft = draft(1, 20, [0.0, 0.0, 1.0, 0.0]);
        draft.candidates[0].status = Status::Mentioned;
        let as_of = draft.question.as_of;
        let trigger = Trigger::When { condition: Condition::Deadlock, delay: Some(delay) };
        draft.events.push(event("search", trigger, vec![Effect::Present(0.into())]));
        let estimates = estimate(draft, RUNS);
        for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
            let truth = at.map_or(1.0 - (-(t - 7.0) / 30.0).exp2(), |at| f64::from(u8::from(t >= at)));
            assert_probability(*incidence, truth, RUNS as f64);
        }
        // Whenever the search has been held, its candidate is appointed.
        let happened = &estimates.events[0].event;
        assert_eq!(happened.probability, estimates.outcomes[0].probability);
        assert_eq!(happened.given.as_deref(), Some([1.0, 0.0].as_slice()));
        assert_eq!(happened.otherwise.as_deref(), at.is_none().then_some([0.0, 1.0].as_slice()));
    }
}

/// One draw of the probability a run, and one of what it decides; what it is known to have been is
/// told apart by what came of it.
#[test]
fn a_probability_may_be_uncertain() {
    let mut draft = draft(1, 3, [0.0, 0.0, 1.0, 0.0]);
    draft.candidates[0].accepts = Probability::Range { low: 0.2, high: 0.95 };
    let accepts = normal_mean(|z| logit_normal(0.2, 0.95, z));
    let estimates = estimate(draft.clone(), RUNS);
    assert_probability(estimates.outcomes[0].probability, accepts, RUNS as f64);
    draft.events.push(Event {
        probability: Probability::Range { low: 0.1, high: 0.4 },
        outcomes: ["yes", "no"]
            .map(|id| EventOutcome { id: Some(id.into()), probability: 0.5, effects: vec![Effect::Withdraw(0.into())] })
            .to_vec(),
        ..event("scandal", Trigger::On(draft.question.as_of), vec![])
    });
    let estimates = estimate(draft, RUNS);
    let happens = normal_mean(|z| logit_normal(0.1, 0.4, z));
    assert_probability(estimates.events[0].event.probability, happens, RUNS as f64);
    assert_probability(estimates.events[0].outcomes[1].probability, happens / 2.0, RUNS as f64);
    assert_probability(estimates.outcomes[0].probability, (1.0 - happens) * accepts, RUNS as f64);
    let [appointed, _] = estimates.events[0].event.otherwise.as_deref().unwrap() else { panic!("two outcomes") };
    assert_probability(*appointed, accepts, (1.0 - happens) * RUNS as f64);
}

/// Conditions, one after the other, each seen at the moment it is looked at.
#[test]
fn conditions_hold_when_they_are_looked_at() {
    let happens = |trigger: Trigger, requires: Vec<Condition>, unless: Vec<Condition>| {
        let mut draft = draft(3, 4, [0.0, 0.0, 0.0, 1.0]);
        draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Reserve));
        draft.priors.set(1.into(), 0.into(), Prior::declared(Stance::Oppose));
        let change = vec![stance(1, StanceChange::Set(Stance::Reserve), 3)];
        draft.events.push(event("first", Trigger::On(draft.question.as_of), change));
        draft.events.push(Event { requires, unless, ..event("second", trigger, vec![]) });
        estimate(draft, 1).events[1].event.probability
    };
    let of = |member: usize, bound| Condition::Stance { member: member.into(), candidate: 0.into(), bound };
    let blocked = |members| Condition::BlockedByAtMost { candidate: 0.into(), members };
    let first = Condition::Happened(Requirement { event: 0, outcome: None });
    let when = Trigger::when(first);
    assert_eq!(happens(when, vec![], vec![]), 1.0);
    assert_eq!(happens(when, vec![], vec![first]), 0.0);
    assert_eq!(happens(when, vec![blocked(2), of(0, StanceBound::AtMost(Stance::Reserve))], vec![blocked(1)]), 1.0);
    assert_eq!(happens(when, vec![of(2, StanceBound::AtLeast(Stance::Support))], vec![Condition::Deadlock]), 1.0);
    assert_eq!(happens(Trigger::when(blocked(1)), vec![], vec![]), 0.0);
    assert_eq!(happens(Trigger::when(of(1, StanceBound::AtMost(Stance::Oppose))), vec![], vec![]), 0.0);
    // On the first day nothing else has happened yet, but for what comes earlier in the file.
    let first_day = Trigger::On(Date::constant(2031, 1, 1));
    assert_eq!(happens(first_day, vec![first, of(1, StanceBound::AtLeast(Stance::Reserve))], vec![]), 1.0);
}

/// Of those it selects, an effect takes those alone that block: absent members and supporters stay.
#[test]
fn an_effect_on_those_who_block() {
    for (reserve_is_against, appointed) in [(true, 1.0), (false, 0.0)] {
        let mut draft = draft(3, 3, [0.0, 0.0, 0.0, 1.0]);
        draft.question.reserve_is_against = reserve_is_against;
        draft.question.rule = unanimity();
        draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Reserve));
        draft.events.push(event(
            "deal",
            Trigger::On(draft.question.as_of),
            vec![Effect::Stance {
                candidates: CandidateSet::full(1),
                members: MemberSet::full(3),
                change: StanceChange::Set(Stance::Support),
                only_blocking: true,
            }],
        ));
        assert_eq!(estimate(draft, 10).outcomes[0].probability, appointed);
    }
}

/// Where reserve abstains only who opposes blocks: isolation runs with those who do not.
#[test]
fn who_abstains_does_not_block() {
    let mut draft = draft(4, 16, [0.0, 1.0, 0.0, 0.0]);
    draft.question.reserve_is_against = false;
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Oppose));
    draft.dynamics.isolation = SharePull { ratio: Quantity::Fixed(16.0), at: 0.25, ..SharePull::default() };
    half_life(&mut draft, Edge::Oppose, 90.0);
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    // Three of four do not block: the objection falls four times as fast.
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        assert_probability(*incidence, 1.0 - (-4.0 * t / 90.0).exp2(), RUNS as f64);
    }
    assert_eq!(estimates.blocking.get(1.into(), 0.into(), 0), Some(0.0));
}
