//! A folder of cases whose end is known.

use std::path::{Path, PathBuf};

use nemcon::calibration::Case;
use nemcon::model::printable;
use nemcon::scenario::{FileSystem, Recoding, is_case};

use crate::failure::Failure;
use crate::input;

/// Cases, and the files that they were read from.
pub(crate) struct Cases {
    pub(crate) all: Vec<Case>,
    /// By case: its own file.
    pub(crate) paths: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Cases {
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// The same without those of a race: the cases whose names are its own or begin with it and a dash.
    pub(crate) fn without(mut self, race: &str) -> Result<Self, Failure> {
        let is_of = |case: &Case| case.name().strip_prefix(race).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let before = self.all.len();
        (self.all, self.paths) = self.all.into_iter().zip(self.paths).filter(|(case, _)| !is_of(case)).unzip();
        if self.all.len() == before {
            return Err(Failure::Input(format!("--without {race}: no case is called so, nor begins with {race}-")));
        }
        Ok(self)
    }
}

/// The cases of a folder, in order of their files' names. What is wrong with any of them is said
/// at once.
pub(crate) fn in_folder(folder: &Path, recoding: &Recoding) -> Result<Cases, Failure> {
    let unreadable = |error: std::io::Error| Failure::Input(format!("cannot read the folder {}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml" || extension == "json"));
    // A pipe or a device is no file, whatever its name; one that cannot be looked at is tried, to say why.
    paths.retain(|path| std::fs::metadata(path).map_or(true, |found| found.is_file()));
    // A file of shared assumptions is no scenario by itself: only what has an outcome is a case.
    paths.retain(|path| is_case(&FileSystem, path));
    paths.sort();
    let mut found = Cases { all: Vec::new(), paths: Vec::new(), files: Vec::new() };
    let mut wrong = 0;
    for path in &paths {
        match case(path, recoding) {
            Ok((case, files)) => {
                found.all.push(case);
                found.paths.push(path.clone());
                found.files.extend(files);
            }
            Err(failure) => {
                failure.report();
                wrong += 1;
            }
        }
    }
    match (wrong, paths.len()) {
        (0, 0) => Err(Failure::Input(format!("no case in {}: a case is a scenario file with an [outcome]", folder.display()))),
        (0, _) => Ok(found),
        (_, all) => Err(Failure::Input(format!("{wrong} of {all} cases in {} are wrong", folder.display()))),
    }
}

fn case(path: &Path, recoding: &Recoding) -> Result<(Case, Vec<PathBuf>), Failure> {
    let scenario = input::recoded(path, recoding)?;
    let name = printable(&path.file_stem().unwrap_or_default().to_string_lossy()).into_owned();
    let Some(outcome) = scenario.outcome() else {
        return Err(Failure::Input(format!("{}: its [outcome] is gone once its bases are merged in", path.display())));
    };
    let case = Case::new(name, scenario.model().clone(), outcome.result.clone(), outcome.on);
    let case = case.map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    Ok((case.naming(outcome.who.clone()).deciding_by(scenario.class().way()), scenario.files().to_vec()))
}
