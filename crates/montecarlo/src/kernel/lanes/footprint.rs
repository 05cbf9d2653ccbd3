//! What a kernel holds, foreseen.

use super::batch::Batch;
use super::columns::{Numbers, Words};
use super::layout::{LAID_OUT, Layout};
use super::state::CHANGING;
use super::stays::STAY;
use super::{LEVELS, WORTH};
use crate::plan::Plan;
use crate::simd::LANES;
use crate::tally::Detail;

/// What a kernel of the plan holds, in bytes, rather more than less: the sums, and as many batches as there can be.
pub(crate) fn kernel_bytes(plan: &Plan, detail: Detail) -> u64 {
    let dates = plan.calendar.dates.len();
    let batches = if dates < WORTH { 1 } else { LEVELS + 1 };
    (sums(plan, detail) + batches * batch(plan)) as u64
}

/// See [`Counts`](super::count::Counts).
fn sums(plan: &Plan, detail: Detail) -> usize {
    let each = match (detail, plan.start.weighted()) {
        (Detail::Ends, _) => 0,
        (_, false) => size_of::<u16>(),
        (_, true) => size_of::<u64>(),
    };
    // Who blocks and who is pivotal by date; who held out; how it was at the start.
    each * plan.pairs() * (2 * plan.calendar.dates.len() + 5)
}

fn batch(plan: &Plan) -> usize {
    let (pairs, members, candidates) = (plan.pairs(), plan.members, plan.candidates.len());
    let layout = Layout::new(plan);
    let number = size_of::<Numbers>();
    let stances = if layout.climbs { 3 * number * pairs + CHANGING * layout.changing.count } else { STAY * pairs };
    let paces = 4 * number * layout.paced.count;
    let drawn = if plan.start.is_conditioned() { number * pairs } else { 0 };
    // Who holds what: some bits a run.
    let bits = u16::BITS as usize * pairs;
    let by_member = 5 * number * members;
    let words = size_of::<Words>() * (plan.start.normals() * 2 + plan.motion.clocks.len() * plan.motion.classes.len() * 2);
    // What every run has of its own: who was pivotal, votes; draws of the procedure, and what it makes of them.
    let runs = LANES * (candidates * (members / 8 * 3 + 256) + plan.events.len() * 64 + 16 * members);
    let procedure = 2 * size_of::<Words>() * plan.procedure.draws().len();
    let evidence = plan.start.evidence.iter().filter(|evidence| evidence.by_run);
    let tables = size_of::<f64>() * evidence.map(|evidence| (evidence.pairs.len() + 1) * evidence.states()).max().unwrap_or(0);
    size_of::<Batch>() + LAID_OUT * pairs + stances + paces + drawn + bits + by_member + words + runs + procedure + tables
}
