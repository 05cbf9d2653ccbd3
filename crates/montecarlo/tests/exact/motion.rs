//! The law of motion of single pairs: half-lives, frailty, uncertain inputs, factors, defection.

use nemcon_core::*;

use crate::support::{assert_probability, days, draft, estimate, half_life, never, normal_mean};

const RUNS: u64 = 100_000;

#[test]
fn reserve_alone_wears_off_independently() {
    let mut draft = draft(6, 20, [0.0, 0.4, 0.3, 0.3]);
    half_life(&mut draft, Edge::Reserve, 30.0);
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        assert_probability(*incidence, (1.0 - 0.4 * (-t / 30.0).exp2()).powi(6), RUNS as f64);
    }
}

#[test]
fn opposition_softens_in_two_stages() {
    let mut draft = draft(3, 30, [1.0, 0.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Oppose, 50.0);
    half_life(&mut draft, Edge::Reserve, 20.0);
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let (a, b) = (std::f64::consts::LN_2 / 50.0, std::f64::consts::LN_2 / 20.0);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        let blocked = (b * (-a * t).exp() - a * (-b * t).exp()) / (b - a);
        assert_probability(*incidence, (1.0 - blocked).powi(3), RUNS as f64);
    }
}

/// With all ratios 1 the cadence changes when soundings are held, not how stances move: every run
/// has come as far by the deadline at any cadence.
#[test]
fn the_cadence_does_not_change_how_fast_stances_move() {
    let vacant = |cadence: Cadence| {
        let mut draft = draft(5, 1, [0.3, 0.4, 0.2, 0.1]);
        half_life(&mut draft, Edge::Oppose, 60.0);
        half_life(&mut draft, Edge::Reserve, 30.0);
        draft.question.cadence = Some(cadence);
        draft.question.deadline = Date::constant(2031, 7, 1);
        estimate(draft, 20_000).outcomes[1].probability
    };
    let daily = vacant(Cadence::days(1));
    assert!(daily > 0.1 && daily < 0.9);
    assert_eq!(daily, vacant(Cadence::weeks(1)));
    assert_eq!(daily, vacant(Cadence::months(1)));
}

#[test]
fn frailty_mixes_exponential_times() {
    for variance in [0.4, 2.0] {
        let mut draft = draft(1, 26, [0.0, 1.0, 0.0, 0.0]);
        half_life(&mut draft, Edge::Reserve, 40.0);
        draft.dynamics.frailty = variance;
        let as_of = draft.question.as_of;
        let estimates = estimate(draft, RUNS);
        for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
            let hazard = std::f64::consts::LN_2 / 40.0 * t;
            // The Laplace transform of the gamma law of mean 1.
            assert_probability(*incidence, 1.0 - (1.0 + variance * hazard).powf(-1.0 / variance), RUNS as f64);
        }
    }
}

#[test]
fn an_uncertain_half_life_is_shared_by_all_in_a_run() {
    let mut draft = draft(4, 12, [0.0, 1.0, 0.0, 0.0]);
    let (low, high) = (10.0_f64, 90.0_f64);
    draft.dynamics.half_lives[Edge::Reserve as usize] = Some(Quantity::Range { low, high });
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let deviation = (high / low).ln() / 2.0 / 1.644_853_626_951_472_2;
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        let truth = normal_mean(|z| {
            let half_life = (low * high).sqrt() * (deviation * z).exp();
            (1.0 - (-t / half_life).exp2()).powi(4)
        });
        assert_probability(*incidence, truth, RUNS as f64);
    }
}

#[test]
fn the_deadline_pulls() {
    let mut draft = draft(2, 16, [0.0, 1.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Reserve, 80.0);
    draft.dynamics.deadline = Some(DatePull { ratio: Quantity::Fixed(6.0), half_life: Quantity::Fixed(14.0), edges: EdgeSet::UPWARD });
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let days = days(&estimates, as_of);
    let end = *days.last().unwrap();
    let mut hazard = 0.0;
    for (t, incidence) in days.iter().zip(&estimates.outcomes[0].incidence) {
        // The mean over the days of the round, times the days.
        let pull: f64 = (0..7).map(|back| 6.0_f64.powf((-(end - t + f64::from(back)) / 14.0).exp2())).sum();
        hazard += std::f64::consts::LN_2 / 80.0 * pull;
        assert_probability(*incidence, (1.0 - (-hazard).exp()).powi(2), RUNS as f64);
    }
}

/// A supporter's influence from the start, a pace from the start, and one that an event brings.
#[test]
fn factors_multiply_the_rate_while_they_are_in_force() {
    let mut draft = draft(2, 10, [0.0, 1.0, 0.0, 0.0]);
    draft.priors.set(1.into(), 0.into(), Prior::declared(Stance::Support));
    half_life(&mut draft, Edge::Reserve, 60.0);
    let everyone = |draft: &Draft| (MemberSet::full(2), CandidateSet::full(draft.candidates.len()));
    let (on, candidates) = everyone(&draft);
    draft.influences.push(Influence { of: 1.into(), on, candidates, factor: Quantity::Fixed(1.5) });
    let pace =
        |factor: f64| Pace { members: MemberSet::of(2, [0]), candidates, edge: Some(Edge::Reserve), factor: Quantity::Fixed(factor) };
    draft.paces.push(pace(0.5));
    let date = Cadence::days(31).date(draft.question.as_of, 1).unwrap();
    draft.events.push(Event {
        id: "push".into(),
        trigger: Trigger::On(date),
        probability: 1.0.into(),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Pace(pace(4.0))] }],
    });
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let mut hazard = 0.0;
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        // The round that ends on day 35 holds the event of day 31 throughout.
        let factor = 1.5 * 0.5 * if t >= 35.0 { 4.0 } else { 1.0 };
        hazard += 7.0 * std::f64::consts::LN_2 / 60.0 * factor;
        assert_probability(*incidence, 1.0 - (-hazard).exp(), RUNS as f64);
    }
}

