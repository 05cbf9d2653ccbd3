//! Runs a second of what bounds the speed, of every path of the kernel, and on one and two threads.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of benchmarks are small")]

use std::hint::black_box;
use std::path::Path as FilePath;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use nemcon::model::{Effect, Model, Procedure, Quantity};
use nemcon::montecarlo::{Engine, Philox, Plan};
use nemcon::scenario::{FileSystem, Scenario, load};
use pulp::{Arch, Simd, WithSimd};
use rayon::ThreadPool;

const SCENARIOS: [&str; 7] = [
    "scenarios/bench/nato-2024-by-hand",
    "scenarios/bench/holdouts-32",
    "tests/conformance/c1-consensus",
    "scenarios/nato-2024/base",
    "scenarios/templates/wto-director-general",
    "scenarios/templates/ioc-host-city",
    "scenarios/templates/conclave",
];

/// Runs a measured iteration: enough that what is done once a call is little.
const RUNS: u64 = 32_768;

/// … of the scalar path, which is slow enough.
const SCALAR_RUNS: u64 = 2_048;

/// … on several threads: enough to keep them busy.
const MANY_RUNS: u64 = 131_072;

/// Runs side by side in the floor, as in the kernel.
const LANES: usize = 16;

fn scenario(name: &str) -> Scenario {
    let file = format!("{}/../{name}.toml", env!("CARGO_MANIFEST_DIR"));
    load(&FileSystem, FilePath::new(&file)).unwrap_or_else(|errors| panic!("{errors}"))
}

fn threads(number: usize) -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(number).build().expect("threads")
}

/// The uncertain inputs of a scenario, each of which has an address.
fn inputs(model: &Model) -> usize {
    let dynamics = model.dynamics();
    let candidates = model.candidates();
    let effects = model.events().iter().flat_map(|event| &event.outcomes).flat_map(|outcome| &outcome.effects);
    let paces = effects.filter_map(|effect| if let Effect::Pace(pace) = effect { Some(pace) } else { None });
    let quantities = (dynamics.half_lives.iter().flatten().copied())
        .chain([dynamics.bandwagon.ratio, dynamics.isolation.ratio])
        .chain(dynamics.deadline.iter().flat_map(|pull| [pull.ratio, pull.half_life]))
        .chain(candidates.iter().filter_map(|candidate| candidate.enters).map(|entry| entry.half_life))
        .chain(candidates.iter().filter_map(|candidate| candidate.withdraws).flat_map(|leave| [leave.half_life, leave.ratio]))
        .chain(model.paces().iter().chain(paces).map(|pace| pace.factor))
        .chain(model.influences().iter().map(|influence| influence.factor));
    quantities.filter(|quantity| matches!(quantity, Quantity::Range { .. })).count()
}

/// The Philox blocks that a run of a scenario consumes, by the table of docs/randomness.md: those of
/// second visits and of redrawn stances, which few runs need, aside.
fn blocks(model: &Model) -> usize {
    let members = model.body().len();
    let pairs = members * model.candidates().len();
    let frailties = if model.dynamics().frailty > 0.0 { members } else { 0 };
    let factors: usize = model.blocs().iter().map(|bloc| bloc.candidates.iter().count()).sum();
    let preferences = if matches!(model.question().procedure, Procedure::Ballots(_)) { pairs } else { 0 };
    pairs + inputs(model) + frailties + factors + model.candidates().len() + model.events().len() + preferences
}

/// The sum of all words of some runs, so many blocks each.
#[derive(Clone, Copy)]
struct Floor {
    blocks: u32,
    runs: u64,
}

impl Floor {
    /// The counter of a block; the entity, a constant, stands for the hashes of a plan.
    #[inline(always)]
    fn counter(run: u64, block: u32) -> [u32; 4] {
        [run as u32, (run >> 32) as u32, block.wrapping_mul(0x9E37_79B9), !block]
    }

    fn scalar(self) -> u32 {
        let philox = Philox::new(1);
        let words = |run| (0..self.blocks).flat_map(move |block| philox.block(Self::counter(run, block)));
        (0..self.runs).flat_map(words).fold(0, u32::wrapping_add)
    }
}

/// The same with the vector instructions of the processor, as the compiler finds them in a loop
/// over the lanes.
impl WithSimd for Floor {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u32 {
        let philox = Philox::new(1);
        let mut sums = [0_u32; LANES];
        for first in (0..self.runs).step_by(LANES) {
            for block in 0..self.blocks {
                for (lane, sum) in sums.iter_mut().enumerate() {
                    let words = philox.block(Self::counter(first + lane as u64, block));
                    *sum = words.into_iter().fold(*sum, u32::wrapping_add);
                }
            }
        }
        sums.into_iter().fold(0, u32::wrapping_add)
    }
}

fn group(criterion: &mut Criterion, name: String, runs: u64) -> BenchmarkGroup<'_, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.throughput(Throughput::Elements(runs));
    group
}

fn paths(criterion: &mut Criterion) {
    let one_thread = threads(1);
    for name in SCENARIOS {
        let scenario = scenario(name);
        let plan = Plan::new(scenario.model()).expect("a plan");
        let floor = Floor { blocks: blocks(scenario.model()) as u32, runs: RUNS };
        assert_eq!(Arch::new().dispatch(floor), floor.scalar(), "two ways to one sum");
        let mut group = group(criterion, format!("paths/{name}"), RUNS);
        group.bench_function("floor, scalar", |bencher| bencher.iter(|| black_box(floor).scalar()));
        group.bench_function("floor, vector", |bencher| bencher.iter(|| Arch::new().dispatch(black_box(floor))));
        for engine in Engine::available() {
            let runs = if engine == Engine::Scalar { SCALAR_RUNS } else { RUNS };
            group.throughput(Throughput::Elements(runs));
            group.bench_function(engine.to_string(), |bencher| {
                one_thread.install(|| bencher.iter(|| plan.simulate_on(engine, 1, 0..runs, &|_| ())));
            });
        }
        group.finish();
    }
}

fn scaling(criterion: &mut Criterion) {
    for name in &SCENARIOS[..3] {
        let scenario = scenario(name);
        let plan = Plan::new(scenario.model()).expect("a plan");
        let mut group = group(criterion, format!("threads/{name}"), MANY_RUNS);
        for number in [1, 2] {
            let pool = threads(number);
            group.bench_function(number.to_string(), |bencher| {
                pool.install(|| bencher.iter(|| plan.simulate(1, 0..MANY_RUNS, &|_| ())));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, paths, scaling);
criterion_main!(benches);
