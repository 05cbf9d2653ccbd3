//! What the tests share: the built command, and a small scenario.

use std::path::PathBuf;
use std::process::Stdio;

use snapbox::cmd::Command;

/// Five partners who adopt a motion unless somebody objects; one assumption has no source.
pub(crate) const PARTNERS: &str = r#"
schema = 1
title  = "Will the partners agree?"

[question]
kind     = "motion"
post     = "the merger"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
rule     = "consensus"

[body]
name = "Partners"

[[member]]
id = "ann"

[[member]]
id = "bob"

[[member]]
id = "cy"

[[candidate]]
id = "merger"

[[stance]]
candidate = "*"
members   = "*"
prior     = { support = 0.2, accept = 0.3, reserve = 0.5 }

[dynamics]
reserve = "14 days"

[run]
runs = 2_000
seed = 7
"#;

pub(crate) const NATO: &str = "scenarios/nato-2024/base.toml";

/// The same question with numbers of its own, which no coding table changes.
pub(crate) const BY_HAND: &str = "scenarios/bench/nato-2024-by-hand.toml";

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The command, run in the folder of the workspace, whatever the surroundings say of colours and threads.
pub(crate) fn nemcon(arguments: &str) -> Command {
    let command = Command::new(snapbox::cmd::cargo_bin!("nemcon")).current_dir(root());
    let surroundings = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RAYON_NUM_THREADS"];
    let command = surroundings.into_iter().fold(command, Command::env_remove);
    command.args(arguments.split_whitespace())
}

/// Runs the command with nobody to read what it prints, which is no error.
pub(crate) fn unheard(arguments: &[&str], input: &[u8]) {
    let mut child = std::process::Command::new(snapbox::cmd::cargo_bin!("nemcon"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // It cannot print before it has read, and by then nobody listens.
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("it has a standard input");
    std::io::Write::write_all(&mut stdin, input).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// What the command prints to standard output, once it has succeeded.
pub(crate) fn stdout(command: Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("results are UTF-8")
}
