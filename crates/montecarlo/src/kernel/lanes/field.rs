//! What the common path of a round needs to know of the runs beside their stances, side by side; the
//! runs themselves are asked only where something happens, and mirrored here afterwards.

use nemcon_core::Status;
use pulp::Simd;

use super::vector::{F32s, LANES, LaneMask, expand, lanes, load, mask_of, store};
use crate::kernel::run::Run;
use crate::math::exp2_of;
use crate::plan::Plan;

/// Candidates, events and dates of sixteen runs.
pub(super) struct Field {
    // By candidate: in which runs it …
    /// … is presented.
    pub(super) presented: Vec<LaneMask>,
    /// … has stances that move.
    pub(super) moving: Vec<LaneMask>,
    /// … is mentioned or interested.
    waiting: Vec<LaneMask>,
    /// By candidate: the hazard until it moves by itself, the rates at which it enters and
    /// withdraws, and `log2` of the hazard ratio of being behind.
    remaining: Vec<F32s>,
    enters: Vec<F32s>,
    withdraws: Vec<F32s>,
    behind: Vec<F32s>,
    /// The day of the next dated event.
    pub(super) next_event: [i32; LANES],
    /// The index of the deadline's date, and its day.
    pub(super) deadline: [usize; LANES],
    deadline_day: F32s,
    /// The index of the rule in force.
    pub(super) rule: [usize; LANES],
    /// `log2` of the hazard ratios of full support, of nobody blocking, and at the deadline.
    pub(super) bandwagon: F32s,
    pub(super) isolation: F32s,
    pull: F32s,
    /// The half-life of the deadline's pull, in days.
    half_life: F32s,
}

impl Field {
    pub(super) fn new(plan: &Plan) -> Self {
        let candidates = plan.candidates.len();
        Self {
            presented: vec![0; candidates],
            moving: vec![0; candidates],
            waiting: vec![0; candidates],
            remaining: vec![[0.0; LANES]; candidates],
            enters: vec![[0.0; LANES]; candidates],
            withdraws: vec![[0.0; LANES]; candidates],
            behind: vec![[0.0; LANES]; candidates],
            next_event: [0; LANES],
            deadline: [0; LANES],
            deadline_day: [0.0; LANES],
            rule: [0; LANES],
            bandwagon: [0.0; LANES],
            isolation: [0.0; LANES],
            pull: [0.0; LANES],
            half_life: [1.0; LANES],
        }
    }

    /// Takes over what a run has drawn once.
    pub(super) fn begin(&mut self, plan: &Plan, run: &mut Run, lane: usize) {
        let inputs = &run.inputs;
        self.bandwagon[lane] = plan.motion.bandwagon.ratio.log2(inputs);
        self.isolation[lane] = plan.motion.isolation.ratio.log2(inputs);
        if let Some((ratio, half_life)) = plan.motion.deadline {
            self.pull[lane] = ratio.log2(inputs);
            self.half_life[lane] = half_life.value(inputs);
        }
        for (at, candidate) in plan.candidates.iter().enumerate() {
            if let Some((half_life, _)) = candidate.enters {
                self.enters[at][lane] = half_life.rate(inputs);
            }
            if let Some((half_life, ratio)) = candidate.withdraws {
                self.withdraws[at][lane] = half_life.rate(inputs);
                self.behind[at][lane] = ratio.log2(inputs);
            }
        }
        self.mirror(plan, run, lane);
    }

    /// Takes over the state of a run.
    pub(super) fn mirror(&mut self, plan: &Plan, run: &mut Run, lane: usize) {
        let set = |mask: &mut LaneMask, on: bool| *mask = *mask & !(1 << lane) | LaneMask::from(on) << lane;
        for candidate in 0..self.presented.len() {
            let status = run.candidates[candidate].status;
            set(&mut self.presented[candidate], status == Status::Presented);
            set(&mut self.moving[candidate], run.is_moving(candidate));
            set(&mut self.waiting[candidate], matches!(status, Status::Mentioned | Status::Interested));
            if let Some(wait) = run.begun_wait(candidate) {
                self.remaining[candidate][lane] = wait;
            }
        }
        self.next_event[lane] = run.next_event();
        self.deadline[lane] = run.deadline;
        self.deadline_day[lane] = plan.calendar.days[run.deadline] as f32;
        self.rule[lane] = run.rule;
    }

    /// `log2` of the deadline's pull on a day.
    #[inline(always)]
    pub(super) fn deadline_exponent<S: Simd>(&self, simd: S, plan: &Plan, day: i32) -> S::f32s {
        if plan.motion.deadline.is_none() {
            return simd.splat_f32s(0.0);
        }
        let left = simd.max_f32s(simd.sub_f32s(load::<S>(&self.deadline_day), simd.splat_f32s(day as f32)), simd.splat_f32s(0.0));
        let distance = exp2_of(simd, simd.neg_f32s(simd.div_f32s(left, load::<S>(&self.half_life))));
        simd.mul_f32s(load::<S>(&self.pull), distance)
    }

    /// Presents and withdraws candidates over the days of a round, each at most once, given their
    /// shares of support as its moves began; the runs in which one has moved.
    #[inline(always)]
    pub(super) fn move_candidates<S: Simd>(
        &mut self,
        simd: S,
        runs: &mut [Run],
        plan: &Plan,
        (on, day, days): (LaneMask, i32, &F32s),
        shares: &[F32s],
    ) -> LaneMask {
        let mut leader = simd.splat_f32s(0.0);
        for at in (0..shares.len()).filter(|&at| !plan.candidates[at].incumbent) {
            let share = simd.select_f32s(expand(simd, self.presented[at]), load::<S>(&shares[at]), simd.splat_f32s(0.0));
            leader = simd.max_f32s(leader, share);
        }
        let mut touched = 0;
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let entering = candidate.enters.is_some_and(|(_, from)| from <= day);
            let enters = if entering { self.waiting[at] & on } else { 0 };
            let withdraws = if candidate.withdraws.is_some() { self.presented[at] & on } else { 0 };
            if enters | withdraws == 0 {
                continue;
            }
            let behind = simd.mul_f32s(load::<S>(&self.behind[at]), simd.sub_f32s(leader, load::<S>(&shares[at])));
            let leaving = simd.mul_f32s(load::<S>(&self.withdraws[at]), exp2_of(simd, behind));
            let rate = simd.select_f32s(expand(simd, withdraws), leaving, load::<S>(&self.enters[at]));
            let before = load::<S>(&self.remaining[at]);
            let after = simd.sub_f32s(before, simd.mul_f32s(rate, load::<S>(days)));
            let remaining = simd.select_f32s(expand(simd, enters | withdraws), after, before);
            self.remaining[at] = store::<S>(remaining);
            let moved = mask_of(simd, simd.less_than_or_equal_f32s(remaining, simd.splat_f32s(0.0))) & (enters | withdraws);
            for lane in lanes(moved) {
                let next = if withdraws >> lane & 1 == 1 { Status::Withdrawn } else { Status::Presented };
                runs[lane].set_status(at, next);
            }
            touched |= moved;
        }
        touched
    }
}
