//! `nemcon power`: what a rule says by itself.

#![allow(clippy::cast_possible_truncation, reason = "so many as an address space holds are not listed")]

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Instant;

use clap::builder::PossibleValuesParser;
use nemcon::model::{Body, Date, MemberSet, Model, Rule};
use nemcon::montecarlo::Philox;
use nemcon::power::{Game, MEASURES, Options, PowerError, indices, measures_of, soundings};
use nemcon::report::{Found, PowerReport, View};
use nemcon::scenario::LoadedBody;

use crate::console::Console;
use crate::failure::Failure;
use crate::input::{self, Loaded};
use crate::results::{Format, Results, date, top};
use crate::sampling::{number, seed};
use crate::unions;

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

    /// How much memory each table may take, in MiB
    #[arg(long, value_name = "MIB", default_value = "1024", value_parser = |text: &str| within(text, 1..=1_048_576))]
    memory: u64,

    /// How long each count may take, in minutes, as foreseen for a machine that takes a billion steps a second
    #[arg(long, value_name = "MINUTES", default_value = "2", value_parser = |text: &str| within(text, 1..=1_000_000))]
    minutes: u64,

    #[command(flatten)]
    results: Results<PowerReport<'static>>,
}

/// The indices of a table, unless others are asked for.
const FAMILIAR: [&str; 3] = ["banzhaf", "shapley-shubik", "coleman"];
/// The same where members act in unions.
const UNITED: [&str; 4] = ["banzhaf", "shapley-shubik", "owen", "banzhaf-owen"];
/// So many steps take a minute.
const STEPS: u64 = 60_000_000_000;
/// The members of a table, unless more are asked for.
const TOP: usize = 60;

fn within(text: &str, range: RangeInclusive<u64>) -> Result<u64, String> {
    number(text).filter(|number| range.contains(number)).ok_or_else(|| format!("it lies between {} and {}", range.start(), range.end()))
}

/// A rule and who decides by it.
struct Question {
    body: Body,
    present: MemberSet,
    rule: Rule,
    /// The scenario that they are of, if they are of one.
    model: Option<Model>,
    /// The files that they are from.
    files: Vec<PathBuf>,
}

impl Power {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        if self.coalitions.is_some() && self.results.format() == Format::Csv {
            return Err(Failure::Input("--coalitions has no CSV: use --format json, or leave it out".to_owned()));
        }
        self.results.check()?;
        let Question { body, present, rule, model, files } = self.question(console)?;
        self.results.spare(files.iter().map(PathBuf::as_path))?;
        let start = Instant::now();
        // Where the rule is too large to be counted, so are the ways to vote under it.
        let model = model.filter(|_| self.estimate.is_none());
        let waiting = console.waiting("counting coalitions");
        let passages = model.as_ref().map(|model| soundings(model, self.bytes(), self.steps()));
        let view = self.view()?;
        let unions = unions::named(&body, &present, &self.unions).map_err(|fault| Failure::Input(format!("--unions: {fault}")))?;
        let write = |found: Found| {
            waiting.finish_and_clear();
            let report = PowerReport::new(&body, &rule, found, view.clone()).with_unions(&unions);
            let report = match (&model, &passages) {
                (Some(model), Some(passages)) => report.with_soundings(model, passages),
                _ => report,
            };
            self.results.write(&report, start.elapsed(), console)
        };
        let refused = |error: PowerError| self.refused(&error);
        let game =
            Game::new(&rule, &body).and_then(|game| game.present(&present)).map_err(refused)?.memory(self.bytes()).steps(self.steps());
        if let Some(samples) = self.estimate {
            let seed = self.seed.unwrap_or(1);
            waiting.finish_and_clear();
            let bar = console.progress(samples);
            let power = game.estimate(samples, &mut Philox::new(seed).stream([0; 4]), |taken| bar.inc(taken)).map_err(refused)?;
            bar.finish_and_clear();
            write(Found::Estimate { power: &power, samples, seed })
        } else if self.ternary {
            let found = game.ternary().map_err(refused)?;
            write(Found::Ternary(&found))
        } else {
            let listed = self.coalitions.unwrap_or(0) as usize;
            let sets = unions.iter().map(|(_, members)| members.clone()).collect();
            let options = Options { measures: view.measures.clone(), unions: sets, structure: true, listed };
            let found = game.analyse(&options).map_err(refused)?;
            write(Found::Binary(&found))
        }
    }

    fn question(&self, console: Console) -> Result<Question, Failure> {
        match input::any(&self.file, self.as_of)? {
            Loaded::Scenario(scenario) => {
                if self.as_of.is_some() {
                    let place = self.file.display();
                    return Err(Failure::Input(format!("{place} is a scenario, which has a date of its own: leave out --as-of")));
                }
                console.notes(scenario.notices());
                let model = scenario.model().clone();
                Ok(Question {
                    body: model.body().clone(),
                    present: model.present().clone(),
                    rule: model.question().rule.clone(),
                    model: Some(model),
                    files: scenario.files().to_vec(),
                })
            }
            Loaded::Coding(_) => {
                Err(Failure::Input(format!("{} is a coding table, which has no members: name a scenario or a body", self.file.display())))
            }
            Loaded::Body(found) => match *found {
                LoadedBody { body, present, rule: Some(rule), files, notices, .. } => {
                    console.notes(&notices);
                    Ok(Question { body, present, rule, model: None, files })
                }
                _ => Err(Failure::Input(format!(
                    "{} is a body without a rule: give it one, such as rule = \"consensus\", or name a scenario that has one",
                    self.file.display()
                ))),
            },
        }
    }

    fn view(&self) -> Result<View, Failure> {
        let table = self.results.format() == Format::Table;
        let united = !self.unions.is_empty();
        let measures = match (self.index.is_empty(), table) {
            (false, _) => measures_of(&self.index.iter().map(String::as_str).collect::<Vec<_>>()),
            (true, true) => measures_of(if united { &UNITED } else { &FAMILIAR }),
            (true, false) => MEASURES.iter().copied().filter(|measure| united || !measure.of_unions).collect(),
        };
        if let Some(measure) = measures.iter().find(|measure| measure.of_unions && !united) {
            return Err(Failure::Input(format!("--index {} is of members in unions: say which with --unions GROUP,GROUP", measure.index)));
        }
        let top = self.top.or(table.then_some(TOP));
        Ok(View { measures, top, coalitions: self.coalitions.map(|most| most as usize) })
    }

    fn bytes(&self) -> usize {
        usize::try_from(self.memory << 20).unwrap_or(usize::MAX)
    }

    fn steps(&self) -> u64 {
        self.minutes * STEPS
    }

    /// Why there is no answer, and what to do.
    fn refused(&self, error: &PowerError) -> Failure {
        let place = self.file.display();
        Failure::Input(match error {
            PowerError::TooLarge { what, .. } => {
                let fewer = if self.ternary { "leave out --ternary, " } else { "" };
                format!(
                    "{place}: {what} of this rule would need more than {} MiB of memory: \
                     allow more with --memory, {fewer}or estimate with --estimate 1_000_000",
                    self.memory
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
