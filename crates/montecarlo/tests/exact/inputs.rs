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

/// Two members that come round at paces which are not known: P(both in time | paces) is a product, of which the
/// moments are integrals over one normal number each.
#[test]
fn indices_of_a_product_are_found() {
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
    let [variance_0, variance_1] = moments.map(|[first, second]| second - first * first);
    let squares = moments.map(|[first, _]| first * first);
    let all = moments[0][1] * moments[1][1] - squares[0] * squares[1];
    let truth = [(variance_0 * squares[1], variance_0 * moments[1][1]), (variance_1 * squares[0], variance_1 * moments[0][1])];

    let plan = Plan::new(draft.build().unwrap()).unwrap();
    let appointed = Outcome::Appointed(CandidateId::new(0));
    let found = plan.sensitivity(appointed, &[vec![0], vec![1]], 5, 4_000_000, &|_| ()).unwrap();
    assert!((found.deviation - all.sqrt()).abs() < 0.005, "{} instead of {}", found.deviation, all.sqrt());
    for (index, (first, total)) in found.indices.expect("it varies").iter().zip(truth) {
        assert!(
            (index.first - first / all).abs() < 0.03 && (index.total - total / all).abs() < 0.03,
            "{index:?}: {first} {total} of {all}"
        );
        assert!(index.first_interval.half() < 0.03 && index.total_interval.half() < 0.03, "{index:?}");
    }
    // Of all together the first-order index is the whole.
    let together = plan.sensitivity(appointed, &[vec![0, 1]], 5, 1_000_000, &|_| ()).unwrap().indices.expect("it varies")[0];
    assert!((together.first - 1.0).abs() < 0.03 && (together.total - 1.0).abs() < 0.03, "{together:?}");
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
