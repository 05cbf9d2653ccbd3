//! The bodies and scenarios that the project ships, inside a program.
//!
//! Their paths begin with `nemcon:/`, a folder that no file system has, so that other files can build on them:
//!
//! ```
//! use nemcon_scenario::load;
//! use nemcon_shipped::Shipped;
//!
//! let nato = load(&Shipped, "nemcon:/nato-2024/base.toml".as_ref())?;
//! assert_eq!(nato.model().present().len(), 31);
//! # Ok::<(), nemcon_scenario::Diagnostics>(())
//! ```

use std::io;
use std::path::Path;

use include_dir::{Dir, File, include_dir};
use nemcon_scenario::Files;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The folder that they are in.
const FOLDER: &str = "nemcon:";

/// The shipped files, and no others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shipped;

impl Files for Shipped {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let found = path.strip_prefix(FOLDER).ok().and_then(|inside| SHIPPED.get_file(inside));
        found.map(|file| file.contents().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Shipped {
    /// Whether a path is in the folder of the shipped files, whether there is such a file or not.
    pub fn has_folder_of(path: &Path) -> bool {
        path.starts_with(FOLDER)
    }

    /// The paths with their texts, in order; without those that are there to be measured.
    pub fn all() -> Vec<(String, &'static str)> {
        let mut found = Vec::new();
        let mut folders = vec![&SHIPPED];
        while let Some(folder) = folders.pop() {
            let text = |file: &'static File<'_>| Some((named(file.path()), file.contents_utf8()?));
            found.extend(folder.files().filter_map(text));
            folders.extend(folder.dirs());
        }
        found.retain(|(path, _)| !path.starts_with("nemcon:/bench/"));
        found.sort();
        found
    }
}

/// With the same strokes on every machine.
fn named(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    std::iter::once(FOLDER.to_owned()).chain(parts).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::Shipped;
    use nemcon_scenario::Files;

    #[test]
    fn files_are_found_by_their_paths_and_no_others() {
        let all = Shipped::all();
        assert!(all.len() > 100 && all.is_sorted());
        for (path, text) in &all {
            assert_eq!(Shipped.read(path.as_ref()).expect("it is listed"), text.as_bytes());
        }
        for other in ["nemcon:/none.toml", "nemcon:/../Cargo.toml", "nemcon:/", "nato-2024/base.toml", "/etc/hostname"] {
            assert!(Shipped.read(other.as_ref()).is_err(), "{other}");
        }
    }
}
