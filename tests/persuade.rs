//! `persuade`: whom to persuade.

use serde_json::Value;

use crate::support::{BY_HAND, PARTNERS, nemcon, stdout};

fn json(arguments: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(&format!("persuade {arguments} --format json")))).expect("it prints JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// What the command finds is what what-if files find by hand.
#[test]
fn a_change_is_that_of_a_what_if() {
    let found = json(&format!("{BY_HAND} --candidate rutte --runs 2000"));
    let turkey = found["members"].as_array().expect("a list").iter().find(|of| of["member"] == "TUR").expect("it is a member");
    let what_if = "scenarios/nato-2024/what-if/turkey-objects-to-the-end.toml";
    let compared = stdout(nemcon(&format!("compare {BY_HAND} {what_if} --runs 2000 --format json")));
    let compared: Value = serde_json::from_str(&compared).expect("it prints JSON");
    let rutte =
        compared["variants"][0]["outcomes"].as_array().expect("a list").iter().find(|of| of["outcome"] == "rutte").expect("he is there");
    let opposes = &turkey["opposes"]["probability"];
    assert_eq!([&opposes["probability"], &opposes["difference"]], [&rutte["probability"], &rutte["difference"]]);
    let differences: Vec<f64> =
        found["members"].as_array().expect("a list").iter().map(|of| number(&of["comes_round"]["probability"]["difference"])).collect();
    assert!(differences.len() == 31 && differences.is_sorted_by(|a, b| a >= b), "{differences:?}");
    // Who has declared itself has nothing to change its mind about.
    let declared = found["members"].as_array().expect("a list").iter().find(|of| of["member"] == "USA").expect("it is a member");
    assert_eq!([number(&declared["holds_less"]), number(&declared["comes_round"]["probability"]["difference"])], [0.0, 0.0]);
}

#[test]
fn the_table_fits_80_columns() {
    let table = stdout(nemcon(&format!("persuade {BY_HAND} --runs 500 --pairs --top 5")));
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    for part in ["Whom to persuade of Mark Rutte", "… and 26 members", "two that come round together", "sweden-joins never happens"] {
        assert!(table.contains(part), "no {part:?} in {table}");
    }
    let motion = stdout(nemcon("persuade - --to support").stdin(PARTNERS));
    assert!(
        motion.contains("Whom to persuade of the merger") && motion.contains("2,000 runs of the scenario and of each of 6 changes, seed 7"),
        "{motion}"
    );
}

#[test]
fn rows_are_changes() {
    let rows = stdout(nemcon("persuade - --pairs --format csv").stdin(PARTNERS));
    let of = |what: &str| rows.lines().filter(|row| row.starts_with(what)).count();
    assert_eq!([of("comes-round,"), of("opposes,"), of("what,"), rows.lines().count()], [6, 3, 1, 10], "{rows}");
}

#[test]
fn what_is_wrong_is_said() {
    let refused = |flags: &str| {
        let assert = nemcon(&format!("persuade - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert_eq!(refused("--candidate ann"), "error: there is no candidate \"ann\": it is one of merger\n");
    assert_eq!(refused("--at 2030-01-01"), "error: 2030-01-01 is no day of the question, which goes from 2031-01-06 to 2031-03-03\n");
    assert!(refused("--at soon").contains("a date is written like 2024-02-22"));
}
