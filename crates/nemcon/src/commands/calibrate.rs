//! `nemcon calibrate`: fit the numbers that cases share to how they ended.

use std::path::{Path, PathBuf};
use std::time::Instant;

use nemcon::calibration::{Calibration, CalibrationError, Case, Effort, Parameter, Recoded, Scale, Verification};
use nemcon::model::{Bytes, Dynamics, Interval, Model, Quantity};
use nemcon::questions::Cases;
use nemcon::report::{CalibrateReport, counted, dynamics_file};
use nemcon::scenario::{CodingTable, FileSystem, Recoding, Setting, load_coding, load_recoded, rewrite};

use crate::console::Console;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::results::Form;
use crate::sampling::Sampling;

/// Fit the numbers of the coding table that historical cases share to how they ended, and score the fit on races
/// left out
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon calibrate scenarios/history
  nemcon calibrate scenarios/history --write fitted.toml -o dynamics.toml
  nemcon calibrate scenarios/history --without nato-2024
  nemcon calibrate scenarios/history --format json

What is fitted are the [[number]]s of the coding table that have `low` and `high`; these are the prior.
Unless --runs and --seed say otherwise, every case is simulated 300 times from seed 1 at each point of
the fit, and forty times as often for the scores.")]
#[command(mut_arg("runs", |runs| runs.help("How many runs to simulate of each case at each point of the fit, 1 to 10^12 [default: 300]")))]
#[command(mut_arg("seed", |seed| seed.help("The seed of all random numbers [default: 1]")))]
#[command(mut_arg("format", |format| format.help("How to print the results [default: table]")))]
pub(crate) struct Calibrate {
    /// The folder of the cases
    folder: PathBuf,

    /// The coding table [default: coding.toml in the folder]
    #[arg(long, value_name = "TABLE")]
    coding: Option<PathBuf>,

    /// Leave a race out of everything: the cases whose names begin so; may be repeated
    #[arg(long, value_name = "RACE")]
    without: Vec<String>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    form: Form<CalibrateReport<'static>>,

    /// Write the coding table with the fitted numbers to a file, which appears only when it is whole
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,

    /// Write the fitted dynamics to a file that scenarios can extend; it appears only when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

const RUNS: u64 = 300;
const SEED: u64 = 1;
/// Scores take so many times as many runs as a point of the fit.
const SCORING: u64 = 40;

impl Calibrate {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let [dynamics_to, table_to] = [&self.output, &self.write].map(|file| file.clone().map(|file| Output::from(Some(file))));
        self.form.check(&Output::Stdout)?;
        let path = self.coding.clone().unwrap_or_else(|| self.folder.join("coding.toml"));
        let recoding = Recoding { table: Some(path.clone()), ..Recoding::default() };
        let all = Cases::in_folder(&self.folder, &|path| input::recoded(path, &recoding, console))?;
        for file in [&dynamics_to, &table_to].into_iter().flatten() {
            file.check()?;
            file.spare(all.files.iter().map(PathBuf::as_path))?;
        }
        let Cases { all: cases, paths, .. } = self.without.iter().try_fold(all, |cases, race| cases.without(race))?;
        let table = load_coding(&FileSystem, &path)?;
        let parameters = parameters(&table);
        let coded = Coded { path: &path, parameters: &parameters };
        let model = |case: usize, numbers: &[Quantity]| coded.model(&paths[case], numbers);
        let recoded = Recoded { cases: &cases, parameters: &parameters, model: &model };
        let (runs, seed) = self.sampling.size_or(RUNS, SEED);
        let all = Calibration::runs(cases.len(), parameters.len(), runs) + 3 * SCORING * runs * cases.len() as u64;
        // Cases are simulated on all threads at once.
        let memory = Bytes(self.sampling.memory().0 / self.sampling.threads());
        let start = Instant::now();
        let (calibration, scores) = self.sampling.sample((all, seed), console, |seed, _, progress| {
            let calibration = Calibration::fit(recoded, Effort { runs, seed, memory, progress })?;
            let effort = Effort { runs: runs * SCORING, seed, memory, progress };
            let before: Vec<Quantity> = parameters.iter().map(Parameter::before).collect();
            let before = verification(recoded, &|_| before.clone(), effort)?;
            let fitted = verification(recoded, &|_| calibration.numbers(), effort)?;
            let left_out = verification(recoded, &|case| calibration.numbers_without(case), effort)?;
            Ok::<_, CalibrationError>((calibration, [before, fitted, left_out]))
        })?;
        let report = CalibrateReport::new(&cases, &calibration, &scores, runs, seed);
        self.form.write(&report, start.elapsed(), &Output::Stdout, console)?;
        let fitted = Fitted {
            coded,
            calibration: &calibration,
            made_by: self.made_by(&path, runs, seed),
            races: scores[0].races.iter().max().map_or(0, |last| last + 1),
        };
        if let Some(file) = table_to {
            let text = fitted.table()?;
            file.write(|out| out.write_all(text.as_bytes()))?;
        }
        if let Some(file) = dynamics_to {
            let text = fitted.dynamics(&paths)?;
            file.write(|out| out.write_all(text.as_bytes()))?;
        }
        Ok(())
    }

