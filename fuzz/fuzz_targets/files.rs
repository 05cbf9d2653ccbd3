//! An input as files.
//!
//! A line `#---` parts an input into up to three files: the scenario, the scenario that it extends
//! (whatever name it gives it), and the body that either uses (a name with `bod` in it). A part
//! that begins with `{` is read as JSON.

use std::io;
use std::path::Path;

use nemcon_scenario::Files;

const PARTING: &[u8] = b"#---\n";

/// The files of an input.
pub struct Parts<'a>(Vec<&'a [u8]>);

impl<'a> Parts<'a> {
    /// Parts an input.
    pub fn new(mut input: &'a [u8]) -> Self {
        let mut parts = Vec::new();
        while parts.len() < 2
            && let Some(at) = input.windows(PARTING.len()).position(|window| window == PARTING)
        {
            parts.push(&input[..at]);
            input = &input[at + PARTING.len()..];
        }
        parts.push(input);
        Self(parts)
    }

    /// The name of the scenario.
    pub fn scenario(&self) -> &'static Path {
        Path::new(if self.0[0].starts_with(b"{") { "scenario.json" } else { "scenario.toml" })
    }
}

impl Files for Parts<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = path.to_string_lossy();
        let part = if path == self.scenario() { 0 } else { 1 + usize::from(name.contains("bod")) };
        self.0.get(part).map(|bytes| bytes.to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
