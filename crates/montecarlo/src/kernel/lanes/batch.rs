//! A batch of sixteen runs, round by round.

use std::ops::Range;

use super::columns::{Numbers, Words, is_in, lanes, load, load_words, store, store_words};
use super::count::Counts;
use super::field::Field;
use super::inputs::LaneInputs;
use super::soundings::MostAgainst;
use super::stances::LaneStances;
use super::transfer::Transfer;
use crate::Tally;
use crate::kernel::Ending;
use crate::kernel::run::Run;
use crate::plan::{EventTrigger, Plan};
use crate::procedures::ProcedureState;
use crate::random::{Address, Philox};
use crate::simd::{LANES, LaneMask, Lanes};

/// Sixteen runs, of which some may have ended.
pub(super) struct Batch<'p> {
    pub(super) plan: &'p Plan,
    pub(super) runs: Vec<Run<'p>>,
    pub(super) procedures: Vec<ProcedureState<'p>>,
    pub(super) inputs: LaneInputs,
    pub(super) field: Field,
    pub(super) stances: LaneStances<'p>,
    /// In which lanes there are runs that have not ended.
    pub(super) alive: LaneMask,
    /// The place of each run in its block.
    pub(super) places: Words,
    /// The day of its last round, and the index of the date of its next round; one that has ended
    /// has none.
    pub(super) last_day: Numbers,
    pub(super) next: Words,
    /// No run has its next round before this date.
    pub(super) round: u32,
}

/// What all batches of a plan have in common.
pub(super) struct Common {
    pub(super) counts: Counts,
    /// Where soundings under the rule at the start can be held by counting who is against.
    soundings: Option<MostAgainst>,
    /// Whether some candidates come or go by themselves; some events follow from others.
    candidates_move: bool,
    events_follow: bool,
}

impl Common {
    pub(super) fn new(plan: &Plan) -> Self {
        let follows = |trigger: &EventTrigger| !matches!(trigger, EventTrigger::Day { .. });
        Self {
            counts: Counts::new(plan),
            soundings: MostAgainst::new(plan),
            candidates_move: plan.candidates.iter().any(|candidate| candidate.enters.is_some() || candidate.withdraws.is_some()),
            events_follow: plan.events.iter().any(|event| follows(&event.trigger)),
        }
    }
}

impl<'p> Batch<'p> {
    pub(super) fn new(plan: &'p Plan, philox: Philox) -> Self {
        Self {
            plan,
            runs: (0..LANES).map(|_| Run::new(plan, philox)).collect(),
            procedures: (0..LANES).map(|_| plan.procedure.state()).collect(),
            inputs: LaneInputs::new(plan),
            field: Field::new(plan),
            stances: LaneStances::new(plan),
            alive: 0,
            places: Words::of(0),
            last_day: Numbers::of(0.0),
            next: Words::of(u32::MAX),
            round: 0,
        }
    }

    /// Begins consecutive runs, at most [`LANES`], the first of which has this place in its block.
    #[inline(always)]
    pub(super) fn begin<S: Lanes>(&mut self, simd: S, (philox, numbers): (Philox, Range<u64>), place: u32, tally: &mut Tally) {
        let plan = self.plan;
        self.alive = (1u32 << (numbers.end - numbers.start)).wrapping_sub(1) as LaneMask;
        self.places = Words::from_fn(|lane| place + lane as u32);
        self.draw(simd, philox, &std::array::from_fn(|lane| Address::new(philox, numbers.start + lane as u64)));
        if plan.start.weighted() {
            lanes(self.alive).for_each(|lane| tally.begin(1, self.stances.weights[lane]));
        } else {
            tally.begin(u64::from(self.alive.count_ones()), 1);
        }
        self.last_day = Numbers::of(0.0);
        self.round = 0;
        let first = plan.calendar.next(None, plan.calendar.deadline) as u32;
        self.next = Words::from_fn(|lane| if is_in(self.alive, lane) { first } else { u32::MAX });
    }

