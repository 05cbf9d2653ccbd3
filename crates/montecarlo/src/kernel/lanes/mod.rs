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
use field::Field;
use soundings::MostAgainst;
use stances::LaneStances;
use vector::{LANES, LaneMask, lanes, those};

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
    field: Field,
    stances: LaneStances<'p>,
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
            field: Field::new(plan),
            stances: LaneStances::new(plan),
            candidates_move: plan.candidates.iter().any(|candidate| candidate.enters.is_some() || candidate.withdraws.is_some()),
            events_follow: plan.events.iter().any(|event| follows(&event.trigger)),
            soundings: MostAgainst::new(plan),
        }
    }

    /// Simulates a block of consecutive runs, counts them and hands on how each ended, in order.
    pub(super) fn run(&mut self, numbers: Range<u64>, tally: &mut Tally, ended: &mut impl FnMut(u64, Ending)) {
        for first in numbers.clone().step_by(LANES) {
            let chunk = first..numbers.end.min(first + LANES as u64);
            let endings = self.run_chunk(chunk.clone(), tally);
            chunk.zip(endings).for_each(|(number, ending)| ended(number, ending));
        }
        tally.add_blocking_changes(&mut self.stances.changes);
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

impl<S: Simd> WithSimd for Chunk<'_, '_, S> {
    type Output = [Ending; LANES];

    #[inline(always)]
    fn with_simd<T: Simd>(self, _: T) -> [Ending; LANES] {
        self.kernel.simulate(self.simd, self.numbers, self.tally)
    }
}

impl LaneKernel<'_> {
    #[inline(always)]
    fn simulate<S: Simd>(&mut self, simd: S, numbers: Range<u64>, tally: &mut Tally) -> [Ending; LANES] {
        let plan = self.plan;
        let addresses = std::array::from_fn(|lane| Address::new(self.philox, numbers.start + lane as u64));
        let mut endings = [Ending::default(); LANES];
        let mut alive = (1u32 << (numbers.end - numbers.start)).wrapping_sub(1) as LaneMask;
        self.begin(simd, &addresses);
        if plan.start.unloaded() {
            tally.begin(u64::from(alive.count_ones()), 1);
        } else {
            lanes(alive).for_each(|lane| tally.begin(1, self.stances.weights[lane]));
        }
        self.stances.count_start(alive, tally);
        // By run: the index of the date after its last round, the day of that round, and its next round.
        let (mut after, mut last_day, mut next) = ([0; LANES], [0; LANES], [0; LANES]);
        for lane in lanes(alive) {
            next[lane] = plan.calendar.next(None, self.field.deadline[lane]);
        }
        while alive != 0 {
            let round = lanes(alive).map(|lane| next[lane]).min().unwrap_or(0);
            let on = those(alive, |lane| next[lane] == round);
            let day = plan.calendar.days[round];
            let days = std::array::from_fn(|lane| (day - last_day[lane]) as f32);
            for lane in lanes(those(on, |lane| self.field.next_event[lane] <= day)) {
                self.runs[lane].set_round(round);
                self.runs[lane].dated_events(&mut self.stances.view(lane));
                self.mirror(lane);
            }
            self.advance(simd, on, day, &days);
            tally.round(round, lanes(on).map(|lane| self.stances.weights[lane]).sum());
            self.stances.count_blocking(simd, on, &after, round);
            if self.candidates_move {
                let moved = self.field.move_candidates(simd, &mut self.runs, plan, (on, day, &days), &self.stances.shares);
                lanes(moved).for_each(|lane| self.mirror(lane));
            }
            if self.events_follow {
                for lane in lanes(on) {
                    self.runs[lane].set_round(round);
                    self.runs[lane].triggered_events(&mut self.stances.view(lane));
                    self.mirror(lane);
                }
            }
            let failed = self
                .soundings
                .as_ref()
                .map_or(0, |soundings| soundings.all_fail(simd, plan, &self.field, &mut self.stances, (on, round), tally));
            for lane in lanes(on) {
                let appointed = if failed >> lane & 1 == 1 { None } else { self.hold_round(lane, round, tally) };
                let last = round >= self.field.deadline[lane];
                if last && failed >> lane & 1 == 1 {
                    self.runs[lane].set_round(round);
                    let weight = self.stances.weights[lane];
                    self.runs[lane].count_end(&self.stances.view(lane), None, weight, tally);
                }
                if last || appointed.is_some() {
                    self.stances.count_end(lane, round);
                    alive &= !(1 << lane);
                    let outcome = appointed.unwrap_or(plan.candidates.len());
                    endings[lane] = Ending { outcome, date: round, weight: self.stances.weights[lane] };
                }
                (after[lane], last_day[lane]) = (round + 1, day);
                next[lane] = plan.calendar.next(Some(round), self.field.deadline[lane]);
            }
        }
        endings
    }

    /// Takes over what has happened to a run.
    fn mirror(&mut self, lane: usize) {
        self.field.mirror(self.plan, &mut self.runs[lane], lane);
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
