//! Small models, and how far an estimate may lie from the truth.

use nemcon_core::*;
use nemcon_montecarlo::{Estimates, Plan};

/// A body of `members` and one candidate under consensus, weekly for `weeks` weeks, in which
/// nothing moves and everybody has this prior (oppose, reserve, accept, support).
pub(crate) fn draft(members: usize, weeks: u32, prior: [f64; 4]) -> Draft {
    let body = Body::new("", (0..members).map(|i| Member::new(format!("m{i:03}"))).collect());
    let as_of = Date::constant(2031, 1, 1);
    Draft::appointment("Chair", as_of, Cadence::weeks(1).date(as_of, weeks).unwrap(), Cadence::weeks(1), consensus())
        .body(body)
        .candidate("c")
        .prior(Prior::new(prior).unwrap())
}

/// Nobody is appointed, so that every run has a round on every date: what passes would have to pass
/// in more rounds in a row than there are.
pub(crate) fn never(draft: &mut Draft) {
    draft.question.procedure = Procedure::Soundings(Soundings { hold: 1000, drop: None });
}

pub(crate) fn half_life(draft: &mut Draft, edge: Edge, days: f64) {
    draft.dynamics.half_lives[edge as usize] = Some(Quantity::Fixed(days));
}

pub(crate) fn estimate(draft: Draft, runs: u64) -> Estimates {
    let model = Model::new(draft).unwrap();
    let plan = Plan::new(model).unwrap();
    plan.simulate(7, 0..runs, &|_| ()).unwrap().estimates().unwrap()
}

/// Panics where an estimated probability lies more than five standard errors from the truth.
#[track_caller]
pub(crate) fn assert_probability(estimate: f64, truth: f64, effective_runs: f64) {
    // The Poisson term keeps the bound honest for probabilities of a few in all runs.
    let error = (truth * (1.0 - truth) / effective_runs).sqrt() + 1.0 / effective_runs;
    assert!((estimate - truth).abs() < 5.0 * error, "estimated {estimate}, in truth {truth}, standard error {error}");
}

/// Days from the as-of date to each round.
pub(crate) fn days(estimates: &Estimates, as_of: Date) -> Vec<f64> {
    estimates.dates.iter().map(|&date| f64::from(days_between(as_of, date))).collect()
}

/// Simpson's rule for a function of a standard normal variable.
pub(crate) fn normal_mean(mut f: impl FnMut(f64) -> f64) -> f64 {
    let (steps, reach) = (4000, 9.0);
    let step = 2.0 * reach / f64::from(steps);
    let sum: f64 = (0..=steps)
        .map(|i| {
            let z = -reach + step * f64::from(i);
            let weight = if i == 0 || i == steps {
                1.0
            } else if i % 2 == 1 {
                4.0
            } else {
                2.0
            };
            weight * f(z) * (-z * z / 2.0).exp()
        })
        .sum();
    sum * step / 3.0 / (2.0 * std::f64::consts::PI).sqrt()
}

/// Φ.
pub(crate) fn phi(x: f64) -> f64 {
    0.5 * libm::erfc(-x / 2.0_f64.sqrt())
}

/// Φ⁻¹, by halving.
pub(crate) fn quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-12.0, 12.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if phi(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The probabilities of the stances given the mean of what factors contribute, and their correlations.
pub(crate) fn given(prior: [f64; 4], mean: f64, correlations: f64) -> [f64; 4] {
    let below =
        [prior[0], prior[0] + prior[1], prior[0] + prior[1] + prior[2]].map(|p| phi((quantile(p) - mean) / (1.0 - correlations).sqrt()));
    [below[0], below[1] - below[0], below[2] - below[1], 1.0 - below[2]]
}
