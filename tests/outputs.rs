//! What is printed as JSON is what its types and schemas say, and the page on the command is made from them.

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use nemcon::report::schema::{
    AssumptionsDocument, BacktestDocument, CalibrateDocument, CompareDocument, DOCUMENTS, DiagnosticsDocument, Document, MembersDocument,
    PersuadeDocument, PowerDocument, RunDocument, SCHEMA, SensitivityDocument, SweepDocument, TraceDocument,
};
use nemcon::report::{
    AssumptionsReport, BacktestReport, CalibrateReport, CompareReport, CsvTable, MembersReport, PersuadeReport, PowerReport, Report,
    RunReport, SensitivityReport, SweepReport, TraceReport,
};
use serde_json::Value;
use snapbox::{Assert, Data};

use crate::backtest::{case, folder};
use crate::calibrate::races;
use crate::golden::{files, is_scenario};
use crate::support::{BY_HAND, NATO, PARTNERS, nemcon, root, stdout};

/// Asserts that a printed document is one by its schema and by its type, which reads it and gives the
/// same again.
fn assert_is<D: Document + Debug + PartialEq>(what: &str, printed: &str) -> D {
    let value: Value = serde_json::from_str(printed).unwrap_or_else(|error| panic!("{what}: {error}"));
    let schema: Value = serde_json::from_str(&D::schema_text()).expect("a schema is JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a JSON Schema");
    let faults: Vec<String> = validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
    let document: D = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
    let again = serde_json::to_value(&document).expect("a document is JSON");
    assert!(again == value, "{what}: the type loses something");
    // Byte for byte: no number may differ in its last digit.
    let read: D = serde_json::from_str(printed).unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut written = Vec::new();
    read.write(&mut written).expect("a vector takes everything");
    assert!(written.trim_ascii_end() == printed.trim_end().as_bytes(), "{what}: read and written it is another text");
    assert_eq!(value["schema"], SCHEMA, "{what}");
    document
}

