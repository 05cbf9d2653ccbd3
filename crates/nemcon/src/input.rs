//! Scenario files: from the file system, or from standard input.

use std::cell::OnceCell;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use nemcon::model::Date;
use nemcon::questions::{self, Loaded};
use nemcon::report::schema::CheckedFile;
use nemcon::scenario::{self, Diagnostics, FILE_LIMIT, FileSystem, Files, Recoding, Scenario};

use crate::console::Console;
use crate::failure::Failure;

/// The folder within which files may name others; set once, where the command line is read.
static CONFINED: OnceLock<PathBuf> = OnceLock::new();

/// Keeps `extends` and `use` within a folder.
pub(crate) fn confine(folder: &Path) -> Result<(), Failure> {
    CONFINED.set(self::folder("--confine", folder)?).map_err(|_| Failure::Input("--confine is given twice".to_owned()))
}

/// A folder that a flag names, whatever links lead to it.
pub(crate) fn folder(flag: &str, folder: &Path) -> Result<PathBuf, Failure> {
    let found = fs::canonicalize(folder).ok().filter(|folder| folder.is_dir());
    found.ok_or_else(|| Failure::Input(format!("{flag}: there is no folder {}", folder.display())))
}

/// The file system, in which `-` is standard input.
struct Input<'a> {
    /// The file that the user named. It may lie anywhere, and be a pipe: it is read once.
    named: &'a Path,
    /// The coding table that the user named: it may lie anywhere too.
    table: Option<&'a Path>,
    bytes: OnceCell<Vec<u8>>,
}

/// More than a scenario file may hold; the loader refuses what is longer than it allows.
const ENOUGH: u64 = FILE_LIMIT + 1;

impl<'a> Input<'a> {
    fn of(named: &'a Path) -> Self {
        Self { named, table: None, bytes: OnceCell::new() }
    }
}

impl Files for Input<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path != self.named {
            if self.table != Some(path) {
                allowed(path, CONFINED.get().map(|folder| ("--confine", folder.as_path())))?;
            }
            return FileSystem.read(path);
        }
        if let Some(bytes) = self.bytes.get() {
            return Ok(bytes.clone());
        }
        let bytes = if path == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().take(ENOUGH).read_to_end(&mut bytes)?;
            bytes
        } else {
            FileSystem.read(path)?
        };
        Ok(self.bytes.get_or_init(|| bytes).clone())
    }

    fn identity(&self, path: &Path) -> PathBuf {
        FileSystem.identity(path)
    }
}

/// Whether a file that another one names may be read: it lies within the folder that a flag keeps to, and is one to be
/// read, not a pipe that may never end.
pub(crate) fn allowed(path: &Path, within: Option<(&str, &Path)>) -> io::Result<()> {
    if let Some((flag, folder)) = within {
        // Of a file that does not exist, the folder that does tells where it would lie.
        let absolute = std::path::absolute(path)?;
        let place = absolute.ancestors().find_map(|place| fs::canonicalize(place).ok());
        if !place.is_some_and(|place| place.starts_with(folder)) {
            let reason = format!("it lies outside of {}, which {flag} keeps to", folder.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
        }
    }
    match fs::metadata(path)? {
        found if found.is_file() || found.is_dir() => Ok(()),
        _ => Err(io::Error::new(io::ErrorKind::Unsupported, "it is a pipe or a device, not a file")),
    }
}

/// Loads a scenario; what it names is found relative to its own folder, or for standard input
/// relative to the current one. It may be coded otherwise than the file says.
pub(crate) fn recoded(path: &Path, recoding: &Recoding, console: Console) -> Result<Scenario, Diagnostics> {
    let input = Input { table: recoding.table.as_deref(), ..Input::of(path) };
    console.while_reading(|| scenario::load_recoded(&input, path, recoding))
}

/// Loads a scenario, a coding table, or a body, the latter as it was on a date, or without one as it is.
pub(crate) fn any(path: &Path, as_of: Option<Date>, console: Console) -> Result<Loaded, Diagnostics> {
    console.while_reading(|| Loaded::read(&Input::of(path), path, as_of))
}

/// Whether a file is right, for programs.
pub(crate) fn checked(path: &Path, console: Console) -> CheckedFile {
    console.while_reading(|| questions::checked(&Input::of(path), path))
}
