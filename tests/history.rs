//! The cases whose end is known use one coding table, and one file of dynamics.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::support::root;

/// The rows of the table of stances in docs/history.md: what is coded, and the stance it becomes.
fn coding_table() -> BTreeMap<String, String> {
    let page = std::fs::read_to_string(root().join("docs/history.md")).expect("the page is there");
    page.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, coded, _, stance, _] = cells[..] else { return None };
            let stance = stance.strip_prefix('`')?.strip_suffix('`')?;
            Some((coded.to_owned(), stance.to_owned()))
        })
        .collect()
}

fn cases() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir(root().join("scenarios/history")).expect("the folder is there");
    let paths = folder.map(|entry| entry.expect("the folder can be read").path());
    let cases = paths.filter(|path| path.file_name().is_some_and(|name| name != "dynamics.toml"));
    cases.map(|path| (path.clone(), std::fs::read_to_string(path).expect("a case is text"))).collect()
}

/// The value of a key in a block, as it is written.
fn value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim))
}

#[test]
fn every_stance_is_coded_by_the_table() {
    let table = coding_table();
    assert_eq!(table.len(), 10);
    let mut used: BTreeMap<&str, usize> = table.keys().map(|coded| (coded.as_str(), 0)).collect();
    for (path, text) in cases() {
        for block in text.split("\n\n").filter(|block| block.starts_with("[[stance]]")) {
            let coded = value(block, "note").and_then(|note| note.trim_matches('"').strip_prefix("coded: "));
            let row = coded.and_then(|coded| table.get_key_value(coded));
            let (coded, stance) = row.unwrap_or_else(|| panic!("{}: not coded:\n{block}", path.display()));
            let written = ["declared", "prior"].iter().find_map(|key| Some(format!("{key} = {}", value(block, key)?)));
            assert_eq!(written.as_ref(), Some(stance), "{}:\n{block}", path.display());
            *used.entry(coded).or_default() += 1;
        }
    }
    assert!(used.values().all(|&count| count > 0), "rows that no case uses: {used:?}");
}

#[test]
fn every_case_has_an_end_and_the_shared_dynamics_and_no_other() {
    let cases = cases();
    assert_eq!(cases.len(), 15);
    for (path, text) in cases {
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.contains(&"extends = \"dynamics.toml\""), "{}", path.display());
        assert!(lines.contains(&"[outcome]"), "{}", path.display());
        for own in ["[dynamics]", "[[pace]]", "[[influence]]", "[[bloc]]"] {
            assert!(!lines.contains(&own), "{} has a {own} of its own", path.display());
        }
    }
}
