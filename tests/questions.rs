//! The page of the analyst's questions shows what is printed; `SNAPSHOTS=overwrite cargo test` writes it anew.

use std::fs;

use snapbox::{Assert, Data};

use crate::support::{nemcon, root, stdout};

#[test]
fn the_page_shows_what_is_printed() {
    let path = root().join("docs/questions.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (mut anew, mut shown) = (String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        let Some(command) = line.strip_prefix("$ nemcon ") else { continue };
        anew += &format!("{}\n```\n", stdout(nemcon(command)).trim_end());
        assert!(lines.any(|line| line == "```"), "{command} has an end");
        shown += 1;
    }
    assert!(shown > 1, "{shown} outputs");
    Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
}
