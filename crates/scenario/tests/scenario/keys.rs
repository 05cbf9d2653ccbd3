//! Numbers of a scenario as keys.

use std::path::Path;

use nemcon_core::{CandidateId, Edge, MemberId, Quantity, Stance};
use nemcon_scenario::{FileSystem, KeyError, KeyKind, Scenario, load};

fn nato() -> Scenario {
    load(&FileSystem, Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/bench/nato-2024-by-hand.toml")))
        .expect("it is shipped")
}

fn with(scenario: &Scenario, path: &str, value: &str) -> Result<Scenario, KeyError> {
    scenario.with(&[(&scenario.key(path)?, value)])
}

#[test]
fn keys_are_the_numbers_of_the_file() {
    let scenario = nato();
    let keys = scenario.keys();
    for (path, kind, written, rescales) in [
        ("question.deadline", KeyKind::Date, "2024-10-01", false),
        ("question.cadence", KeyKind::WholeDuration, "1 week", false),
        ("candidate.kallas.enters.half_life", KeyKind::Duration, "26 weeks to 104 weeks", false),
        ("candidate.kallas.enters.half_life.low", KeyKind::Duration, "26 weeks", false),
        ("stance.1.prior.support", KeyKind::Number, "0.10", true),
        ("dynamics.bandwagon.ratio", KeyKind::Number, "1.5 to 6", false),
        ("dynamics.frailty", KeyKind::Number, "0.25", false),
        ("evidence.rutte.about", KeyKind::Number, "20", false),
        ("event.sweden-joins.between.1", KeyKind::Date, "2024-02-27", false),
        ("event.sweden-joins.probability", KeyKind::Number, "0.97", false),
    ] {
        let key = keys.iter().find(|key| key.path == path).unwrap_or_else(|| panic!("no key {path}"));
        assert_eq!((key.kind, key.written.as_str(), key.rescales), (kind, written, rescales), "{path}");
    }
    assert!(keys.iter().all(|key| !key.path.starts_with("member.") && !key.path.starts_with("run.")));
    // Every one can be set to what it is, or to an end of what it is.
    for key in &keys {
        let value = key.written.split(" to ").next().expect("a value");
        scenario.with(&[(key, value)]).unwrap_or_else(|error| panic!("{} = {value}: {error}: {error:?}", key.path));
    }
}

#[test]
fn a_key_that_is_set_changes_the_model() {
    let scenario = nato();
    let model = with(&scenario, "dynamics.reserve", "3 weeks").expect("it is right");
    assert_eq!(model.model().dynamics().half_lives[Edge::Reserve as usize], Some(Quantity::Fixed(21.0)));
    let moved = with(&scenario, "question.deadline", "2024-12-31").expect("it is right");
    assert_eq!(moved.model().question().deadline.to_string(), "2024-12-31");
    let same = with(&scenario, "dynamics.frailty", "0.25").expect("it is right");
    assert_eq!(same.model(), scenario.model());
}

#[test]
fn the_other_probabilities_keep_their_proportions() {
    let scenario = nato();
    let model = with(&scenario, "stance.1.prior.oppose", "0.4").expect("it is right");
    let kallas = CandidateId::new(1);
    let prior = model.model().prior(MemberId::new(0), kallas);
    // 0.1, 0.4, 0.4 of 0.9 become as much of 0.6.
    for (stance, probability) in
        [(Stance::Oppose, 0.4), (Stance::Reserve, 0.8 / 3.0), (Stance::Accept, 0.8 / 3.0), (Stance::Support, 0.2 / 3.0)]
    {
        assert!((prior.probability(stance) - probability).abs() < 1e-9, "{stance}");
    }
    assert!(matches!(with(&scenario, "stance.1.prior.oppose", "1.5"), Err(KeyError::Value { .. })));
}

#[test]
fn values_lie_between_two() {
    let scenario = nato();
    let between = |path: &str, from: &str, to: &str| scenario.key(path).and_then(|key| key.between(from, to, 3));
    assert_eq!(between("dynamics.frailty", "0.1", "0.5").expect("numbers"), ["0.1", "0.3", "0.5"]);
    assert_eq!(between("dynamics.reserve", "1 week", "4 weeks").expect("durations"), ["7 days", "17.5 days", "28 days"]);
    assert_eq!(between("question.cadence", "1 day", "4 days").expect("durations"), ["1 days", "3 days", "4 days"]);
    assert_eq!(between("question.deadline", "2024-10-01", "2024-10-04").expect("dates"), ["2024-10-01", "2024-10-03", "2024-10-04"]);
    assert_eq!(between("question.deadline", "2024-10-04", "2024-10-01").expect("dates")[2], "2024-10-01");
    assert!(matches!(between("dynamics.reserve", "1", "4"), Err(KeyError::Value { .. })));
}

#[test]
fn what_is_wrong_is_said() {
    let scenario = nato();
    let error = scenario.key("dynamics.reserv").expect_err("a slip");
    assert_eq!(
        error.to_string(),
        "the scenario has no key \"dynamics.reserv\" (did you mean \"dynamics.reserve\"?): `nemcon sweep --keys FILE` lists those that it has"
    );
    assert!(matches!(with(&scenario, "dynamics.frailty", "-1"), Err(KeyError::Invalid(_))));
    assert!(matches!(with(&scenario, "question.deadline", "2023-01-01"), Err(KeyError::Invalid(_))));
}

#[test]
fn a_number_without_a_range_is_varied_by_half_and_double() {
    let scenario = nato();
    let ends = |path: &str| scenario.key(path).expect("a key").default_range();
    let some = |low: &str, high: &str| Some([low.to_owned(), high.to_owned()]);
    // 0.97 are odds of 32.3 to 1.
    assert_eq!(ends("event.sweden-joins.probability"), some("0.942", "0.985"));
    assert_eq!(ends("question.cadence"), some("4 days", "14 days"));
    assert_eq!(ends("evidence.rutte.about"), some("10", "40"));
    for path in ["question.deadline", "dynamics.reserve", "dynamics.reserve.low", "dynamics.reserve.high", "event.sweden-joins.between.1"] {
        assert_eq!(ends(path), None, "{path}");
    }
}
