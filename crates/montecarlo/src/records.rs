//! Runs one by one, with what is kept of each.

use std::ops::Range;

use nemcon_core::{MemberId, MemberSet};

use crate::kernel::ScalarKernel;
use crate::plan::Plan;
use crate::simulate::{blocks, in_order, numbered};
use crate::tally::Detail;
use crate::{RunEnding, RunsError, Tally};

/// What is kept of a run.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RunRecord {
    /// How it ended.
    pub ending: RunEnding,
    /// Who was a last holdout (model, section 7), where somebody named was agreed on.
    pub last_holdouts: Vec<MemberId>,
    /// The events that happened, and with which outcome each, by their places in the model.
    pub events: Vec<(usize, usize)>,
}

impl Plan {
    /// Simulates some runs and keeps a record of each, in order. They are made by the scalar kernel, and are those
    /// that every other one counts. All records of the range are kept in memory: ask for many runs part by part.
    pub fn records(&self, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Vec<RunRecord>, RunsError> {
        let runs = numbered(runs)?;
        let workers = self.need(Detail::Ends).workers(self.memory)?;
        let list = |runs: Range<u64>| {
            let mut kernel = ScalarKernel::new(self, seed);
            let mut tally = Tally::new(self, Detail::Ends, seed);
            let mut records = Vec::new();
            for block in blocks(runs) {
                let finished = block.end - block.start;
                records.extend(block.map(|run| {
                    let ending = self.ending(run, kernel.run(run, &mut tally));
                    let candidate = ending.outcome.candidate();
                    let holdouts = candidate.map_or_else(Vec::new, |candidate| kernel.last_holdouts(candidate.index()));
                    let last_holdouts = MemberSet::indices(holdouts.into_iter()).map(MemberId::new).collect();
                    RunRecord { ending, last_holdouts, events: kernel.happened().collect() }
                }));
                progress(finished);
            }
            records
        };
        Ok(in_order(runs, workers, list))
    }
}
