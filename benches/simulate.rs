//! Runs a second, on one thread, of the shipped scenario and of the conformance scenarios.

use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nemcon::montecarlo::{Plan, simulate};
use nemcon::scenario::{FileSystem, load};

const SCENARIOS: [(&str, u64); 7] = [
    ("scenarios/nato-2024/base", 2000),
    ("tests/conformance/c1-consensus", 2000),
    ("tests/conformance/c2-blocs", 1000),
    ("tests/conformance/c3-council", 2000),
    ("tests/conformance/c4-winnowing", 500),
    ("tests/conformance/c5-ballots", 200),
    ("tests/conformance/c6-events", 5000),
];

fn runs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("runs");
    group.sample_size(20);
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for (name, runs) in SCENARIOS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).with_extension("toml");
        let scenario = load(&FileSystem, &path).unwrap_or_else(|errors| panic!("{}", errors.render(false)));
        let plan = Plan::new(scenario.model()).expect("a plan");
        group.throughput(Throughput::Elements(runs));
        group.bench_with_input(BenchmarkId::from_parameter(name), &plan, |bencher, plan| {
            one_thread.install(|| bencher.iter(|| simulate(plan, 1, 0..runs, &|_| ())));
        });
    }
    group.finish();
}

criterion_group!(benches, runs);
criterion_main!(benches);
