//! Step (b) of a round where stays are followed one by one (model, section 4): the scalar kernel's
//! moves, in sixteen runs at a time.

use nemcon_core::Stance;

use super::batch::{Batch, Round};
use super::columns::{Numbers, lanes, load, load_words, store, store_words};
use super::date_sums::DateSums;
use super::mirror::Mirror;
use super::stances::LaneStances;
use super::stays::{Visit, reading};
use crate::kernel::pulls::pulled_days;
use crate::kernel::{MOVES_PER_ROUND, settled};
use crate::math::{exp2_of, uniform};
use crate::plan::{Plan, PullClass};
use crate::random::Purpose;
use crate::simd::{LaneMask, Lanes, Portable, Work};

/// What is needed while a round's moves are made.
pub(super) struct Moves {
    /// By clock and class of edges, and by candidate: what rises and days were as the moves began.
    starts: Vec<Numbers>,
    start_days: Vec<Numbers>,
    /// By pair: in which runs the member supports another candidate that is presented and not the
    /// incumbent; empty without loyalty.
    swayed: Vec<LaneMask>,
}

impl Moves {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { starts: Vec::new(), start_days: Vec::new(), swayed: vec![0; if plan.motion.loyalty.is_some() { plan.pairs() } else { 0 }] }
    }
}

impl Batch<'_> {
    /// Moves the stances of the runs that have the round over its days.
    #[inline(always)]
    pub(super) fn advance_stays<S: Lanes>(&mut self, simd: S, round: Round<S>, known: &mut DateSums) {
        let (plan, mirror, stances) = (self.plan, &self.mirror, &mut self.stances);
        stances.note_swayed(mirror);
        stances.moves.starts.clone_from(&stances.state.stays.rises);
        stances.moves.start_days.clone_from(&stances.state.stays.days);
        let (inverse_share, inverse_count) = (load(simd, &stances.state.inverse_share), load(simd, &stances.state.inverse_count));
        let [deadline, meetings] = mirror.date_pulls(simd, plan, round, &self.last_day, known);
        let present = load_words(simd, &stances.state.present_count);
        let zero = simd.splat_f32s(0.0);
        for candidate in 0..plan.candidates.len() {
            let support = simd.whole(load_words(simd, &stances.standing.support[candidate]));
            stances.standing.shares[candidate] = store(simd, simd.mul_f32s(support, inverse_share));
            let moving = mirror.moving[candidate] & round.on;
            if moving == 0 {
                continue;
            }
            let accepting = simd.whole(simd.sub_u32s(present, load_words(simd, &stances.standing.blocking[candidate])));
            for (class, acts) in plan.motion.classes.iter().enumerate() {
                let PullClass { deadline: by_deadline, meeting: by_meeting, .. } = *acts;
                let bandwagon = if acts.bandwagon { load(simd, &mirror.bandwagon) } else { zero };
                let isolation = if acts.isolation { load(simd, &mirror.isolation) } else { zero };
                let (of_support, of_accepting) = (simd.mul_f32s(bandwagon, inverse_share), simd.mul_f32s(isolation, inverse_count));
                let reference = simd.add_f32s(
                    simd.mul_f32s(bandwagon, simd.splat_f32s(plan.motion.bandwagon.at as f32)),
                    simd.mul_f32s(isolation, simd.splat_f32s(plan.motion.isolation.at as f32)),
                );
                let pulls = simd.add_f32s(simd.mul_f32s(of_support, support), simd.mul_f32s(of_accepting, accepting));
                let pulled =
                    pulled_days(simd, [if by_deadline { deadline } else { None }, if by_meeting { meetings } else { None }], round.days);
                stances.advance_class(simd, (candidate, class), simd.sub_f32s(pulls, reference), pulled, moving);
            }
            let days = load(simd, &stances.state.stays.days[candidate]);
            let after = simd.select_f32s(simd.mask(moving), simd.add_f32s(days, round.days), days);
            stances.state.stays.days[candidate] = store(simd, after);
            for pair in stances.pairs(candidate) {
                simd.apart(MovePair { stances, pair, moving, round: round.date });
            }
            stances.compare_holds(simd, candidate);
        }
    }
}

