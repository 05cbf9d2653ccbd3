//! The pages as a book: each has its place in it, links lead somewhere, and the gallery is as it would be drawn now.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::{Assert, Data};

use crate::golden::files;
use crate::support::{nemcon, root, stdout};

/// What is in the repository but no page: the book has no copy of it.
const REPOSITORY: &str = "https://github.com/nemcon/nemcon/blob/main/";

/// A page without its code.
fn prose(page: &str) -> String {
    page.split("```").step_by(2).collect()
}

/// Where the links of a page lead to, with anchors; those of code are none.
fn targets(page: &str) -> Vec<String> {
    prose(page).split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect()
}

/// The files that a page links to within the book, without anchors.
fn links(page: &str) -> Vec<String> {
    let files = targets(page).into_iter().filter(|target| !target.contains("://"));
    files.filter_map(|target| target.split('#').next().filter(|file| !file.is_empty()).map(str::to_owned)).collect()
}

/// What the headings of a page are called in links.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page);
    let headings = headings.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let kept = |letter: char| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ if letter.is_alphanumeric() => letter.to_lowercase().next(),
        _ => None,
    };
    headings.map(|heading| heading.chars().filter_map(kept).collect()).collect()
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
fn links_lead_somewhere() {
    let docs = root().join("docs").canonicalize().expect("the pages");
    let read = |page: &Path| fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    for page in pages().iter().map(|page| docs.join(page)) {
        let (text, said) = (read(&page), page.display());
        for target in targets(&text) {
            if let Some(file) = target.strip_prefix(REPOSITORY) {
                assert!(root().join(file).exists(), "{said}: {target}");
            }
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let linked = if file.is_empty() { page.clone() } else { page.with_file_name(file) };
            let linked = linked.canonicalize().unwrap_or_else(|error| panic!("{said}: {target}: {error}"));
            assert!(linked.starts_with(&docs), "{said}: {target} is not in the book: write {REPOSITORY}…");
            assert!(anchor.is_empty() || anchors(&read(&linked)).contains(anchor), "{said}: {target}");
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
