//! The vector kernel: sixteen runs side by side.
//!
//! Without defection a pair's stance only rises by itself, so that the moments at which it leaves
//! oppose, reserve and accept, on its candidate's clock, are known once its waits are drawn: a
//! ladder of three thresholds. To move all stances in a round is to move the clocks, and who blocks
//! or supports is a comparison of thresholds with them. Only what events change is recomputed, in
//! the runs concerned.
//!
//! All arithmetic is that of the scalar kernel, in the same order, so that the digits are the same.

mod advance;
mod begin;
mod count;
mod field;
mod inputs;
mod ladder;
mod soundings;
mod stances;
mod vector;
mod view;

use std::ops::Range;

use nemcon_core::Edge;
use pulp::{Simd, WithSimd};

use super::Ending;
use super::run::Run;
use crate::Tally;
use crate::plan::{EventTrigger, Plan};
use crate::random::{Address, Philox};
use crate::vector::{LANES, LaneMask, Lanes};
use count::Counts;
use field::Field;
use inputs::LaneInputs;
use soundings::MostAgainst;
use stances::LaneStances;
use vector::{U32s, is_in, lanes, load, load_words, store, store_words};

/// The vector instructions of the processor.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512(pulp::x86::V4),
    #[cfg(target_arch = "x86_64")]
    Avx2(pulp::x86::V3),
}

pub(crate) struct LaneKernel<'p> {
    plan: &'p Plan,
    philox: Philox,
    instructions: Instructions,
    runs: Vec<Run<'p>>,
    inputs: LaneInputs,
    field: Field,
    stances: LaneStances<'p>,
    counts: Counts,
    /// Whether some candidates come or go by themselves; some events follow from others.
    candidates_move: bool,
    events_follow: bool,
    /// Where soundings under the rule at the start can be held by counting who is against.
    soundings: Option<MostAgainst>,
}

impl<'p> LaneKernel<'p> {
    /// Whether the kernel can do a plan: one without defection.
    pub(super) fn can_do(plan: &Plan) -> bool {
        plan.motion.half_lives[Edge::Defect as usize].is_none()
    }

    pub(super) fn new(plan: &'p Plan, seed: u64, instructions: Instructions) -> Self {
        let philox = Philox::new(seed);
        let follows = |trigger: &EventTrigger| !matches!(trigger, EventTrigger::Day { .. });
        Self {
            plan,
            philox,
            instructions,
            runs: (0..LANES).map(|_| Run::new(plan, philox)).collect(),
            inputs: LaneInputs::new(plan),
            field: Field::new(plan),
            stances: LaneStances::new(plan),
            counts: Counts::new(plan),
            candidates_move: plan.candidates.iter().any(|candidate| candidate.enters.is_some() || candidate.withdraws.is_some()),
            events_follow: plan.events.iter().any(|event| follows(&event.trigger)),
            soundings: MostAgainst::new(plan),
        }
    }

    /// Simulates a block of consecutive runs, at most 2¹⁶ − 1, counts them and hands on how each
    /// ended, in order.
    pub(super) fn run(&mut self, numbers: Range<u64>, tally: &mut Tally, ended: &mut impl FnMut(u64, Ending)) {
        let mut first = numbers.start;
        while first < numbers.end {
            // The runs of a chunk differ in the lowest 32 bits of their numbers only.
            let last = numbers.end.min(first + LANES as u64).min((first | 0xFFFF_FFFF) + 1);
            let endings = self.run_chunk(first..last, tally);
            (first..last).zip(endings).for_each(|(number, ending)| ended(number, ending));
            first = last;
        }
        self.counts.add_to(tally);
    }

    /// Simulates consecutive runs, at most [`LANES`]; their endings in order.
    fn run_chunk(&mut self, numbers: Range<u64>, tally: &mut Tally) -> [Ending; LANES] {
        match self.instructions {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512(simd) => Simd::vectorize(simd, Chunk { simd, kernel: self, numbers, tally }),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2(simd) => Simd::vectorize(simd, Chunk { simd: pulp::x86::V3_512b(simd), kernel: self, numbers, tally }),
        }
    }
}

/// One chunk of runs, to be simulated with the instructions of `simd`, which hold [`LANES`] numbers.
struct Chunk<'a, 'p, S> {
    simd: S,
    kernel: &'a mut LaneKernel<'p>,
    numbers: Range<u64>,
    tally: &'a mut Tally,
}

impl<S: Lanes> WithSimd for Chunk<'_, '_, S> {
    type Output = [Ending; LANES];

    #[inline(always)]
    fn with_simd<T: Simd>(self, _: T) -> [Ending; LANES] {
        self.kernel.simulate(self.simd, self.numbers, self.tally)
    }
}

