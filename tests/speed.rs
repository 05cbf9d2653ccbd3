//! The guard of the kernel's speed: by a ratio within one run, for absolute times tell of the machine.

use std::path::Path as FilePath;
use std::time::{Duration, Instant};

use nemcon::montecarlo::{Path, Plan, simulate_on};
use nemcon::scenario::{FileSystem, load};

use crate::support::{NATO, root};

const RUNS: u64 = 4_096;
const ALTERNATIONS: usize = 9;

/// Far below what is measured on a quiet machine (docs/performance.md): tests share theirs.
const AT_LEAST: f64 = 2.5;

/// The time of some runs on one thread.
fn time(path: Path, plan: &Plan) -> Duration {
    let start = Instant::now();
    assert_eq!(simulate_on(path, plan, 1, 0..RUNS, &|_| ()).runs(), RUNS);
    start.elapsed()
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn vectors_are_worth_their_while() {
    let scenario = load(&FileSystem, FilePath::new(&root().join(NATO))).unwrap_or_else(|e| panic!("{}", e.render(false)));
    let plan = Plan::new(scenario.model()).expect("a plan");
    let fastest = Path::available(&plan)[0];
    if fastest == Path::Scalar {
        eprintln!("skipped: this processor has only the scalar path");
        return;
    }
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let mut ratios: Vec<f64> = one_thread.install(|| {
        let ratio = || time(Path::Scalar, &plan).as_secs_f64() / time(fastest, &plan).as_secs_f64();
        (0..ALTERNATIONS).map(|_| ratio()).collect()
    });
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ALTERNATIONS / 2];
    assert!(median >= AT_LEAST, "{fastest:?} is only {median:.2} times as fast as the scalar path: {ratios:.2?}");
}
