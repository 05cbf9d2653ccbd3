//! Within which limits questions are answered.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nemcon::model::Bytes;
use nemcon::questions::Refusal;

/// The runs of the first part, few enough for the slowest scenarios …
const FIRST: u64 = 16;
/// … which is doubled for as long as a part takes less than this: between parts it is looked whether there is time.
const PART: Duration = Duration::from_millis(400);

/// What a question may take.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Runs, of a scenario and its what-ifs together.
    pub(crate) runs: u64,
    /// Seconds.
    pub(crate) seconds: u64,
    /// Memory.
    pub(crate) memory: Bytes,
    /// The folder whose files can be read.
    pub(crate) folder: Option<PathBuf>,
}

/// Where questions are answered.
pub(crate) struct Desk(Limits);

/// The same for one question.
pub(super) struct OpenDesk<'a> {
    limits: &'a Limits,
    begun: Instant,
    /// Whether nobody waits any more.
    cancelled: Box<dyn Fn() -> bool>,
}

impl Desk {
    pub(crate) fn new(limits: Limits) -> Self {
        Self(limits)
    }

    pub(super) fn open(&self, cancelled: impl Fn() -> bool + 'static) -> OpenDesk<'_> {
        OpenDesk { limits: &self.0, begun: Instant::now(), cancelled: Box::new(cancelled) }
    }
}

impl OpenDesk<'_> {
    pub(super) fn folder(&self) -> Option<&Path> {
        self.limits.folder.as_deref()
    }

    pub(super) fn memory(&self) -> Bytes {
        self.limits.memory
    }

    /// Whole minutes, as counts of coalitions are foreseen in.
    pub(super) fn minutes(&self) -> u64 {
        self.limits.seconds.div_ceil(60)
    }

    /// How many runs are made of each of so many scenarios: those asked for, or those of the file, if there may be as many.
    pub(super) fn runs(&self, asked: Option<u64>, of_file: u64, scenarios: u64) -> Result<u64, String> {
        let most = self.limits.runs / scenarios.max(1);
        match asked {
            None => Ok(of_file.min(most)),
            Some(asked) if (1..=most).contains(&asked) => Ok(asked),
            Some(asked) => Err(format!("runs is {asked}: it lies between 1 and {most} here")),
        }
    }

    /// Counts runs part by part, for as long as there is time and somebody waits.
    pub(super) fn count<T>(
        &self,
        runs: u64,
        count: impl Fn(Range<u64>) -> Result<T, Refusal>,
        add: impl Fn(&mut T, &T) -> Result<(), String>,
    ) -> Result<T, String> {
        let (mut sum, mut start, mut length): (Option<T>, u64, u64) = (None, 0, FIRST);
        loop {
            let (end, begun) = (runs.min(start + length), Instant::now());
            let part = count(start..end).map_err(words)?;
            match &mut sum {
                Some(sum) => add(sum, &part)?,
                None => sum = Some(part),
            }
            start = end;
            if begun.elapsed() < PART {
                length *= 2;
            }
            match sum {
                Some(sum) if start == runs => return Ok(sum),
                _ if (self.cancelled)() => return Err("nobody waits for it any more".to_owned()),
                _ if self.begun.elapsed().as_secs() >= self.limits.seconds => {
                    let seconds = self.limits.seconds;
                    return Err(format!("{start} of {runs} runs were made in {seconds} s, which is all the time there is: ask for fewer"));
                }
                _ => {}
            }
        }
    }
}

/// What is wrong, in the words of the command.
pub(super) fn words(refusal: Refusal) -> String {
    match refusal {
        Refusal::File(diagnostics) => diagnostics.render(false),
        Refusal::Variant(_, ref diagnostics) => format!("{refusal}:\n{}", diagnostics.render(false)),
        other => other.to_string(),
    }
}
