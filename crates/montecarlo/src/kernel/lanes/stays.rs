//! Stays in a stance, where no ladder can tell how long they are: where members fall back, where edges
//! have clocks of their own, where supporting another candidate slows a member down.
//!
//! Of each pair the current visit alone is known, as in the scalar kernel: which wait was drawn, and
//! when it is over on the clock of its edge. A round asks all pairs, sixteen runs at a time, whether
//! that is within the round; the runs in which it is move on together, as often as one of them must.

use nemcon_core::{Edge, Stance};

use super::columns::{Numbers, Words, load, load_words, put, store, store_words};
use super::stances::LaneStances;
use super::transfer::columns;
use crate::math::{exponential_of, factor_of};
use crate::plan::Plan;
use crate::random::{Purpose, blocks_at};
use crate::simd::{LaneMask, Lanes};

columns! {
    /// The stays of sixteen runs; empty where ladders do.
    pub(super) struct Stays {
        /// By stance and pair: in which runs it is held, by absent members too.
        holds: [Vec<LaneMask>; 4],
        /// By pair.
        pub(super) visits: Vec<Visit>,
        /// By clock and class of edges: what it shows.
        pub(super) rises: Vec<Numbers>,
        /// By candidate: the days over which its clocks have run.
        pub(super) days: Vec<Numbers>,
        /// The rate of defection per day; the factor on the rates of those who support another.
        pub(super) fall: Numbers,
        pub(super) loyalty: Numbers,
        /// The two words of the counter that name the run.
        pub(super) run_words: [Words; 2],
    }
}

columns! {
    /// A stay in a stance; see the scalar kernel's.
    #[derive(Clone)]
    pub(super) struct Visit {
        pub(super) slow: Numbers,
        pub(super) fall: Numbers,
        pub(super) left: Numbers,
        pub(super) since_rise: Numbers,
        pub(super) since_days: Numbers,
        /// When the pair leaves its stance, on its rising clock; minus infinity where that depends on the
        /// days too, infinity where it never leaves, or is absent.
        pub(super) due: Numbers,
        /// By stance: how often it has been visited.
        pub(super) visited: [Words; 4],
    }
}

/// What a pair takes, in bytes.
pub(super) const STAY: usize = size_of::<(Visit, [LaneMask; 5])>();

impl Visit {
    const NONE: Self = Self {
        slow: Numbers::of(f32::INFINITY),
        fall: Numbers::of(0.0),
        left: Numbers::of(f32::INFINITY),
        since_rise: Numbers::of(0.0),
        since_days: Numbers::of(0.0),
        due: Numbers::of(f32::INFINITY),
        visited: [Words::of(0); 4],
    };
}

impl Stays {
    /// Whether a plan needs them.
    pub(super) fn needed(plan: &Plan) -> bool {
        let motion = &plan.motion;
        motion.half_lives[Edge::Defect as usize].is_some() || motion.classes.len() > 1 || motion.loyalty.is_some()
    }

    pub(super) fn new(plan: &Plan) -> Self {
        let (pairs, candidates) = if Self::needed(plan) { (plan.pairs(), plan.candidates.len()) } else { (0, 0) };
        let clocks = if pairs > 0 { plan.motion.clocks.len() * plan.motion.classes.len() } else { 0 };
        Self {
            holds: std::array::from_fn(|_| vec![0; pairs]),
            visits: vec![Visit::NONE; pairs],
            rises: vec![Numbers::of(0.0); clocks],
            days: vec![Numbers::of(0.0); candidates],
            fall: Numbers::of(0.0),
            loyalty: Numbers::of(1.0),
            run_words: [Words::of(0); 2],
        }
    }

    /// By stance: in which runs a pair holds it.
    #[inline(always)]
    pub(super) fn holds(&self, pair: usize) -> [LaneMask; 4] {
        std::array::from_fn(|stance| self.holds[stance][pair])
    }

