//! Stances are set, raised or lowered.

use nemcon_core::{CandidateId, MemberId, Stance};

use super::{Among, EffectPlan};
use crate::kernel::{Run, Stances};
use crate::plan::Compiler;

#[derive(Debug)]
pub(super) struct Change {
    pairs: Vec<usize>,
    step: Step,
    among: Among,
    members: usize,
}

/// Where a stance goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Set(Stance),
    Raise(u8),
    Lower(u8),
}

impl Change {
    pub(super) fn compile(pairs: impl Iterator<Item = (CandidateId, MemberId)>, step: Step, among: Among, compiler: &Compiler) -> Self {
        let pairs = pairs.map(|(candidate, member)| compiler.pair(candidate, member)).collect();
        Self { pairs, step, among, members: compiler.model.body().len() }
    }
}

impl EffectPlan for Change {
    fn apply(&self, run: &mut Run, stances: &mut dyn Stances) {
        for &pair in &self.pairs {
            if !self.among.contains(pair, self.members, stances) {
                continue;
            }
            let before = stances.stance(pair);
            let stance = match self.step {
                Step::Set(stance) => stance,
                Step::Raise(steps) => before.raised(steps),
                Step::Lower(steps) => before.lowered(steps),
            };
            run.note_stance(pair, before, stance);
            stances.set_stance(pair, stance);
        }
    }

    fn pairs(&self) -> Vec<usize> {
        self.pairs.clone()
    }
}
