//! The page on the screens shows what is printed, in as many columns as it says; `SNAPSHOTS=overwrite cargo test`
//! writes it anew.

use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::support::{NATO, nemcon, root, stdout};

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

/// The same with its colours, as pictures.
#[test]
fn pictures_of_screens_show_what_is_printed() {
    let page = fs::read_to_string(root().join("docs/screens.md")).expect("the page");
    for columns in [60, 80, 120, 200] {
        let name = format!("img/screen-{columns}.term.svg");
        assert!(page.contains(&format!("]({name})")), "the page shows {name}");
        let printed = stdout(nemcon(&format!("run {NATO} --runs 20000 --color always --width {columns}")));
        assert!(printed.contains("\u{1b}["), "it has colours");
        let picture = Data::read_from(&root().join("docs").join(&name), Some(DataFormat::TermSvg));
        Assert::new().action_env("SNAPSHOTS").eq(printed, picture);
    }
}
