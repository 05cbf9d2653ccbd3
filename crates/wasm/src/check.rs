//! What is wrong with a file.

use nemcon::questions::{Refusal, checked};
use nemcon::report::schema::{DiagnosticsDocument, Document};

use crate::question::Asked;

pub(crate) fn answer(Asked { files, file, .. }: &Asked) -> Result<Vec<u8>, Refusal> {
    let mut document = DiagnosticsDocument::default();
    document.files.push(checked(files, file));
    let mut json = Vec::new();
    document.write(&mut json).map_err(|error| Refusal::Asked(error.to_string()))?;
    Ok(json)
}
