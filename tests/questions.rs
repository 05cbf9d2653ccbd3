//! The pages of the analyst's questions show what is printed; `SNAPSHOTS=overwrite cargo test` writes them anew.

use std::fs;

use snapbox::{Assert, Data};

use crate::support::{nemcon, root, stdout};

#[test]
fn the_page_of_questions_shows_what_is_printed() {
    assert_shows_what_is_printed("docs/questions.md");
}

#[test]
fn the_memo_shows_what_is_printed() {
    assert_shows_what_is_printed("docs/memo.md");
}

fn assert_shows_what_is_printed(page: &str) {
    let path = root().join(page);
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
    assert!(shown > 3, "{shown} outputs");
    Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
}
