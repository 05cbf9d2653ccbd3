//! The procedure `winnowing`: confessionals cut the field down before anybody is sounded, as in
//! the WTO and the OECD.

use std::cmp::Reverse;

use nemcon_core::{Cut, Status};

use super::{Compiled, Held};
use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PlanError};

#[derive(Debug, Clone)]
pub(crate) struct WinnowingPlan {
    /// Days after the as-of date, and how many candidates are kept.
    cuts: Vec<(i32, usize)>,
}

pub(crate) struct WinnowingState<'p> {
    cuts: &'p [(i32, usize)],
    /// How many cuts are done.
    done: usize,
    /// Scratch: candidates in some order.
    order: Vec<usize>,
}

impl Compiled for WinnowingPlan {
    type Options = [Cut];
    type State<'p> = WinnowingState<'p>;

    fn compile(cuts: &[Cut], compiler: &mut Compiler) -> Result<Self, PlanError> {
        Ok(Self { cuts: cuts.iter().map(|cut| (compiler.calendar.day(cut.on), cut.keep as usize)).collect() })
    }

    fn state(&self) -> WinnowingState<'_> {
        WinnowingState { cuts: &self.cuts, done: 0, order: Vec::new() }
    }
}

impl WinnowingState<'_> {
    /// Ranks the presented candidates, the incumbent aside, by supporters, then by members not
    /// blocking, then by lot; all beyond the first `keep` withdraw.
    fn cut_down_to(&mut self, keep: usize, run: &mut Run, stances: &impl Stances) {
        let rival =
            |candidate: &usize| run.candidates[*candidate].status == Status::Presented && !run.plan.candidates[*candidate].incumbent;
        self.order.clear();
        self.order.extend((0..run.candidates.len()).filter(rival));
        self.order.sort_by_cached_key(|&candidate| {
            (Reverse(run.supporters(stances, candidate)), Reverse(run.accepting(stances, candidate)), run.by_lot(candidate))
        });
        for &candidate in self.order.iter().skip(keep) {
            run.set_status(candidate, Status::Withdrawn);
        }
    }
}

impl Held for WinnowingState<'_> {
    fn begin(&mut self, _: &Run, _: impl Fn(usize) -> u32) {
        self.done = 0;
    }

    fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize> {
        while let Some(&(day, keep)) = self.cuts.get(self.done)
            && day <= run.day
        {
            self.done += 1;
            self.cut_down_to(keep, run, stances);
        }
        if self.done < self.cuts.len() {
            return None;
        }
        run.order_of_soundings(stances, &mut self.order);
        self.order.iter().copied().find(|&candidate| run.sound(candidate, stances) && run.offer(candidate))
    }
}
