//! The pages as a book: each has its place in it, links lead somewhere, and the gallery is as it would be drawn now.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::{Assert, Data};

use crate::golden::files;
use crate::support::{nemcon, root, stdout};

/// Where the links of a page lead to, without anchors; those of code are none.
fn links(page: &str) -> Vec<String> {
    let prose: String = page.split("```").step_by(2).collect();
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|target| !target.is_empty() && !target.contains("://")).map(str::to_owned).collect()
}

fn pages() -> Vec<String> {
    files(&root().join("docs"), "md").into_iter().map(|page| page.display().to_string()).collect()
}

#[test]
fn every_page_is_in_the_book_once() {
    let summary = links(&fs::read_to_string(root().join("docs/SUMMARY.md")).expect("the table of contents"));
    let once: BTreeSet<String> = summary.iter().cloned().collect();
    assert_eq!(once.len(), summary.len(), "{summary:?}");
    assert_eq!(once, pages().into_iter().filter(|page| page != "SUMMARY.md").collect());
}

#[test]
fn links_between_pages_lead_somewhere() {
    let docs = root().join("docs");
    for page in pages() {
        for target in links(&fs::read_to_string(docs.join(&page)).expect("a page")) {
            assert!(docs.join(&target).exists(), "{page}: {target}");
        }
    }
}

/// `SNAPSHOTS=overwrite cargo test` draws them anew.
#[test]
fn the_gallery_is_as_it_is_drawn() {
    let page = fs::read_to_string(root().join("docs/gallery.md")).expect("the gallery");
    let drawn: Vec<(&str, &str)> = page.lines().filter_map(|line| line.strip_prefix("$ nemcon ")?.split_once(" -o docs/")).collect();
    let shown: Vec<String> = links(&page).into_iter().filter(|target| target.starts_with("img/")).collect();
    assert_eq!(drawn.iter().map(|(_, file)| *file).collect::<Vec<_>>(), shown);
    for (command, file) in drawn {
        let picture = Data::read_from(Path::new(&root().join("docs").join(file)), None).raw();
        Assert::new().action_env("SNAPSHOTS").eq(stdout(nemcon(command)), picture);
    }
}
