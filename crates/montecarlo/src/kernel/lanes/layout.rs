//! What follows from the plan for the pairs of all runs.

use super::stays::Stays;
use crate::plan::Plan;

/// Which pairs have what, and in which order they are drawn.
pub(super) struct Layout {
    /// Whether stances only rise by themselves, each pair's on one clock, so that ladders do.
    pub(super) climbs: bool,
    /// By candidate: its pairs in the order in which they are drawn, those that evidence counts first.
    pub(super) order: Vec<Vec<usize>>,
    /// By pair and upward edge: whether the wait on it is so seldom needed at the as-of date that it
    /// is computed only in batches with a run that needs it. Never of a pair that can change, whose
    /// waits are kept.
    pub(super) skippable: Vec<[bool; 3]>,
    /// By pair: its row among those on which pace factors can apply.
    pub(super) paced: Rows,
    /// By pair: its row among those whose ladder can change.
    pub(super) changing: Rows,
}

/// What it takes a pair, in bytes: its places in an order and in two numberings, and what of it is skippable.
pub(super) const LAID_OUT: usize = size_of::<usize>() + 2 * size_of::<Option<usize>>() + size_of::<[bool; 3]>();

/// Some of the pairs, numbered.
pub(super) struct Rows {
    /// By pair.
    row: Vec<Option<usize>>,
    pub(super) count: usize,
}

impl Rows {
    fn new(pairs: impl Iterator<Item = usize>, of: usize) -> Self {
        let mut rows = Self { row: vec![None; of], count: 0 };
        for pair in pairs {
            if rows.row[pair].is_none() {
                rows.row[pair] = Some(rows.count);
                rows.count += 1;
            }
        }
        rows
    }

    /// The row of a pair, if it is one of them.
    #[inline(always)]
    pub(super) fn of(&self, pair: usize) -> Option<usize> {
        self.row[pair]
    }
}

impl Layout {
    pub(super) fn new(plan: &Plan) -> Self {
        let (pairs, candidates) = (plan.pairs(), plan.candidates.len());
        let effects = || plan.events.iter().flat_map(|event| &event.outcomes).flat_map(|(_, effects)| effects);
        let paces = plan.motion.paces.iter().chain(effects().filter_map(|effect| effect.pace()));
        let paced = Rows::new(paces.flat_map(|pace| pace.pairs.iter().copied()), pairs);
        let of_member = |member: usize| (0..candidates).map(move |candidate| candidate * plan.members + member);
        let changed = effects().flat_map(|effect| effect.pairs());
        let absent = (0..plan.members).filter(|&member| !plan.start.present.contains(member.into())).flat_map(of_member);
        let changing = Rows::new(changed.chain(absent), pairs);
        let skippable = |pair: usize| plan.start.thresholds(pair).map(|below| below < SELDOM && changing.of(pair).is_none());
        Self {
            climbs: !Stays::needed(plan),
            order: (0..candidates).map(|candidate| order(plan, candidate)).collect(),
            skippable: (0..pairs).map(skippable).collect(),
            paced,
            changing,
        }
    }
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