    fn made_by(&self, table: &Path, runs: u64, seed: u64) -> String {
        let without = self.without.iter().fold(String::new(), |flags, race| flags + " --without " + race);
        format!("nemcon calibrate {} --coding {}{without} --runs {runs} --seed {seed}", self.folder.display(), table.display())
    }
}

/// The numbers that a table says are uncertain.
fn parameters(table: &CodingTable) -> Vec<Parameter> {
    let parameter = |number: &nemcon::scenario::CodedNumber| {
        let (low, high) = number.range?;
        let scale = match (number.is_duration, number.is_probability) {
            (true, _) => Scale::Days,
            (false, true) => Scale::Probability,
            (false, false) => Scale::Ratio,
        };
        Some(Parameter::new(number.key(), scale, Interval::new(low, high)))
    };
    table.numbers.iter().filter_map(parameter).collect()
}

/// A coding table whose numbers are set otherwise.
#[derive(Clone, Copy)]
struct Coded<'a> {
    path: &'a Path,
    parameters: &'a [Parameter],
}

impl Coded<'_> {
    fn settings(&self, numbers: &[Quantity]) -> std::collections::BTreeMap<String, Setting> {
        let setting = |quantity: &Quantity| match *quantity {
            Quantity::Fixed(value) => Setting::Fixed(value),
            Quantity::Range { low, high } => Setting::Range { low, high },
        };
        self.parameters.iter().zip(numbers).map(|(parameter, quantity)| (parameter.name.clone(), setting(quantity))).collect()
    }

    fn model(&self, file: &Path, numbers: &[Quantity]) -> Result<Model, String> {
        let recoding = Recoding { table: Some(self.path.to_owned()), numbers: self.settings(numbers) };
        let scenario = load_recoded(&FileSystem, file, &recoding).map_err(|faults| faults.to_string())?;
        Ok(scenario.model().clone())
    }
}

/// What is written to files.
struct Fitted<'a> {
    coded: Coded<'a>,
    calibration: &'a Calibration,
    made_by: String,
    races: usize,
}

impl Fitted<'_> {
    fn header(&self) -> Vec<String> {
        let (cases, races) = (counted(self.calibration.races.len(), "case"), counted(self.races, "race"));
        vec![
            format!("Fitted to how {cases} of {races} ended, by"),
            format!("`{}`, engine {}.", self.made_by, nemcon::montecarlo::ENGINE),
            "Ranges are what is thought after these races, 5th and 95th percentile; what they say nothing of is".to_owned(),
            "as it was. It has seen how these cases ended: who scores them with it scores a memory.".to_owned(),
        ]
    }

    /// The table with the fitted numbers.
    fn table(&self) -> Result<String, Failure> {
        let text =
            std::fs::read_to_string(self.coded.path).map_err(|error| Failure::Input(format!("{}: {error}", self.coded.path.display())))?;
        let header = self.header().iter().fold(String::new(), |text, line| text + "# " + line + "\n");
        let numbers = self.coded.settings(&self.calibration.numbers());
        Ok(format!("{header}#\n{}", rewrite(&text, &numbers, &self.source())))
    }

    /// The dynamics that the table gives, without what only some questions have.
    fn dynamics(&self, paths: &[PathBuf]) -> Result<String, Failure> {
        let model = self.coded.model(&paths[0], &self.calibration.numbers()).map_err(Failure::Input)?;
        let dynamics = Dynamics { bandwagon_weight: None, meeting: None, ..model.dynamics().clone() };
        let mut header = vec!["How fast stances move: nothing but [dynamics], to be extended.".to_owned(), String::new()];
        header.extend(self.header());
        Ok(dynamics_file(&dynamics, &header, &self.source()))
    }

    fn source(&self) -> String {
        format!("fitted to past races: {}", self.made_by)
    }
}

/// The scores of cases, each with numbers of its own.
fn verification(
    recoded: Recoded<'_>,
    numbers: &dyn Fn(usize) -> Vec<Quantity>,
    effort: Effort<'_>,
) -> Result<Verification, CalibrationError> {
    let scored = (0..recoded.cases.len()).map(|case| recoded.estimates(case, &numbers(case), effort));
    let (cases, estimates): (Vec<Case>, Vec<_>) = scored.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    Ok(Verification::new(&cases, &estimates))
}
