//! What a round needs to know of the runs beside their stances, side by side.
//!
//! A [`Run`] owns what happens in it: the statuses of candidates, the deadline, the rule, which
//! events have happened. Asking sixteen runs for these one by one in every round would take longer
//! than the round, and in most rounds nothing has changed; so [`Mirror`] keeps a copy of them, which
//! rounds read. Whoever lets a run change (events, candidates that come and go, the procedure) calls
//! [`Mirror::refresh`] afterwards. [`Run::touched`] says whether a status, the deadline or the rule is
//! to be copied: the run sets it with every change, and `refresh` clears it.
//!
//! Some things the mirror alone has, while a run is stepped here: the hazard that remains until each
//! candidate moves by itself (the run only says when such a wait has begun, and with which hazard),
//! and the numbers that follow from the run's inputs, which never change.

use super::batch::Round;
use super::columns::{Numbers, Words, lanes, load, load_words, put, store};
use super::date_sums::{DateSums, Span};
use super::inputs::LaneInputs;
use super::transfer::columns;
use crate::kernel::pulls::{Days, Pull};
use crate::kernel::run::{Run, stances_move};
use crate::kernel::withdrawal_rate;
use crate::math::exponential_of;
use crate::plan::Plan;
use crate::simd::{LaneMask, Lanes};
use nemcon_core::Status;

columns! {
    /// Candidates, events and dates of sixteen runs.
    pub(super) struct Mirror {
        // By candidate: in which runs it …
        /// … is presented.
        pub(super) presented: Vec<LaneMask>,
        /// … has stances that move.
        pub(super) moving: Vec<LaneMask>,
        /// … is mentioned or interested.
        waiting: Vec<LaneMask>,
        /// By candidate: the hazard until it moves by itself.
        remaining: Vec<Numbers>,
        /// By candidate: the rates per day at which it enters and withdraws, and `log2` of the hazard
        /// ratio of being behind.
        enters: Vec<Numbers>,
        withdraws: Vec<Numbers>,
        behind: Vec<Numbers>,
        /// The day of the next dated event.
        pub(super) next_event: Words,
        /// The index of the deadline's date, and its day.
        pub(super) deadline: Words,
        deadline_day: Numbers,
        /// In which runs the rule is the one at the start.
        pub(super) first_rule: LaneMask,
        /// `log2` of the hazard ratios of full support and of nobody blocking.
        pub(super) bandwagon: Numbers,
        pub(super) isolation: Numbers,
        /// … and of both together at the shares that the half-lives refer to.
        pub(super) reference: Numbers,
        /// … and on the deadline, and on meetings.
        date_ratios: [Numbers; 2],
        /// Minus one over the half-lives of the pulls of these, per day.
        fading: [Numbers; 2],
    }
}

/// Whether a candidate of a status is presented, has stances that move, waits to be presented.
fn standing(status: Status) -> [bool; 3] {
    [status == Status::Presented, stances_move(status), matches!(status, Status::Mentioned | Status::Interested)]
}

impl Mirror {
    pub(super) fn new(plan: &Plan) -> Self {
        let candidates = plan.candidates.len();
        Self {
            presented: vec![0; candidates],
            moving: vec![0; candidates],
            waiting: vec![0; candidates],
            remaining: vec![Numbers::of(0.0); candidates],
            enters: vec![Numbers::of(0.0); candidates],
            withdraws: vec![Numbers::of(0.0); candidates],
            behind: vec![Numbers::of(0.0); candidates],
            next_event: Words::of(0),
            deadline: Words::of(0),
            deadline_day: Numbers::of(0.0),
            first_rule: 0,
            bandwagon: Numbers::of(0.0),
            isolation: Numbers::of(0.0),
            reference: Numbers::of(0.0),
            date_ratios: [Numbers::of(0.0); 2],
            fading: [Numbers::of(0.0); 2],
        }
    }

