//! `nemcon merge`: counts of several machines in one.

use std::path::{Path, PathBuf};
use std::time::Instant;

use nemcon::montecarlo::{Counts, CountsError, CountsHeader};
use nemcon::questions::{Refusal, counted, judged};
use nemcon::report::RunReport;

use crate::console::Console;
use crate::failure::Failure;
use crate::memory::Memory;
use crate::output::Output;
use crate::parts;
use crate::results::Results;

/// Add up the counts that `nemcon run --shard` has written, and report them as one run would
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon merge one.counts two.counts -o nato.json

The counts are those of `nemcon run FILE --shard 1/2 --counts one.counts` and `--shard 2/2` on another
machine. What is missing can be added later: with --counts the sum is kept, though parts are missing.")]
pub(crate) struct Merge {
    /// The files of counts, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Keep the sum as a file of counts, to which more can be added
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,

    #[command(flatten)]
    memory: Memory,

    #[command(flatten)]
    results: Results<RunReport<'static>>,
}

impl Merge {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        self.results.check()?;
        self.results.spare(self.files.iter().map(PathBuf::as_path))?;
        self.counts.as_ref().map_or(Ok(()), |file| Output::File(file.clone()).check())?;
        let start = Instant::now();
        let Some((first, others)) = self.files.split_first() else { return Ok(()) };
        let wrong = |file: &Path, refusal: Refusal| match refusal {
            Refusal::Asked(reason) => Failure::Input(format!("{}: {reason}", file.display())),
            refusal => refusal.into(),
        };
        let bytes = parts::read(first)?;
        let found = console.while_planning(|| counted(&bytes, self.memory.bytes()));
        let (scenario, plan, mut sum) = found.map_err(|refusal| wrong(first, refusal))?;
        for file in others {
            let bytes = parts::read(file)?;
            // A stranger is said to be one before its numbers are read as those of this scenario.
            let header = CountsHeader::of(&bytes).map_err(|error| wrong(file, error.into()))?;
            let more = sum.fits(&header).and_then(|()| Counts::from_bytes(&bytes, &plan));
            let more = more.map_err(|error| cannot(file, first, &error))?;
            sum.merge(&more).map_err(|error| cannot(file, first, &error))?;
        }
        if let Some(file) = &self.counts {
            parts::write(file, &sum)?;
        }
        let missing = sum.missing();
        if !missing.is_empty() {
            let ranges: Vec<String> = missing.iter().map(|runs| format!("{} to {}", runs.start, runs.end - 1)).collect();
            let missing = format!("of {} runs these are missing: {}", sum.header().asked, ranges.join(", "));
            return match &self.counts {
                Some(file) => {
                    console.note(&format!("{}: {missing}", file.display()));
                    Ok(())
                }
                None => Err(Failure::Input(format!("{missing}; add the files that count them, or keep the sum with --counts"))),
            };
        }
        let estimates = sum.tally().estimates().map_err(Refusal::from)?;
        let unsourced = judged(&scenario);
        self.results.write(&RunReport::new(scenario.model(), &estimates, &unsourced), start.elapsed(), console)
    }
}

fn cannot(file: &Path, first: &Path, error: &CountsError) -> Failure {
    Failure::Input(format!("{} cannot be added to {}: {error}", file.display(), first.display()))
}
