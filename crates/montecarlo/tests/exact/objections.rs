//! What keeps objections, and on which edges pulls act: lasting objections, loyalty, pulls by edge,
//! meetings; uncertain probabilities by quadrature; products of factors.

use nemcon_core::*;

use crate::support::{assert_probability, days, draft, estimate, half_life, normal_mean};

const RUNS: u64 = 100_000;

/// A logit-normal probability with these 5th and 95th percentiles, at a standard normal number.
pub(crate) fn logit_normal(low: f64, high: f64, z: f64) -> f64 {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let (low, high) = (logit(low), logit(high));
    1.0 / (1.0 + (-(0.5 * (low + high) + z * 0.5 * (high - low) / 1.644_853_626_951_472_2)).exp())
}

/// A cure model: each of four members comes round, if ever, at a constant rate.
#[test]
fn a_share_of_reservations_never_fades() {
    let mut draft = draft(4, 30, [0.0, 1.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Reserve, 20.0);
    let as_of = draft.question.as_of;
    draft.dynamics.lasting.reserve = Probability::Known(0.15);
    let estimates = estimate(draft.clone(), RUNS);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        assert_probability(*incidence, (0.85 * (1.0 - (-t / 20.0).exp2())).powi(4), RUNS as f64);
    }
    // One probability a run, for all of them.
    draft.dynamics.lasting.reserve = Probability::Range { low: 0.05, high: 0.6 };
    let estimates = estimate(draft, RUNS);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        let truth = normal_mean(|z| ((1.0 - logit_normal(0.05, 0.6, z)) * (1.0 - (-t / 20.0).exp2())).powi(4));
        assert_probability(*incidence, truth, RUNS as f64);
    }
}

/// An objection that lasts is moved by an event, and then goes on as a reservation, which may last too.
#[test]
fn events_move_what_lasts() {
    let mut draft = draft(1, 20, [1.0, 0.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Oppose, 1.0);
    half_life(&mut draft, Edge::Reserve, 10.0);
    draft.dynamics.lasting = Lasting { oppose: Probability::ONE, reserve: Probability::Known(0.4) };
    let (as_of, on) = (draft.question.as_of, Cadence::weeks(1).date(draft.question.as_of, 4).unwrap());
    draft.events.push(Event {
        id: "talks".into(),
        trigger: Trigger::On(on),
        probability: Probability::ONE,
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome {
            id: None,
            probability: 1.0,
            effects: vec![Effect::Stance {
                candidates: CandidateSet::full(1),
                members: MemberSet::full(1),
                change: StanceChange::Raise(1),
                only_blocking: false,
            }],
        }],
    });
    let estimates = estimate(draft, RUNS);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        // Held until the clock moves on: it may come round in the round of the event.
        let gone = (t - 21.0).max(0.0);
        assert_probability(*incidence, 0.6 * (1.0 - (-gone / 10.0).exp2()), RUNS as f64);
    }
}

/// Who supports a presented rival moves more slowly towards the other; the incumbent is no rival, and
/// is slowed.
#[test]
fn loyalty_slows_down() {
    for (loyalty, rival, factor) in [(0.3, Status::Presented, 0.3), (0.0, Status::Presented, 0.0), (0.3, Status::Mentioned, 1.0)] {
        let mut draft = draft(3, 20, [0.0, 0.0, 1.0, 0.0]);
        draft.candidates = vec![Candidate::new("a"), Candidate { status: rival, ..Candidate::new("b") }];
        draft.priors = Priors::uniform(3, 2, Prior::declared(Stance::Accept));
        draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Reserve));
        draft.priors.set(0.into(), 1.into(), Prior::declared(Stance::Support));
        draft.priors.set(1.into(), 1.into(), Prior::declared(Stance::Oppose));
        half_life(&mut draft, Edge::Reserve, 25.0);
        draft.dynamics.loyalty = Quantity::Fixed(loyalty);
        let as_of = draft.question.as_of;
        let estimates = estimate(draft, RUNS);
        for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
            assert_probability(*incidence, 1.0 - (-factor * t / 25.0).exp2(), RUNS as f64);
        }
    }
}

