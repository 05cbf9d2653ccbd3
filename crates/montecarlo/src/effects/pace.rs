//! A pace comes into force.

use nemcon_core::Pace;

use super::{EffectPlan, Place};
use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PacePlan, PlanError};

#[derive(Debug)]
pub(super) struct PaceChange(PacePlan);

impl PaceChange {
    pub(super) fn compile(pace: &Pace, place: Place, compiler: &mut Compiler) -> Result<Self, PlanError> {
        PacePlan::new(pace, compiler.model, &["event", place.event, place.outcome, "pace"], compiler.inputs, compiler.entities).map(Self)
    }
}

impl EffectPlan for PaceChange {
    fn apply(&self, run: &mut Run, stances: &mut dyn Stances) {
        stances.apply_pace(&self.0, self.0.factor.log2(&run.inputs));
    }

    fn pairs(&self) -> Vec<usize> {
        self.0.pairs.clone()
    }

    fn pace(&self) -> Option<&PacePlan> {
        Some(&self.0)
    }
}
