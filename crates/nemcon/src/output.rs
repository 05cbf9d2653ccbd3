//! Where results go: standard output, or a file that appears only when it is whole.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;
use nemcon::report::Style;

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

impl Output {
    /// Whether a person reads it as it is written.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
    }

    /// What a table may use there; `--color always` asks for everything a terminal can show.
    pub(crate) fn style(&self) -> Style {
        let always = ColorChoice::global() == ColorChoice::Always;
        match self {
            Self::Stdout => Style { bars: always || self.is_terminal(), color: AutoStream::choice(&io::stdout()) != ColorChoice::Never },
            Self::File(_) => Style::default(),
        }
    }

    /// Whether there is a place to write to, which is better known before a long simulation than after it.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let Self::File(path) = self else { return Ok(()) };
        let reason = if path.is_dir() {
            "it is a folder".to_owned()
        } else if !folder(path).is_dir() {
            format!("there is no folder {}", folder(path).display())
        } else {
            return Ok(());
        };
        anyhow::bail!("cannot write {}: {reason}", path.display())
    }

    /// Writes results.
    pub(crate) fn write(&self, results: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => into(anstream::stdout().lock(), results).context("cannot write to standard output").map(drop),
            Self::File(path) => file(path, results).with_context(|| format!("cannot write {}", path.display())),
        }
    }
}

fn into<W: Write>(writer: W, results: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<W> {
    let mut buffer = BufWriter::new(writer);
    results(&mut buffer)?;
    buffer.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Writes beside the file and renames, so that a reader finds the old results or the new ones,
/// never half of them. What is not a plain file (a device, a pipe) is written to as it is.
fn file(path: &Path, results: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        into(fs::File::options().write(true).open(path)?, results)?;
        return Ok(());
    }
    let temporary = into(builder().tempfile_in(folder(path))?, results)?;
    temporary.persist(path)?;
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are private; results are as readable as any new file.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
