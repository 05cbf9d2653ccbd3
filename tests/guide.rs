//! The guide shows what nemcon prints; `SNAPSHOTS=overwrite cargo test` writes it anew.

use std::fs;

use snapbox::{Assert, Data};

use crate::support::{nemcon, root, stdout};

/// The page with the output of every scenario in it as it is now, and how many there are.
fn written_anew(page: &str) -> (String, usize) {
    let (mut anew, mut scenario, mut shown) = (String::new(), String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        let Some(mark) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut text = block.join("\n");
        if let Some(arguments) = block[0].strip_prefix("$ nemcon run ") {
            let (_, flags) = arguments.split_once(' ').unwrap_or_default();
            text = format!("{}\n{}", block[0], stdout(nemcon(&format!("run - {flags}")).stdin(&scenario)).trim_end());
            shown += 1;
        } else if mark == "toml" {
            scenario.clone_from(&text);
        }
        anew += &format!("{text}\n```\n");
    }
    (anew, shown)
}

#[test]
fn the_guide_shows_what_is_printed() {
    let path = root().join("docs/guide.md");
    let (anew, shown) = written_anew(&fs::read_to_string(&path).expect("the guide"));
    assert!(shown > 10, "{shown} outputs");
    Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
}
