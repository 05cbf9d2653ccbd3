//! What cannot be simulated or added is refused, and changes nothing.

use nemcon_core::*;
use nemcon_montecarlo::{Engine, MergeError, Plan, RunsError};

use crate::support::draft;

fn plan(weeks: u32) -> Plan {
    Plan::new(Model::new(draft(3, weeks, [0.1, 0.2, 0.3, 0.4])).unwrap()).unwrap()
}

#[test]
fn runs_without_numbers_of_their_own_are_refused() {
    let plan = plan(4);
    let last = limits::RUNS - 3..limits::RUNS;
    assert_eq!(plan.simulate(1, last.clone(), &|_| ()).unwrap().runs(), 3);
    let beyond = plan.simulate(1, last.start..last.end + 1, &|_| ());
    assert_eq!(beyond.map(|_| ()), Err(RunsError::Number { end: last.end + 1 }));
    assert!(plan.compare(&[&plan], 1, 0..u64::MAX, &|_| ()).is_err());
}

#[test]
fn only_runs_of_one_model_and_seed_are_added() {
    let tally = |plan: &Plan, seed| plan.simulate(seed, 0..20, &|_| ()).unwrap();
    let mut sum = tally(&plan(4), 1);
    let before = sum.clone();
    assert_eq!(sum.merge(&tally(&plan(5), 1)), Err(MergeError::Model));
    assert_eq!(sum.merge(&tally(&plan(4), 2)), Err(MergeError::Seed(1, 2)));
    assert!(sum == before);
    // The same model, compiled anew.
    assert_eq!(sum.merge(&tally(&plan(4), 1)), Ok(()));
    assert_eq!(sum.runs(), 40);
}

#[test]
fn engines_are_known_by_their_words() {
    for engine in Engine::ALL {
        assert_eq!(engine.to_string().parse(), Ok(engine));
    }
    assert!("AVX".parse::<Engine>().unwrap_err().to_string().contains("\"AVX\""));
    assert_eq!(Engine::available().last(), Some(&Engine::Scalar));
}
