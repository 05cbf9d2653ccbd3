//! `calibrate`: the numbers of a coding table fitted to cases whose end is known.

#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::backtest::{case, folder, refused};
use crate::support::{PARTNERS, nemcon, stdout};

const TABLE: &str = r#"# What words become.
schema = 1
title  = "A table"

[[number]]
id   = "doubt"
low  = "1 week"
high = "8 weeks"
note = "judgement: weeks"

[[common]]
id       = "dynamics"
title    = "how stances move"
applies  = "everywhere"
dynamics = { reserve = "{doubt}" }
"#;

const OWN: &str = "[dynamics]\nreserve = \"14 days\"\n";

/// A case that takes its half-life from the table.
fn coded(post: &str, end: &str) -> String {
    let text = case(post, end);
    assert!(text.contains(OWN));
    text.replace(OWN, "[coding]\nuse = \"coding.toml\"\n")
}

/// Three races that ended sooner and later, and the table they share.
pub(crate) fn races() -> TempDir {
    let [a, b, c] = [("a", "2031-01-13"), ("b", "2031-01-27"), ("c", "2031-02-10")]
        .map(|(post, on)| coded(post, &format!("result = \"adopted\"\non = {on}\n")));
    folder(&[("coding.toml", TABLE), ("race-1.toml", &a), ("race-2.toml", &b), ("race-3.toml", &c)])
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
    assert_eq!(
        keys,
        ["schema", "engine", "runs", "seed", "points", "races", "parameters", "cases", "forecasts", "better_than_before", "spread"]
    );
    assert_eq!([&document["schema"], &document["runs"], &document["seed"], &document["races"]], [1, 500, 1, 3]);
    let [parameter] = list(&document, "parameters") else { panic!("one number is uncertain") };
    assert_eq!((&parameter["parameter"], &parameter["unit"]), (&"doubt".into(), &"days".into()));
    assert_eq!(list(parameter, "without").len(), 3);
    let number = |value: &Value, key: &str| value[key].as_f64().unwrap_or_else(|| panic!("{value} has no {key}"));
    for fit in list(parameter, "without").iter().chain([&parameter["before"], &parameter["fitted"]]) {
        assert!(number(fit, "low") < number(fit, "middle") && number(fit, "middle") < number(fit, "high"), "{fit}");
    }
    let width = |fit: &Value| number(fit, "high") / number(fit, "low");
    assert!((width(&parameter["before"]) - 8.0).abs() < 1e-9 && width(&parameter["fitted"]) < 8.0, "{parameter}");
    assert!(number(parameter, "told") > 0.0 && parameter["correlations"]["doubt"] == 1.0, "{parameter}");
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

/// The table that is written is the same but for its numbers, and codes as well as the first; the dynamics can be extended.
#[test]
fn what_is_written_can_be_used() {
    let folder = races();
    let [table, dynamics] = ["fitted.toml", "dynamics.toml"].map(|name| folder.path().join(name));
    let printed = stdout(nemcon("calibrate --runs 200").arg("--write").arg(&table).arg("-o").args([&dynamics, folder.path()]));
    assert!(printed.contains("fitted (90%)") && printed.contains("3 cases of 3 races"), "{printed}");
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    let written = fs::read_to_string(&table).expect("the table is there");
    assert!(written.starts_with("# Fitted to how 3 cases of 3 races ended, by\n"), "{written}");
    let of = |text: &str| text.lines().filter(|line| !line.starts_with("low") && !line.starts_with("high")).collect::<Vec<_>>().join("\n");
    let (text, source) = written.split_once("\nsource   = ").expect("the dynamics have a source");
    assert!(of(text).ends_with(of(TABLE).trim_end()) && source.starts_with("\"fitted to past races: nemcon calibrate "), "{written}");
    let range = |text: &str| -> String { text.lines().filter(|line| line.starts_with("low") || line.starts_with("high")).collect() };
    assert!(range(&written) != range(TABLE) && range(&written).contains(" days\""), "{written}");
    let backtest = |table: &std::path::Path| stdout(nemcon("backtest --runs 200").arg("--coding").arg(table).arg(folder.path()));
    assert!(backtest(&table) != backtest(&folder.path().join("coding.toml")));
    let text = fs::read_to_string(&dynamics).expect("the file is there");
    assert!(
        text.starts_with("# How fast stances move: nothing but [dynamics], to be extended.\n") && text.contains("reserve = { low = \""),
        "{text}"
    );
    let scenario = PARTNERS.replace(OWN, "").replace("schema = 1", "schema = 1\nextends = \"dynamics.toml\"");
    fs::write(folder.path().join("scenario.toml"), scenario).expect("the folder takes a file");
    let run = nemcon("run").arg(folder.path().join("scenario.toml")).assert().success();
    let warnings = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(warnings.contains("no source") && !warnings.contains("not calibrated"), "{warnings}");
}

/// A race can be left out of everything: then it is as if its file were not there.
#[test]
fn a_race_can_be_left_out() {
    let folder = races();
    let run = |flags: &str| stdout(nemcon(&format!("calibrate --runs 200 --format json {flags}")).arg(folder.path()));
    let without = run("--without race-3");
    fs::remove_file(folder.path().join("race-3.toml")).expect("it was there");
    assert_eq!(without, run(""));
    assert!(refused("calibrate --without race-3", folder.path()).starts_with("error: --without race-3: no case is called so"));
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
    let (one, two) = (coded("a", "result = \"adopted\"\n"), coded("b", "result = \"adopted\"\n"));
    let alone = folder(&[("coding.toml", TABLE), ("a.toml", &one)]);
    assert_eq!(refused("calibrate", alone.path()), "error: there is 1 race: to fit and to leave one out takes at least 2\n");
    let sure = TABLE.replace("low  = \"1 week\"\nhigh = \"8 weeks\"", "value = \"2 weeks\"");
    let known = folder(&[("coding.toml", &sure), ("a.toml", &one), ("b.toml", &two)]);
    let expected =
        "error: nothing is uncertain: what is to be fitted is a [[number]] of the coding table that the cases use, with `low` and `high`\n";
    assert_eq!(refused("calibrate", known.path()), expected);
    let tableless = folder(&[("a.toml", &case("a", "result = \"adopted\"\n")), ("b.toml", &case("b", "result = \"adopted\"\n"))]);
    let said = refused("calibrate", tableless.path());
    assert!(said.contains("there is no file") && said.contains("coding.toml"), "{said}");
    // Whether a file can be written is looked at before minutes of simulation, not after.
    for flag in ["-o", "--write"] {
        let arguments = format!("calibrate {flag} no/such/folder/x.toml --runs 1_000_000_000");
        let nowhere = nemcon(&arguments).arg(known.path()).assert().code(2).stdout_eq("");
        let said = String::from_utf8_lossy(&nowhere.get_output().stderr).into_owned();
        assert!(said.contains("there is no folder no/such/folder"), "{said}");
    }
    let empty = folder(&[]);
    assert_eq!(refused("calibrate", empty.path()), "error: no case in FOLDER: a case is a scenario file with an [outcome]\n");
    let missing = refused("calibrate", &empty.path().join("nowhere"));
    assert!(missing.starts_with("error: cannot read the folder FOLDER"), "{missing}");
}
