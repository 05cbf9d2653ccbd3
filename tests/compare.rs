//! `compare`: what-ifs against their base.

use std::fs;

use serde_json::Value;
use snapbox::{Assert, Data};

use crate::support::{NATO, PARTNERS, nemcon, root, stdout};

const WHAT_IF: &str = "scenarios/nato-2024/what-if";

fn compare(arguments: &str) -> String {
    stdout(nemcon(&format!("compare {NATO} {arguments}")))
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&compare(&format!("{arguments} --format json"))).expect("it prints JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[test]
fn documents_have_the_documented_keys() {
    let document = json(&format!("{WHAT_IF}/kallas-presented.toml --runs 3000 --seed 5"));
    assert_eq!(keys(&document), ["schema", "engine", "runs", "seed", "base", "variants"]);
    assert_eq!([&document["schema"], &document["runs"], &document["seed"]], [1, 3000, 5]);
    assert_eq!(keys(&document["base"]), ["title", "outcomes"]);
    let variant = &document["variants"][0];
    assert_eq!(keys(variant), ["title", "file", "outcomes", "warnings"]);
    assert_eq!(variant["file"], format!("{WHAT_IF}/kallas-presented.toml"));
    for outcome in list(&variant["outcomes"]) {
        assert_eq!(keys(outcome), ["outcome", "name", "probability", "difference", "low", "high", "variance_ratio", "median_date"]);
        let [low, difference, high] = ["low", "difference", "high"].map(|key| number(&outcome[key]));
        assert!(low <= difference && difference <= high, "{outcome}");
        if !outcome["median_date"].is_null() {
            assert_eq!(keys(&outcome["median_date"]), ["base", "variant", "days", "low", "high", "interpolated"]);
        }
    }
}

/// Nothing is simulated otherwise than by `run`.
#[test]
fn probabilities_are_those_of_runs() {
    let file = format!("{WHAT_IF}/iohannis-enters.toml");
    let document = json(&format!("{file} --runs 3000"));
    let run = |file: &str| -> Value {
        serde_json::from_str(&stdout(nemcon(&format!("run {file} --runs 3000 --format json")))).expect("it prints JSON")
    };
    assert_eq!(document["base"]["outcomes"], run(NATO)["outcomes"]);
    let alone = run(&file);
    for outcome in list(&document["variants"][0]["outcomes"]) {
        let same = list(&alone["outcomes"]).iter().find(|other| other["outcome"] == outcome["outcome"]).expect("the same outcomes");
        assert_eq!(outcome["probability"], same["probability"]);
        assert!(outcome["median_date"].is_null() || outcome["median_date"]["variant"] == same["date"]["median"]);
    }
}

#[test]
fn pairing_saves_runs() {
    let document = json(&format!("{WHAT_IF}/sweden-never-joins.toml --runs 10000 --seed 2024"));
    let rutte = &document["variants"][0]["outcomes"][0];
    assert_eq!(rutte["outcome"], "rutte");
    assert!(number(&rutte["variance_ratio"]) > 5.0, "{rutte}");
}

#[test]
fn a_variant_that_differs_in_nothing_differs_by_nothing_that_runs_can_show() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("nothing.toml");
    let base = fs::canonicalize(root().join(NATO)).expect("the base is there");
    fs::write(&file, format!("extends = {:?}\ntitle = \"… nothing\"\n", base.display().to_string())).expect("the folder takes a file");
    for outcome in list(&json(&format!("{} --runs 2000", file.display()))["variants"][0]["outcomes"]) {
        let [difference, low, high] = ["difference", "low", "high"].map(|key| number(&outcome[key]));
        // What 2,000 runs cannot show: z² / (n + z²) to either side.
        assert!(difference == 0.0 && (low + 0.001_917).abs() < 1e-6 && (high - 0.001_917).abs() < 1e-6, "{outcome}");
        assert!(outcome["variance_ratio"].is_null());
        if !outcome["median_date"].is_null() {
            assert_eq!(["days", "low", "high"].map(|key| number(&outcome["median_date"][key])), [0.0; 3], "{outcome}");
        }
    }
    let table = compare(&format!("{} --runs 2000", file.display()));
    assert!(table.replace("\n  ", " ").contains("no run ended differently"), "{table}");
}

#[test]
fn threads_change_nothing() {
    let compare =
        |threads| compare(&format!("{WHAT_IF}/eastern-bloc.toml {WHAT_IF}/rutte-withdraws.toml --runs 5000 -f json --threads {threads}"));
    let alone = compare(1);
    for threads in [2, 8] {
        assert!(compare(threads) == alone, "{threads} threads differ from one");
    }
}

#[test]
fn the_base_itself_is_passed_over() {
    let with = compare(&format!("./{NATO} {WHAT_IF}/without-the-count.toml --runs 500"));
    assert_eq!(with, compare(&format!("{WHAT_IF}/without-the-count.toml --runs 500")));
    let assert = nemcon(&format!("compare {NATO} ./{NATO}")).assert().code(2).stdout_eq("");
    assert.stderr_eq(
        "note: [..] is the base itself, and no variant of it\nerror: there is nothing to compare: every variant is the base itself\n",
    );
    nemcon(&format!("compare {NATO} - -")).assert().code(2).stdout_eq("").stderr_eq("error: standard input (`-`) can be one file only\n");
}

