//! Consensus minus k: a few objections are overridden.

use super::{NamedRule, Rule, RuleForm, Scope, at_most_against};

pub(super) const RULE: NamedRule = NamedRule {
    key: "consensus_minus",
    meaning: "at most so many are against, whoever they are",
    form: RuleForm::Number(consensus_minus),
};

/// Consensus minus `k`: adopted when at most `k` members are against, whoever they are.
///
/// ## Not to be confused with
/// The OSCE's "consensus minus one" (1992), which leaves out one *named* state: that is a
/// consensus of the others, a [`veto`](super::super::veto) of everybody but the one.
pub fn consensus_minus(k: u32) -> Rule {
    at_most_against(k, Scope::Everybody)
}
