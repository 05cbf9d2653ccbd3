//! Every engine gives the same counts, to the last digit, on every scenario; and variants the same beside their base as
//! alone.

use std::path::{Path, PathBuf};

use nemcon::model::{Draft, Model, Probability};
use nemcon::montecarlo::{Comparison, Engine, Plan};
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

/// The scenarios of this repository that are simulated.
fn scenarios() -> Vec<PathBuf> {
    let folder = root().join("scenarios");
    let shipped = files(&folder, "toml").into_iter().map(|file| folder.join(file)).filter(|file| is_scenario(file));
    let conformance = ["c1-consensus", "c2-blocs", "c3-council", "c4-winnowing", "c5-ballots", "c6-events"];
    let conformance = conformance.map(|name| root().join(format!("tests/conformance/{name}.toml")));
    let all: Vec<PathBuf> = shipped.chain(conformance).collect();
    assert!(all.len() > 40, "only {} scenarios", all.len());
    all
}

#[test]
fn all_engines_agree_on_every_scenario() {
    let all = scenarios();
    let compared = all.iter().filter(|file| same_on_all_engines(file) > 0).count();
    assert!(compared > 30, "only {compared} of {} scenarios were compared", all.len());
}

/// Variants of a scenario: itself, with an input known, and each event sure or impossible, in turn.
fn variants(base: &Plan) -> Vec<Plan> {
    let sure = |event: usize| {
        let mut draft: Draft = base.model().draft().clone();
        draft.events[event].probability = if event.is_multiple_of(2) { Probability::ONE } else { Probability::ZERO };
        Plan::new(Model::new(draft).expect("as valid as the scenario")).expect("a plan")
    };
    let known = (0..base.inputs().len()).take(1).map(|input| base.with_input(input, 0.9));
    std::iter::once(base.clone()).chain(known).chain((0..base.model().events().len()).map(sure)).collect()
}

#[test]
fn variants_are_beside_their_base_what_they_are_alone() {
    const RUNS: std::ops::Range<u64> = 0..200;
    let mut compared = 0;
    for file in scenarios() {
        let scenario = load(&FileSystem, &file).unwrap_or_else(|e| panic!("{}", e.render(false)));
        let base = Plan::new(scenario.model()).expect("a plan");
        let alone = |plan: &Plan| plan.simulate(7, RUNS, &|_| ()).expect("runs").estimates();
        // Few runs of unequal weight are too few.
        let Ok(base_alone) = alone(&base) else { continue };
        let variants = variants(&base);
        let both = base.compare(&variants, 7, RUNS, &|_| ()).expect("runs").comparison().expect("estimates");
        assert!(both.base == base_alone, "{}", file.display());
        for (plan, variant) in variants.iter().zip(&both.variants) {
            let (found, alone) = (&variant.estimates, alone(plan).expect("estimates"));
            assert!(found.outcomes == alone.outcomes && found.events == alone.events, "{}", file.display());
            compared += 1;
        }
        let ends = base.compare_ends(&variants, 7, RUNS, &|_| ()).expect("runs").comparison().expect("estimates");
        let differences = |of: &Comparison| of.variants.iter().map(|variant| variant.differences.clone()).collect::<Vec<_>>();
        assert!(differences(&ends) == differences(&both), "{}", file.display());
    }
    assert!(compared > 150, "only {compared} variants were compared");
}
