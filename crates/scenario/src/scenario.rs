//! Loading, and what is loaded.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nemcon_core::{Body, Class, Date, MemberSet, Model, Rule};

use crate::blocks::{Assumption, Written};
use crate::coding::{self, Recoding};
use crate::comments::Comments;
use crate::convert::{self, Converted, ConvertedBody, Outcome};
use crate::diagnostic::{Diagnostics, ErrorKind, Errors, Place};
use crate::files::Files;
use crate::merge::{self, Merged};
use crate::print;
use crate::read::Reader;
use crate::roll::Roll;
use crate::sources::Sources;
use crate::tree::Node;

/// A scenario, read and validated.
#[derive(Debug, Clone)]
pub struct Scenario {
    model: Model,
    class: Class,
    runs: u64,
    seed: u64,
    outcome: Option<Outcome>,
    notices: Vec<String>,
    roll: Roll,
    /// The files in one piece.
    root: Node,
    coding: Option<coding::Table>,
    sources: Sources,
    files: Vec<PathBuf>,
}

/// Reads a scenario file, and the files it extends and uses.
///
/// On failure, everything that is wrong with them.
pub fn load(files: &dyn Files, path: &Path) -> Result<Scenario, Diagnostics> {
    load_recoded(files, path, &Recoding::default())
}

/// The same, with another coding table than the files name, or other numbers in it.
pub fn load_recoded(files: &dyn Files, path: &Path, recoding: &Recoding) -> Result<Scenario, Diagnostics> {
    read(files, path, &[], recoding)
}

/// The same for a what-if that need not say, by `extends`, what it builds on: it builds on the first of these files,
/// that on the next, if it does not say on what either, and so on.
pub fn load_over(files: &dyn Files, bases: &[PathBuf], path: &Path) -> Result<Scenario, Diagnostics> {
    read(files, path, bases, &Recoding::default())
}

fn read(files: &dyn Files, path: &Path, bases: &[PathBuf], recoding: &Recoding) -> Result<Scenario, Diagnostics> {
    let mut reader = Reader::new(files);
    let merged = merge::scenario(&mut reader, path, bases, recoding);
    let converted = merged.as_ref().and_then(|merged| convert::scenario(merged, &mut reader.errors));
    match (merged, converted) {
        (Some(Merged { root, mut notices, class: Some(class), coding, .. }), Some(converted)) if reader.errors.is_empty() => {
            let Converted { model, runs, seed, outcome, notices: late, roll } = converted;
            notices.extend(late);
            let files = reader.sources.paths();
            Ok(Scenario { model, class, runs, seed, outcome, notices, roll, root, coding, sources: reader.sources, files })
        }
        _ => Err(reader.errors.finish(reader.sources)),
    }
}

/// A body file, read and validated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LoadedBody {
    /// The members of the body, with their groups and weights.
    pub body: Body,
    /// Who of them is present: all.
    pub present: MemberSet,
    /// The body's rule, if the file has one.
    pub rule: Option<Rule>,
    /// The files that it was read from.
    pub files: Vec<PathBuf>,
    /// What may surprise about it: who is left out, where no day was asked for.
    pub notices: Vec<String>,
    /// Everybody whom the file lists as a member, with the dates of each membership.
    pub roll: Roll,
}

/// Reads a body file.
///
/// Who is a member is decided by `since` and `until` at the date `as_of`; without a date, at the file's own
/// `as_of`; and without that, those are who have no `until`. All members of the body are present: the others are left out of it.
/// On failure, everything that is wrong with the file.
pub fn load_body(files: &dyn Files, path: &Path, as_of: Option<Date>) -> Result<LoadedBody, Diagnostics> {
    let mut reader = Reader::new(files);
    let root = merge::body_file(&mut reader, path, None);
    let body = root.and_then(|root| convert::body_file(&root, &reader.unread, as_of, &mut reader.errors));
    let files = reader.sources.paths();
    let loaded = body.map(|ConvertedBody { body, present, rule, notices, roll }| LoadedBody { body, present, rule, files, notices, roll });
    loaded.filter(|_| reader.errors.is_empty()).ok_or_else(|| reader.errors.finish(reader.sources))
}

/// Loads a scenario in one piece, such as [`Scenario::to_toml`] writes.
pub fn load_text(text: impl AsRef<[u8]>) -> Result<Scenario, Diagnostics> {
    let name = Path::new("scenario.toml");
    load(&BTreeMap::from([(name.to_owned(), text)]), name)
}

/// Whether a file says how it ended, which makes it a case of history. One that cannot be read
/// counts as a case, so that loading it says why.
pub fn is_case(files: &dyn Files, path: &Path) -> bool {
    let mut reader = Reader::new(files);
    let root = reader.read(path, None);
    !reader.errors.is_empty() || root.is_none_or(|root| root.get("outcome").is_some())
}

impl Scenario {
    /// What can be simulated and analysed.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What is decided, and how: as the file says, or else as its question and its rule do.
    pub fn class(&self) -> Class {
        self.class
    }

    /// How many runs the file asks for, unless the command line says otherwise; 200,000 by default.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// The seed the file asks for, unless the command line says otherwise; 1 by default.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How it ended, where the file says so.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// What it assumes, in the order of the blocks of the format, with where each assumption is from.
    pub fn assumptions(&self) -> Vec<Assumption> {
        let Self { root, coding, class, sources, .. } = self;
        Written { root, coding: coding.as_ref(), class: *class, sources }.assumptions()
    }

    /// The assumptions that bear no `source`: judgement, not evidence.
    pub fn unsourced(&self) -> Vec<Assumption> {
        self.assumptions().into_iter().filter(Assumption::is_judgement).collect()
    }

    /// Everybody whom the files list as a member, with the dates of each membership.
    pub fn roll(&self) -> &Roll {
        &self.roll
    }

    /// What may surprise about the files, such as an event that disappeared because `remove` took
    /// what it waits for, or one that comes after the last round.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The files that it was read from: the one that was asked for first, then those that it extends
    /// and the body file in use.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The same files with their texts, as they were read.
    pub fn texts(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.sources.texts()
    }

    /// An error about the evidence on a candidate, where it is written: for what is seen only once a simulation is planned.
    pub fn refuse_evidence(&self, candidate: &str, message: &str, help: &str) -> Diagnostics {
        let mut errors = Errors::default();
        let entry = self.root.list("evidence").iter().find(|entry| entry.text_of("candidate") == Some(candidate));
        let place = entry.map_or(Place::File(0), |entry| {
            let count = ["exactly", "at_least", "at_most", "about", "reports"].into_iter().find_map(|key| entry.get(key));
            count.unwrap_or(entry).span.into()
        });
        errors.add(ErrorKind::Model, place, message, help);
        errors.finish(self.sources.clone())
    }

    /// The merged tree.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// The merged scenario in one file, which loads again to an equal model.
    pub fn to_toml(&self) -> String {
        print::toml(&self.root, None)
    }

    /// The same with the comments of the files: those at their heads, and those above or behind a line that is left.
    pub fn to_commented_toml(&self) -> String {
        print::toml(&self.root, Some(Comments::of(&self.sources)))
    }
}