#[test]
fn schemas_are_schemas_and_printed_by_the_command() {
    for (command, schema) in DOCUMENTS {
        assert_eq!(stdout(nemcon(&format!("schema --of {command}"))), schema());
        jsonschema::meta::validate(&serde_json::from_str(&schema()).expect("JSON")).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
    assert_eq!(stdout(nemcon("schema --of scenario")), stdout(nemcon("schema")));
    nemcon("schema --of show").assert().code(2).stdout_eq("");
    nemcon("schema --of run --body").assert().code(2).stdout_eq("");
}

#[test]
fn golden_documents_have_their_types() {
    let golden = |file: &str| fs::read_to_string(root().join(file)).expect("a golden file");
    let goldens = files(&root().join("tests/golden"), "json");
    assert_eq!(goldens.iter().map(|file| file.display().to_string()).collect::<Vec<_>>(), ["history/backtest.json", "nato-2024/base.json"]);
    let run: RunDocument = assert_is("base.json", &golden("tests/golden/nato-2024/base.json"));
    assert_eq!(
        (run.names.candidates.get("rutte"), run.outcomes[0].name.as_ref()),
        (Some(&"Mark Rutte".to_owned()), run.names.candidates.get("rutte"))
    );
    assert_eq!(run.names.members.get("HUN").map(String::as_str), Some("Hungary"));
    let backtest: BacktestDocument = assert_is("backtest.json", &golden("tests/golden/history/backtest.json"));
    assert_eq!(backtest.cases[0].ending.leader_name.as_deref(), Some("Jean Ping"));
    let _: RunDocument = assert_is("appointment.json", &golden("crates/report/tests/golden/appointment.json"));
    for file in ["nato-2024-json", "un-security-council-json"] {
        let text = golden(&format!("tests/golden/power/{file}.txt"));
        let document = assert_is(file, text.split_once('\n').expect("a command and its output").1);
        assert!(matches!(document, PowerDocument::Binary(_)));
    }
}

#[test]
fn what_every_shipped_scenario_prints_has_its_type() {
    let folder = root().join("scenarios");
    let shipped: Vec<_> = files(&folder, "toml").into_iter().filter(|file| is_scenario(&folder.join(file))).collect();
    assert!(shipped.len() > 40, "{} scenarios", shipped.len());
    for file in shipped {
        let command = format!("run scenarios/{} --runs 100 --format json", file.display());
        let _: RunDocument = assert_is(&command, &stdout(nemcon(&command)));
    }
}

#[test]
fn what_every_form_prints_has_its_type() {
    let of = |arguments: &str| stdout(nemcon(&format!("{arguments} --format json")));
    for (arguments, form) in [
        ("power scenarios/bodies/un-security-council.toml --coalitions=150", "Binary("),
        ("power scenarios/bodies/un-security-council.toml --ternary", "Ternary("),
        ("power scenarios/bodies/un-security-council.toml --estimate 1_000", "Estimated("),
        ("power scenarios/bodies/nassau-1964.toml --coalitions", "Binary("),
        ("power scenarios/bodies/eu-council.toml", "Binary("),
        ("power scenarios/templates/jury.toml", "Binary("),
        ("power scenarios/nato-2024/what-if/each-by-itself.toml", "Binary("),
    ] {
        let document: PowerDocument = assert_is(arguments, &of(arguments));
        assert!(format!("{document:?}").starts_with(form), "{arguments}");
    }
    let what_if = "scenarios/nato-2024/what-if";
    let compare: CompareDocument =
        assert_is("compare", &of(&format!("compare {NATO} {what_if}/iohannis-enters.toml {what_if}/kallas-presented.toml --runs 500")));
    let named = compare.variants[0].outcomes.iter().find(|outcome| outcome.outcome == "iohannis").expect("he enters");
    assert_eq!(named.name.as_deref(), Some("Klaus Iohannis"));
    let cases = races();
    let calibrate = stdout(nemcon("calibrate --runs 100 --format json").arg(cases.path()));
    let calibrate: CalibrateDocument = assert_is("calibrate", &calibrate);
    assert_eq!(calibrate.cases.len(), 3);
    let of_itself = "templates/jury.toml";
    for scenario in ["nato-2024/base.toml", of_itself, "history/ecb-1998.toml"] {
        let command = format!("check --assumptions scenarios/{scenario}");
        let document: AssumptionsDocument = assert_is(&command, &of(&command));
        let of_table = document.assumptions.iter().filter(|assumption| !assumption.coding.is_empty()).count();
        assert_eq!(of_table > 0, scenario != of_itself, "{command}");
    }
    for body in ["scenarios/bodies/eu-council.toml", "scenarios/templates/jury.toml", NATO] {
        let command = format!("members {body}");
        let _: MembersDocument = assert_is(&command, &of(&command));
    }
    for flags in ["scenarios/templates/conclave.toml", "scenarios/nato-2024/base.toml --stuck"] {
        let trace: TraceDocument = assert_is("trace", &of(&format!("trace {flags} --runs 500")));
        assert!(trace.steps.len() > trace.story.len() && !trace.story.is_empty());
    }
    let persuade: PersuadeDocument = assert_is("persuade", &of(&format!("persuade {NATO} --runs 200 --pairs")));
    assert_eq!((persuade.members.len(), persuade.pairs.len(), persuade.events.len()), (31, 66, 7));
    let sweep: SweepDocument = assert_is("sweep", &of(&format!("sweep {NATO} --set dynamics.frailty=0..1:3 --runs 200")));
    assert_eq!(sweep.points.len(), 3);
    let sensitivity: SensitivityDocument = assert_is("sensitivity", &of(&format!("sensitivity {BY_HAND} --runs 100")));
    assert!(sensitivity.inputs.len() > 20 && sensitivity.groups.is_empty());
    let motion: RunDocument = assert_is("a motion", &stdout(nemcon("run - --format json").stdin(PARTNERS)));
    assert_eq!(motion.outcomes[1].name, None);
}

/// What `check` says of files that are right and wrong, for programs.
#[test]
fn faults_are_told_to_programs_with_their_places() {
    let wrong = PARTNERS.replace("\"14 days\"", "\"14 dais\"").replace("id = \"cy\"", "id = \"cy\"\nnmae = \"Cy\"");
    let files = folder(&[("right.toml", PARTNERS), ("wrong.toml", &wrong)]);
    let (right, wrong_file) = (files.path().join("right.toml"), files.path().join("wrong.toml"));
    let found = nemcon("check --format json").args([&right, &wrong_file]).assert().code(2).get_output().clone();
    assert_eq!(String::from_utf8_lossy(&found.stderr), "error: 1 of 2 files are wrong\n");
    let document: DiagnosticsDocument = assert_is("check", &String::from_utf8(found.stdout).expect("text"));
    let [right_of, wrong_of] = &document.files[..] else { panic!("two files: {document:?}") };
    assert_eq!((right_of.summary.as_deref(), right_of.diagnostics.len()), (Some("3 members, 1 candidate, 8 rounds"), 0));
    assert_eq!((&wrong_of.summary, wrong_of.diagnostics.len()), (&None, 2));
    // The words and places of what people read.
    let told = String::from_utf8(nemcon("check").arg(&wrong_file).assert().code(2).get_output().stderr.clone()).expect("text");
    for found in &wrong_of.diagnostics {
        let (line, column) = (found.line.expect("a line"), found.column.expect("a column"));
        assert!(told.contains(&format!("error: {}\n", found.message)) && told.contains(&format!("wrong.toml:{line}:{column}")), "{told}");
        assert!(found.help.as_ref().is_none_or(|help| told.contains(help.as_str())), "{told}");
        let place = &wrong[found.start.expect("a start")..found.end.expect("an end")];
        assert!(["nmae", "\"14 dais\""].contains(&place), "{place}");
    }
    nemcon("check --format json -o").arg(files.path().join("x.csv")).arg(&right).assert().code(2).stdout_eq("");
}

/// Whoever reads a document passes over what was added later.
#[test]
fn unknown_keys_are_passed_over() {
    let mut value: Value = serde_json::from_str(&stdout(nemcon("run - --format json").stdin(PARTNERS))).expect("JSON");
    let before: RunDocument = serde_json::from_value(value.clone()).expect("a document");
    value["later"] = Value::from("more");
    value["outcomes"][0]["later"] = Value::from(1);
    let after: RunDocument = serde_json::from_value(value).expect("still one");
    assert_eq!(before, after);
}

#[test]
fn every_command_with_results_has_csv_tables() {
    let cases =
        folder(&[("a.toml", &case("a", "result = \"adopted\"\n")), ("b.toml", &case("b", "result = \"adopted\"\non = 2031-02-03\n"))]);
    let header = |table: &str| {
        let printed = stdout(nemcon(&format!("backtest --runs 100 --format csv --table {table}")).arg(cases.path()));
        printed.lines().next().unwrap_or_default().to_owned()
    };
    for table in BacktestReport::csv_tables() {
        assert_eq!(header(table.name), table.names().join(","));
    }
    let forecasts = stdout(nemcon("backtest --runs 100 --format csv --table forecasts").arg(cases.path()));
    assert_eq!(forecasts.lines().count(), 6, "{forecasts}");
    let cases = stdout(nemcon("backtest --runs 100 --format csv").arg(cases.path()));
    assert!(cases.lines().nth(2).is_some_and(|row| row.starts_with("b,1,adopted,")), "{cases}");
}

/// The tables of docs/command.md; `SNAPSHOTS=overwrite cargo test` writes them anew.
#[test]
fn the_page_on_the_command_has_the_tables_of_the_types() {
    let path = root().join("docs/command.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (mut anew, mut made) = (String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        let Some(what) = line.strip_prefix("<!-- made from the types: ").and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        anew += &format!("\n{}\n<!-- end -->\n", table(what));
        assert!(lines.any(|line| line == "<!-- end -->"), "{what} has an end");
        made += 1;
    }
    // Three forms of `power`, and CSV for each but for what is wrong with files.
    assert_eq!(made, DOCUMENTS.len() + 2 + DOCUMENTS.len() - 1);
    for (command, _) in DOCUMENTS {
        assert!(page.contains(&format!("<!-- made from the types: {command} ")), "{command} is not documented");
    }
    Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(Path::new(&path), None).raw());
}

