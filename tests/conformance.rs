//! The gate: scenarios with the results of an independent implementation of the model
//! (tests/conformance/README.md, tests/conformance-2/README.md).
//!
//! Every engine of the processor runs them: all count the same, and what they count is within the bounds.
//! A quick version by default; with `NEMCON_CONFORMANCE_RUNS=1000000` (and `--release`) the one
//! the bounds are stated for.

use std::path::Path;

use nemcon::montecarlo::{Engine, Estimates, Happening, Plan};
use nemcon::scenario::{FileSystem, load};
use serde_json::Value;

const QUICK: u64 = 40_000;

/// Checks a scenario of a folder of `tests` against what a file of `conformance-2` expects.
fn check(folder: &str, name: &str, file: &str) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let folder = tests.join(folder);
    let scenario = load(&FileSystem, &folder.join(format!("{name}.toml"))).unwrap_or_else(|e| panic!("{}", e.render(false)));
    let runs = std::env::var("NEMCON_CONFORMANCE_RUNS").map_or(QUICK, |text| text.parse().expect("a number of runs"));
    let model = scenario.model();
    let plan = Plan::new(model).expect("a plan");
    let count = |engine| plan.simulate_on(engine, 31, 0..runs, &|_| ()).expect("runs");
    let tally = count(Engine::Scalar);
    for engine in Engine::available() {
        assert!(count(engine) == tally, "{name}: {engine} counts otherwise than the scalar engine");
    }
    let estimates = tally.estimates().expect("estimates");
    let text = std::fs::read_to_string(tests.join("conformance-2").join(file)).expect("what is expected");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let expected = &expected[name];

    for outcome in &estimates.outcomes {
        let truth = &expected["outcomes"][&outcome.id];
        let (p, error) = (number(&truth["probability"]), number(&truth["standard_error"]));
        let ours = outcome.probability * (1.0 - outcome.probability) / estimates.effective_sample_size;
        let errors = (outcome.probability - p).abs() / (ours + error * error).sqrt();
        assert!(errors < 4.5, "{name} {}: {} instead of {p}, {errors:.1} standard errors", outcome.id, outcome.probability);
    }
    // Events, and outcomes of events as `event=outcome`.
    let happened = |name: &str| -> Happening {
        let (event, outcome) = name.split_once('=').map_or((name, None), |(event, outcome)| (event, Some(outcome)));
        let event = estimates.events.iter().find(|estimate| estimate.event.id == event).expect("every event is reported");
        let of_outcome = |outcome| event.outcomes.iter().find(|happening| happening.id == outcome).expect("and every outcome").clone();
        outcome.map_or_else(|| event.event.clone(), of_outcome)
    };
    for (event, p) in expected["events"].as_object().into_iter().flatten() {
        let (happening, p) = (happened(event), number(p));
        let variance = p * (1.0 - p) / number(&expected["effective_sample_size"])
            + happening.probability * (1.0 - happening.probability) / estimates.effective_sample_size;
        let errors = if happening.probability == p { 0.0 } else { (happening.probability - p).abs() / variance.sqrt() };
        assert!(errors < 4.5, "{name} {event}: {} instead of {p}, {errors:.1} standard errors", happening.probability);
    }
    let theirs = number(&expected["effective_sample_size"]);
    for (candidate, of) in model.candidates().iter().enumerate() {
        for (member, who) in model.body().members.iter().enumerate() {
            let p = number(&expected["blocking_first_round"][&of.id][&who.id]);
            let ours = estimates.blocking.get(member.into(), candidate.into(), 0).expect("every run has a first round");
            let variance = p * (1.0 - p) / theirs + ours * (1.0 - ours) / estimates.effective_sample_size;
            let errors = if (ours - p).abs() > 0.0 { (ours - p).abs() / variance.sqrt() } else { 0.0 };
            assert!(errors < 5.5, "{name} {} against {}: {ours} instead of {p}, {errors:.1} standard errors", who.id, of.id);
        }
        median_is_near(name, &of.id, candidate, &expected["median_date"], &estimates);
    }
}

/// A scenario of the first model, under the law of the second.
fn first(name: &str) {
    check("conformance", name, "expected-first-model.json");
}

/// A scenario of what the second model adds.
fn second(name: &str) {
    check("conformance-2", name, "expected.json");
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// The median date is at most one round away.
fn median_is_near(name: &str, id: &str, candidate: usize, expected: &Value, estimates: &Estimates) {
    let ours = estimates.outcomes.iter().find(|outcome| outcome.candidate() == Some(candidate.into())).and_then(|outcome| outcome.date);
    let Some(expected) = expected[id].as_str() else { return };
    let expected = expected.parse().expect("a date");
    let round = |date| estimates.dates.partition_point(|&other| other < date);
    let (ours, expected) = (round(ours.expect("a median date").median), round(expected));
    assert!(ours.abs_diff(expected) <= 1, "{name} {id}: median in round {ours} instead of {expected}");
}

#[test]
fn c1_consensus() {
    first("c1-consensus");
}

#[test]
fn c2_blocs() {
    first("c2-blocs");
}

#[test]
fn c3_council() {
    first("c3-council");
}

#[test]
fn c6_events() {
    first("c6-events");
}

#[test]
fn c4_winnowing() {
    first("c4-winnowing");
}

#[test]
fn c5_ballots() {
    first("c5-ballots");
}

#[test]
fn m1_meetings() {
    second("m1-meetings");
}

#[test]
fn m2_other() {
    second("m2-other");
}

#[test]
fn m3_rivals() {
    second("m3-rivals");
}

#[test]
fn m4_conditions() {
    second("m4-conditions");
}

#[test]
fn m5_ballots() {
    second("m5-ballots");
}

#[test]
fn m6_lots() {
    second("m6-lots");
}