    #[inline(always)]
    pub(super) fn set_holds(&mut self, pair: usize, holds: [LaneMask; 4]) {
        for (all, of_pair) in self.holds.iter_mut().zip(holds) {
            all[pair] = of_pair;
        }
    }

    /// By pair: in which runs it holds a stance.
    #[inline(always)]
    pub(super) fn holding(&self, stance: Stance) -> &[LaneMask] {
        &self.holds[stance as usize]
    }

    /// A pair takes a stance in a run.
    pub(super) fn hold(&mut self, pair: usize, stance: Stance, lane: usize) {
        for (at, all) in self.holds.iter_mut().enumerate() {
            put(&mut all[pair], lane, at == stance as usize);
        }
    }

    /// Forgets the runs before.
    pub(super) fn clear(&mut self) {
        self.rises.fill(Numbers::of(0.0));
        self.days.fill(Numbers::of(0.0));
        self.visits.iter_mut().for_each(|visit| visit.visited = [Words::of(0); 4]);
    }
}

/// What the clocks show on which a pair's stays in the stances it holds are measured.
#[inline(always)]
pub(super) fn reading<S: Lanes>(simd: S, plan: &Plan, readings: &[Numbers], pair: usize, holds: &[LaneMask; 4]) -> S::F32s {
    let motion = &plan.motion;
    let first = motion.clock_of[pair] * motion.classes.len();
    let mut reading = load(simd, &readings[first]);
    for (&holds, &class) in holds.iter().zip(&motion.class_of) {
        if class > 0 {
            reading = simd.select_f32s(simd.mask(holds), load(simd, &readings[first + class]), reading);
        }
    }
    reading
}

