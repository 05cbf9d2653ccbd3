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
mod ladder;
mod soundings;
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
use ladder::LaneStances;
pub(crate) use vector::LANES;
use vector::{LaneMask, lanes};

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
    stances: LaneStances<'p>,
    /// Whether some candidates come or go by themselves; some events follow from others.
    candidates_move: bool,
    events_follow: bool,
    /// By rule: where soundings can be held by counting who is against.
    soundings: Vec<Option<soundings::MostAgainst>>,
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
            stances: LaneStances::new(plan),
            candidates_move: plan.candidates.iter().any(|candidate| candidate.enters.is_some() || candidate.withdraws.is_some()),
            events_follow: plan.events.iter().any(|event| follows(&event.trigger)),
            soundings: plan.rules.iter().map(|rule| soundings::MostAgainst::new(plan, rule)).collect(),
        }
    }

    /// Simulates consecutive runs, at most [`LANES`], and counts them; their endings in order.
    pub(super) fn run(&mut self, numbers: Range<u64>, tally: &mut Tally) -> [Ending; LANES] {
        match self.instructions {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512(simd) => Simd::vectorize(simd, Chunk { simd, kernel: self, numbers, tally }),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2(simd) => {
                Simd::vectorize(simd, Chunk { simd: pulp::x86::V3_512b(simd), kernel: self, numbers, tally })
            }
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
        let addresses = std::array::from_fn(|lane| Address::new(self.philox, numbers.start + lane as u64));
        let mut endings = [Ending::default(); LANES];
        let mut alive = (1u32 << (numbers.end - numbers.start)).wrapping_sub(1) as LaneMask;
        self.begin(simd, &addresses);
        for lane in lanes(alive) {
            tally.begin(self.stances.weights[lane]);
        }
        self.stances.count_start(alive, tally);
        let mut previous = [None; LANES];
        while alive != 0 {
            let next: [usize; LANES] = std::array::from_fn(|lane| self.runs[lane].next_round(previous[lane]));
            let round = lanes(alive).map(|lane| next[lane]).min().unwrap_or(0);
            let on = lanes(alive).filter(|&lane| next[lane] == round).fold(0, |mask, lane| mask | 1 << lane);
            let mut days = [0.0; LANES];
            for lane in lanes(on) {
                let run = &mut self.runs[lane];
                let before = run.day;
                run.set_round(round);
                days[lane] = (run.day - before) as f32;
                if run.next_event() <= run.day {
                    run.dated_events(&mut self.stances.view(lane));
                }
            }
            self.advance(simd, on, &days);
            for lane in lanes(on) {
                tally.round(round, self.stances.weights[lane]);
            }
            self.stances.count_blocking(on, &previous, round, tally);
            if self.candidates_move {
                for lane in lanes(on) {
                    self.runs[lane].move_candidates(days[lane], |candidate| self.stances.shares[candidate][lane]);
                }
            }
            if self.events_follow {
                for lane in lanes(on) {
                    self.runs[lane].triggered_events(&mut self.stances.view(lane));
                }
            }
            for lane in lanes(on) {
                let appointed = self.hold_round(lane, tally);
                previous[lane] = Some(round);
                if appointed.is_some() || self.runs[lane].is_last_round() {
                    let weight = self.stances.weights[lane];
                    self.stances.count_end(lane, round, tally);
                    alive &= !(1 << lane);
                    endings[lane] = Ending { outcome: appointed.unwrap_or(self.runs[lane].candidates.len()), date: round, weight };
                }
            }
        }
        endings
    }

    /// The soundings of one run's round; the candidate appointed, if any.
    fn hold_round(&mut self, lane: usize, tally: &mut Tally) -> Option<usize> {
        let weight = self.stances.weights[lane];
        let run = &mut self.runs[lane];
        if let Some(rule) = &self.soundings[run.rule]
            && rule.all_fail(run, &mut self.stances, lane, tally)
        {
            if run.is_last_round() {
                run.count_end(&self.stances.view(lane), None, weight, tally);
            }
            return None;
        }
        let mut view = self.stances.view(lane);
        let appointed = run.hold_round(&view);
        if appointed.is_some() || run.is_last_round() {
            run.count_end(&view, appointed, weight, tally);
        }
        run.close_soundings(&mut view, weight, tally);
        appointed
    }
}
