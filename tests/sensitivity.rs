//! `sensitivity`: which inputs move an outcome.

use serde_json::Value;

use crate::support::{BY_HAND, PARTNERS, nemcon, stdout};

fn json(input: &str, arguments: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(&format!("sensitivity - {arguments} --format json")).stdin(input))).expect("it prints JSON")
}

/// An end of an input is what `run` finds of a file that says so.
#[test]
fn an_end_is_a_run() {
    let found = json(PARTNERS, "");
    let inputs = found["inputs"].as_array().expect("a list");
    let reserve = inputs.iter().find(|of| of["input"] == "dynamics.reserve").expect("the half-life");
    assert_eq!([&reserve["kind"], &reserve["low"], &reserve["high"]], ["judged", "7 days", "28 days"]);
    let run = |half_life: &str| -> Value {
        let file = PARTNERS.replace("14 days", half_life);
        serde_json::from_str(&stdout(nemcon("run - --format json").stdin(file))).expect("it prints JSON")
    };
    for (end, half_life) in [("at_low", "7 days"), ("at_high", "28 days"), ("at_low", "1 week")] {
        assert_eq!(reserve[end]["probability"], run(half_life)["outcomes"][0]["probability"], "{half_life}");
    }
    assert_eq!(found["probability"], run("14 days")["outcomes"][0]["probability"]);
    // The likeliest outcome is adoption, and what moves it most stands first.
    assert_eq!(found["outcome"], "adopted");
    let size = |of: &Value| {
        ["at_low", "at_high"].map(|end| of[end]["difference"].as_f64().expect("a number").abs()).into_iter().fold(0.0, f64::max)
    };
    assert!(inputs.len() > 3 && inputs.is_sorted_by(|a, b| size(a) >= size(b)), "{inputs:#?}");
    // Nothing in the file is a range.
    assert!(inputs.iter().all(|of| of["first_order"] == Value::Null) && found["deviation"] == 0.0);
}

#[test]
fn what_is_unsure_comes_from_the_one_range() {
    let unsure = PARTNERS.replace("\"14 days\"", "{ low = \"1 week\", high = \"8 weeks\" }");
    let found = json(&unsure, "");
    let inputs = found["inputs"].as_array().expect("a list");
    let reserve = inputs.iter().find(|of| of["kind"] == "unsure").expect("the half-life");
    assert_eq!([&reserve["input"], &reserve["low"], &reserve["high"]], ["dynamics.reserve", "7 days", "56 days"]);
    let at = |half_life: &str| -> Value {
        let run = nemcon("run - --format json").stdin(PARTNERS.replace("14 days", half_life));
        serde_json::from_str(&stdout(run)).expect("it prints JSON")
    };
    for (end, half_life) in [("at_low", "7 days"), ("at_high", "56 days")] {
        let of = |found: &Value| found["probability"].as_f64().expect("a number");
        assert!((of(&reserve[end]) - of(&at(half_life)["outcomes"][0])).abs() < 0.002, "{end} is {half_life}");
    }
    for index in ["first_order", "total"] {
        let of = |part: &str| reserve[index][part].as_f64().expect("a number");
        assert!(of("low") <= 1.0 && 1.0 <= of("high") && (of("value") - 1.0).abs() < 0.1, "{reserve:#?}");
    }
    let drawn = unsure.replace("reserve = 0.5 }", "reserve = 0.5, concentration = 10 }");
    let table = |input: &str| stdout(nemcon("sensitivity - --runs 200 --width 200").stdin(input));
    let told = "leaves open of a prior is not among the inputs";
    assert!(table(&drawn).contains(told) && !table(&unsure).contains(told), "{}", table(&drawn));
    assert_eq!(inputs.iter().filter(|of| of["input"].as_str().is_some_and(|key| key.starts_with("dynamics.reserve"))).count(), 1);
}

#[test]
fn the_table_fits_80_columns() {
    let table = stdout(nemcon(&format!("sensitivity {BY_HAND} --runs 500 --top 8")));
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    assert!(table.starts_with("What moves ") && table.contains("that move it less (see --top)") && table.contains("in all"), "{table}");
    let rows = stdout(nemcon(&format!("sensitivity {BY_HAND} --runs 500 --format csv")));
    assert!(rows.starts_with("input,kind,low,high,") && rows.lines().count() > 20, "{rows}");
}

#[test]
fn what_is_wrong_is_said() {
    let refused = |flags: &str| {
        let assert = nemcon(&format!("sensitivity - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert_eq!(refused("--outcome vacant"), "error: there is no outcome \"vacant\": it is one of adopted, rejected\n");
    assert!(refused("--indices 0").contains("it lies between 1 and"));
}
