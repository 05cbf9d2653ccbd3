//! The page on the screens shows what is printed, in as many columns as it says; `SNAPSHOTS=overwrite cargo test`
//! writes it anew.

use std::fs;

use snapbox::{Assert, Data};

use crate::support::{nemcon, root, stdout};

#[test]
fn the_page_on_screens_shows_what_is_printed() {
    let path = root().join("docs/screens.md");
    let page = fs::read_to_string(&path).expect("the page");
    let mut anew = String::new();
    let mut parts = page.split("```console\n$ nemcon ");
    anew += parts.next().unwrap_or_default();
    let mut shown = 0;
    for part in parts {
        let (command, rest) = part.split_once('\n').expect("a command and what it prints");
        let (_, after) = rest.split_once("```").expect("the block ends");
        let printed = stdout(nemcon(command));
        let columns = command
            .split_once("--width ")
            .map_or(80, |(_, width)| width.split(' ').next().and_then(|width| width.parse().ok()).expect("a number of columns"));
        assert!(printed.lines().all(|line| line.chars().count() <= columns), "{command}:\n{printed}");
        assert!(columns < 60 || !printed.lines().any(|line| line.ends_with('…')), "nothing is cut:\n{printed}");
        anew += &format!("```console\n$ nemcon {command}\n{printed}```{after}");
        shown += 1;
    }
    assert!(shown >= 5, "{shown} screens");
    Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
}
