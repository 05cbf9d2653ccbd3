//! `backtest`: simulations scored against cases whose end is known.

#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use std::fs;
use std::path::Path;

use serde_json::Value;
use snapbox::{Assert, Data};
use tempfile::TempDir;

use crate::history::first_cases;
use crate::support::{PARTNERS, nemcon, root, stdout};

/// A folder with some files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("the folder takes a file");
    }
    folder
}

/// Partners who ended so.
pub(crate) fn case(post: &str, end: &str) -> String {
    PARTNERS.replace("the merger", post) + "\n[outcome]\n" + end
}

/// What a command says of a folder that is wrong, on standard error.
pub(crate) fn refused(command: &str, folder: &Path) -> String {
    let assert = nemcon(command).arg(folder).assert().code(2).stdout_eq("");
    String::from_utf8_lossy(&assert.get_output().stderr).replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn history_has_its_scores() {
    let command = "backtest scenarios/history --runs 1000";
    for (name, flags) in [("table", ""), ("json", " --format json")] {
        let golden = root().join("tests/golden/history").join(format!("backtest.{name}"));
        Assert::new().action_env("SNAPSHOTS").eq(stdout(nemcon(&format!("{command}{flags}"))), Data::read_from(&golden, None).raw());
    }
}

#[test]
fn the_page_shows_the_real_outputs() {
    let page = fs::read_to_string(root().join("docs/history.md")).expect("the page");
    let table = fs::read_to_string(root().join("tests/golden/history/backtest.table")).expect("the table");
    assert!(
        page.contains(&format!("$ nemcon backtest scenarios/history --runs 1000\n{table}```")),
        "put tests/golden/history/backtest.table into the page"
    );
}

/// What docs/history.md says of the first cases with the first table: the order of the forecasts.
#[test]
fn the_first_cases_are_foreseen_better_than_by_any_baseline() {
    let folder = first_cases();
    let printed = stdout(nemcon("backtest --runs 2000 --format json").arg(folder.path().join("history")));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    assert_eq!((document["races"].as_u64(), document["cases"].as_array().map(Vec::len)), (Some(14), Some(15)));
    let forecasts = document["forecasts"].as_array().expect("a list of forecasts");
    let names: Vec<&str> = forecasts.iter().filter_map(|forecast| forecast["forecast"].as_str()).collect();
    assert_eq!(names, ["simulation", "leader wins", "equal odds", "past share", "regression"]);
    let mean = |forecast: &Value, score: &str| forecast[score]["mean"].as_f64().expect("a mean");
    for baseline in &forecasts[1..] {
        for score in ["log_score", "brier"] {
            assert!(mean(&forecasts[0], score) < mean(baseline, score), "{score}: {baseline}");
        }
        let better = &baseline["simulation_better_by"];
        assert!((better["mean"].as_f64().unwrap() - mean(baseline, "log_score") + mean(&forecasts[0], "log_score")).abs() < 1e-9);
        assert!(better["low"].as_f64() < better["mean"].as_f64() && better["mean"].as_f64() < better["high"].as_f64());
    }
    // Every forecast of every outcome is in one bin of the reliability plot, and every case has one end.
    let bins = document["reliability"].as_array().expect("bins");
    let sum = |key: &str| bins.iter().map(|bin| bin[key].as_u64().expect("a count")).sum::<u64>();
    assert_eq!(sum("happened"), 15);
    assert!(sum("forecasts") > 45);
}

#[test]
fn threads_change_no_digit_and_seeds_do() {
    let folder = first_cases();
    let run = |flags: &str| stdout(nemcon(&format!("backtest --runs 300 --format json {flags}")).arg(folder.path().join("history")));
    assert!(run("--threads 1") == run("--threads 3"));
    assert!(run("--seed 1") != run("--seed 2"));
}

#[test]
fn one_case_is_enough_and_other_files_are_passed_over() {
    let one = case("the merger", "result = \"adopted\"\non = 2031-02-03\n");
    let folder = folder(&[("a.toml", &one), ("notes.txt", "schema ="), ("shared.toml", "schema = 1\n[dynamics]\nreserve = \"1 week\"\n")]);
    let printed = stdout(nemcon("backtest").arg(folder.path()));
    assert!(printed.contains("1 case of 1 race") && printed.contains("50,000 runs a case, seed 1"), "{printed}");
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
}

/// Somebody whom the file does not name is told apart from nobody, where the question reckons with it.
#[test]
fn somebody_else_is_not_nobody() {
    let motion = "kind     = \"motion\"";
    assert!(PARTNERS.contains(motion));
    let post = PARTNERS.replace(motion, "kind     = \"appointment\"");
    let end = "\n[outcome]\nresult = \"other\"\nwho = \"Dee\"\non = 2031-02-03\n";
    let reckoned = post.replace("cadence ", "other    = { half_life = \"8 weeks\", calm = 0.5 }\ncadence ");
    let folder = folder(&[("a.toml", &(post + end)), ("b.toml", &(reckoned + end))]);
    let printed = stdout(nemcon("backtest --runs 2000 --format json").arg(folder.path()));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    let cases = document["cases"].as_array().expect("cases");
    assert_eq!([&cases[0]["result"], &cases[1]["result"], &cases[1]["result_name"]], ["vacant", "other", "Dee"]);
    let given = |case: &Value, end: &str| {
        let outcomes = case["outcomes"].as_array().expect("outcomes");
        outcomes.iter().find(|given| given["end"] == end).map(|given| given["probability"].as_f64().expect("a probability"))
    };
    assert_eq!(given(&cases[0], "somebody else"), None);
    assert_eq!(given(&cases[1], "somebody else"), cases[1]["probability"].as_f64());
    assert!(cases[1]["timing"].as_f64().is_some() && cases[0]["timing"].as_f64().is_some());
    let posts = document["posts"].as_array().expect("ends");
    assert_eq!((&posts[2]["possible"], &posts[2]["happened"], &posts[3]["happened"]), (&1.into(), &1.into(), &1.into()));
}

/// An end that no run shows is improbable, not impossible: its score is finite.
#[test]
fn an_impossible_end_has_a_finite_score() {
    // Nothing moves and everybody objects.
    let never = case("the merger", "result = \"adopted\"\n").replace("support = 0.2, accept = 0.3, reserve = 0.5", "oppose = 1");
    let folder = folder(&[("never.toml", &never)]);
    let printed = stdout(nemcon("backtest --runs 998 --format json").arg(folder.path()));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    let case = &document["cases"][0];
    assert_eq!(case["probability"], 0.001);
    assert!((case["log_score"].as_f64().unwrap() - 1000_f64.ln()).abs() < 1e-9);
    assert!(case["date_error_days"].is_null() && case["date_position"].is_null());
}

#[test]
fn what_is_wrong_with_a_folder_is_said() {
    let empty = folder(&[("shared.toml", "schema = 1\n[dynamics]\nreserve = \"1 week\"\n")]);
    assert_eq!(refused("backtest", empty.path()), "error: no case in FOLDER: a case is a scenario file with an [outcome]\n");
    let missing = refused("backtest", &empty.path().join("nowhere"));
    assert!(missing.starts_with("error: cannot read the folder FOLDER"), "{missing}");
    let file = refused("backtest", &empty.path().join("shared.toml"));
    assert!(file.starts_with("error: cannot read the folder FOLDER"), "{file}");
    // All that is wrong is said at once.
    let late = case("the merger", "result = \"adopted\"\non = 2030-02-03\n");
    let unknown = case("the merger", "result = \"postponed\"\n");
    let several =
        folder(&[("a.toml", &late), ("b.toml", &unknown), ("c.toml", "schema = \n"), ("d.toml", &case("x", "result = \"adopted\"\n"))]);
    let said = refused("backtest", several.path());
    for expected in ["2030-02-03", "postponed", "c.toml", "error: 3 of 4 cases in FOLDER are wrong\n"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}
