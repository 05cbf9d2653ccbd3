//! Another rule comes into force.

use nemcon_core::Rule;

use super::EffectPlan;
use crate::kernel::{Run, Stances};
use crate::plan::{CompiledRule, Compiler};

#[derive(Debug)]
pub(super) struct RuleChange {
    /// The index of the new rule.
    rule: usize,
}

impl RuleChange {
    pub(super) fn compile(rule: &Rule, compiler: &mut Compiler) -> Self {
        compiler.rules.push(CompiledRule::new(rule, compiler.model.body()));
        Self { rule: compiler.rules.len() - 1 }
    }
}

impl EffectPlan for RuleChange {
    fn apply(&self, run: &mut Run, _: &mut dyn Stances) {
        run.set_rule(self.rule);
    }
}