/// The bandwagon of a share of one half acts on the second of two steps alone: the time of both is
/// hypoexponential.
#[test]
fn pulls_act_on_their_edges() {
    let mut draft = draft(2, 20, [1.0, 0.0, 0.0, 0.0]);
    draft.priors.set(1.into(), 0.into(), Prior::declared(Stance::Support));
    half_life(&mut draft, Edge::Oppose, 30.0);
    half_life(&mut draft, Edge::Reserve, 60.0);
    let edges: EdgeSet = [Edge::Reserve].into_iter().collect();
    draft.dynamics.bandwagon = SharePull { ratio: Quantity::Fixed(36.0), at: 0.0, edges };
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let (first, second) = (std::f64::consts::LN_2 / 30.0, 6.0 * std::f64::consts::LN_2 / 60.0);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        let truth = 1.0 - (second * (-first * t).exp() - first * (-second * t).exp()) / (second - first);
        assert_probability(*incidence, truth, RUNS as f64);
    }
}

/// Rounds on meetings and the deadline alone; the hazard is constant on each day. The last meeting
/// lies after the deadline, and pulls all the same.
#[test]
fn meetings_pull_and_hold_rounds() {
    let mut draft = draft(2, 16, [0.0, 1.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Reserve, 80.0);
    let as_of = draft.question.as_of;
    let day = |day: i32| Cadence::days(day.unsigned_abs()).date(as_of, 1).unwrap();
    let meetings = [12, 40, 130];
    draft.question.cadence = None;
    draft.question.meetings = meetings.map(day).to_vec();
    draft.dynamics.meeting = Some(DatePull { ratio: Quantity::Fixed(9.0), half_life: Quantity::Fixed(6.0), edges: EdgeSet::UPWARD });
    let estimates = estimate(draft, RUNS);
    let days = days(&estimates, as_of);
    assert_eq!(days, [12.0, 40.0, 112.0]);
    for (t, incidence) in days.iter().zip(&estimates.outcomes[0].incidence) {
        let pull = |day: i32| {
            let next = meetings.into_iter().find(|&meeting| meeting >= day).unwrap();
            9.0_f64.powf((-f64::from(next - day) / 6.0).exp2())
        };
        let hazard = std::f64::consts::LN_2 / 80.0 * (1..=*t as i32).map(pull).sum::<f64>();
        assert_probability(*incidence, (1.0 - (-hazard).exp()).powi(2), RUNS as f64);
    }
}

/// Products of factors do not depend on the order of the file, nor on what numbers can hold.
#[test]
fn factors_multiply_in_any_order() {
    let pace =
        |factor: f64| Pace { members: MemberSet::full(2), candidates: CandidateSet::full(1), edge: None, factor: Quantity::Fixed(factor) };
    let influence = |factor: f64| Influence {
        of: 1.into(),
        on: MemberSet::full(2),
        candidates: CandidateSet::full(1),
        factor: Quantity::Fixed(factor),
    };
    let mut draft = draft(2, 10, [0.0, 1.0, 0.0, 0.0]);
    draft.priors.set(1.into(), 0.into(), Prior::declared(Stance::Support));
    half_life(&mut draft, Edge::Reserve, 70.0);
    let mut paced = draft.clone();
    paced.paces = [1e30, 1e30, 1e-30, 1e-30].map(pace).to_vec();
    draft.influences = (0..280).map(|index| influence(if index < 140 { 2.0 } else { 0.5 })).collect();
    for draft in [draft, paced] {
        assert_probability(estimate(draft, RUNS).outcomes[0].probability, 0.5, RUNS as f64);
    }
}

/// Many thousands of moves a day, to and fro: whoever looks, it blocks in half of the runs.
#[test]
fn what_moves_all_the_time_is_in_equilibrium() {
    let mut draft = draft(1, 2, [0.0, 1.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Reserve, 1e-4);
    half_life(&mut draft, Edge::Defect, 1e-4);
    draft.question.rule = unanimity();
    let estimates = estimate(draft, 4000);
    for date in 0..2 {
        assert_probability(estimates.blocking.get(0.into(), 0.into(), date).unwrap(), 0.5, 4000.0);
    }
}
