//! What helps to set out: the starter, the schema, completions, manual pages.

use std::fs;

use nemcon::scenario::{body_schema, coding_schema, scenario_schema};

use crate::support::{nemcon, root, stdout};

#[test]
fn the_starter_runs_as_it_stands() {
    let starter = stdout(nemcon("new"));
    nemcon("check -").stdin(&starter).assert().success().stderr_eq("").stdout_eq("ok: -: 5 members, 3 candidates, 12 rounds\n");
    let printed = stdout(nemcon("run - --runs 2000").stdin(&starter));
    for part in ["director of the foundation", "Claire Moreau", "extended", "vacant", "reports of counts"] {
        assert!(printed.contains(part), "{part} is not in\n{printed}");
    }
}

#[test]
fn the_starter_says_what_is_a_placeholder() {
    let starter = stdout(nemcon("new"));
    let blocks: Vec<&str> =
        starter.split("\n\n").filter(|block| block.starts_with("[dynamics]") || block.starts_with("[[event]]")).collect();
    assert!(blocks.len() > 2 && blocks.iter().all(|block| block.contains("placeholder")), "{blocks:?}");
}

#[test]
fn the_starter_is_written_only_where_it_can_be_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("question.toml");
    nemcon("new").arg(&file).assert().success().stdout_eq("");
    assert_eq!(fs::read_to_string(&file).expect("the file is there"), stdout(nemcon("new -")));
    fs::write(&file, "mine").expect("the file can be written");
    let refused = nemcon("new").arg(&file).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(stderr.contains("question.toml exists already"), "{stderr}");
    assert_eq!(fs::read_to_string(&file).expect("the file is there"), "mine");
    let other = folder.path().join("question.json");
    let refused = nemcon("new").arg(&other).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(stderr.ends_with("what is written is TOML, name a file that ends in .toml\n") && !other.exists(), "{stderr}");
    nemcon("new").arg(folder.path().join("no/such/folder.toml")).assert().code(2).stdout_eq("");
}

/// Whoever has the command alone has the fitted table, too, and a scenario beside it takes its numbers from it.
#[test]
fn the_coding_table_comes_with_the_command() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let new = |name: &str, flag: &str| nemcon("new").args([flag.to_owned(), folder.path().join(name).display().to_string()]);
    let said = new("coding.toml", "--coding").assert().success().stdout_eq("").get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&said).contains("coding.toml is written"), "{said:?}");
    let table = fs::read_to_string(folder.path().join("coding.toml")).expect("the file is there");
    assert_eq!(table, fs::read_to_string(root().join("scenarios/history/fitted.toml")).expect("the shipped table"));
    assert_eq!(table, stdout(nemcon("new --coding")));
    // The starter says how: without the marks of its comments, and with a row in place of a prior.
    let starter = stdout(nemcon("new"));
    let own = "prior     = { support = 0.25, accept = 0.35, reserve = 0.30, oppose = 0.10 }";
    assert!(starter.contains("# [coding]\n# use = \"coding.toml\"\n") && starter.contains(own));
    let coded = starter.replace("# [coding]\n# use", "[coding]\nuse").replace(own, "row       = \"silent-leading\"");
    let file = folder.path().join("question.toml");
    fs::write(&file, coded).expect("the folder takes a file");
    let shown = stdout(nemcon("show").arg(&file));
    assert!(shown.contains("row \"silent-leading\" of coding.toml") && shown.contains("group = \"*\""), "{shown}");
    nemcon("run --runs 500").arg(&file).assert().success();
}

#[test]
fn the_schema_is_that_of_the_library() {
    assert_eq!(stdout(nemcon("schema")), scenario_schema());
    assert_eq!(stdout(nemcon("schema --body")), body_schema());
    assert_eq!(stdout(nemcon("schema --coding")), coding_schema());
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(nemcon(&format!("completions {shell}")));
        assert!(["nemcon", "check", "completions", "runs"].iter().all(|word| script.contains(word)), "{shell}");
    }
    nemcon("completions cmd").assert().code(2).stdout_eq("");
}

#[test]
fn manual_pages_describe_the_commands_and_their_flags() {
    let page = stdout(nemcon("man"));
    assert!(page.contains(".TH nemcon 1") && page.contains("nemcon\\-run(1)"), "{page}");
    let page = stdout(nemcon("man run"));
    assert!(page.contains(".TH nemcon-run 1") && page.contains("\\-\\-seed"), "{page}");
    nemcon("man ran").assert().code(2).stdout_eq("");
}

#[test]
fn help_has_examples() {
    for command in ["new", "schema", "completions", "man"] {
        let help = stdout(nemcon(&format!("{command} --help")));
        assert!(help.contains(&format!("Examples:\n  nemcon {command}")), "{help}");
    }
}
