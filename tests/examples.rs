//! Every example runs and prints what stands beside it; `SNAPSHOTS=overwrite cargo test` writes that anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Assert, Data};

use crate::golden::files;
use crate::support::root;

/// The examples are built together with the tests of the package, beside the command.
fn built(name: &Path) -> PathBuf {
    let folder = snapbox::cmd::cargo_bin!("nemcon").parent().expect("the command lies in a folder").join("examples");
    folder.join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

#[test]
fn every_example_prints_what_stands_beside_it() {
    let folder = root().join("crates/nemcon/examples");
    let examples = files(&folder, "rs");
    assert!(examples.len() >= 6, "{examples:?}");
    for example in examples {
        let name = example.with_extension("");
        let binary = built(&name);
        assert!(binary.exists(), "{} is not built: `cargo test -p nemcon` builds the examples, `--test` alone does not", name.display());
        let output = Command::new(binary).current_dir(root()).output().expect("it starts");
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("it prints UTF-8"));
        assert!(output.status.success() && err.is_empty(), "{}: {err}", name.display());
        Assert::new().action_env("SNAPSHOTS").eq(out, Data::read_from(&folder.join(&example).with_extension("txt"), None).raw());
    }
    assert_eq!(files(&folder, "txt").len(), files(&folder, "rs").len(), "one output an example");
}
