//! What is unsure of the inputs, where `P(outcome | inputs)` is known; and runs one by one.

use nemcon_core::*;
use nemcon_montecarlo::Plan;

use crate::support::{draft, half_life, normal_mean};

/// One member that is reserved and comes round with a half-life that is not known; it has twelve weeks. Only
/// that its other edge has a range too, which changes nothing, makes a second input.
fn plan() -> Plan {
    let mut draft = draft(1, 12, [0.0, 1.0, 0.0, 0.0]);
    draft.dynamics.half_lives[Edge::Reserve as usize] = Some(Quantity::Range { low: 20.0, high: 200.0 });
    draft.dynamics.half_lives[Edge::Accept as usize] = Some(Quantity::Range { low: 20.0, high: 200.0 });
    Plan::new(draft.build().unwrap()).unwrap()
}

/// P(it comes round in time | the half-life).
fn in_time(half_life: f64) -> f64 {
    1.0 - (-84.0 / half_life).exp2()
}

#[test]
fn the_range_is_that_of_the_ends_of_the_input() {
    // The probability falls as the half-life rises, so that its percentiles are those of the half-life.
    let found = plan().over_inputs(1, 400_000, &|_| ()).unwrap().expect("there are inputs");
    let appointed = &found.outcomes[0];
    let (low, high) = (in_time(200.0), in_time(20.0));
    assert!((appointed.low - low).abs() < 0.015 && (appointed.high - high).abs() < 0.015, "{appointed:?} instead of {low} to {high}");
    let vacant = &found.outcomes[1];
    assert!((appointed.mean + vacant.mean - 1.0).abs() < 1e-9 && (appointed.deviation - vacant.deviation).abs() < 1e-9);
}

/// The shares of 256 runs spread twice as far by chance as by the input: what is told is what the input does.
#[test]
fn a_range_narrower_than_chance_is_found() {
    let (low, high) = (56.0, 64.0);
    let mut draft = draft(1, 12, [0.0, 1.0, 0.0, 0.0]);
    draft.dynamics.half_lives[Edge::Reserve as usize] = Some(Quantity::Range { low, high });
    let found = Plan::new(draft.build().unwrap()).unwrap().over_inputs(6, 4_000_000, &|_| ()).unwrap().expect("there is an input");
    let (appointed, low, high) = (&found.outcomes[0], in_time(high), in_time(low));
    let deviation = 0.5 * (high - low) / PERCENTILE_95;
    let chance = (found.runs_each as f64).sqrt().recip() * (appointed.mean * (1.0 - appointed.mean)).sqrt();
    assert!(chance > 2.0 * deviation, "{chance} by chance, {deviation} by the input");
    assert!((appointed.low - low).abs() < 0.004 && (appointed.high - high).abs() < 0.004, "{appointed:?} instead of {low} to {high}");
    assert!((appointed.deviation - deviation).abs() < 0.15 * deviation, "{appointed:?} instead of {deviation}");
}

/// From 256 runs a draw the shares spread by 3 points by chance alone; nothing of that is left.
#[test]
fn where_the_inputs_change_nothing_there_is_no_range() {
    let mut draft = draft(1, 4, [0.0, 0.5, 0.5, 0.0]);
    draft.dynamics.half_lives[Edge::Accept as usize] = Some(Quantity::Range { low: 20.0, high: 200.0 });
    let found = Plan::new(draft.build().unwrap()).unwrap().over_inputs(2, 400_000, &|_| ()).unwrap().expect("there is an input");
    let appointed = &found.outcomes[0];
    assert!((appointed.mean - 0.5).abs() < 0.005 && appointed.high - appointed.low < 0.03, "{appointed:?}");
    let mut fixed = self::draft(1, 4, [0.0, 0.5, 0.5, 0.0]);
    half_life(&mut fixed, Edge::Reserve, 20.0);
    assert_eq!(Plan::new(fixed.build().unwrap()).unwrap().over_inputs(2, 1000, &|_| ()).unwrap(), None);
}

#[test]
fn an_input_can_be_known() {
    let plan = plan();
    assert_eq!(plan.inputs(), ["dynamics/reserve", "dynamics/accept"]);
    for (quantile, half_life) in [(0.05, 20.0), (0.5, 4000.0f64.sqrt()), (0.95, 200.0)] {
        let estimates = plan.with_input(0, quantile).simulate(3, 0..50_000, &|_| ()).unwrap().estimates().unwrap();
        assert!((estimates.outcomes[0].probability - in_time(half_life)).abs() < 0.011, "at {quantile}");
    }
}

#[test]
fn all_of_the_variance_comes_from_the_one_input_that_matters() {
    let appointed = Outcome::Appointed(CandidateId::new(0));
    let found = plan().sensitivity(appointed, &[vec![0], vec![1]], 4, 1_000_000, &|_| ()).unwrap();
    let (deviation, indices) = (found.deviation, found.indices.expect("it varies"));
    assert!(indices[0].first_interval.contains(1.0) && (indices[0].total - 1.0).abs() < 0.05, "{indices:?}");
    assert!(indices[1].first_interval.contains(0.0) && indices[1].total.abs() < 0.01, "{indices:?}");
    assert!((0.15..0.25).contains(&deviation), "{deviation}");
}

