//! What a file is, and what is in it: `nemcon check`.

use std::path::Path;

use nemcon_core::Date;
use nemcon_report::counted;
use nemcon_scenario::{CodingTable, Diagnostics, ErrorKind, Files, LoadedBody, Scenario, load, load_body, load_coding};

use super::Refusal;
use super::forecast::compiled;

/// A file that is right.
#[derive(Debug, Clone)]
pub enum Loaded {
    /// A scenario.
    Scenario(Box<Scenario>),
    /// A body.
    Body(Box<LoadedBody>),
    /// A coding table.
    Coding(CodingTable),
}

impl Loaded {
    /// Loads a scenario, a coding table, or a body, the latter as it was on a date, or without one as it is.
    pub fn read(files: &dyn Files, path: &Path, as_of: Option<Date>) -> Result<Self, Diagnostics> {
        let diagnostics = match load(files, path) {
            Ok(scenario) => return Ok(Self::Scenario(Box::new(scenario))),
            Err(diagnostics) => diagnostics,
        };
        let is = |kind| diagnostics.iter().any(|found| found.kind == kind && found.file == path);
        if is(ErrorKind::NotAScenario) {
            load_body(files, path, as_of).map(|body| Self::Body(Box::new(body)))
        } else if is(ErrorKind::CodingAlone) {
            load_coding(files, path).map(Self::Coding)
        } else {
            Err(diagnostics)
        }
    }

    /// What may surprise about it.
    pub fn notices(&self) -> &[String] {
        match self {
            Self::Scenario(scenario) => scenario.notices(),
            Self::Body(body) => &body.notices,
            Self::Coding(_) => &[],
        }
    }

    /// What is in it. A scenario is planned for that, which may find its evidence impossible.
    pub fn summary(&self) -> Result<String, Refusal> {
        let told = |counts: &[(usize, &str)]| counts.iter().map(|&(count, noun)| counted(count, noun)).collect::<Vec<_>>();
        Ok(match self {
            Self::Body(body) => format!("a body of {}", counted(body.body.len(), "member")),
            Self::Coding(table) => {
                format!("a coding table of {}", told(&[(table.numbers.len(), "number"), (table.rows.len(), "row")]).join(" and "))
            }
            Self::Scenario(scenario) => {
                compiled(scenario)?;
                let model = scenario.model();
                let counts = [(model.present().len(), "member"), (model.candidates().len(), "candidate"), (model.dates().len(), "round")];
                told(&counts).join(", ")
            }
        })
    }
}
