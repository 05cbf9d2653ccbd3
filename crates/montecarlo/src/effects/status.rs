//! A candidate is presented, or withdraws.

use nemcon_core::Status;

use super::EffectPlan;
use crate::kernel::{Run, Stances};

#[derive(Debug)]
pub(super) struct StatusChange {
    pub(super) candidate: usize,
    pub(super) status: Status,
}

impl EffectPlan for StatusChange {
    fn apply(&self, run: &mut Run, _: &mut dyn Stances) {
        run.set_status(self.candidate, self.status);
    }
}
