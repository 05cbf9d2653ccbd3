//! How a command fails, and the exit code that says so.

use std::io;
use std::process::ExitCode;

use nemcon::questions::{Refusal, WrongCases};
use nemcon::scenario::Diagnostics;

use crate::console;

#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong: a value, a flag, or what a file asks for.
    Input(String),
    /// A file is wrong, with the places.
    File(Diagnostics),
    /// Several things are wrong, to be said one after the other.
    Several(Vec<Failure>),
    /// Anything else.
    Other(anyhow::Error),
}

impl Failure {
    /// Says what went wrong. A reader that has gone away is none of it.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Input(text) => console::error(&text),
            Self::File(diagnostics) => console::diagnostics(&diagnostics),
            Self::Several(faults) => {
                for fault in faults {
                    fault.report();
                }
            }
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

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let text = refusal.to_string();
        match refusal {
            Refusal::File(diagnostics) => Self::File(diagnostics),
            Refusal::Variant(_, diagnostics) => Self::Several(vec![Self::Input(text), Self::File(diagnostics)]),
            _ => Self::Input(text),
        }
    }
}

impl From<WrongCases> for Failure {
    fn from(WrongCases { faults, summary, .. }: WrongCases) -> Self {
        Self::Several(faults.into_iter().map(Self::from).chain([Self::Input(summary)]).collect())
    }
}
