//! Runs a second, on one thread, of every shipped scenario and of the conformance scenarios.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nemcon::montecarlo::Plan;
use nemcon::scenario::{ErrorKind, FileSystem, Scenario, load};

/// Runs a measured iteration.
const RUNS: u64 = 500;

/// The TOML files of a folder of the project and of the folders in it, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the project").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    found.sort();
    found
}

/// The scenario in a file; bodies, coding tables and what others extend are none.
fn scenario(path: &Path) -> Option<Scenario> {
    let is_other = |kind| matches!(kind, ErrorKind::NotAScenario | ErrorKind::CodingAlone | ErrorKind::MissingKey);
    match load(&FileSystem, path) {
        Ok(scenario) => Some(scenario),
        Err(errors) if errors.iter().any(|error| is_other(error.kind)) => None,
        Err(errors) => panic!("{errors}"),
    }
}

fn runs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("runs");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for path in ["scenarios", "tests/conformance"].into_iter().flat_map(|folder| files(&root.join(folder))) {
        let Some(scenario) = scenario(&path) else { continue };
        let name = path.strip_prefix(&root).expect("it lies below").with_extension("");
        let plan = Plan::new(scenario.model()).expect("a plan");
        group.throughput(Throughput::Elements(RUNS));
        group.bench_with_input(BenchmarkId::from_parameter(name.display()), &plan, |bencher, plan| {
            one_thread.install(|| bencher.iter(|| plan.simulate(1, 0..RUNS, &|_| ())));
        });
    }
    group.finish();
}

criterion_group!(benches, runs);
criterion_main!(benches);
