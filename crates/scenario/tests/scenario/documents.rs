//! What the project ships and what its pages show loads, and loads again as it is shown.

use std::fs;
use std::path::{Path, PathBuf};

use nemcon_scenario::{Scenario, load, load_body};

use crate::support::{Memory, Project, folders, listing, root};

/// The scenario, whose merged form must load to the same.
fn shown_again(scenario: &Scenario) {
    let again = Memory::default().with("shown.toml", scenario.to_toml()).scenario("shown.toml");
    assert_eq!(again.model(), scenario.model());
    assert_eq!((again.runs(), again.seed(), again.outcome()), (scenario.runs(), scenario.seed(), scenario.outcome()));
    let told = |scenario: &Scenario| -> Vec<(String, String)> {
        scenario.assumptions().into_iter().map(|assumption| (assumption.text, assumption.value)).collect()
    };
    assert_eq!(told(&again), told(scenario));
    assert_eq!(again.to_toml(), scenario.to_toml());
    let commented = Memory::default().with("shown.toml", scenario.to_commented_toml()).scenario("shown.toml");
    assert_eq!(commented.to_toml(), scenario.to_toml());
}

#[test]
fn what_is_shipped_loads() {
    let text = |path: &PathBuf| fs::read_to_string(root().join(path)).expect("a file of the project");
    let folders = ["tests/conformance", "tests/conformance-2", "scenarios"].into_iter().flat_map(folders);
    let files = folders.flat_map(|folder| listing(&folder, &["toml"]));
    // What others extend need not be whole.
    let files: Vec<_> = files.filter(|path| !is_body(&text(path))).collect();
    for folder in ["tests/conformance", "tests/conformance-2", "scenarios/history", "scenarios/nato-2024/what-if", "scenarios/templates"] {
        assert!(files.iter().filter(|path| path.starts_with(folder)).count() >= 6, "the scenarios of {folder} are gone");
    }
    for path in files {
        let scenario = load(&Project, &path).unwrap_or_else(|errors| panic!("{errors}"));
        shown_again(&scenario);
    }
}

#[test]
fn shipped_bodies_load() {
    for folder in ["scenarios/bodies", "tests/conformance/bodies"] {
        for path in listing(folder, &["toml"]) {
            let loaded = load_body(&Project, &path, None).unwrap_or_else(|errors| panic!("{errors}"));
            assert_eq!(loaded.present.len(), loaded.body.len(), "{}", path.display());
        }
    }
}

/// The blocks of a page that are whole files: those marked `toml`, not `toml,fragment`, nor `toml,what-if`,
/// which extend others of the page.
pub(crate) fn blocks(page: &str) -> Vec<String> {
    marked(page, "toml")
}

/// The blocks of a page with this mark.
pub(crate) fn marked(page: &str, mark: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(fence) = lines.next() {
        if let Some(marks) = fence.strip_prefix("```").filter(|marks| !marks.is_empty()) {
            let text: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            if marks == mark {
                blocks.push(text.join("\n"));
            }
        }
    }
    blocks
}

/// Whether a file is a body: it asks no question.
pub(crate) fn is_body(text: &str) -> bool {
    !text.lines().any(|line| line.trim() == "[question]" || line.starts_with("extends"))
}

#[test]
fn the_files_that_the_pages_show_load() {
    /// The project, with one file in the place of a page's block.
    struct Page(String);

    impl nemcon_scenario::Files for Page {
        fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
            if path == Path::new("docs/block.toml") { Ok(self.0.clone().into_bytes()) } else { Project.read(path) }
        }
    }

    let mut seen = 0;
    for page in listing("docs", &["md"]) {
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        for block in blocks(&text) {
            seen += 1;
            let is_body = is_body(&block);
            let files = Page(block);
            let path = Path::new("docs/block.toml");
            let errors = if is_body { load_body(&files, path, None).err() } else { load(&files, path).map(|s| shown_again(&s)).err() };
            assert!(errors.is_none(), "{}:\n{}", page.display(), errors.map_or(String::new(), |errors| errors.to_string()));
        }
    }
    assert!(seen > 0, "no page shows a file");
}