impl LaneStances<'_> {
    /// In the stances that a pair holds, without what the clock stands for: the time a unit of hazard
    /// takes on the upward edge, and the rate of defection per day.
    #[inline(always)]
    pub(super) fn pace_of<S: Lanes>(&self, simd: S, pair: usize, holds: [LaneMask; 4]) -> (S::F32s, S::F32s) {
        let state = &self.state;
        let (zero, smallest) = (simd.splat_f32s(0.0), simd.splat_f32s(f32::MIN_POSITIVE));
        let paces = self.layout.paced.of(pair).map(|row| &state.paces[row]);
        let inverse_frailty = load(simd, &state.inverse_frailty[pair % self.plan.members]);
        let mut slow = simd.splat_f32s(f32::INFINITY);
        for (edge, &held) in holds.iter().take(3).enumerate() {
            let lasting = state.lasting.get(pair).and_then(|lasting| lasting.get(edge)).copied().unwrap_or(0);
            let rising = held & !lasting;
            if rising != 0 {
                let mut of_edge = simd.max_f32s(simd.mul_f32s(load(simd, &state.slowness[edge]), inverse_frailty), smallest);
                if let Some(paces) = paces {
                    of_edge = simd.max_f32s(simd.div_f32s(of_edge, factor_of(simd, load(simd, &paces[edge]))), smallest);
                }
                slow = simd.select_f32s(simd.mask(rising), of_edge, slow);
            }
        }
        let mut fall = load(simd, &state.stays.fall);
        if let Some(paces) = paces {
            fall = simd.mul_f32s(fall, factor_of(simd, load(simd, &paces[Edge::Defect as usize])));
        }
        fall = simd.min_f32s(fall, simd.splat_f32s(f32::MAX));
        (slow, simd.select_f32s(simd.mask(holds[Stance::Accept as usize] | holds[Stance::Support as usize]), fall, zero))
    }

    /// The pair's words for a purpose, in each run at an index of its own.
    #[inline(always)]
    pub(super) fn words_at<S: Lanes>(&self, simd: S, purpose: Purpose, pair: usize, index: S::U32s) -> [S::U32s; 4] {
        let [run, high] = &self.state.stays.run_words;
        blocks_at(simd, self.philox, [load_words(simd, run), load_words(simd, high)], (purpose, self.plan.motion.pairs[pair]), index)
    }

    /// In some runs a pair begins a visit to the stance it now holds, at a reading of its clock: draws how
    /// much hazard it takes to leave it. `drawn`: the words of the first visits, where they are known.
    #[inline(always)]
    pub(super) fn begin_visits<S: Lanes>(
        &mut self,
        simd: S,
        pair: usize,
        begun: LaneMask,
        drawn: Option<[S::U32s; 4]>,
        (rise, days): (S::F32s, S::F32s),
    ) {
        let holds = self.state.stays.holds(pair);
        let (slow, fall) = self.pace_of(simd, pair, holds);
        let falls = simd.less_than_f32s(simd.splat_f32s(0.0), fall);
        let one = simd.splat_u32s(1);
        let mut index = simd.splat_u32s(0);
        for (stance, (visited, held)) in self.state.stays.visits[pair].visited.iter_mut().zip(holds).enumerate() {
            let to = simd.mask(held & begun);
            let number = load_words(simd, visited);
            let next = simd.add_where(to, number, one);
            *visited = store_words(simd, next);
            index = simd.select_u32s(to, if stance == Stance::Support as usize { next } else { number }, index);
        }
        let words = match drawn {
            Some(drawn) if holds[Stance::Support as usize] & simd.bits(falls) == 0 => drawn,
            _ => self.words_at(simd, Purpose::Pair, pair, index),
        };
        let mut word = words[0];
        for (held, of_edge) in holds.into_iter().zip(words.into_iter().skip(1)) {
            word = simd.select_u32s(simd.mask(held), of_edge, word);
        }
        let wait = exponential_of(simd, word);
        let left = simd.select_f32s(falls, wait, simd.mul_f32s(wait, slow));
        let due = simd.select_f32s(falls, simd.splat_f32s(f32::NEG_INFINITY), simd.add_f32s(rise, left));
        let present = simd.mask(self.state.present[pair % self.plan.members]);
        let due = simd.select_f32s(present, due, simd.splat_f32s(f32::INFINITY));
        let visit = &mut self.state.stays.visits[pair];
        let begun = simd.mask(begun);
        visit.slow = store(simd, simd.select_f32s(begun, slow, load(simd, &visit.slow)));
        visit.fall = store(simd, simd.select_f32s(begun, fall, load(simd, &visit.fall)));
        visit.left = store(simd, simd.select_f32s(begun, left, load(simd, &visit.left)));
        visit.since_rise = store(simd, simd.select_f32s(begun, rise, load(simd, &visit.since_rise)));
        visit.since_days = store(simd, simd.select_f32s(begun, days, load(simd, &visit.since_days)));
        visit.due = store(simd, simd.select_f32s(begun, due, load(simd, &visit.due)));
    }

    /// Counts who blocks and who supports a candidate, from the stances held.
    #[inline(always)]
    pub(super) fn compare_holds<S: Lanes>(&mut self, simd: S, candidate: usize) {
        let (one, mut support, mut blocking) = (simd.splat_u32s(1), simd.splat_u32s(0), simd.splat_u32s(0));
        let pairs = self.pairs(candidate);
        let Self { plan, state, standing, .. } = self;
        let members = state.present.iter().zip(&plan.motion.shares);
        let masks = standing.blockers[pairs.clone()].iter_mut().zip(&mut standing.supporters[pairs.clone()]);
        for ((pair, (&present, &share)), (blockers, supporters)) in pairs.zip(members).zip(masks) {
            let [opposes, doubts, _, supports] = state.stays.holds(pair);
            *blockers = (opposes | if plan.reserve_blocks { doubts } else { 0 }) & present;
            *supporters = supports & present;
            blocking = simd.add_where(simd.mask(*blockers), blocking, one);
            support = simd.add_where(simd.mask(*supporters), support, simd.splat_u32s(share));
        }
        standing.support[candidate] = store_words(simd, support);
        standing.blocking[candidate] = store_words(simd, blocking);
    }
}
