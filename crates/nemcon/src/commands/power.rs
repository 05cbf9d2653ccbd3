//! `nemcon power`: what a rule says by itself.

#![allow(clippy::cast_possible_truncation, reason = "so many as an address space holds are not listed")]

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Instant;

use clap::builder::PossibleValuesParser;
use nemcon::model::Date;
use nemcon::power::{PowerError, indices, measures_of};
use nemcon::questions::{self, FAMILIAR, Loaded, Ruled, TOP, UNITED};
use nemcon::report::{PowerReport, View};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::memory::Memory;
use crate::results::{Format, Results, date, top};
use crate::sampling::{number, seed};

/// Analyse a rule by itself: vetoes, blocking coalitions, and the power of each member, exactly
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon power scenarios/bodies/un-security-council.toml
  nemcon power scenarios/bodies/eu-council.toml --index banzhaf,shapley-shubik --top 6
  nemcon power scenarios/bodies/nassau-1964.toml --coalitions
  nemcon power scenarios/bodies/african-union.toml --unions north,west,central,east,south
  nemcon power scenarios/bodies/eu-council.toml --as-of 2019-07-01 --format csv
  nemcon power scenarios/nato-2024/base.toml -o power.json")]
pub(crate) struct Power {
    /// A body file with a rule, or a scenario; `-` is standard input
    file: PathBuf,

    /// Which indices, with commas between them
    /// [default: banzhaf,shapley-shubik,coleman, with --unions banzhaf,shapley-shubik,owen,banzhaf-owen;
    /// in JSON and CSV all]
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = PossibleValuesParser::new(indices()), conflicts_with_all = ["ternary", "estimate"])]
    index: Vec<String>,

    /// Groups of members that each act as one, with commas between them; `party-*` is every group that begins so
    #[arg(long, value_name = "GROUPS", value_delimiter = ',', conflicts_with_all = ["ternary", "estimate"])]
    unions: Vec<String>,

    /// Show only the N most powerful members, and those of equal power with the last of them
    /// [default: in tables 60]
    #[arg(long, value_name = "N|all", value_parser = top)]
    top: Option<usize>,

    /// List the minimal winning and the minimal blocking coalitions, if there are at most so many of a
    /// kind [default: 1000]
    #[arg(long, value_name = "MOST", num_args = 0..=1, require_equals = true, default_missing_value = "1000",
          value_parser = |text: &str| within(text, 1..=1_000_000), conflicts_with_all = ["ternary", "estimate"])]
    coalitions: Option<u64>,

    /// Let members abstain: the power of being for, of abstaining and of being against
    #[arg(long, conflicts_with = "estimate")]
    ternary: bool,

    /// Estimate Banzhaf and Shapley–Shubik from RUNS random coalitions and orders, for rules that are
    /// too large to be counted
    #[arg(long, value_name = "RUNS", value_parser = |text: &str| within(text, 1..=1_000_000_000))]
    estimate: Option<u64>,

    /// The seed of estimates [default: 1]
    #[arg(long, value_name = "S", value_parser = seed, requires = "estimate")]
    seed: Option<u64>,

    /// The date on which a body is taken: its members are those of that day
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    memory: Memory,

    /// How long each count may take, in minutes, as foreseen for a machine that takes a billion steps a second
    #[arg(long, value_name = "MINUTES", default_value = "2", value_parser = |text: &str| within(text, 1..=1_000_000))]
    minutes: u64,

    #[command(flatten)]
    results: Results<PowerReport<'static>>,
}

fn within(text: &str, range: RangeInclusive<u64>) -> Result<u64, String> {
    number(text).filter(|number| range.contains(number)).ok_or_else(|| format!("it lies between {} and {}", range.start(), range.end()))
}

impl Power {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        if self.coalitions.is_some() && self.results.format() == Format::Csv {
            return Err(Failure::Input("--coalitions has no CSV: use --format json, or leave it out".to_owned()));
        }
        self.results.check()?;
        let (ruled, files) = self.ruled(console)?;
        self.results.spare(files.iter().map(PathBuf::as_path))?;
        let start = Instant::now();
        let view = self.view();
        let asked = questions::Power {
            measures: view.measures.clone(),
            unions: self.unions.clone(),
            coalitions: self.coalitions,
            ternary: self.ternary,
            estimate: self.estimate.map(|samples| (samples, self.seed.unwrap_or(1))),
            memory: self.memory.bytes(),
            minutes: self.minutes,
        };
        let bar = self.estimate.map_or_else(|| console.waiting("counting coalitions"), |samples| console.progress(samples));
        let found = asked.ask(ruled, &|taken| bar.inc(taken));
        bar.finish_and_clear();
        let found = found?.map_err(|error| self.refused(&error))?;
        for kind in self.coalitions.map(|most| found.unlisted(most)).unwrap_or_default() {
            console.note(&format!("the {kind} coalitions are counted, not listed: there is no room for them; allow more with --memory"));
        }
        self.results.write(&found.report(view), start.elapsed(), console)
    }

    /// The rule, and the files that it is from.
    fn ruled(&self, console: Console) -> Result<(Ruled, Vec<PathBuf>), Failure> {
        let place = self.file.display();
        let loaded = input::any(&self.file, self.as_of, console)?;
        if matches!(loaded, Loaded::Scenario(_)) && self.as_of.is_some() {
            return Err(Failure::Input(format!("{place} is a scenario, which has a date of its own: leave out --as-of")));
        }
        let notices = loaded.notices().to_vec();
        let found = match loaded {
            Loaded::Scenario(scenario) => (Ruled::of(&scenario), scenario.files().to_vec()),
            Loaded::Body(body) => {
                let files = body.files.clone();
                let ruled = Ruled::of_body(*body).ok_or_else(|| {
                    let remedy = "give it one, such as rule = \"consensus\", or name a scenario that has one";
                    Failure::Input(format!("{place} is a body without a rule: {remedy}"))
                })?;
                (ruled, files)
            }
            Loaded::Coding(_) => {
                return Err(Failure::Input(format!("{place} is a coding table, which has no members: name a scenario or a body")));
            }
        };
        // What is refused is said by itself.
        console.notes(&notices);
        Ok(found)
    }

    fn view(&self) -> View {
        let table = self.results.format() == Format::Table;
        let united = !self.unions.is_empty();
        let measures = match (self.index.is_empty(), table) {
            (false, _) => measures_of(&self.index.iter().map(String::as_str).collect::<Vec<_>>()),
            (true, true) => measures_of(if united { &UNITED } else { &FAMILIAR }),
            (true, false) => questions::Power::all_measures(united),
        };
        let top = self.top.or(table.then_some(TOP));
        View { measures, top, coalitions: self.coalitions.map(|most| most as usize) }
    }

    /// Why there is no answer, and what to do.
    fn refused(&self, error: &PowerError) -> Failure {
        let place = self.file.display();
        Failure::Input(match error {
            PowerError::TooLarge { what, allowed } => {
                let fewer = if self.ternary { "leave out --ternary, " } else { "" };
                format!(
                    "{place}: {what} of this rule would need more memory than there is, which is {allowed} in all: \
                     allow more with --memory, {fewer}or estimate with --estimate 1_000_000"
                )
            }
            PowerError::TooLong { .. } => {
                let fewer = if self.ternary { "leave out --ternary" } else { "ask for fewer indices with --index" };
                format!("{place}: {error}: allow more with --minutes, {fewer}, or estimate with --estimate 1_000_000")
            }
            other => format!("{place}: {other}"),
        })
    }
}
