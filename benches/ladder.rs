//! How the time of a run grows with members, candidates and rounds: one of them varied, the
//! others held. The unit is a pair-round: one stance of one member, moved through one round.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of benchmarks are small")]

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nemcon::model::{
    Body, Cadence, CandidateId, CandidateSet, Date, DatePull, Draft, Dynamics, EdgeSet, Member, MemberSet, Model, Pace, Prior, Quantity,
    SharePull, Stance, consensus,
};
use nemcon::montecarlo::Plan;

/// Runs a measured iteration.
const RUNS: u64 = 1_024;

#[derive(Clone, Copy)]
struct Size {
    members: usize,
    candidates: usize,
    rounds: u32,
}

const MIDDLE: Size = Size { members: 32, candidates: 4, rounds: 50 };

/// A body in which one member objects to the end, so that every run has all its rounds.
fn model(size: Size) -> Model {
    let Size { members, candidates, rounds } = size;
    let as_of = Date::constant(2031, 1, 6);
    let deadline = Cadence::days(7 * rounds).dates(as_of, Date::constant(9999, 1, 1)).next().expect("a date");
    let prior = Prior::new([0.1, 0.4, 0.3, 0.2]).expect("a prior");
    let objects = Prior::declared(Stance::Oppose);
    let draft = Draft::appointment("the post", as_of, deadline, Cadence::days(7), consensus())
        .body(Body::new("", (0..members).map(|member| Member::new(format!("m{member}"))).collect()))
        .candidates((0..candidates).map(|candidate| format!("c{candidate}")))
        .prior(prior)
        .dynamics(Dynamics {
            half_lives: [Some(280.0), Some(90.0), Some(84.0), None].map(|days| days.map(Quantity::Fixed)),
            bandwagon: SharePull { ratio: Quantity::Fixed(4.0), at: 0.6, ..SharePull::default() },
            isolation: SharePull { ratio: Quantity::Fixed(3.0), at: 0.8, ..SharePull::default() },
            deadline: Some(DatePull { ratio: Quantity::Fixed(4.0), half_life: Quantity::Fixed(28.0), edges: EdgeSet::UPWARD }),
            frailty: 0.5,
            ..Dynamics::default()
        })
        .pace(Pace {
            members: MemberSet::of(members, [0]),
            candidates: CandidateSet::full(candidates),
            edge: None,
            factor: Quantity::Fixed(0.0),
        });
    CandidateId::first(candidates)
        .fold(draft, |draft, candidate| draft.stance(0.into(), candidate, objects))
        .build()
        .unwrap_or_else(|invalid| panic!("{invalid}"))
}

fn rung(criterion: &mut Criterion, name: &str, sizes: impl IntoIterator<Item = (usize, Size)>) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for (varied, size) in sizes {
        let plan = Plan::new(model(size)).expect("a plan");
        group.throughput(Throughput::Elements(RUNS * (size.members * size.candidates) as u64 * u64::from(size.rounds)));
        group.bench_with_input(BenchmarkId::from_parameter(varied), &plan, |bencher, plan| {
            one_thread.install(|| bencher.iter(|| plan.simulate(1, 0..RUNS, &|_| ())));
        });
    }
    group.finish();
}

fn ladder(criterion: &mut Criterion) {
    rung(criterion, "members", [8, 32, 128, 512].map(|members| (members, Size { members, ..MIDDLE })));
    rung(criterion, "candidates", [1, 2, 4, 8, 16].map(|candidates| (candidates, Size { candidates, ..MIDDLE })));
    rung(criterion, "rounds", [10, 50, 250, 500].map(|rounds| (rounds as usize, Size { rounds, ..MIDDLE })));
}

criterion_group!(benches, ladder);
criterion_main!(benches);
