//! How sure a forecast is, and its runs one by one: `run --precision`, `--over-inputs`, `--runs-out`.

use std::fs;

use nemcon::report::RUN_COLUMNS;
use serde_json::Value;

use crate::support::{NATO, PARTNERS, nemcon, stdout};

fn json(input: &str, flags: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(&format!("run - {flags} --format json")).stdin(input))).expect("it prints JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[test]
fn it_runs_until_it_is_precise_enough() {
    let found = json(PARTNERS, "--precision 0.004");
    let looks: Vec<u64> = found["precision"]["looks"].as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
    assert!(looks.len() == 2 && looks[0] == 16_384 && found["runs"] == looks[1], "{looks:?}");
    assert_eq!([&found["precision"]["asked"], &found["precision"]["reached"]], [&Value::from(0.004), &Value::from(true)]);
    let adopted = &found["outcomes"][0];
    let reach = (number(&adopted["high"]) - number(&adopted["probability"])).max(number(&adopted["probability"]) - number(&adopted["low"]));
    assert!(reach <= 0.004 && (number(&found["precision"]["half_width"]) - reach).abs() < 1e-12, "{adopted}");
    // They are the runs that `--runs` makes, with wider intervals.
    let plain = json(PARTNERS, &format!("--runs {}", looks[1]));
    assert_eq!(plain["outcomes"][0]["probability"], adopted["probability"]);
    assert!(number(&plain["outcomes"][0]["low"]) > number(&adopted["low"]));
    let refused = |flags: &str| {
        let assert = nemcon(&format!("run - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(refused("--precision 0").contains("a precision lies between 0.00001 and 0.5"));
    assert!(refused("--precision 0.01 --runs 10").contains("cannot be used with"));
    assert!(refused("--max-runs 10").contains("--precision"));
    let stopped = nemcon("run - --precision 0.001 --max-runs 20_000").stdin(PARTNERS).assert().success();
    let warnings = String::from_utf8_lossy(&stopped.get_output().stderr).into_owned();
    assert!(warnings.contains("±0.1 points were asked for, and 20,000 runs leave ±"), "{warnings}");
}

#[test]
fn the_range_over_the_inputs_is_said_beside_the_simulation_error() {
    let unsure = PARTNERS.replace("\"14 days\"", "{ low = \"1 week\", high = \"26 weeks\" }");
    let found = json(&unsure, "--runs 100_000 --over-inputs");
    let adopted = &found["over_inputs"]["outcomes"]["adopted"];
    // What the probability is at the ends of the one range, and it falls from one to the other.
    let at = |half_life: &str| number(&json(&PARTNERS.replace("14 days", half_life), "--runs 100_000")["outcomes"][0]["probability"]);
    let (low, high) = (at("26 weeks"), at("1 week"));
    assert!((number(&adopted["low"]) - low).abs() < 0.03 && (number(&adopted["high"]) - high).abs() < 0.03, "{adopted}: {low} to {high}");
    let without = json(&unsure, "--runs 100_000");
    assert_eq!((&without["over_inputs"], &without["outcomes"]), (&Value::Null, &found["outcomes"]));
    let table = stdout(nemcon("run - --runs 100_000 --over-inputs").stdin(unsure.clone()));
    assert!(table.contains("over what the file gives as ranges, 90% of cases: adopted"), "{table}");
    let notes = |input: &str, flags: &str| {
        let assert = nemcon(&format!("run - --over-inputs {flags}")).stdin(input).assert().success();
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(notes(&unsure, "").contains("it takes 16,384 runs at least"));
    // What is left open of a prior is not among the inputs.
    let drawn = unsure.replace("reserve = 0.5 }", "reserve = 0.5, concentration = 10 }");
    let told = "leaves open of a prior is not among the inputs";
    let table = stdout(nemcon("run - --runs 20_000 --over-inputs --width 200").stdin(drawn));
    assert!(
        table.contains(told) && !stdout(nemcon("run - --runs 20_000 --over-inputs --width 200").stdin(unsure.clone())).contains(told),
        "{table}"
    );
    assert!(notes(PARTNERS, "--runs 20_000").contains("nothing in the file is a range"));
}

#[test]
fn rows_are_runs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("runs.csv");
    let run = nemcon(&format!("run {NATO} --runs 3000 --format json --runs-out")).arg(&file);
    let found: Value = serde_json::from_str(&stdout(run)).expect("it prints JSON");
    let rows = fs::read_to_string(&file).expect("it is written");
    let (head, rows) = rows.split_once('\n').expect("rows");
    assert_eq!(head, RUN_COLUMNS.join(","));
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split(',').collect()).collect();
    assert_eq!((rows.len(), rows[2999][0]), (3000, "2999"));
    let share = |of: &dyn Fn(&[&str]) -> bool| rows.iter().filter(|row| of(row)).count() as f64 / 3000.0;
    for outcome in found["outcomes"].as_array().expect("a list") {
        let ends = |row: &[&str]| Some(row[2]) == outcome["outcome"].as_str();
        assert!((share(&ends) - number(&outcome["probability"])).abs() < 1e-12, "{outcome}");
    }
    let joins = |row: &[&str]| row[6].split(' ').any(|event| event == "sweden-joins");
    assert!((share(&joins) - number(&found["events"]["sweden-joins"]["probability"])).abs() < 1e-12);
    let rutte = rows.iter().filter(|row| row[2] == "rutte");
    let held = rutte.clone().filter(|row| row[5].split(' ').any(|member| member == "HUN")).count() as f64 / rutte.count() as f64;
    assert!((held - number(&found["last_holdouts"]["rutte"]["HUN"])).abs() < 1e-12);
    assert!(rows.iter().all(|row| (row[4].is_empty()) == (row[2] == "vacant")));
    let refused = nemcon(&format!("run {NATO} --runs 10 --runs-out runs.txt")).assert().code(2).stdout_eq("");
    assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("to a file whose name ends in .csv, .arrow or .parquet"));
    // The same runs as columns; what is in them is read by others (tests/columns).
    for (ending, magic) in [("arrow", "ARROW1"), ("PARQUET", "PAR1")] {
        let columns = folder.path().join("runs").with_extension(ending);
        stdout(nemcon(&format!("run {NATO} --runs 100 --runs-out")).arg(&columns));
        let bytes = fs::read(&columns).expect("it is written");
        assert!(bytes.starts_with(magic.as_bytes()) && bytes.ends_with(magic.as_bytes()), "{ending}");
    }
    let twice = nemcon(&format!("run {NATO} --runs 10 --runs-out")).arg(&file).arg("-o").arg(&file).assert().code(2).stdout_eq("");
    assert!(String::from_utf8_lossy(&twice.get_output().stderr).contains("would be written twice"));
}