/// A pace of 0 halts the edge; what has accumulated before is not lost.
#[test]
fn a_pace_of_zero_suspends_the_wait() {
    let run = |halted: bool| {
        let mut draft = draft(1, 10, [0.0, 1.0, 0.0, 0.0]);
        half_life(&mut draft, Edge::Reserve, 30.0);
        if halted {
            draft.paces.push(Pace {
                members: MemberSet::full(1),
                candidates: CandidateSet::full(1),
                edge: None,
                factor: Quantity::Fixed(0.0),
            });
        }
        estimate(draft, 2000).outcomes[0].probability
    };
    assert_eq!(run(true), 0.0);
    assert!(run(false) > 0.5);
}

/// Oppose, reserve, accept and support with all four edges, against the matrix exponential.
#[test]
fn defection_makes_a_chain_of_four_states() {
    let half_lives = [25.0, 12.0, 18.0, 40.0];
    let start = [0.25, 0.25, 0.25, 0.25];
    let mut draft = draft(1, 12, start);
    for (edge, days) in Edge::ALL.into_iter().zip(half_lives) {
        half_life(&mut draft, edge, days);
    }
    never(&mut draft);
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let rate = half_lives.map(|days| std::f64::consts::LN_2 / days);
    let step = |p: [f64; 4], dt: f64| {
        let flow = |p: [f64; 4]| {
            let (soften, come_round, rally) = (rate[0] * p[0], rate[1] * p[1], rate[2] * p[2]);
            let (defect_accept, defect_support) = (rate[3] * p[2], rate[3] * p[3]);
            [-soften, soften - come_round + defect_accept + defect_support, come_round - rally - defect_accept, rally - defect_support]
        };
        // Runge and Kutta's fourth-order method, with steps so small that it is exact here.
        let add = |p: [f64; 4], k: [f64; 4], h: f64| std::array::from_fn::<f64, 4, _>(|i| p[i] + h * k[i]);
        let k1 = flow(p);
        let k2 = flow(add(p, k1, dt / 2.0));
        let k3 = flow(add(p, k2, dt / 2.0));
        let k4 = flow(add(p, k3, dt));
        std::array::from_fn(|i| p[i] + dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
    };
    let mut state = start;
    let mut now = 0.0;
    for (date, t) in days(&estimates, as_of).into_iter().enumerate() {
        while now < t - 1e-9 {
            state = step(state, 0.25);
            now += 0.25;
        }
        assert_probability(estimates.blocking.get(0.into(), 0.into(), date).unwrap(), state[0] + state[1], RUNS as f64);
    }
}

/// A rate beyond all numbers times a pace of 0 is 0.
#[test]
fn a_pace_of_zero_stops_the_fastest_edge() {
    let mut draft = draft(1, 4, [0.0, 0.0, 1.0, 0.0]);
    for edge in [Edge::Accept, Edge::Defect] {
        half_life(&mut draft, edge, 5e-324);
        draft.paces.push(Pace {
            members: MemberSet::full(1),
            candidates: CandidateSet::full(1),
            edge: Some(edge),
            factor: Quantity::Fixed(0.0),
        });
    }
    let estimates = estimate(draft, 10);
    assert_eq!(estimates.outcomes[0].incidence, [1.0; 4]);
}

/// A rate of defection beyond all numbers, that an event on the first day makes an ordinary one: no
/// time has passed meanwhile.
#[test]
fn a_pace_beyond_all_numbers_takes_time_to_act() {
    let pace = |factor: f64| Pace {
        members: MemberSet::full(1),
        candidates: CandidateSet::full(1),
        edge: Some(Edge::Defect),
        factor: Quantity::Fixed(factor),
    };
    let mut draft = draft(1, 4, [0.0, 0.0, 1.0, 0.0]);
    half_life(&mut draft, Edge::Defect, 0.02);
    draft.paces.push(pace(1e38));
    never(&mut draft);
    // In force from the start, it defects at once.
    let at_once = estimate(draft.clone(), 10);
    assert_eq!(at_once.blocking.get(0.into(), 0.into(), 0), Some(1.0));
    let as_of = draft.question.as_of;
    draft.events.push(Event {
        id: "calm".into(),
        trigger: Trigger::On(as_of),
        probability: Probability::ONE,
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome {
            id: None,
            probability: 1.0,
            effects: [1e-38, 1e-3].map(|factor| Effect::Pace(pace(factor))).to_vec(),
        }],
    });
    let estimates = estimate(draft, RUNS);
    for (date, t) in days(&estimates, as_of).into_iter().enumerate() {
        let blocking = estimates.blocking.get(0.into(), 0.into(), date).unwrap();
        assert_probability(blocking, 1.0 - (-t / 20.0).exp2(), RUNS as f64);
    }
}
