//! Whether a file is right, for programs: `nemcon check --format json`.

use std::path::Path;

use nemcon_report::schema::{CheckedFile, DiagnosticDocument};
use nemcon_scenario::{Diagnostic, Files};

use super::{Loaded, Refusal};

/// What is in a file, or what is wrong with it.
pub fn checked(files: &dyn Files, path: &Path) -> CheckedFile {
    let mut document = CheckedFile::default();
    document.file = path.to_string_lossy().into_owned();
    let found = Loaded::read(files, path, None).map_err(Refusal::from).and_then(|loaded| Ok((loaded.summary()?, loaded)));
    match found {
        Ok((summary, loaded)) => {
            document.summary = Some(summary);
            document.notices = loaded.notices().to_vec();
        }
        Err(Refusal::File(diagnostics)) => document.diagnostics = diagnostics.iter().map(of_file).collect(),
        Err(other) => {
            let mut diagnostic = DiagnosticDocument::default();
            (diagnostic.message, diagnostic.file) = (other.to_string(), document.file.clone());
            document.diagnostics.push(diagnostic);
        }
    }
    document
}

fn of_file(found: &Diagnostic) -> DiagnosticDocument {
    let mut document = DiagnosticDocument::default();
    document.kind = Some(found.kind.code().to_owned());
    (document.message, document.help) = (found.message.clone(), found.help.clone());
    document.file = found.file.to_string_lossy().into_owned();
    (document.line, document.column) = (found.line, found.column);
    if let Some(span) = &found.span {
        (document.start, document.end) = (Some(span.start), Some(span.end));
    }
    document
}
