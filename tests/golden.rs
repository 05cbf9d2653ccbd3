//! Every shipped scenario has a golden output; `SNAPSHOTS=overwrite cargo test` writes them anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use snapbox::{Assert, Data};

use crate::support::{NATO, nemcon, root, stdout};

/// All files below a folder that end so, relative to it, in order.
pub(crate) fn files(folder: &Path, extension: &str) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == extension) {
                found.insert(path.strip_prefix(folder).expect("it lies below").to_owned());
            }
        }
    }
    found
}

pub(crate) fn assert_golden(name: &Path, actual: String) {
    let golden = root().join("tests/golden").join(name);
    Assert::new().action_env("SNAPSHOTS").eq(actual, Data::read_from(&golden, None).raw());
}

/// Whether a file asks a question; the others are bodies.
pub(crate) fn is_scenario(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).expect("a shipped file is text");
    text.lines().any(|line| line.trim() == "[question]" || line.starts_with("extends"))
}

#[test]
fn every_shipped_scenario_has_its_output() {
    let folder = root().join("scenarios");
    let shipped = files(&folder, "toml").into_iter().filter(|file| is_scenario(&folder.join(file)));
    let goldens: BTreeSet<PathBuf> = shipped
        .map(|file| {
            let command = format!("run scenarios/{} --runs 5000", file.display());
            let output = nemcon(&command).assert().success().get_output().clone();
            let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("it prints UTF-8"));
            let golden = file.with_extension("txt");
            assert_golden(&golden, format!("$ nemcon {command}\n{out}{err}"));
            golden
        })
        .collect();
    assert!(!goldens.is_empty());
    // Those of the exact analysis are tests/power.rs's.
    let found = files(&root().join("tests/golden"), "txt").into_iter().filter(|file| !file.starts_with("power"));
    assert_eq!(found.collect::<BTreeSet<_>>(), goldens, "one golden file a scenario");
}

#[test]
fn every_shipped_file_is_right() {
    // What only other files extend is checked with them.
    let shared = ["prior", "dynamics"].map(|name| PathBuf::from(format!("history/{name}.toml")));
    for file in files(&root().join("scenarios"), "toml").into_iter().filter(|file| !shared.contains(file)) {
        let printed = stdout(nemcon(&format!("check scenarios/{}", file.display())));
        assert!(printed.starts_with(&format!("ok: scenarios/{}: ", file.display())), "{printed}");
    }
}

#[test]
fn the_nato_scenario_has_its_json() {
    assert_golden(Path::new("nato-2024/base.json"), stdout(nemcon(&format!("run {NATO} --runs 20000 --format json"))));
}
