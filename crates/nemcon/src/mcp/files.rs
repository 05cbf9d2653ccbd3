//! Files of a call: texts in it, those that the program carries, and those of a folder, where one is given.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use nemcon::scenario::{FileSystem, Files};
use nemcon::shipped::Shipped;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::input;

/// So many bytes of text a call has at most.
const TEXTS: usize = 1 << 20;

/// A file: give `text`, or `name`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    /// What would stand in the file, in TOML, or in JSON where it begins with a brace.
    text: Option<String>,
    /// The name of a shipped file, such as `nemcon:/nato-2024/base.toml`, or the path of one within the folder that the
    /// server was given, if it was given one.
    name: Option<String>,
    /// The texts of other files that it names (`extends`, `use`), by the names that it uses. Shipped files can be named too.
    #[serde(default)]
    others: BTreeMap<String, String>,
}

/// The files that a call can read.
pub(super) struct Readable<'a> {
    texts: BTreeMap<PathBuf, String>,
    folder: Option<&'a Path>,
}

impl Given {
    /// The files, and the path of this one among them.
    pub(super) fn open(self, folder: Option<&Path>) -> Result<(Readable<'_>, PathBuf), String> {
        let mut texts: BTreeMap<PathBuf, String> = self.others.into_iter().map(|(name, text)| (name.into(), text)).collect();
        let path = match (self.text, self.name) {
            (Some(text), None) => {
                let path = PathBuf::from(if text.trim_start().starts_with('{') { "scenario.json" } else { "scenario.toml" });
                texts.insert(path.clone(), text);
                path
            }
            (None, Some(name)) => name.into(),
            _ => return Err("a file is given by its text or by its name: give one of the two".to_owned()),
        };
        let held: usize = texts.values().map(String::len).sum();
        if held > TEXTS {
            return Err(format!("the texts hold {held} bytes, and a call at most {TEXTS}: name files, or send less"));
        }
        Ok((Readable { texts, folder }, path))
    }
}

impl Readable<'_> {
    /// Takes in another text beside a file, and gives its path.
    pub(super) fn insert_beside(&mut self, path: &Path, text: String) -> PathBuf {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut names = (1..).map(|number| folder.join(format!("what-if-{number}.toml")));
        let free = names.find(|name| !self.texts.contains_key(name)).unwrap_or_default();
        self.texts.insert(free.clone(), text);
        free
    }
}

impl Files for Readable<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match (self.texts.get(path), self.folder) {
            (Some(text), _) => Ok(text.clone().into_bytes()),
            (None, Some(folder)) if !Shipped::has_folder_of(path) => {
                let place = folder.join(path);
                input::allowed(&place, Some(("--folder", folder)))?;
                FileSystem.read(&place)
            }
            _ => Shipped.read(path),
        }
    }

    fn identity(&self, path: &Path) -> PathBuf {
        match self.folder {
            Some(folder) if !self.texts.contains_key(path) => FileSystem.identity(&folder.join(path)),
            _ => path.to_path_buf(),
        }
    }
}
