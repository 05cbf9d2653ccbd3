//! How much memory simulations hold, foreseen from the plan: what would be too much is refused before anything is
//! allocated, and no more threads count at once than find room.
//!
//! What is foreseen is what grows with members, candidates and rounds, rather more than less.

use nemcon_core::{Bytes, Model};

use crate::RunsError;
use crate::kernel::kernel_bytes;
use crate::plan::Plan;
use crate::tally::{Detail, tally_bytes};

/// What a pair of a member and a candidate takes in a plan and its model, in bytes.
const PLANNED_PAIR: u64 = 512;
/// What a state of evidence takes by member: a likelihood, and where it is drawn once and for all the cuts.
const EVIDENCE_CELL: u64 = 20;
/// What a cell of the grids takes: in estimates two numbers, and in a document made of them two that may be missing.
const ESTIMATED_CELL: u64 = 16;
const TOLD_CELL: u64 = 32;

/// What counting runs of plans takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// Once: the plans, and what is kept of runs.
    once: u64,
    /// On every thread that counts: kernels and counts.
    worker: u64,
    /// Counts, of one thread or added up.
    counts: u64,
    /// What is made of them in the end.
    told: u64,
}

impl Need {
    /// The same beside another plan.
    pub(crate) fn beside(self, other: Self) -> Self {
        let Self { once, worker, counts, told } = other;
        Self { once: self.once + once, worker: self.worker + worker, counts: self.counts + counts, told: self.told + told }
    }

    /// The same without something that is held beside it.
    pub(crate) fn without(self, beside: Bytes) -> Self {
        Self { once: self.once.saturating_sub(beside.0), ..self }
    }

    /// The same with more to count.
    pub(crate) fn with_counts(self, bytes: u64) -> Self {
        Self { worker: self.worker + bytes, counts: self.counts + bytes, ..self }
    }

    /// The same with more on every thread that counts.
    pub(crate) fn working(self, bytes: u64) -> Self {
        Self { worker: self.worker + bytes, ..self }
    }

    /// The same with something kept of each run.
    pub(crate) fn keeping(self, runs: u64, each: usize, allowed: Bytes) -> Result<Self, RunsError> {
        // A list grows by doubling, and lists are joined.
        let kept = 4 * each as u64;
        let needed = Bytes(runs.saturating_mul(kept).saturating_add(self.bytes()));
        if needed <= allowed {
            return Ok(Self { once: self.once + runs * kept, ..self });
        }
        self.workers(allowed)?;
        Err(RunsError::Kept { runs, needed, allowed, fit: (allowed.0 - self.bytes()) / kept })
    }

    /// With one thread.
    fn bytes(self) -> u64 {
        // In the end there are counts and estimates, then estimates and what is told of them.
        self.once.saturating_add(self.worker.max(self.counts.max(self.told / 3 * 2) + self.told / 3))
    }

    /// How many threads can count at once.
    pub(crate) fn workers(self, allowed: Bytes) -> Result<usize, RunsError> {
        if self.bytes() > allowed.0 {
            return Err(RunsError::Memory { needed: Bytes(self.bytes()), allowed });
        }
        Ok(usize::try_from((allowed.0 - self.once) / self.worker.max(1)).unwrap_or(usize::MAX))
    }

    /// Beside how many such needs another one has room on four threads, from 1 up to so many.
    pub(crate) fn at_once(self, base: Self, most: usize, allowed: Bytes) -> usize {
        let fits = |number: &usize| {
            let number = *number as u64;
            base.once + number * self.once + 4 * (base.worker + number * self.worker) <= allowed.0
        };
        std::iter::successors(Some(most), |number| (*number > 1).then_some(number / 2)).find(fits).unwrap_or(1)
    }
}

impl Plan {
    /// The same plan, with so many bytes for what its simulations hold: 1 GB unless said otherwise. Where not all threads
    /// find room, fewer count; what does not fit on one is refused.
    #[must_use]
    pub fn memory(self, bytes: Bytes) -> Self {
        Self { memory: bytes, ..self }
    }

    /// The same plan, with so much more held beside its simulations, which counts towards what they may hold.
    #[must_use]
    pub fn beside(self, bytes: Bytes) -> Self {
        Self { beside: Bytes(self.beside.0.saturating_add(bytes.0)), ..self }
    }

    /// The same plan, with nothing held beside its simulations: as a variant of one that says what is.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { beside: Bytes(0), ..self }
    }

    /// Refuses a model whose evidence takes more tables than there is room for, before they are made with its plan.
    pub fn check_evidence(model: &Model, allowed: Bytes) -> Result<(), RunsError> {
        let members = model.present().len() as u64 + 1;
        let cells = |reports: usize| (0..reports).fold(members, |cells, _| cells.saturating_mul(members));
        let cells = model.evidence().iter().fold(0u64, |sum, evidence| sum.saturating_add(cells(evidence.reports.len())));
        let needed = Bytes(cells.saturating_mul(EVIDENCE_CELL));
        if needed > allowed { Err(RunsError::Memory { needed, allowed }) } else { Ok(()) }
    }

    /// Whether there is room to simulate it, if only on one thread.
    pub fn check_memory(&self) -> Result<(), RunsError> {
        self.need(Detail::All).workers(self.memory).map(drop)
    }

    /// How much counts of this plan hold.
    pub fn counts_bytes(&self) -> Bytes {
        Bytes(tally_bytes(self, Detail::All))
    }

    /// What counting so much takes.
    pub(crate) fn need(&self, detail: Detail) -> Need {
        let counts = tally_bytes(self, detail);
        let evidence: usize = self.start.evidence.iter().map(|evidence| (evidence.pairs.len() + 1) * evidence.states()).sum();
        let cells = if detail == Detail::All { (self.pairs() * self.calendar.dates.len()) as u64 } else { 0 };
        Need {
            once: self.beside.0 + PLANNED_PAIR * self.pairs() as u64 + EVIDENCE_CELL * evidence as u64,
            worker: kernel_bytes(self, detail) + counts,
            counts,
            told: (ESTIMATED_CELL + TOLD_CELL) * cells,
        }
    }
}