impl LaneKernel<'_> {
    #[inline(always)]
    fn simulate<S: Lanes>(&mut self, simd: S, numbers: Range<u64>, tally: &mut Tally) -> [Ending; LANES] {
        let plan = self.plan;
        let addresses = std::array::from_fn(|lane| Address::new(self.philox, numbers.start + lane as u64));
        let mut endings = [Ending::default(); LANES];
        let mut alive = (1u32 << (numbers.end - numbers.start)).wrapping_sub(1) as LaneMask;
        self.begin(simd, &addresses);
        if plan.start.weighted() {
            lanes(alive).for_each(|lane| tally.begin(1, self.stances.weights[lane]));
        } else {
            tally.begin(u64::from(alive.count_ones()), 1);
        }
        self.stances.count_start(alive, tally);
        // By run: the day of its last round, and its next round; those that have ended have none.
        let mut last_day = [0.0; LANES];
        let mut next: U32s = std::array::from_fn(|lane| {
            if is_in(alive, lane) { plan.calendar.next(None, self.field.deadline[lane] as usize) as u32 } else { u32::MAX }
        });
        while alive != 0 {
            let round = next.iter().copied().fold(u32::MAX, u32::min);
            let on = simd.bits(simd.equal_u32s(load_words::<S>(&next), simd.splat_u32s(round)));
            let round = round as usize;
            let day = plan.calendar.days[round];
            let days = simd.sub_f32s(simd.splat_f32s(day as f32), load::<S>(&last_day));
            for lane in lanes(self.field.with_events(simd, day) & on) {
                self.runs[lane].set_round(round);
                self.runs[lane].dated_events(&mut self.stances.view(lane));
                self.mirror(lane);
            }
            self.advance(simd, on, day, days);
            tally.round(round, self.counts.weights.of(on));
            self.counts.blocking(&self.stances.blockers, round, on);
            if self.candidates_move {
                let moved = self.field.move_candidates(simd, &mut self.runs, plan, (on, day, days), &self.stances.shares);
                lanes(moved).for_each(|lane| self.mirror(lane));
            }
            if self.events_follow {
                for lane in lanes(on) {
                    self.runs[lane].set_round(round);
                    self.runs[lane].triggered_events(&mut self.stances.view(lane));
                    self.mirror(lane);
                }
            }
            let last = self.field.in_last_round(simd, round) & on;
            let ended = self.hold_rounds(simd, (on, last, round), tally, &mut endings);
            alive &= !ended;
            let on = simd.mask(on);
            last_day = store::<S>(simd.select_f32s(on, simd.splat_f32s(day as f32), load::<S>(&last_day)));
            let after = simd.splat_u32s(plan.calendar.next(Some(round), plan.calendar.dates.len()) as u32);
            let after = simd.min_u32s(after, load_words::<S>(&self.field.deadline));
            let after = simd.select_u32s(simd.mask(ended), simd.splat_u32s(u32::MAX), after);
            next = store_words::<S>(simd.select_u32s(on, after, load_words::<S>(&next)));
        }
        endings
    }

    /// Takes over what has happened to a run.
    fn mirror(&mut self, lane: usize) {
        self.field.mirror(self.plan, &mut self.runs[lane], lane);
    }

    /// Holds a round's procedure in the runs of `on`, of which it is the last in those of `last`; the
    /// runs that have ended.
    #[inline(always)]
    fn hold_rounds<S: Lanes>(
        &mut self,
        simd: S,
        (on, last, round): (LaneMask, LaneMask, usize),
        tally: &mut Tally,
        endings: &mut [Ending; LANES],
    ) -> LaneMask {
        let vacant = self.plan.candidates.len();
        let mut ended = 0;
        let mut alone = on;
        if let Some(soundings) = &mut self.soundings {
            let Self { plan, field, runs, stances, counts, .. } = self;
            alone = soundings.hold(simd, (plan, field, runs), stances, counts, (on, last, round));
            for (candidate, &appointed) in soundings.appointed.iter().enumerate() {
                if appointed != 0 {
                    tally.end_with(candidate, round, u64::from(appointed.count_ones()), counts.weights.of(appointed));
                    let pairs = stances.pairs(candidate);
                    let held_out = stances.held_out[pairs.clone()].iter().zip(&stances.blockers[pairs.clone()]);
                    counts.held_out(pairs.start, held_out.map(|(held_out, blockers)| held_out & !blockers), appointed);
                    lanes(appointed).for_each(|lane| endings[lane].outcome = candidate);
                    ended |= appointed;
                }
            }
            for lane in lanes(last & !alone & !ended) {
                runs[lane].set_round(round);
                let weight = stances.weights[lane];
                runs[lane].count_end(&stances.view(lane), None, weight, tally);
                endings[lane].outcome = vacant;
                ended |= 1 << lane;
            }
        }
        for lane in lanes(alone) {
            let appointed = self.hold_round(lane, round, tally);
            if appointed.is_some() || is_in(last, lane) {
                endings[lane].outcome = appointed.unwrap_or(vacant);
                ended |= 1 << lane;
            }
        }
        for lane in lanes(ended) {
            endings[lane] = Ending { date: round, weight: self.stances.weights[lane], ..endings[lane] };
        }
        ended
    }

    /// Holds one run's round by itself; the candidate appointed, if any.
    fn hold_round(&mut self, lane: usize, round: usize, tally: &mut Tally) -> Option<usize> {
        let weight = self.stances.weights[lane];
        let (run, mut view) = (&mut self.runs[lane], self.stances.view(lane));
        run.set_round(round);
        let appointed = run.hold_round(&view);
        if appointed.is_some() || run.is_last_round() {
            run.count_end(&view, appointed, weight, tally);
        }
        run.close_soundings(&mut view, weight, tally);
        self.mirror(lane);
        appointed
    }
}
