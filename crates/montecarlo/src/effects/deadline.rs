//! The deadline moves.

use nemcon_core::Date;

use super::EffectPlan;
use crate::kernel::{Run, Stances};
use crate::plan::Compiler;

#[derive(Debug)]
pub(super) struct DeadlineChange {
    /// The index of the new deadline's date.
    deadline: usize,
}

impl DeadlineChange {
    pub(super) fn compile(date: Date, compiler: &Compiler) -> Self {
        Self { deadline: compiler.calendar.deadline_index(date) }
    }
}

impl EffectPlan for DeadlineChange {
    fn apply(&self, run: &mut Run, _: &mut dyn Stances) {
        run.set_deadline(self.deadline);
    }
}
