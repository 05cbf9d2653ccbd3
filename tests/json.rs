//! The JSON of `run`: its documented form, and that it depends on nothing but the input.

use serde_json::Value;

use crate::support::{NATO, PARTNERS, nemcon, stdout};

fn json(flags: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(&format!("run {NATO} --runs 5000 --format json {flags}")))).expect("it prints JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn is_probability(value: &Value) -> bool {
    value.as_f64().is_some_and(|probability| (0.0..=1.0).contains(&probability))
}

#[test]
fn documents_have_the_documented_keys() {
    let document = json("");
    let expected = "schema engine title question names runs effective_sample_size seed outcomes dates still_open \
        cumulative_incidence by blocking pivotal last_holdouts blocking_when_vacant start evidence events departures warnings";
    assert_eq!(keys(&document).join(" "), expected);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["engine"], env!("CARGO_PKG_VERSION"));
    assert_eq!(keys(&document["question"]), ["kind", "post", "as_of", "deadline"]);
    assert_eq!((&document["question"]["kind"], &document["runs"]), (&Value::from("appointment"), &Value::from(5000)));

    let (mut kinds, mut sum) = (Vec::new(), 0.0);
    for outcome in list(&document["outcomes"]) {
        let kind = outcome["kind"].as_str().expect("a kind");
        let mut expected = vec!["outcome", "name", "kind", "candidate", "probability", "low", "high", "date"];
        expected.retain(|key| *key != "candidate" || kind == "extended");
        assert_eq!(keys(outcome), expected);
        if !outcome["date"].is_null() {
            assert_eq!(keys(&outcome["date"]), ["q05", "q25", "median", "q75", "q95"]);
        }
        sum += outcome["probability"].as_f64().expect("a number");
        kinds.push(kind);
    }
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    let last = kinds.split_off(kinds.len() - 3);
    assert_eq!(last, ["extended", "other", "vacant"]);
    assert!(kinds.iter().all(|kind| *kind == "appointed"), "{kinds:?}");
}

/// What is known by a date, and what is still open, make the whole; given that it is open, so do the outcomes.
#[test]
fn areas_fill_to_one_by_every_date() {
    let sum = |of: &Value| of.as_object().expect("an object").values().map(|p| p.as_f64().expect("a number")).sum::<f64>();
    let document = json("--by 2024-02-22 --by 2024-07-11 --by 2024-10-01 --by 2030-01-01");
    let by = list(&document["by"]);
    assert_eq!(by.len(), 4);
    for by in by {
        let open = by["still_open"].as_f64().expect("a number");
        assert!((sum(&by["outcomes"]) + open - 1.0).abs() < 1e-9, "{by}");
        assert_eq!(by["given_open"].is_null(), open == 0.0, "{by}");
        assert!(by["given_open"].is_null() || (sum(&by["given_open"]) - 1.0).abs() < 1e-9, "{by}");
    }
    assert_eq!((&by[0]["still_open"], &by[3]["still_open"]), (&Value::from(1.0), &Value::from(0.0)));
    // By the meetings where nothing is said; without them by quarters, as far as they tell anything.
    let dates = |document: &Value| list(&document["by"]).iter().map(|by| by["date"].clone()).collect::<Vec<_>>();
    assert_eq!(dates(&json("")), ["2024-04-04", "2024-07-11"]);
    let by_hand = stdout(nemcon("run scenarios/bench/nato-2024-by-hand.toml --runs 500 --format json"));
    assert_eq!(dates(&serde_json::from_str(&by_hand).expect("it prints JSON")), ["2024-04-17", "2024-06-12", "2024-08-06"]);
}

/// What came of an event adds up to the outcomes as they are.
#[test]
fn events_say_what_came_of_them() {
    let document = json("");
    let events = document["events"].as_object().expect("an object");
    assert!(!events.is_empty());
    for (id, event) in events {
        let happened = event["probability"].as_f64().expect("a probability");
        for outcome in list(&document["outcomes"]) {
            let name = outcome["outcome"].as_str().expect("an id");
            // Null, where it never or always happened, weighs nothing.
            let part = |share: f64, of: &str| share * event[of][name].as_f64().unwrap_or(0.0);
            let whole = part(happened, "given") + part(1.0 - happened, "otherwise");
            assert!((whole - outcome["probability"].as_f64().expect("a probability")).abs() < 1e-9, "{id} {name}: {whole}");
        }
    }
}

#[test]
fn every_series_has_a_value_a_date() {
    let document = json("");
    let dates = list(&document["dates"]).len();
    let open: Vec<bool> = list(&document["still_open"]).iter().map(|share| share.as_f64() > Some(0.0)).collect();
    assert_eq!(open.len(), dates);
    for (outcome, series) in document["cumulative_incidence"].as_object().expect("an object") {
        assert_eq!(list(series).len(), dates, "{outcome}");
        assert!(list(series).is_sorted_by(|a, b| a.as_f64() <= b.as_f64()), "{outcome}");
    }
    // Whoever is still open after a round has no outcome yet: all areas fill to 1.
    let still_open = list(&document["still_open"]).iter().map(|share| share.as_f64().expect("a share"));
    for (date, open) in still_open.skip(1).chain([0.0]).enumerate() {
        let incidence = document["cumulative_incidence"].as_object().expect("an object").values();
        let ended: f64 = incidence.map(|series| series[date].as_f64().expect("a probability")).sum();
        assert!((ended + open - 1.0).abs() < 1e-9, "{date}: {ended} and {open}");
    }
    let members = keys(&document["start"]["rutte"]);
    for grid in ["blocking", "pivotal"] {
        for (candidate, by_member) in document[grid].as_object().expect("an object") {
            assert_eq!(keys(by_member), members, "{candidate}");
            for series in by_member.as_object().expect("an object").values() {
                assert_eq!(list(series).len(), dates);
                // Null exactly where no run has a round.
                assert!(list(series).iter().zip(&open).all(|(value, open)| if *open { is_probability(value) } else { value.is_null() }));
            }
        }
    }
    for (candidate, by_member) in document["start"].as_object().expect("an object") {
        for stances in by_member.as_object().expect("an object").values() {
            assert_eq!(keys(stances), ["support", "accept", "reserve", "oppose"]);
            let sum: f64 = stances.as_object().into_iter().flatten().filter_map(|(_, probability)| probability.as_f64()).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{candidate}: {sum}");
        }
    }
}

#[test]
fn threads_change_nothing() {
    let run = |flags: &str| stdout(nemcon(&format!("run {NATO} --runs 20_000 --format json {flags}")));
    let alone = run("--threads 1");
    for threads in [2, 8] {
        assert!(run(&format!("--threads {threads}")) == alone, "{threads} threads differ from one");
    }
    assert!(run("--seed 99") != alone, "the seed makes no difference");
}

#[test]
fn a_motion_is_adopted_or_rejected() {
    let printed = stdout(nemcon("run - --format json").stdin(PARTNERS));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    let outcomes: Vec<_> = list(&document["outcomes"]).iter().map(|outcome| [&outcome["outcome"], &outcome["kind"]]).collect();
    assert_eq!(outcomes, [["adopted", "adopted"], ["rejected", "rejected"]]);
    assert_eq!(document["outcomes"][0]["candidate"], "merger");
    assert_eq!((&document["runs"], &document["seed"]), (&Value::from(2000), &Value::from(7)));
}
