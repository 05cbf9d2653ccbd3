//! A batch of sixteen runs, round by round.

use super::columns::{Numbers, Words, is_in, lanes, load, load_words, store, store_words};
use super::count::Counts;
use super::date_sums::DateSums;
use super::inputs::LaneInputs;
use super::mirror::Mirror;
use super::soundings::MostAgainst;
use super::stances::LaneStances;
use super::transfer::{PerRun, Transfer};
use crate::Tally;
use crate::kernel::run::Run;
use crate::kernel::{End, Ending, Runs};
use crate::plan::{EventTrigger, Plan};
use crate::procedures::ProcedureState;
use crate::random::{Address, Philox};
use crate::simd::{LANES, LaneMask, Lanes};
use crate::tally::Detail;

/// Sixteen runs, of which some may have ended.
pub(super) struct Batch<'p> {
    pub(super) plan: &'p Plan,
    pub(super) runs: Vec<Run<'p>>,
    pub(super) procedures: Vec<ProcedureState<'p>>,
    /// The words that these draw when they begin.
    pub(super) drawn: Vec<Words>,
    pub(super) inputs: LaneInputs,
    pub(super) mirror: Mirror,
    pub(super) stances: LaneStances<'p>,
    /// In which lanes there are runs that have not ended.
    pub(super) alive: LaneMask,
    /// The place of each run in its block.
    pub(super) places: Words,
    /// The day of its last round, and the index of the date of its next round; `u32::MAX` for a run
    /// that has ended.
    pub(super) last_day: Numbers,
    pub(super) next: Words,
    /// No run has its next round before this date.
    pub(super) round: u32,
}

/// A round, and the runs of a batch that have it.
#[derive(Clone, Copy)]
pub(super) struct Round<S: Lanes> {
    pub(super) on: LaneMask,
    /// The index of its date, and its day.
    pub(super) date: usize,
    pub(super) day: i32,
    /// By run: the days since its last round.
    pub(super) days: S::F32s,
}

/// What all batches of a plan share: sums, and what follows from the plan.
pub(super) struct Shared {
    pub(super) counts: Counts,
    date_sums: DateSums,
    /// Where soundings under the rule at the start can be held by counting who is against.
    soundings: Option<MostAgainst>,
    /// Whether some candidates come or go by themselves; some events follow from others.
    candidates_move: bool,
    events_follow: bool,
}

impl Shared {
    pub(super) fn new(plan: &Plan, detail: Detail) -> Self {
        let follows = |trigger: &EventTrigger| !matches!(trigger, EventTrigger::Day { .. });
        Self {
            counts: Counts::new(plan, detail),
            date_sums: DateSums::new(plan),
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
            drawn: vec![Words::of(0); plan.procedure.draws().len()],
            inputs: LaneInputs::new(plan),
            mirror: Mirror::new(plan),
            stances: LaneStances::new(plan, philox),
            alive: 0,
            places: Words::of(0),
            last_day: Numbers::of(0.0),
            next: Words::of(u32::MAX),
            round: 0,
        }
    }

