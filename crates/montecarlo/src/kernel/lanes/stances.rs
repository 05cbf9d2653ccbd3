//! The stances of sixteen runs.

use super::vector::{F32s, LANES, U32s};
use crate::plan::{EffectPlan, Plan, StartScratch};
use crate::random::{Address, Philox};

/// The stances of sixteen runs.
pub(super) struct LaneStances<'p> {
    pub(super) plan: &'p Plan,
    /// Words of 32 members.
    pub(super) words: usize,
    pub(super) addresses: [Address; LANES],
    pub(super) weights: [u64; LANES],
    pub(super) start: StartScratch,
    /// By upward edge: the days a unit of hazard takes.
    pub(super) slow: [F32s; 3],
    /// By member: one over its frailty.
    pub(super) calm: Vec<F32s>,
    /// By upward edge and member: the units of a clock that a unit of hazard takes, factors aside.
    pub(super) slow_of_members: [Vec<F32s>; 3],
    /// By influence: its factor.
    pub(super) factors: Vec<F32s>,
    // Who is present, by word of 32 members; how many, and the sum of their shares.
    pub(super) present: Vec<U32s>,
    pub(super) present_count: U32s,
    pub(super) present_share: [u64; LANES],
    /// Whether every member's share is 1.
    pub(super) equal_shares: bool,
    // By candidate.
    pub(super) clocks: Vec<F32s>,
    /// The share of support as the round's moves began.
    pub(super) shares: Vec<F32s>,
    /// The summed shares of the present supporters, kept where they are not all 1.
    pub(super) support_share: Vec<[u64; LANES]>,
    // By candidate and word of 32 members.
    /// Who is reserved or opposed, and who supports, absent members too.
    pub(super) reluctant: Vec<U32s>,
    pub(super) support: Vec<U32s>,
    /// Scratch: a candidate's supporters before a round.
    pub(super) before: Vec<U32s>,
    /// Who was last counted as blocking.
    pub(super) counted: Vec<U32s>,
    /// By date and pair: by how much more weight blocks than on the date before, since this was
    /// last added to a tally: of so few runs that it cannot overflow.
    pub(super) changes: Vec<i64>,
    /// Who blocked when the sounding last failed.
    pub(super) held_out: Vec<U32s>,
    // By pair.
    /// When the pair leaves oppose: a reading of its candidate's clock, in the past where it has
    /// left, or infinity; of absent members minus infinity or infinity.
    pub(super) softens: Vec<F32s>,
    /// When it leaves reserve, and accept, alike. Apart, because every round reads these alone.
    pub(super) rises: Vec<[F32s; 2]>,
    /// What was left of the wait when the member became absent, or at the as-of date.
    pub(super) left: Vec<F32s>,
    /// Where pace factors can apply: the row of the pair in `paces`.
    pub(super) paced: Vec<Option<usize>>,
    pub(super) paces: Vec<[F32s; 3]>,
    /// Where influences can apply: the product of those in force.
    pub(super) influenced: Vec<Option<usize>>,
    pub(super) influence: Vec<F32s>,
    /// By influence and candidate: in which runs it is in force.
    pub(super) active: Vec<u16>,
    /// Where a ladder can change: the row of the pair in what follows.
    pub(super) changing: Vec<Option<usize>>,
    /// The words at index 0.
    pub(super) drawn: Vec<[U32s; 4]>,
    /// The stance each ladder begins at, and the number of the visit to each stance it counts on.
    pub(super) visits: Vec<[Visits; LANES]>,
}

/// The visits to the stances of a pair.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Visits {
    pub(super) first: u8,
    pub(super) numbers: [u32; 3],
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

