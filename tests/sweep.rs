//! `sweep`: a number of the scenario varies.

use serde_json::Value;

use crate::support::{BY_HAND, PARTNERS, nemcon, stdout};

fn rows(arguments: &str) -> Vec<Vec<String>> {
    let printed = stdout(nemcon(&format!("sweep - {arguments} --format csv")).stdin(PARTNERS));
    printed.lines().skip(1).map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

/// A point is what `run` finds of a file that says so.
#[test]
fn a_point_is_a_run() {
    let found = rows("--set dynamics.reserve=1week..21days:3");
    assert_eq!(
        found.iter().map(|row| row[1].as_str()).step_by(2).collect::<Vec<_>>(),
        ["7 days", "21 days", "14 days"],
        "the ends come first"
    );
    let run = stdout(nemcon("run - --format csv").stdin(PARTNERS));
    let adopted: Vec<&str> = run.lines().nth(1).expect("a row").split(',').collect();
    let swept = found.iter().find(|row| row[1] == "14 days" && row[4] == "adopted").expect("a point");
    assert_eq!(swept[5..8], adopted[3..6]);
}

#[test]
fn keys_are_listed() {
    let keys = stdout(nemcon("sweep - --keys").stdin(PARTNERS));
    assert_eq!(
        keys.lines().map(|line| line.split_whitespace().next().unwrap_or_default()).collect::<Vec<_>>(),
        [
            "question.as_of",
            "question.deadline",
            "question.cadence",
            "stance.1.prior.support",
            "stance.1.prior.accept",
            "stance.1.prior.reserve",
            "dynamics.reserve"
        ]
    );
    assert!(keys.contains("whole days  1 week"), "{keys}");
}

#[test]
fn two_keys_are_a_grid() {
    let arguments = "--set question.deadline=2031-02-01..2031-03-31:4 --set stance.1.prior.reserve=0.2..0.8:3";
    let document = stdout(nemcon(&format!("sweep - {arguments} --format json")).stdin(PARTNERS));
    let document: Value = serde_json::from_str(&document).expect("it prints JSON");
    let points = document["points"].as_array().expect("a list");
    assert_eq!((points.len(), &document["keys"][1]["rescales"]), (12, &Value::Bool(true)));
    let adopted = |point: &Value| point["outcomes"][0]["probability"].as_f64().expect("a number");
    // The points share their random numbers: less reserve, and more time, never hurts.
    for row in points.chunks(3) {
        assert!(row.is_sorted_by(|a, b| adopted(a) >= adopted(b)), "{row:?}");
    }
    for column in 0..3 {
        assert!(points[column..].iter().step_by(3).is_sorted_by(|a, b| adopted(a) <= adopted(b)), "{column}");
    }
    let table = nemcon(&format!("sweep - {arguments}")).stdin(PARTNERS).assert().success();
    let (out, err) = (String::from_utf8_lossy(&table.get_output().stdout), String::from_utf8_lossy(&table.get_output().stderr));
    assert!(
        out.contains("adopted, in per cent: down question.deadline, across") && out.lines().all(|line| line.chars().count() <= 80),
        "{out}"
    );
    assert!(err.contains("stance.1.prior.reserve varies, the probabilities beside it are rescaled"), "{err}");
}

#[test]
fn a_curve_is_drawn() {
    let table = stdout(nemcon(&format!("sweep {BY_HAND} --set dynamics.frailty=0..1:5 --runs 500")));
    assert!(table.contains('●') && table.contains("Mark Rutte") && table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn what_is_wrong_is_said() {
    let refused = |flags: &str| {
        let assert = nemcon(&format!("sweep - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(refused("").contains("required"));
    assert!(refused("--set dynamics.reserve").contains("is no range of a key: write KEY=A..B:N"));
    assert!(refused("--set dynamics.oppose=1..2:3").contains("the scenario has no key \"dynamics.oppose\""));
    assert!(refused("--set dynamics.reserve=1..2:3").contains("it takes a duration such as \"6 weeks\""));
    assert!(
        refused("--set question.deadline=2031-03-03..2031-04-03:1")
            .contains("\"1\" is no number of values, which is whole and lies between 2 and 10000")
    );
    assert!(refused("--set dynamics.reserve=7days..1week:3").contains("begins where it ends, at 7 days"));
    assert!(refused("--set dynamics.reserve=1week..2weeks:200 --set question.cadence=1day..9days:51").contains("would have 10200"));
    let three = ["dynamics.reserve", "question.cadence", "question.cadence"].map(|key| format!("--set {key}=1week..2weeks:2 "));
    assert!(refused(&three.concat()).contains("one key or two, and not 3"));
    let deadline = refused("--set question.deadline=2030-03-03..2031-04-03:2");
    assert!(deadline.starts_with("error: with question.deadline = 2030-03-03 the scenario is not valid"), "{deadline}");
}