    /// Begins some runs, at most [`LANES`], the first of which has this place in its block.
    #[inline(always)]
    pub(super) fn begin<S: Lanes>(&mut self, simd: S, philox: Philox, runs: Runs, place: u32, tally: &mut Tally) {
        let (plan, numbers) = (self.plan, runs.numbers);
        debug_assert!(numbers.len() <= LANES, "a batch has {LANES} lanes");
        debug_assert!(numbers.iter().all(|number| number >> 32 == numbers[0] >> 32), "the high halves of the numbers are the same");
        self.alive = (1u32 << numbers.len()).wrapping_sub(1) as LaneMask;
        self.places = Words::from_fn(|lane| place + lane as u32);
        // Lanes without a run of their own repeat the first.
        let number = |lane: usize| numbers.get(lane).copied().unwrap_or(numbers[0]);
        self.draw(simd, philox, &std::array::from_fn(|lane| Address::new(philox, number(lane))), runs);
        if plan.start.weighted() {
            lanes(self.alive).for_each(|lane| tally.begin(1, self.stances.state.weights[lane]));
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
    pub(super) fn step<S: Lanes>(&mut self, simd: S, shared: &mut Shared, tally: &mut Tally, endings: &mut [Ending]) {
        let plan = self.plan;
        let on = loop {
            let on = simd.bits(simd.equal_u32s(load_words(simd, &self.next), simd.splat_u32s(self.round)));
            if on != 0 {
                break on;
            }
            self.round += 1;
        };
        let date = self.round as usize;
        let day = plan.calendar.days[date];
        let days = simd.sub_f32s(simd.splat_f32s(day as f32), load(simd, &self.last_day));
        let round = Round { on, date, day, days };
        for lane in lanes(self.mirror.with_events(simd, day) & on) {
            self.runs[lane].set_round(date);
            self.runs[lane].dated_events(&mut self.stances.view(lane));
            self.refresh(lane);
        }
        if self.stances.layout.climbs {
            self.advance(simd, round, &mut shared.date_sums);
        } else {
            self.advance_stays(simd, round, &mut shared.date_sums);
        }
        tally.round(date, shared.counts.weights.of(on));
        shared.counts.blocking(&self.stances.standing.blockers, date, on);
        if shared.candidates_move {
            let moved = self.mirror.move_candidates(simd, &mut self.runs, plan, round, &self.stances.standing.shares);
            lanes(moved).for_each(|lane| self.refresh(lane));
        }
        if shared.events_follow {
            for lane in lanes(on) {
                self.runs[lane].set_round(date);
                self.runs[lane].triggered_events(&mut self.stances.view(lane));
                self.refresh(lane);
            }
        }
        let last = self.mirror.in_last_round(simd, date) & on;
        let ended = self.hold_rounds(simd, shared, round, last, tally, endings);
        self.alive &= !ended;
        let on = simd.mask(on);
        self.last_day = store(simd, simd.select_f32s(on, simd.splat_f32s(day as f32), load(simd, &self.last_day)));
        let after = simd.splat_u32s(plan.calendar.next(Some(date), plan.calendar.dates.len()) as u32);
        let after = simd.min_u32s(after, load_words(simd, &self.mirror.deadline));
        let after = simd.select_u32s(simd.mask(ended), simd.splat_u32s(u32::MAX), after);
        self.next = store_words(simd, simd.select_u32s(on, after, load_words(simd, &self.next)));
        self.round += 1;
        debug_assert!(self.rounds_are_to_come(), "a run would never have its next round");
    }

    /// Every run that is left has its next round at `round` or later, and no other has one.
    fn rounds_are_to_come(&self) -> bool {
        let mut runs = (0..LANES).map(|lane| (is_in(self.alive, lane), self.next[lane]));
        runs.all(|(alive, next)| if alive { (self.round..u32::MAX).contains(&next) } else { next == u32::MAX })
    }

    /// Takes over the runs that are left of another batch, which must find room here, so that as few
    /// lanes as possible step runs that have ended.
    #[inline(always)]
    pub(super) fn join<S: Lanes>(&mut self, simd: S, other: &mut Self) {
        let moving = Transfer::new(simd, !self.alive, other.alive);
        moving.swap(&mut self.runs, &mut other.runs);
        moving.swap(&mut self.procedures, &mut other.procedures);
        self.mirror.take(moving, &other.mirror);
        self.stances.take(simd, moving, &other.stances);
        self.places.take(moving, &other.places);
        self.next.take(moving, &other.next);
        self.last_day.take(moving, &other.last_day);
        self.round = self.round.min(other.round);
        self.alive |= moving.to;
        other.alive = 0;
    }

    /// Takes over what has happened to a run.
    fn refresh(&mut self, lane: usize) {
        self.mirror.refresh(self.plan, &mut self.runs[lane], lane);
    }

    /// Holds the procedure of a round in the runs that have it, of which it is the last in those of
    /// `last`; the runs that have ended.
    #[inline(always)]
    fn hold_rounds<S: Lanes>(
        &mut self,
        simd: S,
        shared: &mut Shared,
        round: Round<S>,
        last: LaneMask,
        tally: &mut Tally,
        endings: &mut [Ending],
    ) -> LaneMask {
        let Round { on, date, .. } = round;
        let mut outcomes = [self.plan.candidates.len(); LANES];
        let mut ended = 0;
        let mut alone = on;
        let Shared { counts, soundings, .. } = shared;
        if let Some(soundings) = soundings {
            alone = soundings.hold(simd, self, counts, round, last);
            let deadlocked = if self.plan.other.is_some() { soundings.deadlocked(simd, self, on & !alone) } else { 0 };
            let Self { plan, runs, stances, last_day, .. } = self;
            for (candidate, &appointed) in soundings.appointed.iter().enumerate() {
                if appointed != 0 {
                    let weights = (counts.weights.of(appointed), counts.weights.squares_of(appointed));
                    tally.end_with(candidate, date, u64::from(appointed.count_ones()), weights);
                    let pairs = stances.pairs(candidate);
                    let held_out = stances.state.held_out[pairs.clone()].iter().zip(&stances.standing.blockers[pairs.clone()]);
                    counts.held_out(pairs.start, held_out.map(|(held_out, blockers)| held_out & !blockers), appointed);
                    lanes(appointed).for_each(|lane| outcomes[lane] = candidate);
                    ended |= appointed;
                }
            }
            let open = on & !alone & !ended;
            for lane in lanes(if plan.other.is_some() { open } else { open & last }) {
                runs[lane].set_round(date);
                let (days, weight) = (round.day as f32 - last_day[lane], stances.state.weights[lane]);
                if let Some(end) = runs[lane].end_of_round_without(days, is_in(deadlocked, lane)) {
                    runs[lane].count_end(&stances.view(lane), end, weight, tally);
                    outcomes[lane] = end.index(plan.candidates.len());
                    ended |= 1 << lane;
                }
            }
        }
        for lane in lanes(alone) {
            if let Some(end) = self.hold_round(lane, date, tally) {
                outcomes[lane] = end.index(self.plan.candidates.len());
                ended |= 1 << lane;
            }
        }
        for lane in lanes(ended) {
            let (run, outcome, weight) = (&self.runs[lane], outcomes[lane], self.stances.state.weights[lane]);
            run.count_course(outcome, weight, tally);
            endings[self.places[lane] as usize] = Ending { outcome, date, weight, decided: run.decided() };
        }
        ended
    }

    /// Holds one run's round by itself; how the run ends, if it does.
    fn hold_round(&mut self, lane: usize, date: usize, tally: &mut Tally) -> Option<End> {
        let weight = self.stances.state.weights[lane];
        let (run, mut view) = (&mut self.runs[lane], self.stances.view(lane));
        run.set_round(date);
        let appointed = self.procedures[lane].round(run, &mut view);
        let days = run.day as f32 - self.last_day[lane];
        let end = run.end_of_round(appointed, days, &view);
        if let Some(end) = end {
            run.count_end(&view, end, weight, tally);
        }
        run.close_soundings(&mut view, weight, tally);
        self.refresh(lane);
        end
    }
}
