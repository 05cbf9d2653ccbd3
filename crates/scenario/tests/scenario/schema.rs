//! The JSON Schema accepts every file that loads, and refuses what it can see to be wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use nemcon_scenario::{load, load_body, load_coding};
use serde_json::Value;

use crate::documents::{blocks, is_body, marked};
use crate::support::{PANEL, Project, folders, listing, root};

static SCENARIO: LazyLock<Validator> = LazyLock::new(|| validator(&nemcon_scenario::scenario_schema()));
static BODY: LazyLock<Validator> = LazyLock::new(|| validator(&nemcon_scenario::body_schema()));
static CODING: LazyLock<Validator> = LazyLock::new(|| validator(&nemcon_scenario::coding_schema()));

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("the schema is no JSON Schema: {error}"));
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a JSON Schema")
}

/// TOML as JSON; dates become texts.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
    }
}

/// What the schema has against a scenario or a body.
fn faults(text: &str) -> Vec<String> {
    faults_by(if is_body(text) { &BODY } else { &SCENARIO }, text)
}

fn faults_by(schema: &Validator, text: &str) -> Vec<String> {
    let document: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}"));
    schema.iter_errors(&json(&document.into())).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether the schema accepts a scenario that loads.
pub(crate) fn accepts(document: toml::Table) -> bool {
    SCENARIO.is_valid(&json(&document.into()))
}

#[test]
fn every_file_of_the_project_is_valid() {
    let folders = ["tests/conformance", "tests/conformance-2", "scenarios", "crates/nemcon/src/commands"].into_iter().flat_map(folders);
    let mut files: Vec<_> = folders.flat_map(|folder| listing(&folder, &["toml"])).collect();
    let tables: Vec<_> = files.extract_if(.., |path| load_coding(&Project, path).is_ok()).collect();
    let names: Vec<_> = tables.iter().filter_map(|path| path.file_stem()?.to_str()).collect();
    assert_eq!(names, ["coding-first", "coding", "fitted", "without-nato-2024", "coding"]);
    for path in tables {
        let text = fs::read_to_string(root().join(&path)).expect("a file of the project");
        assert_eq!(faults_by(&CODING, &text), [""; 0], "{}", path.display());
    }
    // What others extend need not be whole: the schema would miss its title and question.
    let in_part: Vec<_> = files.extract_if(.., |path| load(&Project, path).is_err() && load_body(&Project, path, None).is_err()).collect();
    assert_eq!(in_part, ["dynamics", "prior"].map(|name| PathBuf::from(format!("scenarios/history/{name}.toml"))));
    for needed in ["scenarios/nato-2024/base.toml", "scenarios/bodies/nato.toml", "crates/nemcon/src/commands/starter.toml"] {
        assert!(files.iter().any(|path| path == Path::new(needed)), "{needed} is gone");
    }
    for path in files {
        let text = fs::read_to_string(root().join(&path)).expect("a file of the project");
        assert_eq!(faults(&text), [""; 0], "{}", path.display());
    }
}

#[test]
fn every_file_that_the_pages_show_is_valid() {
    for page in listing("docs", &["md"]) {
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        for block in blocks(&text).into_iter().chain(marked(&text, "toml,what-if")) {
            assert_eq!(faults(&block), [""; 0], "{}:\n{block}", page.display());
        }
    }
}

#[test]
fn a_what_if_may_say_little() {
    for text in ["extends = \"base.toml\"", "extends = \"base.toml\"\n[question]\nrule = { consensus_minus = 1 }\n[dynamics]\nfrailty = 1"]
    {
        assert_eq!(faults(text), [""; 0], "{text}");
    }
}