impl<'p> LaneStances<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let (pairs, candidates, words) = (plan.pairs(), plan.candidates.len(), plan.members.div_ceil(32));
        let effects = || plan.events.iter().flat_map(|event| &event.outcomes).flat_map(|(_, effects)| effects);
        let later_paces = effects().filter_map(|effect| if let EffectPlan::Pace(pace) = effect { Some(pace) } else { None });
        let paced = plan.motion.paces.iter().chain(later_paces).flat_map(|pace| pace.pairs.iter().copied());
        let (paced, paced_count) = rows(paced, pairs);
        let influenced = plan.motion.influences.iter().flat_map(|influence| {
            influence.candidates.iter().flat_map(|candidate| influence.on.iter().map(move |member| candidate * plan.members + member))
        });
        let (influenced, influenced_count) = rows(influenced, pairs);
        let of_member = |member: usize| (0..candidates).map(move |candidate| candidate * plan.members + member);
        let changed = effects().flat_map(|effect| match effect {
            EffectPlan::Stance { pairs, .. } => pairs.clone(),
            EffectPlan::Redraw { pairs, .. } => pairs.iter().map(|&(pair, _)| pair).collect(),
            EffectPlan::Join(member) | EffectPlan::Leave(member) => of_member(*member).collect(),
            EffectPlan::Pace(pace) => pace.pairs.clone(),
            EffectPlan::Present(_) | EffectPlan::Withdraw(_) | EffectPlan::Deadline(_) | EffectPlan::Rule(_) => Vec::new(),
        });
        let influenced_pairs = (0..pairs).filter(|&pair| influenced[pair].is_some());
        let (changing, changing_count) = rows(changed.chain(influenced_pairs), pairs);
        Self {
            plan,
            words,
            addresses: [Address::new(Philox::new(0), 0); LANES],
            weights: [1; LANES],
            start: plan.start.scratch(),
            slow: [[0.0; LANES]; 3],
            calm: vec![[1.0; LANES]; plan.members],
            slow_of_members: std::array::from_fn(|_| vec![[1.0; LANES]; plan.members]),
            factors: vec![[1.0; LANES]; plan.motion.influences.len()],
            present: vec![[0; LANES]; words],
            present_count: [0; LANES],
            present_share: [0; LANES],
            equal_shares: plan.motion.shares.iter().all(|&share| share == 1),
            clocks: vec![[0.0; LANES]; candidates],
            shares: vec![[0.0; LANES]; candidates],
            support_share: vec![[0; LANES]; candidates],
            reluctant: vec![[0; LANES]; candidates * words],
            support: vec![[0; LANES]; candidates * words],
            before: vec![[0; LANES]; words],
            counted: vec![[0; LANES]; candidates * words],
            changes: vec![0; plan.calendar.dates.len() * pairs],
            held_out: vec![[0; LANES]; candidates * words],
            softens: vec![[0.0; LANES]; pairs],
            rises: vec![[[0.0; LANES]; 2]; pairs],
            left: vec![[0.0; LANES]; pairs],
            paced,
            paces: vec![[[1.0; LANES]; 3]; paced_count],
            influenced,
            influence: vec![[1.0; LANES]; influenced_count],
            active: vec![0; plan.motion.influences.len() * candidates],
            changing,
            drawn: vec![[[0; LANES]; 4]; changing_count],
            visits: vec![[Visits::default(); LANES]; changing_count],
        }
    }

    /// The present members that block a candidate, among 32.
    #[inline(always)]
    pub(super) fn blockers(&self, candidate: usize, word: usize) -> U32s {
        let (reluctant, present) = (&self.reluctant[candidate * self.words + word], &self.present[word]);
        std::array::from_fn(|lane| reluctant[lane] & present[lane])
    }

    /// A sounding of the candidate has failed in a run: keeps who blocked it.
    #[inline]
    pub(super) fn keep_holdouts(&mut self, candidate: usize, lane: usize) {
        for word in 0..self.words {
            let at = candidate * self.words + word;
            self.held_out[at][lane] = self.reluctant[at][lane] & self.present[word][lane];
        }
    }
}
