//! Hazards that depend on what the others do, against dynamic programming over counts; and blocs,
//! against quadrature.

use nemcon_core::*;

use crate::support::{assert_probability, days, draft, estimate, half_life, normal_mean};

const RUNS: u64 = 60_000;

fn binomial(n: usize, p: f64) -> Vec<f64> {
    (0..n).fold(vec![1.0], |row, _| {
        let mut next = vec![0.0; row.len() + 1];
        for (k, mass) in row.iter().enumerate() {
            next[k] += mass * (1.0 - p);
            next[k + 1] += mass * p;
        }
        next
    })
}

/// By week: the probability that `needed` of `n` exchangeable members have moved, when each that
/// has not moves in a week with the hazard `hazard(share that has)`.
fn by_counts(n: usize, start: f64, needed: usize, weeks: usize, hazard: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut law = binomial(n, start);
    let mut passed = 0.0;
    (0..weeks)
        .map(|_| {
            let mut next = vec![0.0; n + 1];
            for (moved, mass) in law.iter().enumerate() {
                let share = moved as f64 / n as f64;
                for (more, p) in binomial(n - moved, 1.0 - (-7.0 * hazard(share)).exp()).into_iter().enumerate() {
                    next[moved + more] += mass * p;
                }
            }
            passed += next[needed..].iter().sum::<f64>();
            next[needed..].fill(0.0);
            law = next;
            passed
        })
        .collect()
}

#[test]
fn a_bandwagon_of_exchangeable_members() {
    let mut draft = draft(9, 16, [0.0, 0.0, 0.7, 0.3]);
    half_life(&mut draft, Edge::Accept, 40.0);
    draft.dynamics.bandwagon = SharePull { ratio: Quantity::Fixed(12.0), at: 0.4, ..SharePull::default() };
    draft.question.rule = Rule::tally(Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(7, 1))).unwrap());
    let estimates = estimate(draft, RUNS);
    let truth = by_counts(9, 0.3, 7, 16, |share| std::f64::consts::LN_2 / 40.0 * 12.0_f64.powf(share - 0.4));
    for (incidence, truth) in estimates.outcomes[0].incidence.iter().zip(truth) {
        assert_probability(*incidence, truth, RUNS as f64);
    }
}

#[test]
fn isolation_of_the_last_who_block() {
    let mut draft = draft(8, 16, [0.0, 0.5, 0.5, 0.0]);
    half_life(&mut draft, Edge::Reserve, 50.0);
    draft.dynamics.isolation = SharePull { ratio: Quantity::Fixed(8.0), at: 0.8, ..SharePull::default() };
    let estimates = estimate(draft, RUNS);
    let truth = by_counts(8, 0.5, 8, 16, |share| std::f64::consts::LN_2 / 50.0 * 8.0_f64.powf(share - 0.8));
    for (incidence, truth) in estimates.outcomes[0].incidence.iter().zip(truth) {
        assert_probability(*incidence, truth, RUNS as f64);
    }
}

/// Two members of unequal weight: the heavy one supports, so that the light one feels its weight.
#[test]
fn a_bandwagon_is_weighed() {
    let mut draft = draft(2, 8, [0.0, 1.0, 0.0, 0.0]);
    let weights = ["0.75", "0.25"].map(|w| Some(w.parse().unwrap()));
    draft.body.weights.push(Weight::new("shares", "", &weights).unwrap());
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Support));
    half_life(&mut draft, Edge::Reserve, 30.0);
    draft.dynamics.bandwagon = SharePull { ratio: Quantity::Fixed(5.0), at: 0.5, ..SharePull::default() };
    draft.dynamics.bandwagon_weight = Some(0);
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let rate = std::f64::consts::LN_2 / 30.0 * 5.0_f64.powf(0.25);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        assert_probability(*incidence, 1.0 - (-rate * t).exp(), RUNS as f64);
    }
}

#[test]
fn a_bloc_makes_unanimity_likelier() {
    // Quadrature over the factor, and the same numbers as published with the specification.
    for (rho, published) in [(0.0, 0.194), (0.1, 0.295), (0.3, 0.457), (0.5, 0.594)] {
        let mut draft = draft(32, 1, [0.05, 0.0, 0.95, 0.0]);
        let (members, candidates) = (MemberSet::full(32), CandidateSet::full(1));
        draft.blocs.push(Bloc { group: "*".into(), members, rho, candidates });
        let estimates = estimate(draft, RUNS);
        let threshold = -1.644_853_626_951_472_2;
        let phi = |x: f64| 0.5 * libm::erfc(-x / 2.0_f64.sqrt());
        let truth = normal_mean(|z| (1.0 - phi((threshold - rho.sqrt() * z) / (1.0 - rho).sqrt())).powi(32));
        assert!((truth - published).abs() < 6e-4, "{truth}");
        assert_probability(estimates.outcomes[0].probability, truth, RUNS as f64);
        assert!((0..32).all(|member| (estimates.start[0][member][0] - 0.05).abs() < 0.005));
    }
}
