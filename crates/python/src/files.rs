//! Where files come from: those given as texts, those that the package carries, and those of this machine.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use nemcon::scenario::{FileSystem, Files};
use nemcon::shipped::Shipped;

/// Texts by path, over the files that the package carries and those of this machine, where these may be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layered {
    pub(crate) texts: BTreeMap<PathBuf, Vec<u8>>,
    pub(crate) disk: bool,
}

impl Files for Layered {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.clone()),
            None if self.disk && !Shipped::has_folder_of(path) => FileSystem.read(path),
            None => Shipped.read(path),
        }
    }

    fn identity(&self, path: &Path) -> PathBuf {
        if self.disk && !self.texts.contains_key(path) { FileSystem.identity(path) } else { path.to_path_buf() }
    }
}
