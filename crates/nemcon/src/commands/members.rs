//! `nemcon members`: who the members of a body are.

use std::path::PathBuf;
use std::time::Duration;

use nemcon::model::Date;
use nemcon::questions::Loaded;
use nemcon::report::MembersReport;
use nemcon::report::schema::{MemberDocument, MembersDocument};
use nemcon::scenario::{Membership, Roll};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::results::{Results, date};

/// List the members of a body or a scenario: ids, names, groups, weights and dates
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon members scenarios/bodies/nato.toml
  nemcon members scenarios/bodies/eu-council.toml --as-of 2019-07-01
  nemcon members scenarios/bodies/eu-council.toml --format csv --table weights")]
pub(crate) struct Members {
    /// A body file or a scenario; `-` is standard input
    file: PathBuf,

    /// The date on which a body is taken
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    results: Results<MembersReport>,
}

impl Members {
    pub(crate) fn run(&self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let place = self.file.display();
        let (body, roll, files) = match input::any(&self.file, self.as_of, console)? {
            Loaded::Body(body) => (body.body.name.clone(), body.roll.clone(), body.files.clone()),
            Loaded::Scenario(_) if self.as_of.is_some() => {
                return Err(Failure::Input(format!("{place} is a scenario, which has a date of its own: leave out --as-of")));
            }
            Loaded::Scenario(scenario) => (scenario.model().body().name.clone(), scenario.roll().clone(), scenario.files().to_vec()),
            Loaded::Coding(_) => {
                return Err(Failure::Input(format!("{place} is a coding table, which has no members: name a body or a scenario")));
            }
        };
        self.results.spare(files.iter().map(PathBuf::as_path))?;
        self.results.write(&MembersReport::new(document(body, roll)), Duration::ZERO, console)
    }
}

fn document(body: String, roll: Roll) -> MembersDocument {
    let Roll { as_of, weights, members, .. } = roll;
    let mut document = MembersDocument::default();
    (document.body, document.as_of) = (body, as_of.map(|day| day.to_string()));
    document.units = weights.into_iter().collect();
    document.members = members.into_iter().map(member).collect();
    document
}

fn member(membership: Membership) -> MemberDocument {
    let Membership { id, name, groups, weights, since, until, standing, .. } = membership;
    let mut document = MemberDocument::default();
    (document.id, document.name, document.groups) = (id, name, groups);
    document.weights = weights.into_iter().collect();
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    (document.since, document.until, document.standing) = (day(since), day(until), standing.word().to_owned());
    document
}
