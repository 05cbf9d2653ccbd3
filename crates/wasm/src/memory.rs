//! Files that a page holds.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use nemcon_scenario::Files;

/// Texts by their paths.
pub(crate) struct Memory(pub(crate) BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = path.to_str().and_then(|path| self.0.get(path));
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
