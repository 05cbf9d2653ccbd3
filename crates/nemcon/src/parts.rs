//! Runs in parts: the shares of several machines, and what is kept in case a long simulation is cut off.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};
use std::{fs, io};

use anyhow::Context;
use nemcon::model::MemberId;
use nemcon::montecarlo::{Counts, OverInputs, Plan, Precise, RunRecord};
use nemcon::questions::over_inputs;
use nemcon::scenario::Scenario;

use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::rows::RowsFile;
use crate::sampling::{Sampling, number};

/// One of several equal parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    part: u64,
    of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || -> Option<Self> {
            let (part, of) = text.split_once('/')?;
            let (part, of) = (number(part)?, number(of)?);
            (1..=of).contains(&part).then_some(Self { part, of })
        };
        read().ok_or_else(|| "a shard is written like 2/7, the second of seven parts".to_owned())
    }
}

impl Shard {
    /// Its part of so many runs.
    fn of(self, runs: u64) -> std::ops::Range<u64> {
        // Every part has so many runs, and some one more.
        let (each, more) = (runs / self.of, runs % self.of);
        let end = |parts: u64| parts * each + parts.min(more);
        end(self.part - 1)..end(self.part)
    }
}

/// How often what is counted is kept.
const INTERVAL: Duration = Duration::from_secs(5);
/// The runs of the first step.
const FIRST: u64 = 1 << 16;

/// So many bytes of records are held at a time, and so many runs at most are written.
const HELD: usize = 64_000_000;
const AT_ONCE: usize = 1 << 16;

/// What the runs of a scenario are counted from.
pub(crate) struct Counting<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) plan: &'a Plan,
    pub(crate) sampling: &'a Sampling,
    /// Runs and seed.
    pub(crate) size: (u64, u64),
    pub(crate) console: Console,
}

