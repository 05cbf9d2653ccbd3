//! How files are read: the caller decides.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: u64 = 8 << 20;
/// The most that all files of a scenario hold together: what is read takes many times as much memory as its text.
pub(crate) const TOTAL: u64 = 12 << 20;

/// Where scenario and body files come from.
///
/// Texts in memory are a map, such as here; [`FileSystem`] has the files of this machine.
///
/// ```
/// use std::{collections::BTreeMap, path::{Path, PathBuf}};
/// let files = BTreeMap::from([(PathBuf::from("empty.toml"), "")]);
/// let errors = nemcon_scenario::load(&files, Path::new("empty.toml")).unwrap_err();
/// assert!(errors.to_string().contains("is empty"));
/// ```
pub trait Files {
    /// The bytes of a file. More than 8 MiB are refused, so it need not read further than that.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What tells two files apart, so that a cycle of `extends` is seen; the path itself unless
    /// the caller knows better.
    fn identity(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }
}

/// Files in memory, by path.
impl<T: AsRef<[u8]>> Files for BTreeMap<PathBuf, T> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.get(path).map(|text| text.as_ref().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// The files of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileSystem;

impl Files for FileSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(FILE_LIMIT + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    }
}

/// How messages call a file: `-` is standard input.
pub(crate) fn called(path: &Path) -> Cow<'_, str> {
    if path == "-" { "standard input".into() } else { path.to_string_lossy() }
}

/// The path of a file that another one names: relative to the folder of that other, and without
/// detours such as `folder/../`.
pub(crate) fn beside(including: &Path, name: &str) -> PathBuf {
    let joined = including.parent().unwrap_or(Path::new("")).join(name);
    let mut tidy = PathBuf::new();
    for part in joined.components() {
        let into_folder = matches!(tidy.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if into_folder => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    if tidy.as_os_str().is_empty() { ".".into() } else { tidy }
}

#[cfg(test)]
mod tests {
    use super::beside;
    use std::path::Path;

    #[test]
    fn names_are_relative_to_the_file_that_says_them() {
        for (including, name, path) in [
            ("a/b.toml", "../c/d.toml", "c/d.toml"),
            ("b.toml", "../d.toml", "../d.toml"),
            ("../x/b.toml", "../../d.toml", "../../d.toml"),
            ("a/b.toml", "/d.toml", "/d.toml"),
            ("-", "./d.toml", "d.toml"),
            ("a/b.toml", "..", "."),
        ] {
            assert_eq!(beside(Path::new(including), name), Path::new(path));
        }
    }
}
