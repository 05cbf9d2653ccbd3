//! How the runs of a base ended, kept: what a variant is compared with while the base is not simulated again.

use std::borrow::Borrow;
use std::ops::Range;

use super::{PairedTally, compare_several};
use crate::counts::{CountsError, CountsHeader};
use crate::kernel::{Decided, Ending, Engine, Kernel};
use crate::plan::Plan;
use crate::simulate::{blocks, in_order, numbered};
use crate::tally::{Detail, WEIGHT_MOST, read, write};
use crate::{ENGINE, RunsError, Tally};

/// How each of some consecutive runs of a plan ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEnds {
    seed: u64,
    runs: Range<u64>,
    endings: Vec<Ending>,
}

/// What its bytes are called.
const KIND: &str = "run ends";

impl Plan {
    /// Simulates some runs of this plan and keeps how each ended. `progress` is called, from any thread, with the
    /// number of runs finished since its last call.
    pub fn run_ends(&self, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<RunEnds, RunsError> {
        let endings = self.list_ends(seed, runs.clone(), progress, |_, ending| Ending { decided: Decided::UNKNOWN, ..ending })?;
        Ok(RunEnds { seed, runs, endings })
    }

    /// Simulates some runs and lists something of how each ended, in order.
    pub(crate) fn list_ends<T: Send>(
        &self,
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
        of: impl Fn(u64, Ending) -> T + Sync,
    ) -> Result<Vec<T>, RunsError> {
        let runs = numbered(runs)?;
        let need = self.need(Detail::Ends).keeping(runs.end.saturating_sub(runs.start), size_of::<T>(), self.memory)?;
        let list = |runs: Range<u64>| {
            let mut kernel = Kernel::on(Engine::fastest(), self, Detail::Ends, seed);
            let mut tally = Tally::new(self, Detail::Ends, seed);
            let mut listed = Vec::new();
            for block in blocks(runs) {
                let finished = block.end - block.start;
                kernel.run(block, &mut tally, |run, ending| listed.push(of(run, ending)));
                progress(finished);
            }
            listed
        };
        Ok(in_order(runs, need.workers(self.memory)?, list))
    }

    /// [`compare`](Self::compare) of runs of this plan, the base, whose ends are known. What is counted of the base
    /// beside how its runs ended is left out: who blocks whom, and who is last.
    pub fn compare_with(
        &self,
        known: &RunEnds,
        variants: &[impl Borrow<Self> + Sync],
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        compare_several(&self.and(variants).knowing(known), known.seed, known.runs.clone(), progress)
    }
}

impl RunEnds {
    /// Which runs.
    pub fn runs(&self) -> Range<u64> {
        self.runs.clone()
    }

    /// Of a run, if it is one of them.
    pub(crate) fn of(&self, run: u64) -> Option<Ending> {
        self.endings.get(run.checked_sub(self.runs.start)? as usize).copied()
    }

    /// As bytes, with the scenario that they are of.
    pub fn to_bytes(&self, scenario: impl Into<String>) -> Vec<u8> {
        let runs = if self.runs.is_empty() { Vec::new() } else { vec![self.runs.clone()] };
        let header = CountsHeader { engine: ENGINE.to_owned(), seed: self.seed, asked: self.runs.end, runs, scenario: scenario.into() };
        header.write(KIND, |bytes| {
            for ending in &self.endings {
                for number in [ending.outcome as u64, ending.date as u64, ending.weight] {
                    write(bytes, number.into());
                }
            }
        })
    }

    /// From bytes, given the scenario that they are to be of, and its plan.
    pub fn from_bytes(bytes: &[u8], scenario: &str, plan: &Plan) -> Result<Self, CountsError> {
        let (header, mut rest) = CountsHeader::read_own(KIND, bytes)?;
        if header.scenario != scenario {
            let own = CountsHeader { scenario: scenario.to_owned(), ..header.clone() };
            return Err(CountsError::Scenario(own.digest(), header.digest()));
        }
        let mut number = |below: u64| {
            let (number, behind) = read(rest)?;
            rest = behind;
            u64::try_from(number).ok().filter(|&number| number < below)
        };
        let mut ending = || {
            let (outcome, date) = (number(plan.ends() as u64)? as usize, number(plan.calendar.dates.len() as u64)? as usize);
            Some(Ending { outcome, date, weight: number(WEIGHT_MOST + 1)?, decided: Decided::UNKNOWN })
        };
        let endings = (0..header.counted()).map(|_| ending()).collect::<Option<Vec<_>>>().filter(|_| rest.is_empty());
        let runs = header.runs.first().cloned().unwrap_or_default();
        Ok(Self { seed: header.seed, runs, endings: endings.ok_or(CountsError::Damaged)? })
    }
}
