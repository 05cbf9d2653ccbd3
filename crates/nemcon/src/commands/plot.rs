//! `nemcon plot`: one picture.

use std::path::PathBuf;

use clap::ValueEnum;
use nemcon::page::{NothingToShow, PNG_WIDTHS, Picture, png, sweep};
use nemcon::questions;
use nemcon::report::{Report, SweepReport};

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::subject::Subject;

/// Draw one picture of a forecast, as SVG or PNG for a paper
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon plot scenarios/nato-2024/base.toml -o incidence.svg
  nemcon plot scenarios/nato-2024/base.toml --what members -o members.png
  nemcon plot scenarios/nato-2024/base.toml scenarios/nato-2024/what-if/*.toml --what compare -o what-if.svg
  nemcon plot scenarios/nato-2024/base.toml --what tornado --runs 20_000 -o tornado.svg
  nemcon plot scenarios/nato-2024/base.toml --what sweep --set dynamics.reserve=1week..16weeks:9 --runs 20_000 -o sweep.svg")]
pub(crate) struct Plot {
    #[command(flatten)]
    subject: Subject,

    /// What to draw
    #[arg(long, value_enum, default_value = "incidence")]
    what: What,

    /// What a sweep varies, as `nemcon sweep` has it: a key, from one value to another, at N values; once or twice
    #[arg(long = "set", value_name = "KEY=A..B:N", required_if_eq("what", "sweep"))]
    set: Vec<String>,

    /// The id of the outcome that a tornado or a sweep is of [default: the likeliest]
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    /// How many pixels wide a PNG is [default: twice as many as the SVG, 1504]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(i64::from(*PNG_WIDTHS.start())..=i64::from(*PNG_WIDTHS.end())))]
    width: Option<u32>,

    /// Write to a file, which appears only when it is whole; its name ends in .svg or .png
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What has come about by when, stacked over the calendar
    Incidence,
    /// How likely each member is against the leading candidate, by date
    Members,
    /// Who is last to agree, and who is in the way where nobody is agreed on
    Holdouts,
    /// What variants change in the likeliest outcome
    Compare,
    /// How far each input moves an outcome, one at a time
    Tornado,
    /// An outcome as one number varies (a curve with its intervals), or two (a map)
    Sweep,
}

impl What {
    /// The picture of a dossier that it is; a sweep is of many.
    fn picture(self) -> Option<Picture> {
        Some(match self {
            Self::Incidence => Picture::Incidence,
            Self::Members => Picture::Members,
            Self::Holdouts => Picture::Holdouts,
            Self::Compare => Picture::Compare,
            Self::Tornado => Picture::Tornado,
            Self::Sweep => return None,
        })
    }
}

impl Plot {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let output = Output::from(self.output.clone());
        let as_pixels = match output.extension().as_deref() {
            None | Some("svg") => false,
            Some("png") => true,
            Some(other) => {
                return Err(Failure::Input(format!("pictures are SVG or PNG, not {other}: name a file that ends in .svg or .png")));
            }
        };
        if self.width.is_some() && !as_pixels {
            return Err(Failure::Input("--width is for a PNG (-o FILE.png): a picture of SVG has any width".to_owned()));
        }
        if !self.set.is_empty() && self.what != What::Sweep {
            return Err(Failure::Input("--set is for --what sweep".to_owned()));
        }
        if self.outcome.is_some() && !matches!(self.what, What::Tornado | What::Sweep) {
            return Err(Failure::Input("--outcome is for --what tornado and --what sweep".to_owned()));
        }
        output.check()?;
        let drawn = match self.what.picture() {
            Some(picture) => {
                let (mut dossier, scenario) = self.subject.dossier(None, &output, console)?;
                if picture == Picture::Tornado {
                    let size = self.subject.sampling().size_or(scenario.runs().min(questions::RUNS_AT_ENDS), scenario.seed());
                    dossier = dossier.moved_by(self.subject.sensitivity(&scenario, self.outcome.as_deref(), size, console)?);
                }
                dossier.svg(picture)
            }
            None => self.sweep(&output, console)?,
        };
        let drawn = drawn.map_err(|nothing| Failure::Input(nothing.to_string()))?;
        let bytes = if as_pixels { png(&drawn, self.width).map_err(anyhow::Error::from)? } else { drawn.into_bytes() };
        Ok(output.write(|out| out.write_all(&bytes))?)
    }

    fn sweep(&self, output: &Output, console: Console) -> Result<Result<String, NothingToShow>, Failure> {
        let scenario = self.subject.alone(output, console)?;
        let plotted = self.outcome.as_deref().map(|id| questions::outcome(scenario.model(), id)).transpose()?;
        let asked = questions::Sweep::new(&scenario, &self.set)?;
        console.notes(&asked.notices());
        let sampling = self.subject.sampling();
        let (runs, seed) = sampling.size_or(scenario.runs(), scenario.seed());
        let memory = sampling.memory();
        let total = runs * asked.places().len() as u64;
        let simulate = |_, _, progress: &(dyn Fn(u64) + Sync)| asked.points(&scenario, asked.places(), (runs, seed), memory, progress);
        let points = sampling.sample((total, seed), console, simulate)?;
        let found = SweepReport::new(scenario.model(), asked.keys(), points, plotted, (runs, seed)).document();
        let assumed = questions::assumptions(&scenario).document();
        Ok(sweep(&found, self.outcome.as_deref(), Some(&assumed)))
    }
}
