//! How a command fails, and the exit code that says so.

use std::io;
use std::process::ExitCode;

use nemcon::scenario::Diagnostics;

use crate::console;

#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong: a value, a flag, or what a file asks for.
    Input(String),
    /// A file is wrong, with the places.
    File(Diagnostics),
    /// Anything else.
    Other(anyhow::Error),
}

impl Failure {
    /// Says what went wrong. A reader that has gone away is none of it.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Input(text) => console::error(&text),
            Self::File(diagnostics) => console::diagnostics(&diagnostics),
            Self::Other(error) if is_broken_pipe(&error) => return ExitCode::SUCCESS,
            Self::Other(error) => {
                console::error(&format!("{error:#}"));
                return ExitCode::FAILURE;
            }
        }
        ExitCode::from(2)
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::File(diagnostics)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}