#[test]
fn wrong_files_are_not_valid() {
    let seen = "unknown-key unknown-word wrong-type missing-key no-question ranges prior-and-declared rule-keys \
        after-without-when cleavage-empty cleavage-sides concentration conditions conditions-forms delays edges lasting loyalty \
        meetings-keys other other-keys probability-ranges revise revise-as-number revise-in-soundings revise-keys";
    for file in seen.split_whitespace() {
        let text = fs::read_to_string(root().join(format!("tests/rejected/{file}.toml"))).expect("a rejected file");
        assert!(!faults(&text).is_empty(), "{file} is valid");
    }
    for (old, new, place) in [
        ("schema = 1", "schema = 2", "/schema"),
        ("schema = 1", "", "schema"),
        ("title  =", "titel  =", "titel"),
        ("kind     = \"appointment\"", "kind     = \"apointment\"", "/question/kind"),
        ("2031-01-06", "2031-01-06T12:00:00", "/question/as_of"),
        ("\"1 week\"", "7", "/question/cadence"),
        ("rule     = \"consensus\"", "rule     = \"concensus\"", "/question/rule"),
        ("rule     = \"consensus\"", "rule     = { at_least = 2, at_most = 3 }", "/question/rule"),
        ("shares = 40", "shares = \"40\"", "/member/0/weights/shares"),
        ("id = \"ann\"", "id = \"Ann Lee\"", "/candidate/0/id"),
        ("id = \"ann\"", "id = \"ann\"\naccepts = 1.5", "/candidate/0/accepts"),
        ("id = \"ann\"", "id = \"ann\"\nsource = 7", "/candidate/0/source"),
        ("members   = \"*\"", "members   = \"NOR\"", "/stance/0/members"),
        ("prior     =", "declared  = \"support\"\nprior     =", "/stance/0"),
        ("support = 0.4", "support = -0.4", "/stance/0/prior/support"),
        ("oppose = 0.1", "oppose = 0.1, concentration = 0", "/stance/0/prior/concentration"),
        ("cadence  = \"1 week\"", "meetings = [\"20 January\"]", "/question/meetings/0"),
        ("rule     =", "other    = { calm = 0.1 }\nrule     =", "/question/other"),
        ("[[candidate]]", "[[cleavage]]\nid = \"rift\"\nrho = 0.2\nsides = [[\"ann\"]]\n[[candidate]]", "/cleavage/0/sides"),
    ] {
        assert_eq!(faults(PANEL), [""; 0]);
        assert!(PANEL.contains(old), "{old}");
        let found = faults(&PANEL.replacen(old, new, 1));
        assert!(found.iter().any(|fault| fault.contains(place)), "{new}: {found:?}");
    }
}

#[test]
fn wrong_tables_are_not_valid() {
    const TABLE: &str = "schema = 1\n[[number]]\nid = \"doubt\"\nvalue = 0.1\n[[stance]]\nrow = \"backs\"\ndeclared = \"support\"\n\
        [[common]]\nid = \"deal\"\neach = { day = \"meetings\" }\nevent = [{ id = \"deal-on-{day}\", on = \"{day}\" }]\n";
    let table = crate::support::Memory::new(&[("table.toml", TABLE)]);
    load_coding(&table, Path::new("table.toml")).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(faults_by(&CODING, TABLE), [""; 0]);
    for (old, new, place) in [
        ("schema = 1", "", "schema"),
        ("[[number]]", "[[numbers]]", "numbers"),
        ("id = \"doubt\"", "", "/number/0"),
        ("value = 0.1", "low = 0.1", "/number/0"),
        ("value = 0.1", "value = 0.1\nvalu = 0.1", "/number/0"),
        ("value = 0.1", "value = \"often\"", "/number/0/value"),
        ("value = 0.1", "value = 0.1\nclass = \"consensu\"", "/number/0/class"),
        ("row = \"backs\"", "title = \"backs\"", "/stance/0"),
        ("row = \"backs\"", "row = \"backs\"\nalso = \"is for\"", "/stance/0/also"),
        ("\"meetings\"", "7", "/common/0/each/day"),
        ("\nevent", "\nevnt", "/common/0"),
    ] {
        assert!(TABLE.contains(old), "{old}");
        let found = faults_by(&CODING, &TABLE.replacen(old, new, 1));
        assert!(found.iter().any(|fault| fault.contains(place)), "{new}: {found:?}");
    }
}
