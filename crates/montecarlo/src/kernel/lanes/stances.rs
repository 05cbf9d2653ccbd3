//! The stances of sixteen runs.

use nemcon_core::Stance;

use super::columns::{Numbers, Words, load};
use super::layout::Layout;
use super::moves::Moves;
use super::state::State;
use super::transfer::{PerRun, Transfer};
use crate::plan::{Plan, StartScratch};
use crate::random::Philox;
use crate::simd::{LaneMask, Lanes};

/// The probabilities of an uncertain prior in sixteen runs, accumulated.
#[derive(Clone)]
pub(super) struct LanePrior {
    /// As the words at which its stances begin …
    pub(super) cuts: [Words; 3],
    /// … and as normal quantiles.
    pub(super) quantiles: [Numbers; 3],
}

/// The stances of sixteen runs.
pub(super) struct LaneStances<'p> {
    pub(super) plan: &'p Plan,
    pub(super) layout: Layout,
    pub(super) philox: Philox,
    /// The runs' own.
    pub(super) state: State,
    /// What is read off it.
    pub(super) standing: Standing,
    /// What is needed while runs begin.
    pub(super) start: LaneStart,
    /// What is needed while a round's moves are made, where ladders cannot do.
    pub(super) moves: Moves,
}

/// Who stands where on whom, as the clocks show; kept up to date by events between two readings.
pub(super) struct Standing {
    /// By pair: in which runs the member is present and blocks; in which it is present and supports.
    pub(super) blockers: Vec<LaneMask>,
    pub(super) supporters: Vec<LaneMask>,
    /// By candidate: how many present members block; the summed shares of the present supporters.
    pub(super) blocking: Vec<Words>,
    pub(super) support: Vec<Words>,
    /// By candidate: its share of support as the round's moves began.
    pub(super) shares: Vec<Numbers>,
}

/// What is needed while runs begin, and not afterwards.
pub(super) struct LaneStart {
    pub(super) scratch: StartScratch,
    /// Standard normal variates, which become the factors that correlate stances.
    pub(super) factors: Vec<Numbers>,
    /// The uncertain priors drawn.
    pub(super) priors: Vec<LanePrior>,
    /// By pair: its stance, where some are drawn run by run, because evidence is conditional, or all are given.
    pub(super) drawn: Vec<Words>,
    /// By pair: in which runs it is below reserve, accept, support at the as-of date; kept where
    /// these are counted.
    pub(super) below: Vec<[LaneMask; 3]>,
    /// By upward edge and member: the units of a clock that a unit of hazard takes, pace factors
    /// aside.
    pub(super) slowness: [Vec<Numbers>; 3],
}

impl<'p> LaneStances<'p> {
    pub(super) fn new(plan: &'p Plan, philox: Philox) -> Self {
        let (pairs, candidates) = (plan.pairs(), plan.candidates.len());
        let layout = Layout::new(plan);
        Self {
            plan,
            state: State::new(plan, &layout, philox),
            layout,
            philox,
            moves: Moves::new(plan),
            standing: Standing {
                blockers: vec![0; pairs],
                supporters: vec![0; pairs],
                blocking: vec![Words::of(0); candidates],
                support: vec![Words::of(0); candidates],
                shares: vec![Numbers::of(0.0); candidates],
            },
            start: LaneStart {
                scratch: plan.start.scratch(),
                factors: vec![Numbers::of(0.0); plan.start.normals()],
                priors: vec![LanePrior { cuts: [Words::of(0); 3], quantiles: [Numbers::of(0.0); 3] }; plan.start.drawn_priors()],
                drawn: vec![Words::of(0); if plan.start.is_conditioned() { pairs } else { 0 }],
                below: vec![[0; 3]; if plan.start.variates.is_empty() { 0 } else { pairs }],
                slowness: std::array::from_fn(|_| vec![Numbers::of(1.0); plan.members]),
            },
        }
    }

    /// What a pair's clock shows.
    #[inline(always)]
    pub(super) fn now(&self, pair: usize, lane: usize) -> f32 {
        self.state.clocks[self.plan.motion.clock_of[pair]][lane]
    }

    /// The pairs of a candidate.
    #[inline(always)]
    pub(super) fn pairs(&self, candidate: usize) -> std::ops::Range<usize> {
        candidate * self.plan.members..(candidate + 1) * self.plan.members
    }

    /// How many members of a scope, by member, are present and oppose a candidate.
    #[inline(always)]
    pub(super) fn opposing<S: Lanes>(&self, simd: S, candidate: usize, scope: &[LaneMask]) -> S::U32s {
        let (one, mut opposing) = (simd.splat_u32s(1), simd.splat_u32s(0));
        for (pair, &scope) in self.pairs(candidate).zip(scope) {
            if !self.layout.climbs {
                let opposes = self.state.stays.holding(Stance::Oppose)[pair] & self.state.present[pair % self.plan.members];
                opposing = simd.add_where(simd.mask(opposes & scope), opposing, one);
                continue;
            }
            let now = load(simd, &self.state.clocks[self.plan.motion.clock_of[pair]]);
            let opposes = simd.bits(simd.less_than_f32s(now, load(simd, &self.state.softens[pair])));
            opposing = simd.add_where(simd.mask(opposes & scope), opposing, one);
        }
        opposing
    }

    /// The soundings of a candidate have failed in some runs: keeps who blocked it.
    #[inline(always)]
    pub(super) fn keep_holdouts(&mut self, candidate: usize, failed: LaneMask) {
        let pairs = self.pairs(candidate);
        for (held_out, blockers) in self.state.held_out[pairs.clone()].iter_mut().zip(&self.standing.blockers[pairs]) {
            *held_out = *held_out & !failed | blockers & failed;
        }
    }

    /// Takes over some runs of another batch.
    #[inline(always)]
    pub(super) fn take<S: Lanes>(&mut self, simd: S, moving: Transfer<S>, other: &Self) {
        self.state.take(moving, &other.state);
        for candidate in 0..self.plan.candidates.len() {
            self.compare(simd, candidate);
        }
    }
}
