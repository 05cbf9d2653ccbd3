//! What can be wrong with files as such.

use std::io;
use std::path::Path;

use nemcon_scenario::{ErrorKind, FileSystem, Files, load};

use crate::support::{Memory, PANEL, panel};

fn kinds(files: &dyn Files, path: &str) -> Vec<ErrorKind> {
    load(files, Path::new(path)).map_or_else(|errors| errors.iter().map(|error| error.kind).collect(), |_| Vec::new())
}

#[test]
fn a_file_may_have_eight_mebibytes() {
    let padded = |size: usize| {
        let mut text = PANEL.as_bytes().to_vec();
        text.extend(b"\n#");
        text.resize(size, b' ');
        Memory::default().with("large.toml", text)
    };
    assert_eq!(kinds(&padded(8 << 20), "large.toml"), []);
    assert_eq!(kinds(&padded((8 << 20) + 1), "large.toml"), [ErrorKind::FileTooLarge]);
}

#[test]
fn all_files_of_a_scenario_may_have_twelve_mebibytes() {
    let padded = |text: String, size: usize| format!("{text}\n#{}", " ".repeat(size - text.len() - 2));
    let chain = |last: usize| {
        Memory::default()
            .with("1.toml", padded("extends = \"2.toml\"".to_owned(), 8 << 20))
            .with("2.toml", padded("extends = \"3.toml\"".to_owned(), last))
            .with("3.toml", PANEL)
    };
    assert_eq!(kinds(&chain((4 << 20) - PANEL.len()), "1.toml"), []);
    assert_eq!(kinds(&chain((4 << 20) - PANEL.len() + 1), "1.toml"), [ErrorKind::FileTooLarge]);
}

/// Files 1 to `last`, each extending the next, the last one a scenario.
fn chain(last: usize) -> Memory {
    let link = |files: Memory, at: usize| files.with(&format!("{at}.toml"), format!("extends = \"{}.toml\"", at + 1));
    (1..last).fold(Memory::default(), link).with(&format!("{last}.toml"), PANEL)
}

#[test]
fn a_chain_may_be_thirty_two_deep() {
    assert_eq!(kinds(&chain(33), "1.toml"), []);
    assert_eq!(kinds(&chain(34), "1.toml"), [ErrorKind::ExtendsDepth]);
}

#[test]
fn a_circle_of_files_is_seen() {
    let files = Memory::new(&[("a/x.toml", "extends = \"../b/y.toml\""), ("b/y.toml", "extends = \"../a/x.toml\"")]);
    assert_eq!(kinds(&files, "a/x.toml"), [ErrorKind::ExtendsCycle]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    struct Locked;
    impl Files for Locked {
        fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
    assert_eq!(kinds(&Locked, "x.toml"), [ErrorKind::FileUnreadable]);
    assert_eq!(kinds(&FileSystem, env!("CARGO_MANIFEST_DIR")), [ErrorKind::FileIsFolder]);
    assert_eq!(kinds(&FileSystem, "no-such-file.toml"), [ErrorKind::FileNotFound]);
    let error = Memory::default().refusal("no/such.toml");
    assert_eq!(error, "error: there is no file no/such.toml");
}

#[test]
fn the_file_system_reads_files() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rejected/base/panel.toml");
    let scenario = load(&FileSystem, &path).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(scenario.model().body().len(), 3);
}

#[test]
fn line_ends_and_marks_of_windows_do_not_matter() {
    let plain = panel("").scenario("panel.toml");
    let windows = format!("\u{feff}{}", PANEL.replace('\n', "\r\n"));
    let other = Memory::default().with("panel.toml", windows.clone()).scenario("panel.toml");
    assert_eq!(other.model(), plain.model());
    let wrong = Memory::default().with("panel.toml", windows.replace("\"consensus\"", "\"consenus\""));
    assert!(wrong.refusal("panel.toml").contains("11 | rule     = \"consenus\"\n   |            ^^^^^^^^^^"));
}

#[test]
fn errors_come_in_the_order_of_files_and_lines() {
    let files = Memory::new(&[
        ("top.toml", "extends = \"base.toml\"\n[dynamics]\nfrailty = 11\n[[pace]]\nfactor = -1"),
        ("base.toml", &PANEL.replace("0.4", "0.5").replace("1 week", "1 wek")),
    ]);
    let errors = files.load("top.toml").unwrap_err();
    let places: Vec<_> = errors.iter().map(|error| (error.file.to_str().unwrap(), error.line.unwrap())).collect();
    assert_eq!(places, [("top.toml", 3), ("top.toml", 5), ("base.toml", 10), ("base.toml", 39)]);
    let files = files.with("base.toml", PANEL);
    let errors = files.load("top.toml").unwrap_err();
    let places: Vec<_> = errors.iter().map(|error| (error.file.to_str().unwrap(), error.line.unwrap())).collect();
    assert_eq!(places, [("top.toml", 3), ("top.toml", 5)]);
}