#[test]
fn another_question_is_warned_of() {
    let of = |file: &str| {
        let assert = nemcon(&format!("compare {NATO} {file} --runs 1000")).assert().success();
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    let jury = "scenarios/templates/jury.toml";
    assert!(of(jury).contains(&format!("warning: {jury}: it asks another question than the base, so that the differences say little\n")));
    let opec = "scenarios/templates/opec-secretary-general.toml";
    assert!(of(opec).contains(&format!("warning: {opec}: it has no candidate of the base, so that")));
    assert!(!of(&format!("{WHAT_IF}/rutte-withdraws.toml")).contains("say little"));
}

/// Weekly rounds against every 13 weeks: the medians of the dates held differ by weeks, which those interpolated
/// between rounds would hide.
#[test]
fn rounds_on_other_days_are_said_to_be() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, cadence: &str| {
        let path = folder.path().join(name);
        let text = PARTNERS.replace("2031-03-03", "2032-01-05").replace("\"1 week\"", cadence);
        fs::write(&path, text).expect("the folder takes a file");
        path.display().to_string()
    };
    let (weekly, quarterly) = (file("weekly.toml", "\"1 week\""), file("quarterly.toml", "\"13 weeks\""));
    let arguments = format!("compare {weekly} {quarterly} --runs 2000");
    let document: Value = serde_json::from_str(&stdout(nemcon(&format!("{arguments} --format json")))).expect("JSON");
    let median = &document["variants"][0]["outcomes"][0]["median_date"];
    assert_eq!(median["interpolated"], false);
    let day = |key: &str| median[key].as_str().and_then(|date| date.parse::<nemcon::model::Date>().ok()).expect("a date");
    let [days, low, high] = ["days", "low", "high"].map(|key| number(&median[key]));
    assert_eq!(days, f64::from(nemcon::model::days_between(day("base"), day("variant"))), "{median}");
    assert!(low <= days && days <= high, "{median}");
    let table = stdout(nemcon(&arguments));
    assert!(table.contains('*') && table.contains("Rounds on other days than the base's"), "{table}");
}

#[test]
fn variants_are_sorted_by_effect_unless_told_otherwise() {
    let order = |flags: &str| {
        let of = ["kallas-presented", "rutte-withdraws", "sweden-joins-7-march"].map(|name| format!("{WHAT_IF}/{name}.toml"));
        let table = compare(&format!("{} --runs 1000 --width 200 {flags}", of.join(" ")));
        let place = |title: &str| table.find(title).unwrap_or_else(|| panic!("{title} in {table}"));
        let mut titles = ["Kaja Kallas is", "Mark Rutte withdraws", "Sweden joins"];
        titles.sort_by_key(|title| place(title));
        titles.map(|title| title.split(' ').next().unwrap_or_default()).join(" ")
    };
    assert_eq!(order(""), "Mark Kaja Sweden");
    assert_eq!(order("--sort given"), "Kaja Mark Sweden");
    assert_eq!(order("--sort vacant").split(' ').next(), Some("Mark"));
    assert_eq!(order("--sort rutte").split(' ').next_back(), Some("Mark"));
    let assert = nemcon(&format!("compare {NATO} {WHAT_IF}/rutte-withdraws.toml --sort nobody")).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        stderr.starts_with("error: variants cannot be sorted by nobody: there is no such outcome; it is effect, given, or one of rutte, "),
        "{stderr}"
    );
}

#[test]
fn csv_has_one_row_an_outcome_and_variant() {
    let csv = compare(&format!("{WHAT_IF}/iohannis-enters.toml {WHAT_IF}/without-the-count.toml --runs 500 --format csv"));
    let columns = "file,title,outcome,kind,base,probability,difference,low,high,variance_ratio,median_base,median,days,days_low,days_high,name,\
                   interpolated";
    assert_eq!(csv.lines().next(), Some(columns));
    assert_eq!(csv.lines().count(), 1 + 2 * 8, "{csv}");
}

/// The page shows what the command prints, for all what-ifs; `SNAPSHOTS=overwrite cargo test` writes it anew.
#[test]
fn the_page_on_what_ifs_shows_their_output() {
    let path = root().join("docs/what-if.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let shown = page.split("```console\n$ nemcon ").nth(1).and_then(|rest| rest.split("```").next()).expect("the page shows a command");
    let (command, output) = shown.split_once('\n').expect("and its output");
    let mut files: Vec<String> = fs::read_dir(root().join(WHAT_IF))
        .expect("the folder is there")
        .map(|entry| format!("{WHAT_IF}/{}", entry.expect("it can be read").file_name().display()))
        .collect();
    files.sort();
    let printed = stdout(nemcon(&command.replace(&format!("{WHAT_IF}/*.toml"), &files.join(" "))));
    Assert::new().action_env("SNAPSHOTS").eq(page.replace(output, &printed), Data::read_from(&path, None).raw());
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    for file in files {
        assert!(page.contains(&format!("](https://github.com/nemcon/nemcon/blob/main/{file})")), "{file} is not spoken of");
    }
}
