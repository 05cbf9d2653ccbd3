//! A base and its variants, block by block.

use std::ops::Range;

use super::differs::Variant;
use super::{PairedTally, RunEnds, side_need};
use crate::RunsError;
use crate::kernel::{Ending, Engine, Kernel, Runs};
use crate::memory::Need;
use crate::plan::Plan;
use crate::random::{Address, Philox};
use crate::simulate::{by_workers, numbered};
use crate::starts::{StartDrawer, Starts};
use crate::tally::Detail;

impl Plan {
    /// [`compare`](Self::compare) where it is known in which runs a variant can end otherwise than the base, or how the
    /// runs of the base end: no others are simulated, and what a run counts beside its ending is left out.
    pub(crate) fn compare_where(
        &self,
        engine: Engine,
        known: Option<&RunEnds>,
        variants: &[Variant],
        seed: u64,
        runs: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PairedTally, RunsError> {
        let runs = numbered(runs)?;
        // What is drawn run by run is drawn once for all that begin alike.
        let alike: Vec<bool> = variants.iter().map(|variant| self.start.is_conditioned() && variant.plan.begins_like(self)).collect();
        let draws = alike.contains(&true) || variants.iter().any(|variant| variant.differs.by_start());
        let of_variant = |variant: &Variant| side_need(variant.plan, Detail::Ends);
        let need = variants.iter().map(of_variant).fold(self.base_need(draws), Need::beside);
        let count = |blocks: &mut dyn Iterator<Item = Range<u64>>| {
            let mut worker = Worker {
                variants,
                alike: &alike,
                known,
                engine,
                seed,
                philox: Philox::new(seed),
                base_kernel: Kernel::on(engine, self, Detail::All, seed),
                kernels: variants.iter().map(|_| None).collect(),
                starts: draws.then(|| (StartDrawer::new(self, seed), Starts::new(self))),
                endings: Vec::new(),
                left: Left { numbers: Vec::new(), base: Vec::new(), starts: Starts::new(self) },
            };
            let mut tally = PairedTally::new(self, variants.iter().map(|of| of.plan), seed);
            for block in blocks {
                worker.base(block.clone(), &mut tally);
                (0..variants.len()).for_each(|variant| worker.variant(variant, block.clone(), &mut tally));
                progress(block.end - block.start);
            }
            tally
        };
        Ok(by_workers(runs, self.block(), need.workers(self.memory)?, count, PairedTally::add))
    }

    /// What this plan takes as a base: with the starts of a block of runs, where they are drawn, and of those that are
    /// simulated again.
    pub(super) fn base_need(&self, draws: bool) -> Need {
        side_need(self, Detail::All).working(if draws { self.starts_bytes(2 * self.block()) } else { 0 })
    }
}

/// What a thread has at work.
struct Worker<'a> {
    variants: &'a [Variant<'a>],
    /// By variant: whether its runs begin as those of the base do, and with what is drawn run by run.
    alike: &'a [bool],
    /// How the runs of the base end, where they are not simulated.
    known: Option<&'a RunEnds>,
    engine: Engine,
    seed: u64,
    philox: Philox,
    base_kernel: Kernel<'a>,
    /// Those of variants of which some run is simulated.
    kernels: Vec<Option<Kernel<'a>>>,
    /// Those of the block, where they are drawn.
    starts: Option<(StartDrawer<'a>, Starts)>,
    /// How the runs of the block end in the base.
    endings: Vec<Ending>,
    left: Left,
}

/// The runs of a block that a variant is to simulate: how they end in the base, and, where the variant shares them, how
/// they begin.
struct Left {
    numbers: Vec<u64>,
    base: Vec<Ending>,
    starts: Starts,
}

impl Worker<'_> {
    /// The runs of a block in the base.
    fn base(&mut self, block: Range<u64>, tally: &mut PairedTally) {
        let Self { starts, endings, .. } = self;
        if let Some((drawer, starts)) = starts {
            drawer.draw(block.clone(), starts);
        }
        endings.clear();
        if let Some(known) = self.known {
            endings.extend_from_slice(known.of(block.clone()));
            block.zip(endings).for_each(|(run, ending)| tally.base.repeat(run, *ending));
            return;
        }
        let numbers: Vec<u64> = block.collect();
        let runs = Runs::of(&numbers);
        let shared = starts.as_ref().filter(|_| self.alike.contains(&true));
        let runs = shared.map_or(runs, |(_, starts)| starts.given(runs));
        tally.base.run_each(&mut self.base_kernel, runs, |_, ending| endings.push(ending));
    }

    /// The same runs in a variant.
    fn variant(&mut self, at: usize, block: Range<u64>, tally: &mut PairedTally) {
        let Self { left, starts, .. } = self;
        let (side, table) = &mut tally.variants[at];
        let starts = starts.as_ref().map(|(_, starts)| starts);
        let shared = starts.filter(|_| self.alike[at]);
        left.numbers.clear();
        left.base.clear();
        left.starts.clear();
        for (place, (run, &base)) in block.zip(&self.endings).enumerate() {
            if let Some(ending) = self.variants[at].known(Address::new(self.philox, run), place, base, starts) {
                side.repeat(run, ending);
                table.count(ending, base);
                continue;
            }
            left.numbers.push(run);
            left.base.push(base);
            if let Some(shared) = shared {
                left.starts.push(shared, place);
            }
        }
        if left.numbers.is_empty() {
            return;
        }
        let runs = Runs::of(&left.numbers);
        let runs = shared.map_or(runs, |_| left.starts.given(runs));
        let kernel = || Kernel::on(self.engine, self.variants[at].plan, Detail::Ends, self.seed);
        side.run_each(self.kernels[at].get_or_insert_with(kernel), runs, |place, ending| table.count(ending, left.base[place]));
    }
}
