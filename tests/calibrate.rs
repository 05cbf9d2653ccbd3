//! `calibrate`: dynamics fitted to cases whose end is known.

#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::backtest::{case, folder, refused};
use crate::history::first_cases;
use crate::support::{PARTNERS, nemcon, stdout};

/// Three races that ended sooner and later, with a half-life that is a range.
fn races() -> TempDir {
    let uncertain = |text: String| text.replace("reserve = \"14 days\"", "reserve = { low = \"1 week\", high = \"8 weeks\" }");
    let [a, b, c] = [("a", "2031-01-13"), ("b", "2031-01-27"), ("c", "2031-02-10")]
        .map(|(post, on)| uncertain(case(post, &format!("result = \"adopted\"\non = {on}\n"))));
    folder(&[("a.toml", &a), ("b.toml", &b), ("c.toml", &c)])
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

#[test]
fn documents_hold_the_fit_and_its_scores() {
    let folder = races();
    let printed = stdout(nemcon("calibrate --runs 500 --format json").arg(folder.path()));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    let keys: Vec<&str> = document.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["schema", "engine", "runs", "seed", "points", "races", "parameters", "cases", "forecasts", "better_than_before"]);
    assert_eq!([&document["schema"], &document["runs"], &document["seed"], &document["races"]], [1, 500, 1, 3]);
    let [parameter] = list(&document, "parameters") else { panic!("one number is uncertain") };
    assert_eq!((&parameter["parameter"], &parameter["unit"]), (&"reserve".into(), &"days".into()));
    assert_eq!(list(parameter, "without").len(), 3);
    let number = |value: &Value, key: &str| value[key].as_f64().unwrap_or_else(|| panic!("{value} has no {key}"));
    for fit in list(parameter, "without").iter().chain([&parameter["before"], &parameter["fitted"]]) {
        assert!(number(fit, "low") < number(fit, "middle") && number(fit, "middle") < number(fit, "high"), "{fit}");
    }
    let width = |fit: &Value| number(fit, "high") / number(fit, "low");
    assert!((width(&parameter["before"]) - 8.0).abs() < 1e-9 && width(&parameter["fitted"]) < 8.0, "{parameter}");
    let forecasts: Vec<&str> = list(&document, "forecasts").iter().filter_map(|forecast| forecast["forecast"].as_str()).collect();
    assert_eq!(forecasts, ["before", "fitted", "left out", "leader wins", "equal odds", "past share", "regression"]);
    for case in list(&document, "cases") {
        for forecast in ["before", "fitted", "left_out"] {
            let probability = number(&case[forecast], "probability");
            assert!((number(&case[forecast], "log_score") + probability.ln()).abs() < 1e-12, "{case}");
            assert!(number(&case[forecast], "dated_log_score") >= number(&case[forecast], "log_score"), "{case}");
        }
    }
}

/// The file holds ranges, loads under a scenario, and takes away the warnings about judgement.
#[test]
fn the_file_can_be_extended() {
    let folder = races();
    let file = folder.path().join("fitted.toml");
    let table = stdout(nemcon("calibrate --runs 200 -o").args([&file, folder.path()]));
    assert!(table.contains("fitted: best (90%)") && table.contains("3 cases of 3 races"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    let text = fs::read_to_string(&file).expect("the file is there");
    assert!(text.starts_with("# How fast stances move, fitted to 3 cases of 3 races: nothing but [dynamics], to be extended.\n"), "{text}");
    assert!(
        text.contains("--runs 200 --seed 1`") && text.contains("reserve = { low = \"") && text.contains("source = \"fitted to"),
        "{text}"
    );
    let own = "[dynamics]\nreserve = \"14 days\"\n";
    let scenario = PARTNERS.replace(own, "").replace("schema = 1", "schema = 1\nextends = \"fitted.toml\"");
    assert!(scenario.contains("extends") && !scenario.contains("[dynamics]"));
    fs::write(folder.path().join("scenario.toml"), scenario).expect("the folder takes a file");
    let run = nemcon("run").arg(folder.path().join("scenario.toml")).assert().success();
    let warnings = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(warnings.contains("no source") && !warnings.contains("not calibrated"), "{warnings}");
    // Cases are what has an [outcome]: the folder can be calibrated again, with the same result.
    assert_eq!(stdout(nemcon("calibrate --runs 200").arg(folder.path())), table);
}

/// Fitted to the other races, the first dynamics beat the baselines on the first cases.
#[test]
fn the_first_cases_left_out_beat_the_baselines() {
    let folder = first_cases();
    let printed = stdout(nemcon("calibrate --runs 40 --format json").arg(folder.path().join("history")));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    assert_eq!((list(&document, "parameters").len(), list(&document, "cases").len(), &document["races"]), (8, 15, &14.into()));
    let mean = |name: &str| {
        let forecast = list(&document, "forecasts").iter().find(|forecast| forecast["forecast"] == name).expect("a forecast");
        forecast["log_score"]["mean"].as_f64().expect("a mean")
    };
    for baseline in ["leader wins", "equal odds", "past share", "regression"] {
        assert!(mean("left out") < mean(baseline), "{baseline}: {} and {}", mean("left out"), mean(baseline));
    }
    // The two cuts of 2024 are left out together.
    let race = |name: &str| list(&document, "cases").iter().find(|case| case["case"] == name).expect("a case")["race"].clone();
    assert_eq!(race("nato-2024-february"), race("nato-2024-april"));
}

#[test]
fn threads_change_no_digit_and_seeds_do() {
    let folder = races();
    let run = |flags: &str| stdout(nemcon(&format!("calibrate --runs 200 --format json {flags}")).arg(folder.path()));
    assert!(run("--threads 1") == run("--threads 3"));
    assert!(run("--seed 1") != run("--seed 2"));
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let (one, two) = (case("a", "result = \"adopted\"\n"), case("b", "result = \"adopted\"\n"));
    let alone = folder(&[("a.toml", &one)]);
    assert_eq!(refused("calibrate", alone.path()), "error: there is 1 race: to fit and to leave one out takes at least 2\n");
    let known = folder(&[("a.toml", &one), ("b.toml", &two)]);
    let expected =
        "error: nothing is uncertain in the dynamics of the cases: what is to be fitted is written as a range { low = …, high = … }\n";
    assert_eq!(refused("calibrate", known.path()), expected);
    let other = two.replace("14 days", "15 days");
    let different = refused("calibrate", folder(&[("a.toml", &one), ("b.toml", &other)]).path());
    assert!(different.starts_with("error: a and b have different dynamics: "), "{different}");
    // Whether the file can be written is looked at before minutes of simulation, not after.
    let nowhere = nemcon("calibrate -o no/such/folder/x.toml --runs 1_000_000_000").arg(known.path()).assert().code(1).stdout_eq("");
    assert!(String::from_utf8_lossy(&nowhere.get_output().stderr).contains("there is no folder no/such/folder"));
    let empty = folder(&[]);
    assert_eq!(refused("calibrate", empty.path()), "error: no case in FOLDER: a case is a scenario file with an [outcome]\n");
    let missing = refused("calibrate", &empty.path().join("nowhere"));
    assert!(missing.starts_with("error: cannot read the folder FOLDER"), "{missing}");
}
