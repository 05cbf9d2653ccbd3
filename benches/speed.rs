//! The guard of the kernel's speed: by a ratio within one run, for absolute times tell of the machine.
//! It needs an optimised build: `cargo test --release -p nemcon-benches`.

use std::path::Path;
use std::time::{Duration, Instant};

use nemcon::montecarlo::{Engine, Plan};
use nemcon::scenario::{FileSystem, load};

const SCENARIO: &str = "../scenarios/bench/nato-2024-by-hand.toml";
const RUNS: u64 = 4_096;
const ALTERNATIONS: usize = 9;

/// How many times as fast as the scalar one an engine must be: well below what is measured on a quiet
/// machine (docs/performance.md), for tests share theirs.
fn at_least(engine: Engine) -> f64 {
    match engine {
        Engine::Scalar => 1.0,
        // What arrays are worth depends on what the compiler makes of them.
        Engine::Portable => 1.3,
        Engine::Simd128 => 1.5,
        Engine::Avx2 => 4.0,
        Engine::Avx512 => 6.0,
    }
}

/// The time of some runs on one thread.
fn time(engine: Engine, plan: &Plan) -> Duration {
    let start = Instant::now();
    assert_eq!(plan.simulate_on(engine, 1, 0..RUNS, &|_| ()).expect("runs").runs(), RUNS);
    start.elapsed()
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn vectors_are_worth_their_while() {
    let scenario =
        load(&FileSystem, &Path::new(env!("CARGO_MANIFEST_DIR")).join(SCENARIO)).unwrap_or_else(|e| panic!("{}", e.render(false)));
    let plan = Plan::new(scenario.model()).expect("a plan");
    let engines: Vec<Engine> = Engine::available().into_iter().filter(|&engine| engine != Engine::Scalar).collect();
    if engines.is_empty() {
        eprintln!("skipped: this processor has only the scalar engine");
        return;
    }
    if cfg!(debug_assertions) {
        eprintln!("skipped: without optimisation the speed says nothing");
        return;
    }
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for engine in engines {
        let ratio = || time(Engine::Scalar, &plan).as_secs_f64() / time(engine, &plan).as_secs_f64();
        let mut ratios: Vec<f64> = one_thread.install(|| (0..ALTERNATIONS).map(|_| ratio()).collect());
        ratios.sort_by(f64::total_cmp);
        let median = ratios[ALTERNATIONS / 2];
        assert!(median >= at_least(engine), "{engine} is only {median:.2} times as fast as the scalar engine: {ratios:.2?}");
    }
}