    /// Steps the runs that have it through the next round; some run must be left.
    #[inline(always)]
    pub(super) fn step<S: Lanes>(&mut self, simd: S, common: &mut Common, tally: &mut Tally, endings: &mut [Ending]) {
        let plan = self.plan;
        let on = loop {
            let on = simd.bits(simd.equal_u32s(load_words(simd, &self.next), simd.splat_u32s(self.round)));
            if on != 0 {
                break on;
            }
            self.round += 1;
        };
        let round = self.round as usize;
        let day = plan.calendar.days[round];
        let days = simd.sub_f32s(simd.splat_f32s(day as f32), load(simd, &self.last_day));
        for lane in lanes(self.field.with_events(simd, day) & on) {
            self.runs[lane].set_round(round);
            self.runs[lane].dated_events(&mut self.stances.view(lane));
            self.mirror(lane);
        }
        self.advance(simd, on, day, days);
        tally.round(round, common.counts.weights.of(on));
        common.counts.blocking(&self.stances.blockers, round, on);
        if common.candidates_move {
            let moved = self.field.move_candidates(simd, &mut self.runs, plan, (on, day, days), &self.stances.shares);
            lanes(moved).for_each(|lane| self.mirror(lane));
        }
        if common.events_follow {
            for lane in lanes(on) {
                self.runs[lane].set_round(round);
                self.runs[lane].triggered_events(&mut self.stances.view(lane));
                self.mirror(lane);
            }
        }
        let last = self.field.in_last_round(simd, round) & on;
        let ended = self.hold_rounds(simd, common, (on, last, round), tally, endings);
        self.alive &= !ended;
        let on = simd.mask(on);
        self.last_day = store(simd, simd.select_f32s(on, simd.splat_f32s(day as f32), load(simd, &self.last_day)));
        let after = simd.splat_u32s(plan.calendar.next(Some(round), plan.calendar.dates.len()) as u32);
        let after = simd.min_u32s(after, load_words(simd, &self.field.deadline));
        let after = simd.select_u32s(simd.mask(ended), simd.splat_u32s(u32::MAX), after);
        self.next = store_words(simd, simd.select_u32s(on, after, load_words(simd, &self.next)));
        self.round += 1;
    }

    /// Takes over the runs that are left of another batch, which must find room here, so that as few
    /// lanes as possible step runs that have ended.
    #[inline(always)]
    pub(super) fn join<S: Lanes>(&mut self, simd: S, other: &mut Self) {
        let moving = Transfer::new(simd, !self.alive, other.alive);
        moving.swap(&mut self.runs, &mut other.runs);
        moving.swap(&mut self.procedures, &mut other.procedures);
        self.field.take(moving, &other.field);
        self.stances.take(simd, moving, &other.stances);
        moving.words(&mut self.places, &other.places);
        moving.words(&mut self.next, &other.next);
        moving.numbers(&mut self.last_day, &other.last_day);
        self.round = self.round.min(other.round);
        self.alive |= moving.to;
        other.alive = 0;
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
        common: &mut Common,
        (on, last, round): (LaneMask, LaneMask, usize),
        tally: &mut Tally,
        endings: &mut [Ending],
    ) -> LaneMask {
        let mut outcomes = [self.plan.candidates.len(); LANES];
        let mut ended = 0;
        let mut alone = on;
        let Common { counts, soundings, .. } = common;
        if let Some(soundings) = soundings {
            let Self { plan, field, runs, stances, .. } = self;
            alone = soundings.hold(simd, (plan, field, runs), stances, counts, (on, last, round));
            for (candidate, &appointed) in soundings.appointed.iter().enumerate() {
                if appointed != 0 {
                    tally.end_with(candidate, round, u64::from(appointed.count_ones()), counts.weights.of(appointed));
                    let pairs = stances.pairs(candidate);
                    let held_out = stances.held_out[pairs.clone()].iter().zip(&stances.blockers[pairs.clone()]);
                    counts.held_out(pairs.start, held_out.map(|(held_out, blockers)| held_out & !blockers), appointed);
                    lanes(appointed).for_each(|lane| outcomes[lane] = candidate);
                    ended |= appointed;
                }
            }
            for lane in lanes(last & !alone & !ended) {
                runs[lane].set_round(round);
                let weight = stances.weights[lane];
                runs[lane].count_end(&stances.view(lane), None, weight, tally);
                ended |= 1 << lane;
            }
        }
        for lane in lanes(alone) {
            let appointed = self.hold_round(lane, round, tally);
            if appointed.is_some() || is_in(last, lane) {
                outcomes[lane] = appointed.unwrap_or(outcomes[lane]);
                ended |= 1 << lane;
            }
        }
        for lane in lanes(ended) {
            endings[self.places[lane] as usize] = Ending { outcome: outcomes[lane], date: round, weight: self.stances.weights[lane] };
        }
        ended
    }

    /// Holds one run's round by itself; the candidate appointed, if any.
    fn hold_round(&mut self, lane: usize, round: usize, tally: &mut Tally) -> Option<usize> {
        let weight = self.stances.weights[lane];
        let (run, mut view) = (&mut self.runs[lane], self.stances.view(lane));
        run.set_round(round);
        let appointed = self.procedures[lane].round(run, &mut view);
        if appointed.is_some() || run.is_last_round() {
            run.count_end(&view, appointed, weight, tally);
        }
        run.close_soundings(&mut view, weight, tally);
        self.mirror(lane);
        appointed
    }
}
