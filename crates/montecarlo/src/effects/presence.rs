//! A member joins the body, or leaves it.

use nemcon_core::MemberId;

use super::EffectPlan;
use crate::kernel::{Run, Stances};
use crate::plan::Compiler;

#[derive(Debug)]
pub(super) struct Presence {
    member: usize,
    present: bool,
    /// Its pairs: only a member that is present moves.
    pairs: Vec<usize>,
}

impl Presence {
    pub(super) fn compile(member: MemberId, present: bool, compiler: &Compiler) -> Self {
        let candidates = compiler.model.candidate_ids();
        Self { member: member.index(), present, pairs: candidates.map(|candidate| compiler.pair(candidate, member)).collect() }
    }
}

impl EffectPlan for Presence {
    fn apply(&self, run: &mut Run, stances: &mut dyn Stances) {
        run.note_presence(self.member, self.present, stances);
        stances.set_presence(self.member, self.present);
    }

    fn pairs(&self) -> Vec<usize> {
        self.pairs.clone()
    }
}
