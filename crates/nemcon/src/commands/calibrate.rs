//! `nemcon calibrate`: fit the dynamics that cases share to how they ended.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::calibration::{Calibration, CalibrationError, Case, Verification};
use nemcon::model::{Dynamics, printable};
use nemcon::report::CalibrateReport;
use nemcon::scenario::Recoding;

use crate::cases;
use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::results::Form;
use crate::sampling::Sampling;

/// Fit the dynamics that historical cases share to how they ended, and score the fit on races left out
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon calibrate scenarios/history
  nemcon calibrate scenarios/history -o dynamics.toml
  nemcon calibrate scenarios/history --format json

What is fitted is what is written as a range in the [dynamics] that the cases share; the ranges are
the prior. Unless --runs and --seed say otherwise, every case is simulated 2,000 times from seed 1 at
each point of the fit, and ten times as often for the scores.")]
#[command(mut_arg("runs", |runs| runs.help("How many runs to simulate of each case at each point of the fit, 1 to 10^12 [default: 2,000]")))]
#[command(mut_arg("seed", |seed| seed.help("The seed of all random numbers [default: 1]")))]
#[command(mut_arg("format", |format| format.help("How to print the results [default: table]")))]
pub(crate) struct Calibrate {
    /// The folder of the cases
    folder: PathBuf,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    form: Form<CalibrateReport<'static>>,

    /// Write the fitted dynamics to a file that scenarios can extend; it appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

const RUNS: u64 = 2000;
const SEED: u64 = 1;
/// Scores take so many times as many runs as a point of the fit.
const SCORING: u64 = 10;

impl Calibrate {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let file = self.output.map(|file| Output::from(Some(file)));
        self.form.check(&Output::Stdout)?;
        let cases = cases::in_folder(&self.folder, &Recoding::default())?;
        if let Some(file) = &file {
            file.check()?;
            file.spare(cases.files())?;
        }
        let cases = cases.cases;
        let (runs, seed) = self.sampling.size_or(RUNS, SEED);
        let scoring = runs * SCORING;
        let all = Calibration::runs(&cases, runs) + 3 * scoring * cases.len() as u64;
        let start = Instant::now();
        let (calibration, scores) = self.sampling.sample((all, seed), console, |seed, _, progress| {
            let calibration = Calibration::fit(&cases, runs, seed, progress)?;
            let scored = |dynamics: &dyn Fn(usize) -> Dynamics| verification(&cases, dynamics, (scoring, seed), progress);
            let before = scored(&|case| cases[case].model().dynamics().clone())?;
            let fitted = scored(&|_| calibration.dynamics())?;
            let left_out = scored(&|case| calibration.dynamics_without(case))?;
            Ok::<_, CalibrationError>((calibration, [before, fitted, left_out]))
        })?;
        let report = CalibrateReport::new(&cases, &calibration, &scores, runs, seed);
        self.form.write(&report, start.elapsed(), &Output::Stdout, console)?;
        if let Some(file) = file {
            let folder = self.folder.to_string_lossy();
            let made_by = format!("nemcon calibrate {} --runs {runs} --seed {seed}", printable(&folder));
            file.write(|out| out.write_all(report.dynamics_file(&made_by).as_bytes()))?;
        }
        Ok(())
    }
}

/// The scores of cases, each under dynamics of its own.
fn verification(
    cases: &[Case],
    dynamics: &dyn Fn(usize) -> Dynamics,
    (runs, seed): (u64, u64),
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Verification, CalibrationError> {
    let estimates = cases.iter().enumerate().map(|(index, case)| {
        let estimates = case.estimates(&dynamics(index), runs, seed)?;
        progress(runs);
        Ok(estimates)
    });
    Ok(Verification::new(cases, &estimates.collect::<Result<Vec<_>, _>>()?))
}