fn table(what: &str) -> String {
    match what {
        "run as CSV" => csv_table::<RunReport>(),
        "compare as CSV" => csv_table::<CompareReport>(),
        "persuade as CSV" => csv_table::<PersuadeReport>(),
        "sweep as CSV" => csv_table::<SweepReport>(),
        "sensitivity as CSV" => csv_table::<SensitivityReport>(),
        "trace as CSV" => csv_table::<TraceReport>(),
        "power as CSV" => csv_table::<PowerReport>(),
        "backtest as CSV" => csv_table::<BacktestReport>(),
        "calibrate as CSV" => csv_table::<CalibrateReport>(),
        "check as CSV" => csv_table::<AssumptionsReport>(),
        "members as CSV" => csv_table::<MembersReport>(),
        _ => {
            let (command, form) = what.split_once(" as ").unwrap_or_else(|| panic!("what is made is COMMAND as FORM, not {what}"));
            let (_, schema) = DOCUMENTS.iter().find(|(known, _)| *known == command).unwrap_or_else(|| panic!("there is no {command}"));
            let schema: Value = serde_json::from_str(&schema()).expect("a schema is JSON");
            let start = if form == "JSON" { &schema } else { &schema["definitions"][form] };
            let mut rows = String::from("| key | kind | content |\n|---|---|---|\n");
            fields(&schema, start, "", &mut rows);
            rows
        }
    }
}

