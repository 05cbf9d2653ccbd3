//! A folder of cases whose end is known.

use std::path::{Path, PathBuf};

use nemcon::calibration::Case;
use nemcon::scenario::{FileSystem, is_case};

use crate::failure::Failure;
use crate::input;

/// The cases of a folder, in order of their files' names. What is wrong with any of them is said
/// at once.
pub(crate) fn in_folder(folder: &Path) -> Result<Vec<Case>, Failure> {
    let unreadable = |error: std::io::Error| Failure::Input(format!("cannot read the folder {}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml" || extension == "json"));
    // A file of shared assumptions is no scenario by itself: only what has an outcome is a case.
    paths.retain(|path| is_case(&FileSystem, path));
    paths.sort();
    let mut cases = Vec::new();
    let mut wrong = 0;
    for path in &paths {
        match case(path) {
            Ok(case) => cases.push(case),
            Err(failure) => {
                failure.report();
                wrong += 1;
            }
        }
    }
    match (wrong, paths.len()) {
        (0, 0) => Err(Failure::Input(format!("no case in {}: a case is a scenario file with an [outcome]", folder.display()))),
        (0, _) => Ok(cases),
        (_, all) => Err(Failure::Input(format!("{wrong} of {all} cases in {} are wrong", folder.display()))),
    }
}

fn case(path: &Path) -> Result<Case, Failure> {
    let scenario = input::scenario(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let Some(outcome) = scenario.outcome() else {
        return Err(Failure::Input(format!("{}: its [outcome] is gone once its bases are merged in", path.display())));
    };
    let case = Case::new(name, scenario.model().clone(), outcome.result.clone(), outcome.on);
    case.map(|case| case.naming(outcome.who.clone())).map_err(|error| Failure::Input(error.to_string()))
}