/// The moves of a pair in some runs.
struct MovePair<'a, 'p> {
    stances: &'a mut LaneStances<'p>,
    pair: usize,
    moving: LaneMask,
    round: usize,
}

impl Work for MovePair<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with<S: Lanes>(self, simd: S) {
        self.stances.move_pair(simd, self.pair, self.moving, self.round);
    }
}

impl LaneStances<'_> {
    /// Notes who supports another candidate than each, that is presented and not the incumbent.
    fn note_swayed(&mut self, mirror: &Mirror) {
        let (plan, supporters) = (self.plan, &self.standing.supporters);
        if self.moves.swayed.is_empty() {
            return;
        }
        let own = |candidate: usize, member: usize| {
            let rival = if plan.candidates[candidate].incumbent { 0 } else { mirror.presented[candidate] };
            supporters[candidate * plan.members + member] & rival
        };
        for member in 0..plan.members {
            let (any, several) = (0..plan.candidates.len())
                .map(|candidate| own(candidate, member))
                .fold((0, 0), |(any, several), more| (any | more, several | any & more));
            for candidate in 0..plan.candidates.len() {
                self.moves.swayed[candidate * plan.members + member] = any & !own(candidate, member) | several;
            }
        }
    }

    /// Moves the clocks of a candidate on, for one class of edges, in some runs, given `log2` of the pace
    /// without influences.
    #[inline(always)]
    fn advance_class<S: Lanes>(
        &mut self,
        simd: S,
        (candidate, class): (usize, usize),
        exponent: S::F32s,
        pulled: S::F32s,
        moving: LaneMask,
    ) {
        let motion = &self.plan.motion;
        let (moving, most) = (simd.mask(moving), simd.splat_f32s(f32::MAX));
        let pace_of_all = exp2_of(simd, exponent);
        for clock in std::iter::once(candidate).chain(motion.special_clocks(candidate)) {
            let plan = &motion.clocks[clock];
            let mut pace = pace_of_all;
            if !plan.influences.is_empty() {
                let mut influence = simd.splat_f32s(0.0);
                for &index in &plan.influences {
                    let of = candidate * self.plan.members + motion.influences[index].of;
                    let sum = simd.add_f32s(influence, load(simd, &self.state.influences[index]));
                    influence = simd.select_f32s(simd.mask(self.standing.supporters[of]), sum, influence);
                }
                pace = exp2_of(simd, simd.add_f32s(exponent, influence));
            }
            let mut rise = simd.min_f32s(simd.mul_f32s(pace, pulled), most);
            if let Some(member) = plan.member {
                let swayed = simd.mask(self.moves.swayed[candidate * self.plan.members + member]);
                rise = simd.select_f32s(swayed, simd.mul_f32s(rise, load(simd, &self.state.stays.loyalty)), rise);
            }
            let shown = &mut self.state.stays.rises[clock * motion.classes.len() + class];
            let start = load(simd, shown);
            let end = simd.min_f32s(simd.add_f32s(start, rise), most);
            *shown = store(simd, simd.select_f32s(moving, end, start));
        }
    }

    /// Moves a pair, in some runs, from the reading of its clock as the round's moves began to that at
    /// their end, as often as it may.
    #[inline(always)]
    fn move_pair<S: Lanes>(&mut self, simd: S, pair: usize, moving: LaneMask, round: usize) {
        let plan = self.plan;
        let candidate = pair / plan.members;
        let zero = simd.splat_f32s(0.0);
        let mut holds = self.state.stays.holds(pair);
        let mut end = reading(simd, plan, &self.state.stays.rises, pair, &holds);
        let due = load(simd, &self.state.stays.visits[pair].due);
        let mut going = simd.bits(simd.less_than_or_equal_f32s(due, end)) & moving;
        if going == 0 {
            return;
        }
        let mut start = reading(simd, plan, &self.moves.starts, pair, &holds);
        let (start_days, end_days) = (load(simd, &self.moves.start_days[candidate]), load(simd, &self.state.stays.days[candidate]));
        let (mut rise, mut days) = (start, start_days);
        for _ in 0..MOVES_PER_ROUND {
            let visit = &self.state.stays.visits[pair];
            let (slow, fall, due) = (load(simd, &visit.slow), load(simd, &visit.fall), load(simd, &visit.due));
            let falls = simd.less_than_f32s(zero, fall);
            let falling = simd.bits(falls);
            // Whether the stay ends within the round, before when: most do not.
            let leaves = simd.bits(simd.less_than_or_equal_f32s(due, end));
            let (left, at_end) =
                if falling & going == 0 { (zero, zero) } else { (load(simd, &visit.left), hazard(simd, visit, end, end_days)) };
            let leaves = leaves & !falling | simd.bits(simd.less_than_or_equal_f32s(left, at_end)) & falling;
            going &= leaves;
            if going == 0 {
                return;
            }
            let mut fraction = simd.div_f32s(simd.sub_f32s(due, rise), simd.sub_f32s(end, rise));
            let mut moment = simd.max_f32s(due, rise);
            if falling & going != 0 {
                let at_now = hazard(simd, visit, rise, days);
                let of_both = simd.div_f32s(simd.sub_f32s(left, at_now), simd.sub_f32s(at_end, at_now));
                fraction = simd.select_f32s(falls, of_both, fraction);
                moment = simd.select_f32s(falls, towards(simd, rise, end, fraction), moment);
            }
            let moment_days = towards(simd, days, end_days, fraction);
            let (up, down) =
                ((simd.sub_f32s(end, start), simd.div_f32s(simd.splat_f32s(1.0), slow)), (simd.sub_f32s(end_days, start_days), fall));
            let rallying = holds[Stance::Accept as usize] & going;
            let rallying = rallying & !falling | self.rallies(simd, pair, rallying & falling, up, down);
            let [oppose, reserve, accept, support] = holds.map(|held| held & going);
            let next = [0, oppose | support | accept & !rallying, reserve, rallying];
            let changed = self.changes_clock(holds, next);
            for (held, next) in holds.iter_mut().zip(next) {
                *held = *held & !going | next;
            }
            self.state.stays.set_holds(pair, holds);
            (rise, days) = (moment, moment_days);
            if changed != 0 {
                let along_rise = simd.div_f32s(simd.sub_f32s(moment, start), simd.sub_f32s(end, start));
                let along_days = simd.div_f32s(simd.sub_f32s(moment_days, start_days), simd.sub_f32s(end_days, start_days));
                let progress = simd.select_f32s(simd.less_than_f32s(start, end), along_rise, along_days);
                start = reading(simd, plan, &self.moves.starts, pair, &holds);
                end = reading(simd, plan, &self.state.stays.rises, pair, &holds);
                let changed = simd.mask(changed);
                rise = simd.select_f32s(changed, towards(simd, start, end, progress), rise);
                days = simd.select_f32s(changed, towards(simd, start_days, end_days, progress), days);
            }
            self.begin_visits(simd, pair, going, None, (rise, days));
        }
        lanes(going).for_each(|lane| self.settle(pair, lane, round));
    }

    /// In which runs a move to other stances takes a pair to another clock.
    fn changes_clock(&self, holds: [LaneMask; 4], next: [LaneMask; 4]) -> LaneMask {
        let motion = &self.plan.motion;
        let of_class = |holds: [LaneMask; 4], class: usize| {
            (0..4).filter(|&stance| motion.class_of[stance] == class).fold(0, |mask, stance| mask | holds[stance])
        };
        if motion.classes.len() == 1 {
            0
        } else {
            (0..motion.classes.len()).fold(0, |changed, class| changed | of_class(next, class) & !of_class(holds, class))
        }
    }

    /// In which of some runs a pair that leaves `accept`, from which it may fall, rallies rather than
    /// defects: in proportion to the rates. By both: the distance on the clock, and the hazard per unit.
    #[inline(always)]
    fn rallies<S: Lanes>(
        &self,
        simd: S,
        pair: usize,
        torn: LaneMask,
        (rises, up): (S::F32s, S::F32s),
        (days, down): (S::F32s, S::F32s),
    ) -> LaneMask {
        let torn = torn & simd.bits(simd.less_than_f32s(simd.splat_f32s(0.0), up));
        if torn == 0 {
            return 0;
        }
        let visits = load_words(simd, &self.state.stays.visits[pair].visited[Stance::Accept as usize]);
        let [words, ..] = self.words_at(simd, Purpose::Choice, pair, simd.sub_u32s(visits, simd.splat_u32s(1)));
        let (words, up, down) = (store_words(simd, words), store(simd, simd.mul_f32s(up, rises)), store(simd, simd.mul_f32s(down, days)));
        let rallies = |&lane: &usize| {
            let (up, down) = (f64::from(up[lane]), f64::from(down[lane]));
            uniform(words[lane]) * (up + down) < up
        };
        lanes(torn).filter(rallies).fold(0, |mask, lane| mask | 1 << lane)
    }

    /// Puts a pair that moves to and fro all the time into the equilibrium of its rates.
    fn settle(&mut self, pair: usize, lane: usize, round: usize) {
        let (plan, candidate) = (self.plan, pair / self.plan.members);
        let days = self.state.stays.days[candidate][lane] - self.moves.start_days[candidate][lane];
        let hazards = |stance: Stance| {
            let holds: [LaneMask; 4] = std::array::from_fn(|at| if at == stance as usize { LaneMask::MAX } else { 0 });
            let end = reading(Portable, plan, &self.state.stays.rises, pair, &holds)[lane];
            let start = reading(Portable, plan, &self.moves.starts, pair, &holds)[lane];
            let (slow, fall) = self.pace_of(Portable, pair, holds);
            (f64::from(end - start) / f64::from(slow[lane]), f64::from(fall[lane]) * f64::from(days))
        };
        let word = self.state.addresses[lane].word(Purpose::Choice, plan.motion.pairs[pair], round as u32, 3);
        let stance = settled(hazards(Stance::Reserve).0, hazards(Stance::Accept), uniform(word));
        self.state.stays.hold(pair, stance, lane);
        self.begin_visit_now(pair, lane);
    }
}

/// The hazard that has accumulated in a visit.
#[inline(always)]
fn hazard<S: Lanes>(simd: S, visit: &Visit, rise: S::F32s, days: S::F32s) -> S::F32s {
    let risen = simd.div_f32s(simd.sub_f32s(rise, load(simd, &visit.since_rise)), load(simd, &visit.slow));
    let fallen = simd.mul_f32s(load(simd, &visit.fall), simd.sub_f32s(days, load(simd, &visit.since_days)));
    simd.add_f32s(risen, fallen)
}

/// The reading a fraction of the way from one to another.
#[inline(always)]
fn towards<S: Lanes>(simd: S, now: S::F32s, end: S::F32s, fraction: S::F32s) -> S::F32s {
    let zero = simd.splat_f32s(0.0);
    // No number (0/0, where the clock stands) counts as 0.
    let fraction = simd.select_f32s(simd.less_than_f32s(zero, fraction), simd.min_f32s(fraction, simd.splat_f32s(1.0)), zero);
    simd.add_f32s(now, simd.mul_f32s(fraction, simd.sub_f32s(end, now)))
}
