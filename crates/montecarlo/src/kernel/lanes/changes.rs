//! What events change of the stays of one run; see the scalar kernel's visits.

use nemcon_core::Stance;

use super::stances::LaneStances;
use super::stays::reading;
use crate::kernel::{later, rescaled};
use crate::simd::Portable;

impl LaneStances<'_> {
    /// The stance that is held, by an absent member too.
    pub(super) fn held(&self, pair: usize, lane: usize) -> Stance {
        let holds = self.state.stays.holds(pair);
        Stance::ALL[(0..3).find(|&stance| holds[stance] >> lane & 1 == 1).unwrap_or(3)]
    }

    /// What the clock shows on which its stay is measured, and the days.
    fn shown(&self, pair: usize, lane: usize) -> (f32, f32) {
        let stays = &self.state.stays;
        let rises = reading(Portable, self.plan, &stays.rises, pair, &stays.holds(pair));
        (rises[lane], stays.days[pair / self.plan.members][lane])
    }

    /// Begins a visit to the stance it holds.
    pub(super) fn begin_visit_now(&mut self, pair: usize, lane: usize) {
        let stays = &self.state.stays;
        let rises = reading(Portable, self.plan, &stays.rises, pair, &stays.holds(pair));
        let days = *stays.days[pair / self.plan.members];
        self.begin_visits(Portable, pair, 1 << lane, None, (rises, days));
    }

    /// Changes a stance; one that stays begins no visit.
    pub(super) fn set_held(&mut self, pair: usize, stance: Stance, lane: usize) {
        let old = self.held(pair, lane);
        if old == stance {
            return;
        }
        self.state.stays.hold(pair, stance, lane);
        if self.is_present(pair % self.plan.members, lane) {
            self.count(pair, old, lane, false);
            self.count(pair, stance, lane, true);
        }
        self.begin_visit_now(pair, lane);
        self.delay(pair, lane);
    }

    /// Recomputes how fast the pair moves, after its member or its paces have changed; what has
    /// accumulated since the visit began is kept. `was_present`: until now.
    pub(super) fn retime(&mut self, pair: usize, lane: usize, was_present: bool) {
        let (rise, days) = self.shown(pair, lane);
        let (slow, fall) = self.pace_of(Portable, pair, self.state.stays.holds(pair));
        let (slow, fall) = (slow[lane], fall[lane]);
        let present = self.is_present(pair % self.plan.members, lane);
        let visit = &mut self.state.stays.visits[pair];
        let (old_slow, old_fall, old_left) = (visit.slow[lane], visit.fall[lane], visit.left[lane]);
        if (old_slow, old_fall, was_present) == (slow, fall, present) {
            return;
        }
        let left = if old_fall > 0.0 || fall > 0.0 {
            let hazard = (rise - visit.since_rise[lane]) / old_slow + old_fall * (days - visit.since_days[lane]);
            let gone = if was_present { hazard } else { 0.0 };
            let left = ((if old_fall > 0.0 { old_left } else { old_left / old_slow }) - gone).max(f32::MIN_POSITIVE);
            if fall == 0.0 { left * slow } else { left }
        } else {
            rescaled(if was_present { visit.due[lane] - rise } else { old_left }, old_slow, slow)
        };
        (visit.slow[lane], visit.fall[lane], visit.left[lane]) = (slow, fall, left);
        (visit.since_rise[lane], visit.since_days[lane]) = (rise, days);
        visit.due[lane] = match present {
            false => f32::INFINITY,
            true if fall > 0.0 => f32::NEG_INFINITY,
            true => rise + left,
        };
        self.delay(pair, lane);
    }

    /// An event has touched the pair, which leaves its stance when its clock moves on, not before.
    fn delay(&mut self, pair: usize, lane: usize) {
        let (rise, _) = self.shown(pair, lane);
        let visit = &mut self.state.stays.visits[pair];
        if visit.fall[lane] == 0.0 {
            visit.due[lane] = visit.due[lane].max(later(rise, 0.0));
        }
    }
}
