//! Where files come from: those given as texts, those of this machine, and those that the package carries.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use nemcon::scenario::{FileSystem, Files};

/// The bodies and scenarios of the project.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../scenarios");

/// The folder that they are in, which no file system has.
const FOLDER: &str = "nemcon:";

/// Texts by path, over the files of this machine, where these may be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layered {
    pub(crate) texts: BTreeMap<PathBuf, Vec<u8>>,
    pub(crate) disk: bool,
}

impl Files for Layered {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if let Some(text) = self.texts.get(path) {
            return Ok(text.clone());
        }
        if let Ok(inside) = path.strip_prefix(FOLDER) {
            return SHIPPED.get_file(inside).map(|file| file.contents().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into());
        }
        if self.disk { FileSystem.read(path) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn identity(&self, path: &Path) -> PathBuf {
        if self.disk && !self.texts.contains_key(path) { FileSystem.identity(path) } else { path.to_path_buf() }
    }
}

/// The shipped files with their texts, in order of their paths.
pub(crate) fn shipped() -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    let mut folders = vec![&SHIPPED];
    while let Some(folder) = folders.pop() {
        let text = |file: &'static include_dir::File<'_>| Some((named(file.path()), file.contents_utf8()?));
        found.extend(folder.files().filter_map(text));
        folders.extend(folder.dirs());
    }
    found.retain(|(path, _)| !path.starts_with("nemcon:/bench/"));
    found.sort();
    found
}

fn named(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    std::iter::once(FOLDER.to_owned()).chain(parts).collect::<Vec<_>>().join("/")
}
