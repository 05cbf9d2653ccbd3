//! What the README shows is what the command prints; `SNAPSHOTS=overwrite cargo test` writes it anew.

use snapbox::{Assert, Data};

use crate::support::{nemcon, root};

const COMMAND: &str = "run scenarios/nato-2024/base.toml";

#[test]
fn the_readme_shows_the_real_output() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let block = readme.split(&format!("$ cargo run --release -- {COMMAND}\n")).nth(1).expect("a block with the command");
    let shown = block.split("```").next().expect("the output");
    // As on a terminal, but for the colours and the time.
    let output = nemcon(&format!("{COMMAND} --color always")).output().expect("it runs");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    let printed = anstream::adapter::strip_str(&printed).to_string();
    Assert::new().action_env("SNAPSHOTS").eq(readme.replace(shown, &printed), Data::read_from(&path, None).raw());
}