impl Counting<'_> {
    /// Counts one part of the runs, or all.
    pub(crate) fn count(&self, shard: Option<Shard>) -> Result<Counts, Failure> {
        let (runs, seed) = self.size;
        let range = shard.map_or(0..runs, |shard| shard.of(runs));
        let size = (range.end - range.start, seed);
        let tally = self.sampling.sample(size, self.console, |seed, _, progress| self.plan.simulate(seed, range.clone(), progress))?;
        Ok(Counts::new(self.scenario.to_toml(), tally, range, runs))
    }

    /// Counts runs until every probability is known to within so much, or until there are so many.
    pub(crate) fn to(&self, precision: f64, most: u64) -> Result<Precise, Failure> {
        let (_, seed) = self.size;
        self.sampling.sample((most, seed), self.console, |seed, runs, progress| self.plan.simulate_to(precision, runs.end, seed, progress))
    }

    /// How the probabilities of a forecast from so many runs spread over what is unsure of the inputs.
    pub(crate) fn over_inputs(&self, runs: u64) -> Result<Option<OverInputs>, Failure> {
        let size = (runs, self.size.1);
        match self.sampling.sample(size, self.console, |_, _, progress| over_inputs(self.plan, size, progress)) {
            // The forecast stands without it.
            Err(Failure::Input(reason)) => {
                self.console.note(&reason);
                Ok(None)
            }
            found => found.map(Some),
        }
    }

    /// These runs as counts.
    pub(crate) fn of(&self, precise: &Precise) -> Counts {
        let runs = precise.tally.runs();
        Counts::new(self.scenario.to_toml(), precise.tally.clone(), 0..runs, runs)
    }

    /// Counts all runs, and keeps what is counted in a file every few seconds; where the file is there already,
    /// goes on from it.
    pub(crate) fn resume(&self, file: &Path) -> Result<Counts, Failure> {
        let (runs, seed) = self.size;
        let mut counts = self.kept(file)?;
        let bar = self.console.progress(runs);
        bar.inc(counts.tally().runs());
        let mut step = FIRST;
        while let Some(missing) = counts.missing().into_iter().next() {
            let range = missing.start..missing.end.min(missing.start + step);
            let start = Instant::now();
            let counted = |finished| bar.inc(finished);
            let tally = self
                .sampling
                .sample_quietly((runs, seed), counted, |seed, _, progress| self.plan.simulate(seed, range.clone(), progress))?;
            let more = Counts::new(self.scenario.to_toml(), tally, range, runs);
            counts.merge(&more).map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?;
            write(file, &counts)?;
            let took = start.elapsed();
            step = if took < INTERVAL / 2 {
                step * 2
            } else if took > INTERVAL * 2 {
                (step / 2).max(1)
            } else {
                step
            };
        }
        bar.finish_and_clear();
        Ok(counts)
    }

    /// Writes a row a run to a file, part by part.
    pub(crate) fn write_runs(&self, file: &RowsFile, runs: u64) -> Result<(), Failure> {
        let (_, seed) = self.size;
        let bar = self.console.progress(runs);
        let model = self.scenario.model();
        let record =
            size_of::<RunRecord>() + size_of::<MemberId>() * model.body().len() + size_of::<(usize, usize)>() * model.events().len();
        let at_once = (HELD / record).clamp(1024, AT_ONCE);
        let mut failed = None;
        let written = Output::File(file.path().to_owned()).write(|out| {
            let mut rows = file.rows(model, out)?;
            for first in (0..runs).step_by(at_once) {
                let range = first..runs.min(first + at_once as u64);
                let counted = |finished| bar.inc(finished);
                let simulate = |seed, _, progress: &(dyn Fn(u64) + Sync)| self.plan.records(seed, range.clone(), progress);
                match self.sampling.sample_quietly((runs, seed), counted, simulate) {
                    Ok(records) => rows.write(&records)?,
                    Err(failure) => {
                        failed = Some(failure);
                        return Err(io::Error::other("it was not simulated"));
                    }
                }
            }
            rows.finish()
        });
        bar.finish_and_clear();
        failed.map_or(Ok(()), Err)?;
        Ok(written?)
    }

    /// What a file holds of these runs.
    fn kept(&self, file: &Path) -> Result<Counts, Failure> {
        let (runs, seed) = self.size;
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let nothing = self.plan.simulate(seed, 0..0, &|_| ()).map_err(|error| Failure::Input(error.to_string()))?;
                return Ok(Counts::new(self.scenario.to_toml(), nothing, 0..0, runs));
            }
            Err(error) => return Err(Failure::Input(format!("cannot read {}: {error}", file.display()))),
        };
        let refused =
            |reason: String| Failure::Input(format!("cannot go on from {}: {reason}; name another file, or remove it", file.display()));
        let counts = Counts::from_bytes(&bytes, self.plan).map_err(|error| refused(error.to_string()))?;
        let header = counts.header();
        let counted = header.runs.last().map_or(0, |last| last.end);
        if header.scenario != self.scenario.to_toml() {
            return Err(refused(format!("it is of another scenario (digest {})", header.digest())));
        }
        if header.seed != seed {
            return Err(refused(format!("it is of the seed {}, and {seed} is asked for", header.seed)));
        }
        if counted > runs {
            return Err(refused(format!("it has counted {counted} runs already, and {runs} are asked for")));
        }
        Ok(counts.of(runs))
    }
}

/// Whether a file can be written, and is none that the scenario is read from: better known before than after.
pub(crate) fn check(file: &Path, scenario: &Scenario) -> Result<(), Failure> {
    let output = Output::File(file.to_owned());
    output.check()?;
    output.spare(scenario.files().iter().map(PathBuf::as_path))
}

/// Reads a file of counts.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::Input(format!("cannot read {}: {error}", file.display())))
}

/// Writes counts to a file, which appears only when it is whole.
pub(crate) fn write(file: &Path, counts: &Counts) -> Result<(), Failure> {
    let bytes = counts.to_bytes();
    Ok(Output::File(file.to_owned()).write(|out| out.write_all(&bytes)).with_context(|| "the counts are lost")?)
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn shards_are_equal_parts() {
        let parts: Vec<_> = (1..=7).map(|part| Shard { part, of: 7 }.of(1000)).collect();
        assert_eq!((parts[0].clone(), parts[6].end), (0..143, 1000));
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(parts.iter().all(|part| (142..=143).contains(&(part.end - part.start))));
        assert_eq!("2/7".parse(), Ok(Shard { part: 2, of: 7 }));
        for wrong in ["0/7", "8/7", "2", "2/", "/7", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