fn csv_table<R: Report>() -> String {
    let row = |table: CsvTable<R>| format!("| `{}` | {} | {} |\n", table.name, table.meaning, table.names().join(", "));
    let rows: String = R::csv_tables().into_iter().map(row).collect();
    format!("| table | a row is | columns |\n|---|---|---|\n{rows}")
}

/// One row a key, and those of what lies in it, in their order.
fn fields(root: &Value, schema: &Value, path: &str, rows: &mut String) {
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}{key}");
        row(root, field, &path, rows);
    }
    if schema["properties"].is_object() && schema["additionalProperties"].is_object() {
        row(root, &schema["additionalProperties"], &format!("{path}*"), rows);
    }
}

fn row(root: &Value, field: &Value, path: &str, rows: &mut String) {
    let words = field["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    *rows += &format!("| `{path}` | {} | {words} |\n", kind(root, field));
    within(root, field, path, rows);
}

fn within(root: &Value, schema: &Value, path: &str, rows: &mut String) {
    for part in parts(root, schema) {
        fields(root, part, &format!("{path}."), rows);
        if part["items"].is_object() {
            within(root, &part["items"], &format!("{path}[]"), rows);
        }
        if !part["properties"].is_object() && part["additionalProperties"].is_object() {
            within(root, &part["additionalProperties"], &format!("{path}.*"), rows);
        }
    }
}

/// What a schema may be, references followed.
fn parts<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        return parts(root, root.pointer(reference.trim_start_matches('#')).expect("a reference leads somewhere"));
    }
    for several in ["allOf", "anyOf", "oneOf"] {
        if let Some(several) = schema[several].as_array() {
            return several.iter().flat_map(|part| parts(root, part)).collect();
        }
    }
    vec![schema]
}

/// The kinds of value that a schema allows, in words.
fn kind(root: &Value, schema: &Value) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for part in parts(root, schema) {
        let types = part["type"].as_array().map_or_else(|| vec![&part["type"]], |types| types.iter().collect());
        for one in types {
            let word = match one.as_str() {
                // A list of words has no type.
                Some("string") | None => "text",
                Some("integer") => "whole number",
                Some("boolean") => "true or false",
                Some("array") => "list",
                Some(other) => other,
            };
            if !kinds.contains(&word) {
                kinds.push(word);
            }
        }
    }
    kinds.join(" or ")
}

/// By its id or its name.
#[test]
fn who_is_in_the_way_is_told_of_whom_one_asks() {
    let told = |candidate: &str| nemcon(&format!("run {NATO} --runs 2000 --candidate")).arg(candidate);
    let table = stdout(told("kallas"));
    assert!(table.contains("in the way of Kaja Kallas") && !table.contains("in the way of Mark Rutte"), "{table}");
    assert_eq!(stdout(told("Kaja Kallas")), table);
    let refused = told("kalas").assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(stderr.starts_with("error: there is no candidate \"kalas\": it is one of rutte, kallas, "), "{stderr}");
}
