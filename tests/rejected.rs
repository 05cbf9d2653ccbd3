//! Every file in `tests/rejected`, and what cannot be a file there, through the built command.

use std::fs;
use std::path::PathBuf;

use crate::support::{nemcon, root};

/// Refuses with exit code 2, prints nothing to standard output, and does not panic; returns what is said.
fn refused(arguments: &str) -> String {
    let assert = nemcon(arguments).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8(assert.get_output().stderr.clone()).expect("messages are UTF-8");
    assert!(stderr.starts_with("error: ") && !stderr.contains("panicked"), "{arguments}: {stderr}");
    stderr
}

#[test]
fn every_rejected_file_is_refused_in_the_words_beside_it() {
    let entries = fs::read_dir(root().join("tests/rejected")).expect("the folder of rejected files");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "toml" || kind == "json"));
    assert!(files.len() >= 60, "only {} files", files.len());
    for path in files {
        let name = path.file_name().expect("a file").to_string_lossy();
        let stderr = refused(&format!("run tests/rejected/{name}"));
        let beside = fs::read_to_string(path.with_extension("stderr")).expect("the message beside the file");
        assert_eq!(stderr.trim_end(), beside.trim_end(), "{name}");
    }
}

#[test]
fn other_commands_refuse_alike() {
    for command in ["check", "show"] {
        refused(&format!("{command} tests/rejected/unknown-key.toml"));
    }
}

/// What would be a burden as a file of the project.
#[test]
fn what_is_too_much_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("large.toml"), vec![b'#'; (8 << 20) + 1]).expect("the folder takes a file");
    for at in 0..34 {
        fs::write(path(&format!("{at}.toml")), format!("extends = \"{}.toml\"\n", at + 1)).expect("the folder takes a file");
    }
    for (name, expected) in [("large", "large.toml is too large\n"), ("0", "more than 32 files extend one another\n")] {
        let stderr = refused(&format!("run {}", path(&format!("{name}.toml"))));
        assert!(stderr.lines().next().is_some_and(|line| format!("{line}\n").ends_with(expected)), "{stderr}");
    }
    let large = vec![b'#'; 17 << 20];
    let assert = nemcon("run -").stdin(large).assert().code(2).stdout_eq("");
    assert!(String::from_utf8_lossy(&assert.get_output().stderr).starts_with("error: standard input is too large\n"));
}

#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_named() {
    assert!(refused("run tests/rejected.rs/x.toml").starts_with("error: tests/rejected.rs/x.toml cannot be read: "));
}

#[test]
fn a_folder_and_a_missing_file_are_named() {
    assert!(refused("run tests/rejected").contains("error: tests/rejected is a folder\n"));
    assert!(refused("run tests/no-such-file.toml").contains("error: there is no file tests/no-such-file.toml\n"));
}
