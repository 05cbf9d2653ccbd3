//! `nemcon compare`: what if.

use std::path::PathBuf;

use nemcon::model::printable;
use nemcon::questions::{judged, order};
use nemcon::report::{CompareReport, Variant};
use nemcon::scenario::{Recoding, Scenario};

use crate::console::Console;
use crate::failure::Failure;
use crate::results::Results;
use crate::sampling::Sampling;
use crate::whatif;

/// Compare what-if files with a base on paired runs: what each changes, and how sure that is
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon compare scenarios/nato-2024/base.toml scenarios/nato-2024/what-if/kallas-presented.toml
  nemcon compare scenarios/nato-2024/base.toml scenarios/nato-2024/what-if/*.toml
  nemcon compare base.toml what-if.toml --runs 1_000_000 -o differences.json")]
#[command(mut_arg("runs", |runs| runs.help("How many runs to simulate of each file, 1 to 10^12 [default: the base's, or 200,000]")))]
#[command(mut_arg("seed", |seed| seed.help("The seed of all random numbers [default: the base's, or 1]")))]
pub(crate) struct Compare {
    /// The base; `-` is standard input
    base: PathBuf,

    /// The variants; one that is the base itself is passed over
    #[arg(required = true)]
    variants: Vec<PathBuf>,

    #[command(flatten)]
    sampling: Sampling,

    /// The order of the variants in the table: those first that change most (`effect`), as they are given
    /// (`given`), or those first that add most to an outcome, by its id
    #[arg(long, value_name = "ORDER", default_value = "effect")]
    sort: String,

    #[command(flatten)]
    results: Results<CompareReport<'static>>,
}

impl Compare {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        let files = whatif::files(&self.base, self.variants, console);
        if files.is_empty() {
            return Err(Failure::Input("there is nothing to compare: every variant is the base itself".to_owned()));
        }
        let (base, variants) = whatif::load(&self.base, &files, &Recoding::default(), console)?;
        let read = std::iter::once(&base).chain(&variants).flat_map(Scenario::files);
        self.results.spare(read.map(PathBuf::as_path))?;
        let order = order(&self.sort, &base, &variants)?;
        let (comparison, elapsed) = self.sampling.compare(&base, &variants, console)?;
        let names: Vec<String> = files.iter().map(|file| printable(&file.to_string_lossy()).into_owned()).collect();
        let named: Vec<Variant> = names.iter().zip(&variants).map(|(file, scenario)| Variant { file, model: scenario.model() }).collect();
        let unsourced = judged(&base);
        let report = CompareReport::new(base.model(), &named, &comparison, &unsourced).ordered(order);
        self.results.write(&report, elapsed, console)
    }
}
