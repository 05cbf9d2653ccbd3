//! The stances of sixteen runs.

use super::columns::{Numbers, Words};
use super::transfer::Transfer;
use crate::plan::{Plan, StartScratch};
use crate::random::{Address, Philox};
use crate::simd::{LANES, LaneMask, Lanes};

/// The stances of sixteen runs.
pub(super) struct LaneStances<'p> {
    pub(super) plan: &'p Plan,
    pub(super) addresses: [Address; LANES],
    pub(super) weights: [u64; LANES],
    pub(super) start: StartScratch,
    /// By bloc factor: its value.
    pub(super) bloc_factors: Vec<Numbers>,
    /// By pair: where some are drawn run by run, its stance.
    pub(super) given: Vec<Words>,
    /// By pair: where some stances are counted at the as-of date, in which runs it is then below
    /// reserve, accept, support.
    pub(super) below: Vec<[LaneMask; 3]>,
    /// By candidate: its pairs in the order in which they are drawn, those that evidence counts first.
    pub(super) order: Vec<Vec<usize>>,
    /// By pair and upward edge: whether its wait is seldom needed at the as-of date.
    pub(super) seldom: Vec<[bool; 3]>,
    /// By upward edge: the days a unit of hazard takes.
    pub(super) slow: [Numbers; 3],
    /// By member: one over its frailty.
    pub(super) calm: Vec<Numbers>,
    /// By upward edge and member: the units of a clock that a unit of hazard takes, factors aside.
    pub(super) slow_of_members: [Vec<Numbers>; 3],
    /// By influence: its factor.
    pub(super) factors: Vec<Numbers>,
    /// By member: in which runs it is present.
    pub(super) present: Vec<LaneMask>,
    // How many are present, and the sum of their shares; one over those, 0 where there is nobody.
    pub(super) present_count: Words,
    pub(super) present_share: Words,
    pub(super) inverse_count: Numbers,
    pub(super) inverse_share: Numbers,
    /// By clock: what it shows.
    pub(super) clocks: Vec<Numbers>,
    // By candidate.
    /// The share of support as the round's moves began.
    pub(super) shares: Vec<Numbers>,
    /// The summed shares of the present supporters, and how many present members block.
    pub(super) support: Vec<Words>,
    pub(super) blocking: Vec<Words>,
    // By pair (candidate · members + member).
    /// In which runs the member is present and reserved or opposed; in which it is present and supports.
    pub(super) blockers: Vec<LaneMask>,
    pub(super) supporters: Vec<LaneMask>,
    /// In which runs it blocked when the sounding last failed.
    pub(super) held_out: Vec<LaneMask>,
    /// When the pair leaves oppose: a reading of its clock, in the past where it has left, or infinity.
    pub(super) softens: Vec<Numbers>,
    /// When it leaves reserve, and accept, alike; of absent members minus infinity and infinity, so
    /// that they neither block nor support. Apart, because every round reads these alone.
    pub(super) rises: Vec<[Numbers; 2]>,
    /// Where pace factors can apply: the row of the pair in `paces`.
    pub(super) paced: Vec<Option<usize>>,
    pub(super) paces: Vec<[Numbers; 3]>,
    /// Where a ladder can change: the row of the pair in what follows.
    pub(super) changing: Vec<Option<usize>>,
    /// By upward edge: the waits that the ladder counts on, as hazards.
    pub(super) waits: Vec<[Numbers; 3]>,
    /// The stance each ladder begins at, and the number of the visit to each stance it counts on.
    pub(super) visits: Vec<[Visits; LANES]>,
    /// What absent members hold.
    pub(super) absent: Vec<[Absent; LANES]>,
}

/// The visits to the stances of a pair.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Visits {
    pub(super) first: u8,
    pub(super) numbers: [u32; 3],
}

/// The stance of a pair whose member is absent, and what is left of the wait in it, on the
/// pair's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Absent {
    pub(super) stance: u8,
    pub(super) left: f32,
}

/// Numbers the pairs for which something holds.
fn rows(pairs: impl Iterator<Item = usize>, of: usize) -> (Vec<Option<usize>>, usize) {
    let mut rows = vec![None; of];
    let mut count = 0;
    for pair in pairs {
        if rows[pair].is_none() {
            rows[pair] = Some(count);
            count += 1;
        }
    }
    (rows, count)
}

/// With a smaller probability that one run needs a number, it is worth asking whether any of the
/// sixteen does.
const SELDOM: f64 = 0.03;

/// The pairs of a candidate in the order in which they are drawn.
fn order(plan: &Plan, candidate: usize) -> Vec<usize> {
    let counted = plan.start.evidence.iter().find(|evidence| evidence.candidate == candidate);
    let mut order = counted.map_or(Vec::new(), |evidence| evidence.pairs.clone());
    let others = (0..plan.members).filter(|&member| counted.is_none() || !plan.start.present.contains(member.into()));
    order.extend(others.map(|member| candidate * plan.members + member));
    order
}

