//! Every engine gives the same counts, to the last digit, on every scenario.

use std::path::{Path, PathBuf};

use nemcon::montecarlo::{Engine, Plan};
use nemcon::scenario::{FileSystem, load};

use crate::golden::{files, is_scenario};
use crate::support::root;

/// Runs a scenario; not a multiple of the runs that are stepped together, nor starting at one.
const RUNS: std::ops::Range<u64> = 5..1_510;

/// How many engines were compared with the scalar one.
fn same_on_all_engines(file: &Path) -> usize {
    let scenario = load(&FileSystem, file).unwrap_or_else(|e| panic!("{}", e.render(false)));
    let plan = Plan::new(scenario.model()).expect("a plan");
    let scalar = plan.simulate_on(Engine::Scalar, 7, RUNS, &|_| ()).expect("runs");
    assert_eq!(scalar.runs(), RUNS.end - RUNS.start);
    let others: Vec<Engine> = Engine::available().into_iter().filter(|&engine| engine != Engine::Scalar).collect();
    for &engine in &others {
        let other = plan.simulate_on(engine, 7, RUNS, &|_| ()).expect("runs");
        assert!(other == scalar, "{}: {engine} counts otherwise than the scalar kernel", file.display());
    }
    others.len()
}

#[test]
fn all_engines_agree_on_every_scenario() {
    let folder = root().join("scenarios");
    let shipped = files(&folder, "toml").into_iter().map(|file| folder.join(file)).filter(|file| is_scenario(file));
    let conformance = ["c1-consensus", "c2-blocs", "c3-council", "c4-winnowing", "c5-ballots", "c6-events"];
    let conformance = conformance.map(|name| root().join(format!("tests/conformance/{name}.toml")));
    let all: Vec<PathBuf> = shipped.chain(conformance).collect();
    assert!(all.len() > 40, "only {} scenarios", all.len());
    let compared = all.iter().filter(|file| same_on_all_engines(file) > 0).count();
    assert!(compared > 30, "only {compared} of {} scenarios were compared", all.len());
}
