//! Every file in `tests/rejected` is refused with exactly the text beside it.
//!
//! `NEMCON_BLESS=1 cargo test -p nemcon-scenario rejected` writes the texts anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use nemcon_scenario::{Diagnostics, ErrorKind, load};

use crate::support::{Project, listing, root};

fn files() -> Vec<PathBuf> {
    let files = listing("tests/rejected", &["toml", "json"]);
    assert!(files.len() > 25, "the folder of rejected files is gone");
    files
}

fn reject(path: &Path) -> Diagnostics {
    load(&Project, path).map_or_else(|errors| errors, |_| panic!("{} is accepted", path.display()))
}

#[test]
fn each_file_is_refused_in_the_words_beside_it() {
    let bless = std::env::var_os("NEMCON_BLESS").is_some();
    for path in files() {
        let text = reject(&path).render(false) + "\n";
        let beside = root().join(path.with_extension("stderr"));
        if bless {
            fs::write(&beside, &text).expect("the text can be written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert!(text == expected, "{} is refused in other words:\n{text}", path.display());
    }
}

#[test]
fn the_shared_files_are_accepted() {
    load(&Project, Path::new("tests/rejected/base/panel.toml")).expect("the scenario that the others extend");
}

#[test]
fn there_is_a_file_for_every_kind_of_error() {
    // These need a file of 8 MiB, a chain of 33 files, or a file without permission to read.
    let elsewhere = [ErrorKind::FileTooLarge, ErrorKind::ExtendsDepth, ErrorKind::FileUnreadable];
    let kinds: BTreeSet<ErrorKind> =
        files().iter().flat_map(|path| reject(path).iter().map(|error| error.kind).collect::<Vec<_>>()).collect();
    let missing = ErrorKind::ALL.iter().filter(|kind| !kinds.contains(kind) && !elsewhere.contains(kind));
    assert_eq!(missing.map(|kind| kind.code()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn messages_speak_the_reader_s_language() {
    for path in files() {
        for error in reject(&path).iter() {
            let words = format!("{} {}", error.message, error.help.as_deref().unwrap_or_default());
            for jargon in
                ["u32", "u64", "f64", "struct", "enum", "variant", "newtype", "serde", "expected a ", "invalid type", "Some(", "deserial"]
            {
                assert!(!words.contains(jargon), "{jargon:?} in {words:?}, of {}", path.display());
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let errors = reject(Path::new("tests/rejected/wrong-type.toml"));
    let colored = errors.render(true);
    let mut plain = String::new();
    let mut parts = colored.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    parts.for_each(|part| plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest)));
    assert_ne!(colored, plain);
    assert_eq!(plain, errors.render(false));
    assert_eq!(plain, errors.to_string());
}
