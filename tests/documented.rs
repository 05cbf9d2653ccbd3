//! What there is, is documented: the keys and blocks of the format, the named rules, effects and procedures, the
//! commands and the forms of their output. Measures of power are asked for beside them, and the tables of outputs
//! are made from their types.

use std::collections::BTreeSet;
use std::fs;

use nemcon::scenario::{body_schema, coding_schema, scenario_schema};
use serde_json::Value;

use crate::golden::files;
use crate::support::{nemcon, root, stdout};

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("the page")
}

/// The words that a page writes as code: in blocks, and between backticks.
fn code_words(page: &str) -> BTreeSet<String> {
    let parts = |text: &str, mark: &str| text.split(mark).skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let mut code = parts(page, "```");
    code.extend(page.split("```").step_by(2).flat_map(|prose| parts(prose, "`")));
    code.iter().flat_map(|code| code.split(|letter: char| !letter.is_alphanumeric() && letter != '_')).map(str::to_owned).collect()
}

/// All keys that a schema has anywhere.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            found.extend(object.get("properties").and_then(Value::as_object).into_iter().flat_map(|keys| keys.keys().cloned()));
            object.values().for_each(|value| keys(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => (),
    }
}

/// Blocks, effects, procedures and rules are keys, as all else is.
#[test]
fn every_key_of_the_format_is_documented() {
    let words = code_words(&page("docs/scenario-format.md"));
    let mut known = BTreeSet::new();
    for schema in [scenario_schema(), body_schema(), coding_schema()] {
        keys(&serde_json::from_str(&schema).expect("a schema is JSON"), &mut known);
    }
    assert!(known.len() > 80, "{known:?}");
    let missing: Vec<_> = known.iter().filter(|key| !words.contains(*key)).collect();
    assert!(missing.is_empty(), "docs/scenario-format.md does not speak of {missing:?}");
}

#[test]
fn every_block_of_the_format_is_shown() {
    // Keys are aligned in examples.
    let page = page("docs/scenario-format.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let schema: Value = serde_json::from_str(&scenario_schema()).expect("a schema is JSON");
    for (block, form) in schema["properties"].as_object().expect("a file is a table") {
        // Tables and lists of tables; the others are keys at the head of a file.
        if form["$ref"].is_string() || form["items"].is_object() {
            assert!(
                [format!("[{block}]"), format!("{block} = [")].iter().any(|shown| page.contains(shown)),
                "docs/scenario-format.md does not show [{block}]"
            );
        }
    }
}

#[test]
fn every_named_rule_is_in_the_table_of_the_model() {
    let page = page("docs/model.md");
    let table = page.split("The familiar rules are names for such trees:").nth(1).expect("the table of rules");
    let rows: Vec<&str> = table.lines().skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('|')).skip(2).collect();
    let rules: Vec<String> = files(&root().join("crates/core/src/rule/named"), "rs")
        .iter()
        .filter_map(|file| file.file_stem()?.to_str().map(str::to_owned))
        .filter(|name| name != "mod")
        .collect();
    for rule in &rules {
        let named = |row: &&&str| {
            let mut words = row.split('|').nth(1).unwrap_or_default().split_whitespace();
            rule.split('_').all(|part| words.any(|word| word == part))
        };
        assert!(rows.iter().any(|row| named(&row)), "docs/model.md has no row for {rule}");
    }
    assert_eq!(rows.len(), rules.len(), "one row a rule");
}

/// The words for the forms that something has in the schema of scenarios, each a table with one key.
fn forms(name: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(&scenario_schema()).expect("a schema is JSON");
    let forms = schema["definitions"][name]["oneOf"].as_array().expect("a list of forms");
    let word = |form: &Value| form["required"][0].as_str().expect("a form has a key").to_owned();
    forms.iter().map(word).collect()
}

/// The part of a page between two lines.
fn section<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("the section")
}

#[test]
fn every_effect_is_in_the_table_of_the_model_and_shown() {
    let (model, format) = (page("docs/model.md"), page("docs/scenario-format.md"));
    let table = section(&model, "The effects, applied in order:", "\n\nA stance");
    let shown = section(&format, "The effects:\n", "### `[run]`");
    let effects = forms("effect");
    assert!(effects.len() > 7, "{effects:?}");
    for effect in effects {
        let named = |row: &str| row.split('|').nth(1).is_some_and(|cell| cell.contains(&format!("`{effect}`")));
        assert!(table.lines().any(named), "docs/model.md has no row for {effect}");
        assert!(shown.contains(&format!("{{ {effect} = ")), "docs/scenario-format.md does not show {effect}");
    }
}

#[test]
fn every_procedure_is_specified_and_has_its_row() {
    let (model, format) = (page("docs/model.md").to_lowercase(), page("docs/scenario-format.md"));
    let specified = section(&model, "### procedures", "\n## ");
    let procedures = forms("procedure");
    assert!(procedures.len() > 2, "{procedures:?}");
    for procedure in procedures {
        assert!(specified.contains(&format!("**{procedure}**")), "docs/model.md does not specify {procedure}");
        assert!(
            format.lines().any(|line| line.starts_with(&format!("| `{procedure}` |"))),
            "docs/scenario-format.md has no row for {procedure}"
        );
    }
}

#[test]
fn every_form_of_output_is_documented() {
    let page = page("docs/command.md");
    let row = page.lines().find(|line| line.starts_with("| `--format F`")).expect("a row on forms");
    let help = stdout(nemcon("run --help"));
    let listed = section(&help, "--format", "--table");
    let forms: Vec<&str> = listed.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()).collect();
    assert!(forms.len() > 2, "{forms:?}");
    for form in forms {
        assert!(row.contains(&format!("`{form}`")), "docs/command.md does not speak of the form {form}");
    }
}

#[test]
fn every_command_has_its_row_and_its_section() {
    let page = page("docs/command.md");
    let help = stdout(nemcon("--help"));
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    let commands: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        assert!(page.lines().any(|line| line.starts_with('|') && line.contains(&format!("`nemcon {command}"))), "no row for {command}");
        let heading = |line: &str| line.strip_prefix("## ").is_some_and(|names| names.split(", ").any(|name| name == command));
        assert!(page.lines().any(heading), "no section on {command}");
    }
}
