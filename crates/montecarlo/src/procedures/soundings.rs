//! The procedure `soundings`: every presented candidate is sounded in every round.

use nemcon_core::{Soundings, Status};

use super::{Compiled, Held};
use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PlanError};

#[derive(Debug, Clone)]
pub(crate) struct SoundingsPlan {
    options: Soundings,
    candidates: usize,
}

pub(crate) struct SoundingsState<'p> {
    plan: &'p SoundingsPlan,
    /// By candidate: in how many consecutive rounds the rule has passed for it, and its support was
    /// too low.
    held: Vec<u32>,
    weak: Vec<u32>,
    /// Scratch: the candidates to be sounded, in order.
    order: Vec<usize>,
}

impl Compiled for SoundingsPlan {
    type Options = Soundings;
    type State<'p> = SoundingsState<'p>;

    fn compile(options: &Soundings, compiler: &mut Compiler) -> Result<Self, PlanError> {
        Ok(Self { options: *options, candidates: compiler.model.candidates().len() })
    }

    fn state(&self) -> SoundingsState<'_> {
        let candidates = self.candidates;
        SoundingsState { plan: self, held: vec![0; candidates], weak: vec![0; candidates], order: Vec::with_capacity(candidates) }
    }

    /// Whether one sounding passed is enough, and nobody is dropped.
    fn is_plain(&self) -> bool {
        self.options.hold == 1 && self.options.drop.is_none()
    }
}

impl SoundingsState<'_> {
    /// Sounds every candidate that is to be sounded; appoints the first for which the rule has
    /// passed often enough and that accepts.
    fn sound_all(&mut self, run: &mut Run, stances: &impl Stances) -> Option<usize> {
        run.order_of_soundings(stances, &mut self.order);
        for candidate in 0..self.held.len() {
            if !self.order.contains(&candidate) {
                self.held[candidate] = 0;
            }
        }
        for &candidate in &self.order {
            self.held[candidate] = if run.sound(candidate, stances) { self.held[candidate] + 1 } else { 0 };
            let hold = if run.plan.candidates[candidate].incumbent { 1 } else { self.plan.options.hold };
            if self.held[candidate] >= hold && run.offer(candidate) {
                return Some(candidate);
            }
        }
        None
    }

    /// At the end of the round, candidates that have had too little support for too long withdraw.
    fn drop_weak_candidates(&mut self, drop: &nemcon_core::DropOut, run: &mut Run, stances: &impl Stances) {
        let present = run.present_members(stances);
        for candidate in 0..self.weak.len() {
            let supporters = u128::from(run.supporters(stances, candidate));
            let weak = run.candidates[candidate].status == Status::Presented
                && !run.plan.candidates[candidate].incumbent
                && drop.below.cmp_part(supporters, u128::from(present.max(1))).is_lt();
            self.weak[candidate] = if weak { self.weak[candidate] + 1 } else { 0 };
            if self.weak[candidate] >= drop.after {
                self.weak[candidate] = 0;
                run.set_status(candidate, Status::Withdrawn);
            }
        }
    }
}

impl Held for SoundingsState<'_> {
    fn begin(&mut self, _: &Run, _: impl Fn(usize) -> u32) {
        self.held.fill(0);
        self.weak.fill(0);
    }

    fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize> {
        let appointed = self.sound_all(run, stances);
        if let Some(drop) = &self.plan.options.drop
            && appointed.is_none()
        {
            self.drop_weak_candidates(drop, run, stances);
        }
        appointed
    }
}
