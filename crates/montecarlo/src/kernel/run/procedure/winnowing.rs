//! The procedure `winnowing`: confessionals cut the field down before anybody is sounded, as in
//! the WTO and the OECD.

use std::cmp::Reverse;

use nemcon_core::Status;

use super::{Run, Stances};

impl Run<'_> {
    /// `cuts`: on which days how many candidates are kept.
    pub(super) fn winnow(&mut self, cuts: &[(i32, usize)], stances: &impl Stances) -> Option<usize> {
        while let Some(&(day, keep)) = cuts.get(self.cuts)
            && day <= self.day
        {
            self.cuts += 1;
            self.cut_down_to(keep, stances);
        }
        if self.cuts == cuts.len() { self.sound_all(1, stances) } else { None }
    }

    /// Ranks the presented candidates, the incumbent aside, by supporters, then by members not
    /// blocking, then in file order; all beyond the first `keep` withdraw.
    fn cut_down_to(&mut self, keep: usize, stances: &impl Stances) {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        let rival =
            |candidate: &usize| self.candidates[*candidate].status == Status::Presented && !self.plan.candidates[*candidate].incumbent;
        order.extend((0..self.candidates.len()).filter(rival));
        order.sort_by_cached_key(|&candidate| {
            (Reverse(self.supporters(stances, candidate)), Reverse(self.accepting(stances, candidate)), candidate)
        });
        for &candidate in order.iter().skip(keep) {
            self.set_status(candidate, Status::Withdrawn);
        }
        self.order = order;
    }
}
