//! Where results go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;
use nemcon::report::Style;

use crate::failure::Failure;
use crate::whole::{Draft, is_same};

/// The place that the results of a command go to.
#[derive(Debug, Clone)]
pub(crate) enum Output {
    Stdout,
    File(PathBuf),
}

impl From<Option<PathBuf>> for Output {
    /// `-`, like no path, is standard output.
    fn from(path: Option<PathBuf>) -> Self {
        path.filter(|path| path != Path::new("-")).map_or(Self::Stdout, Self::File)
    }
}

/// How a path is written to.
enum Way {
    /// It is what standard output is, by another name.
    Stdout,
    /// As it is: it is no plain file, or one that others hold on to.
    InPlace,
    /// Beside it, then in its place, so that a reader finds the old results or the new ones, never
    /// half of them.
    Whole { file: PathBuf, old: Option<Metadata> },
}

impl Output {
    /// What the name of a file ends in, in lower case; `.png` is such an end too, though nothing stands before it.
    pub(crate) fn extension(&self) -> Option<String> {
        let Self::File(path) = self else { return None };
        let (_, end) = path.file_name()?.to_str()?.rsplit_once('.')?;
        Some(end.to_ascii_lowercase())
    }

    /// Whether a person reads it as it is written.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
    }

    /// What a table may use there, in so many columns if that is said; `--color always` asks for everything a
    /// terminal can show.
    pub(crate) fn style(&self, width: Option<usize>) -> Style {
        let always = ColorChoice::global() == ColorChoice::Always;
        let usual = Style::default();
        let terminal = || self.is_terminal().then(|| terminal_size::terminal_size_of(io::stdout())).flatten();
        let width = width.or_else(|| terminal().map(|(width, _)| width.0.into())).unwrap_or(usual.width);
        match self {
            Self::Stdout => {
                Style { bars: always || self.is_terminal(), color: AutoStream::choice(&io::stdout()) != ColorChoice::Never, width }
            }
            Self::File(_) => Style { width, ..usual },
        }
    }

    /// Whether there is a place to write to, which is better known before a long simulation than after it.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let Self::File(path) = self else { return Ok(()) };
        let target = follow(path).unwrap_or_else(|| path.clone());
        let reason = match fs::metadata(path) {
            Ok(found) if found.is_dir() => "it is a folder".to_owned(),
            Ok(found) if found.is_file() && found.permissions().readonly() => "it is read-only".to_owned(),
            Err(_) if !folder(&target).is_dir() => format!("there is no folder {}", folder(&target).display()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => error.to_string(),
            Ok(_) | Err(_) => return Ok(()),
        };
        Err(Failure::Input(format!("cannot write {}: {reason}", path.display())))
    }

    /// Refuses to write over a file that the results are made from.
    pub(crate) fn spare<'a>(&self, inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
        let Self::File(path) = self else { return Ok(()) };
        match inputs.into_iter().find(|input| fs::metadata(input).is_ok_and(|input| input.is_file()) && is_same(input, path)) {
            None => Ok(()),
            Some(input) => Err(Failure::Input(format!(
                "cannot write {}: the results are made from {}; name another file",
                path.display(),
                if input == path { "it".to_owned() } else { format!("{}, the same file", input.display()) }
            ))),
        }
    }

    /// Writes results.
    pub(crate) fn write(&self, results: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => stdout(results),
            Self::File(path) => file(path, results).with_context(|| format!("cannot write {}", path.display())),
        }
    }
}

fn stdout(results: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> anyhow::Result<()> {
    // Only a terminal may need escapes translated; a file of bytes stays as it is.
    let written = if io::stdout().is_terminal() { into(anstream::stdout(), results) } else { into(io::stdout(), results) };
    written.context("cannot write to standard output")
}

fn into<W: Write + Send>(writer: W, results: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = BufWriter::new(writer);
    results(&mut buffer)?;
    buffer.flush()
}

fn file(path: &Path, results: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> anyhow::Result<()> {
    let in_place = || File::options().write(true).truncate(true).open(path);
    match way(path)? {
        Way::Stdout => stdout(results),
        Way::InPlace => Ok(into(in_place()?, results)?),
        Way::Whole { file, old } => {
            let folder = folder(&file);
            let draft = Draft::beside(folder).and_then(|draft| {
                old.as_ref().map_or(Ok(()), |old| draft.resemble(old))?;
                Ok(draft)
            });
            match (draft, old) {
                (Ok(draft), _) => {
                    into(draft.file(), results)?;
                    Ok(draft.replace(&file, folder)?)
                }
                // Who may write to the file, but not beside it, or not as its owner.
                (Err(_), Some(_)) => Ok(into(in_place()?, results)?),
                (Err(error), None) => Err(error.into()),
            }
        }
    }
}

fn way(path: &Path) -> io::Result<Way> {
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(match (old, follow(path)) {
        (Some(old), _) if is_stdout(&old) => Way::Stdout,
        (Some(old), Some(file)) if old.is_file() && !has_other_names(&old) => Way::Whole { file, old: Some(old) },
        (None, Some(file)) => Way::Whole { file, old: None },
        _ => Way::InPlace,
    })
}

/// Where links lead; `None` where one leads to what some process has open, and no path may be that.
fn follow(path: &Path) -> Option<PathBuf> {
    let mut file = path.to_path_buf();
    // As many as Linux follows.
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&file) else { break };
        if fs::canonicalize(folder(&file)).is_ok_and(|folder| folder.starts_with("/proc")) {
            return None;
        }
        file = folder(&file).join(next);
    }
    Some(file)
}

#[cfg(unix)]
fn is_stdout(file: &Metadata) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let stdout = io::stdout().as_fd().try_clone_to_owned().and_then(|stdout| File::from(stdout).metadata());
    stdout.is_ok_and(|stdout| (stdout.dev(), stdout.ino()) == (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn is_stdout(_: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