/// Two members that come round at paces which are not known, and the variance of P(both in time | paces), with the
/// parts of it that are their indices, first and total: it is a product, of which the moments are integrals over one
/// normal number each.
fn product() -> (Plan, f64, [[f64; 2]; 2]) {
    let ranges = [(0.5, 2.0), (0.2, 5.0)];
    let mut draft = draft(2, 12, [0.0, 1.0, 0.0, 0.0]);
    half_life(&mut draft, Edge::Reserve, 60.0);
    for (member, (low, high)) in ranges.into_iter().enumerate() {
        let members = MemberSet::of(2, [MemberId::new(member)]);
        draft.paces.push(Pace { members, candidates: CandidateSet::full(1), edge: None, factor: Quantity::Range { low, high } });
    }
    let moments = ranges.map(|(low, high): (f64, f64)| {
        let deviation = 0.5 * (high / low).ln() / PERCENTILE_95;
        let share = |z: f64| 1.0 - (-84.0 / 60.0 * (low * high).sqrt() * (deviation * z).exp()).exp2();
        [normal_mean(share), normal_mean(|z| share(z) * share(z))]
    });
    let variances = moments.map(|[first, second]| second - first * first);
    let squares = moments.map(|[first, _]| first * first);
    let all = moments[0][1] * moments[1][1] - squares[0] * squares[1];
    let parts = [0, 1].map(|own: usize| [squares[1 - own], moments[1 - own][1]].map(|other| variances[own] * other / all));
    (Plan::new(draft.build().unwrap()).unwrap(), all, parts)
}

#[test]
fn indices_of_a_product_are_found() {
    let (plan, variance, parts) = product();
    let appointed = Outcome::Appointed(CandidateId::new(0));
    let found = plan.sensitivity(appointed, &[vec![0], vec![1]], 5, 4_000_000, &|_| ()).unwrap();
    assert!((found.deviation - variance.sqrt()).abs() < 0.005, "{} instead of {}", found.deviation, variance.sqrt());
    for (index, [first, total]) in found.indices.expect("it varies").iter().zip(parts) {
        assert!((index.first - first).abs() < 0.03 && (index.total - total).abs() < 0.03, "{index:?} instead of {first} and {total}");
        assert!(index.first_interval.half() < 0.03 && index.total_interval.half() < 0.03, "{index:?}");
    }
    // Of all together the first-order index is the whole.
    let together = plan.sensitivity(appointed, &[vec![0, 1]], 5, 1_000_000, &|_| ()).unwrap().indices.expect("it varies")[0];
    assert!((together.first - 1.0).abs() < 0.03 && (together.total - 1.0).abs() < 0.03, "{together:?}");
}

/// Of 100 seeds, though every answer is simulated with few runs.
#[test]
fn intervals_hold_the_indices_of_a_product() {
    let (plan, _, parts) = product();
    let appointed = Outcome::Appointed(CandidateId::new(0));
    let mut held = [[0; 2]; 2];
    for seed in 0..100 {
        let found = plan.sensitivity(appointed, &[vec![0], vec![1]], seed, 50_000, &|_| ()).unwrap();
        for ((index, [first, total]), held) in found.indices.expect("it varies").iter().zip(parts).zip(&mut held) {
            held[0] += u32::from(index.first_interval.contains(first));
            held[1] += u32::from(index.total_interval.contains(total));
        }
    }
    assert!(held.iter().flatten().all(|&held| held >= 90), "{held:?} of 100");
}

/// The records of runs add up to the estimates.
#[test]
fn records_are_the_runs_that_are_counted() {
    let mut draft = draft(3, 12, [0.0, 0.5, 0.5, 0.0]);
    half_life(&mut draft, Edge::Reserve, 30.0);
    let plan = Plan::new(draft.build().unwrap()).unwrap();
    let records = plan.records(5, 0..3000, &|_| ()).unwrap();
    let endings: Vec<_> = records.iter().map(|record| record.ending).collect();
    assert_eq!(endings, plan.endings(5, 0..3000, &|_| ()).unwrap());
    let estimates = plan.simulate(5, 0..3000, &|_| ()).unwrap().estimates().unwrap();
    let appointed: Vec<_> = records.iter().filter(|record| record.ending.outcome.candidate().is_some()).collect();
    for (member, &share) in estimates.last_holdouts[0].as_ref().unwrap().iter().enumerate() {
        let held_out = appointed.iter().filter(|record| record.last_holdouts.contains(&MemberId::new(member))).count();
        assert!((held_out as f64 / appointed.len() as f64 - share).abs() < 1e-12);
    }
}
