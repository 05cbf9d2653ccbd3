//! What sixteen runs have of their own, as far as their stances go.

use super::columns::{Column, Numbers, Words};
use super::layout::Layout;
use super::stays::Stays;
use super::transfer::{Entry, columns};
use crate::plan::Plan;
use crate::random::{Address, Philox};
use crate::simd::LaneMask;

columns! {
    /// What moves with a run from one batch to another. Who blocks and who supports is not in it: it
    /// follows from the ladders and the clocks.
    pub(super) struct State {
        pub(super) addresses: Column<Address>,
        pub(super) weights: Column<u64>,

        /// By upward edge: the days a unit of hazard takes, infinite where the edge never fires.
        pub(super) slowness: [Numbers; 3],
        /// By member: one over its frailty.
        pub(super) inverse_frailty: Vec<Numbers>,
        /// By pair: in which runs its oppose, and its reserve, is lasting; empty where none can be.
        pub(super) lasting: Vec<[LaneMask; 2]>,
        /// By influence: `log2` of its factor.
        pub(super) influences: Vec<Numbers>,
        /// By row of a pair with pace factors, and edge: `log2` of their product.
        pub(super) paces: Vec<[Numbers; 4]>,

        /// By member: in which runs it is present.
        pub(super) present: Vec<LaneMask>,
        /// How many are present, and the sum of their shares; one over those, 0 where there is nobody.
        pub(super) present_count: Words,
        pub(super) present_share: Words,
        pub(super) inverse_count: Numbers,
        pub(super) inverse_share: Numbers,

        /// By clock: what it shows.
        pub(super) clocks: Vec<Numbers>,
        /// By pair: when it leaves oppose, a reading of its clock, in the past where it has left, or
        /// infinity.
        pub(super) softens: Vec<Numbers>,
        /// By pair: when it leaves reserve, and accept, alike. Apart from `softens`, because most rounds
        /// read these alone. Of absent members, who neither block nor support, the first two are minus
        /// infinity, and the third is infinity.
        pub(super) rises: Vec<[Numbers; 2]>,
        /// By pair: in which runs the member blocked the candidate when its sounding last failed, or
        /// else at the as-of date.
        pub(super) held_out: Vec<LaneMask>,
        /// What there is in the place of ladders, where these cannot do.
        pub(super) stays: Stays,

        /// By row of a pair that can change, and upward edge: the waits that its ladder counts on, as
        /// hazards.
        pub(super) waits: Vec<[Numbers; 3]>,
        /// … the visits that these waits belong to.
        pub(super) visits: Vec<Column<Visits>>,
        /// … what its member holds while it is absent.
        pub(super) absent: Vec<Column<Absent>>,
    }
}

/// The stance that a pair's ladder begins at, and the number of the visit to each stance that it
/// counts on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Visits {
    pub(super) first: u8,
    pub(super) numbers: [u32; 3],
}

/// The stance of a pair whose member is absent, and what is left of the wait in it, on the pair's
/// clock.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Absent {
    pub(super) stance: u8,
    pub(super) left: f32,
}

/// What a pair takes whose ladder can change, beside its ladder, in bytes.
pub(super) const CHANGING: usize = size_of::<([Numbers; 3], Column<Visits>, Column<Absent>)>();

impl Entry for Visits {}
impl Entry for Absent {}

impl State {
    pub(super) fn new(plan: &Plan, layout: &Layout, philox: Philox) -> Self {
        let pairs = plan.pairs();
        let (ladders, changing) = if layout.climbs { (pairs, layout.changing.count) } else { (0, 0) };
        Self {
            addresses: Column::of(Address::new(philox, 0)),
            weights: Column::of(1),
            slowness: [Numbers::of(0.0); 3],
            inverse_frailty: vec![Numbers::of(1.0); plan.members],
            lasting: vec![[0; 2]; if plan.motion.lasting.iter().any(Option::is_some) { pairs } else { 0 }],
            influences: vec![Numbers::of(0.0); plan.motion.influences.len()],
            paces: vec![[Numbers::of(0.0); 4]; layout.paced.count],
            present: vec![0; plan.members],
            present_count: Words::of(0),
            present_share: Words::of(0),
            inverse_count: Numbers::of(0.0),
            inverse_share: Numbers::of(0.0),
            clocks: vec![Numbers::of(0.0); plan.motion.clocks.len()],
            softens: vec![Numbers::of(0.0); ladders],
            rises: vec![[Numbers::of(0.0); 2]; ladders],
            held_out: vec![0; pairs],
            stays: Stays::new(plan),
            waits: vec![[Numbers::of(0.0); 3]; changing],
            visits: vec![Column::of(Visits::default()); changing],
            absent: vec![Column::of(Absent::default()); changing],
        }
    }
}