impl<'p> LaneStances<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let (pairs, candidates) = (plan.pairs(), plan.candidates.len());
        let effects = || plan.events.iter().flat_map(|event| &event.outcomes).flat_map(|(_, effects)| effects);
        let later_paces = effects().filter_map(|effect| effect.pace());
        let paced = plan.motion.paces.iter().chain(later_paces).flat_map(|pace| pace.pairs.iter().copied());
        let (paced, paced_count) = rows(paced, pairs);
        let of_member = |member: usize| (0..candidates).map(move |candidate| candidate * plan.members + member);
        let changed = effects().flat_map(|effect| effect.pairs());
        let absent = (0..plan.members).filter(|&member| !plan.start.present.contains(member.into())).flat_map(of_member);
        let (changing, changing_count) = rows(changed.chain(absent), pairs);
        Self {
            plan,
            addresses: [Address::new(Philox::new(0), 0); LANES],
            weights: [1; LANES],
            start: plan.start.scratch(),
            bloc_factors: vec![Numbers::of(0.0); plan.start.factors.len()],
            given: vec![Words::of(0); if plan.start.weighted() { pairs } else { 0 }],
            below: vec![[0; 3]; if plan.start.factors.is_empty() { 0 } else { pairs }],
            order: (0..candidates).map(|candidate| order(plan, candidate)).collect(),
            seldom: (0..pairs).map(|pair| plan.start.thresholds(pair).map(|below| below < SELDOM && changing[pair].is_none())).collect(),
            slow: [Numbers::of(0.0); 3],
            calm: vec![Numbers::of(1.0); plan.members],
            slow_of_members: std::array::from_fn(|_| vec![Numbers::of(1.0); plan.members]),
            factors: vec![Numbers::of(1.0); plan.motion.influences.len()],
            present: vec![0; plan.members],
            present_count: Words::of(0),
            present_share: Words::of(0),
            inverse_count: Numbers::of(0.0),
            inverse_share: Numbers::of(0.0),
            clocks: vec![Numbers::of(0.0); plan.motion.clocks.len()],
            shares: vec![Numbers::of(0.0); candidates],
            support: vec![Words::of(0); candidates],
            blocking: vec![Words::of(0); candidates],
            blockers: vec![0; pairs],
            supporters: vec![0; pairs],
            held_out: vec![0; pairs],
            softens: vec![Numbers::of(0.0); pairs],
            rises: vec![[Numbers::of(0.0); 2]; pairs],
            paced,
            paces: vec![[Numbers::of(1.0); 3]; paced_count],
            changing,
            waits: vec![[Numbers::of(0.0); 3]; changing_count],
            visits: vec![[Visits::default(); LANES]; changing_count],
            absent: vec![[Absent::default(); LANES]; changing_count],
        }
    }

    /// What a pair's clock shows.
    #[inline(always)]
    pub(super) fn now(&self, pair: usize, lane: usize) -> f32 {
        self.clocks[self.plan.motion.clock_of[pair]][lane]
    }

    /// The pairs of a candidate.
    #[inline(always)]
    pub(super) fn pairs(&self, candidate: usize) -> std::ops::Range<usize> {
        candidate * self.plan.members..(candidate + 1) * self.plan.members
    }

    /// The soundings of a candidate have failed in some runs: keeps who blocked it.
    #[inline(always)]
    pub(super) fn keep_holdouts(&mut self, candidate: usize, failed: LaneMask) {
        let pairs = self.pairs(candidate);
        for (held_out, blockers) in self.held_out[pairs.clone()].iter_mut().zip(&self.blockers[pairs]) {
            *held_out = *held_out & !failed | blockers & failed;
        }
    }

    /// Takes over some runs of another batch.
    #[inline(always)]
    pub(super) fn take<S: Lanes>(&mut self, simd: S, moving: Transfer<S>, other: &Self) {
        // In full, so that a new field is not forgotten.
        let Self {
            plan,
            addresses,
            weights,
            start: _,
            bloc_factors: _,
            given: _,
            below: _,
            order: _,
            seldom: _,
            slow,
            calm,
            slow_of_members: _,
            factors,
            present,
            present_count,
            present_share,
            inverse_count,
            inverse_share,
            clocks,
            shares: _,
            support: _,
            blocking: _,
            blockers: _,
            supporters: _,
            held_out,
            softens,
            rises,
            paced: _,
            paces,
            changing: _,
            waits,
            visits,
            absent,
        } = self;
        moving.each(addresses, &other.addresses);
        moving.each(weights, &other.weights);
        moving.all(factors, &other.factors);
        moving.masks(present, &other.present);
        moving.words(present_count, &other.present_count);
        moving.words(present_share, &other.present_share);
        moving.numbers(inverse_count, &other.inverse_count);
        moving.numbers(inverse_share, &other.inverse_share);
        moving.all(clocks, &other.clocks);
        moving.masks(held_out, &other.held_out);
        for (here, there) in rises.iter_mut().zip(&other.rises) {
            moving.all(here, there);
        }
        moving.all(softens, &other.softens);
        for (here, there) in waits.iter_mut().zip(&other.waits) {
            moving.all(here, there);
        }
        for (here, there) in visits.iter_mut().zip(&other.visits) {
            moving.each(here, there);
        }
        for (here, there) in absent.iter_mut().zip(&other.absent) {
            moving.each(here, there);
        }
        moving.all(slow, &other.slow);
        moving.all(calm, &other.calm);
        for (here, there) in paces.iter_mut().zip(&other.paces) {
            moving.all(here, there);
        }
        // Who blocks and who supports follows.
        for candidate in 0..plan.candidates.len() {
            self.compare(simd, candidate);
        }
    }
}
