//! A base and its variants.

use std::path::{Path, PathBuf};

use nemcon::scenario::{Recoding, Scenario};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::whole::is_same;

/// The variants among these files: those that are not the base itself, which is said.
pub(crate) fn files(base: &Path, files: Vec<PathBuf>, console: Console) -> Vec<PathBuf> {
    let (bases, variants): (Vec<PathBuf>, _) = files.into_iter().partition(|file| file == base || is_same(file, base));
    for file in &bases {
        console.note(&format!("{} is the base itself, and no variant of it", file.display()));
    }
    variants
}

/// Loads a base and its variants, all of them coded so; what may surprise about them is said.
pub(crate) fn load(base: &Path, variants: &[PathBuf], recoding: &Recoding, console: Console) -> Result<(Scenario, Vec<Scenario>), Failure> {
    if base != "-" && variants.iter().filter(|file| file.as_path() == "-").count() > 1 {
        return Err(Failure::Input("standard input (`-`) can be one file only".to_owned()));
    }
    let base = one(base, &[], recoding, console)?;
    let variants = variants.iter().map(|file| one(file, base.notices(), recoding, console)).collect::<Result<_, _>>()?;
    Ok((base, variants))
}

/// The scenario of a file; what may surprise about it is said, but for what has been said of its base.
fn one(file: &Path, said: &[String], recoding: &Recoding, console: Console) -> Result<Scenario, Failure> {
    let scenario = input::recoded(file, recoding, console)?;
    let notices = scenario.notices().iter().filter(|notice| !said.contains(notice));
    notices.for_each(|notice| console.note(&format!("{}: {notice}", file.display())));
    Ok(scenario)
}