    /// Takes over how the runs begin, and the inputs they have drawn.
    #[inline(always)]
    pub(super) fn begin<S: Lanes>(&mut self, simd: S, plan: &Plan, inputs: &LaneInputs) {
        let motion = &plan.motion;
        let (bandwagon, isolation) = (inputs.log2(simd, motion.bandwagon.ratio), inputs.log2(simd, motion.isolation.ratio));
        self.bandwagon = store(simd, bandwagon);
        self.isolation = store(simd, isolation);
        let of_support = simd.mul_f32s(bandwagon, simd.splat_f32s(motion.bandwagon.at as f32));
        let of_accepting = simd.mul_f32s(isolation, simd.splat_f32s(motion.isolation.at as f32));
        self.reference = store(simd, simd.add_f32s(of_support, of_accepting));
        for (at, pull) in [motion.deadline, motion.meeting].into_iter().enumerate() {
            if let Some(pull) = pull {
                self.date_ratios[at] = store(simd, inputs.log2(simd, pull.ratio));
                self.fading[at] = store(simd, simd.div_f32s(simd.splat_f32s(-1.0), inputs.value(simd, pull.half_life)));
            }
        }
        let all = |on: bool| if on { LaneMask::MAX } else { 0 };
        self.deadline = Words::of(plan.calendar.deadline as u32);
        self.deadline_day = Numbers::of(plan.calendar.days[plan.calendar.deadline] as f32);
        self.first_rule = LaneMask::MAX;
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let [presented, moving, waiting] = standing(candidate.status);
            (self.presented[at], self.moving[at], self.waiting[at]) = (all(presented), all(moving), all(waiting));
            if let Some((half_life, _)) = candidate.enters {
                self.enters[at] = store(simd, inputs.rate(simd, half_life));
            }
            if let Some((half_life, ratio)) = candidate.withdraws {
                self.withdraws[at] = store(simd, inputs.rate(simd, half_life));
                self.behind[at] = store(simd, inputs.log2(simd, ratio));
            }
        }
    }

    /// A candidate begins to wait in the status it has at the as-of date.
    #[inline(always)]
    pub(super) fn begin_wait<S: Lanes>(&mut self, simd: S, candidate: usize, word: S::U32s) {
        self.remaining[candidate] = store(simd, exponential_of(simd, word));
    }

    /// Takes over what has happened to a run beside its stances.
    pub(super) fn refresh(&mut self, plan: &Plan, run: &mut Run, lane: usize) {
        self.next_event[lane] = run.next_event().cast_unsigned();
        if !std::mem::take(&mut run.touched) {
            return;
        }
        for candidate in 0..self.presented.len() {
            let [presented, moving, waiting] = standing(run.candidates[candidate].status);
            put(&mut self.presented[candidate], lane, presented);
            put(&mut self.moving[candidate], lane, moving);
            put(&mut self.waiting[candidate], lane, waiting);
            if let Some(wait) = run.begun_wait(candidate) {
                self.remaining[candidate][lane] = wait;
            }
        }
        self.deadline[lane] = run.deadline as u32;
        self.deadline_day[lane] = plan.calendar.days[run.deadline] as f32;
        put(&mut self.first_rule, lane, run.rule == 0);
    }

    /// The runs in which an event is dated on a day, or before it.
    #[inline(always)]
    pub(super) fn with_events<S: Lanes>(&self, simd: S, day: i32) -> LaneMask {
        simd.bits(simd.less_than_or_equal_u32s(load_words(simd, &self.next_event), simd.splat_u32s(day.cast_unsigned())))
    }

    /// The runs of which a round is the last.
    #[inline(always)]
    pub(super) fn in_last_round<S: Lanes>(&self, simd: S, round: usize) -> LaneMask {
        simd.bits(simd.less_than_or_equal_u32s(load_words(simd, &self.deadline), simd.splat_u32s(round as u32)))
    }

    /// The sums over the days of a round, since these days of the rounds before, of the pulls of the
    /// deadline and of the meetings, where there are any.
    #[inline(always)]
    pub(super) fn date_pulls<S: Lanes>(
        &self,
        simd: S,
        plan: &Plan,
        round: Round<S>,
        since: &Numbers,
        known: &mut DateSums,
    ) -> [Option<S::F32s>; 2] {
        let (motion, calendar) = (&plan.motion, &plan.calendar);
        let Some(first) = lanes(round.on).next().filter(|_| motion.deadline.is_some() || motion.meeting.is_some()) else {
            return [None, None];
        };
        let days_of = |lane: usize| (round.day - since[lane] as i32).unsigned_abs();
        let (least, most) = lanes(round.on).map(days_of).fold((u32::MAX, 0), |(least, most), days| (least.min(days), most.max(days)));
        let days = Days { count: round.days, most, alike: least == most };
        let deadline = self.deadline_day[first];
        let alike = days.alike && lanes(round.on).all(|lane| self.deadline_day[lane] == deadline);
        let span = alike.then_some(Span { days: most, deadline });
        let mut sums = [None, None];
        for (at, sum) in sums.iter_mut().enumerate().filter(|&(at, _)| [motion.deadline, motion.meeting][at].is_some()) {
            *sum = Some(if let Some(sum) = known.get(at, round.date, span) {
                simd.splat_f32s(sum)
            } else {
                let pull = Pull { log2_ratio: load(simd, &self.date_ratios[at]), fading: load(simd, &self.fading[at]) };
                let sum = if at == 0 {
                    pull.of_deadline(simd, simd.sub_f32s(load(simd, &self.deadline_day), simd.splat_f32s(round.day as f32)), days)
                } else {
                    let meets = |back: u32| calendar.meets_on(round.day.saturating_sub_unsigned(back));
                    pull.of_meetings(simd, calendar.to_next_meeting(round.day), meets, days)
                };
                known.keep(at, round.date, span, store(simd, sum)[first]);
                sum
            });
        }
        sums
    }

    /// The largest share of support of a presented candidate, the incumbent aside.
    #[inline(always)]
    fn leader<S: Lanes>(&self, simd: S, plan: &Plan, shares: &[Numbers]) -> S::F32s {
        let none = simd.splat_f32s(0.0);
        let mut leader = none;
        for at in (0..shares.len()).filter(|&at| !plan.candidates[at].incumbent) {
            let share = simd.select_f32s(simd.mask(self.presented[at]), load(simd, &shares[at]), none);
            leader = simd.max_f32s(leader, share);
        }
        leader
    }

    /// Presents and withdraws candidates over the days of a round, each at most once, given their
    /// shares of support as its moves began; the runs in which one has moved.
    #[inline(always)]
    pub(super) fn move_candidates<S: Lanes>(
        &mut self,
        simd: S,
        runs: &mut [Run],
        plan: &Plan,
        round: Round<S>,
        shares: &[Numbers],
    ) -> LaneMask {
        let may_leave = |at: usize| plan.candidates[at].withdraws.is_some() && self.presented[at] & round.on != 0;
        let leader = if (0..shares.len()).any(may_leave) { self.leader(simd, plan, shares) } else { simd.splat_f32s(0.0) };
        let mut touched = 0;
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let entering = candidate.enters.is_some_and(|(_, from)| from <= round.day);
            let enters = if entering { self.waiting[at] & round.on } else { 0 };
            let withdraws = if candidate.withdraws.is_some() { self.presented[at] & round.on } else { 0 };
            if enters | withdraws == 0 {
                continue;
            }
            let mut rate = load(simd, &self.enters[at]);
            if withdraws != 0 {
                let (rate_alone, ratio) = (load(simd, &self.withdraws[at]), load(simd, &self.behind[at]));
                let leaving = withdrawal_rate(simd, rate_alone, ratio, leader, load(simd, &shares[at]));
                rate = simd.select_f32s(simd.mask(withdraws), leaving, rate);
            }
            let before = load(simd, &self.remaining[at]);
            let after = simd.sub_f32s(before, simd.mul_f32s(rate, round.days));
            let remaining = simd.select_f32s(simd.mask(enters | withdraws), after, before);
            self.remaining[at] = store(simd, remaining);
            let moved = simd.bits(simd.less_than_or_equal_f32s(remaining, simd.splat_f32s(0.0))) & (enters | withdraws);
            for lane in lanes(moved) {
                let next = if withdraws >> lane & 1 == 1 { Status::Withdrawn } else { Status::Presented };
                runs[lane].set_status(at, next);
            }
            touched |= moved;
        }
        touched
    }
}
