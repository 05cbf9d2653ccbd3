//! Blocking minority: too few members withhold their vote to stop the decision.

use super::{Bound, Comparison, NamedRule, Rule, RuleForm, Tally, monotone};
use crate::{BallotSet, Ratio};

pub(super) const RULE: NamedRule = NamedRule {
    key: "blocking_minority",
    meaning: "fewer than so many are against or abstain",
    form: RuleForm::Code,
};

/// Holds when fewer than `size` members are against or abstain: a blocking minority needs `size`.
///
/// ## Used by
/// The Council of the EU, where a blocking minority must include at least four members (Treaty
/// on European Union, Article 16(4)): `Rule::any(vec![double_majority, blocking_minority(4)])`.
pub fn blocking_minority(size: u32) -> Rule {
    let bound = Bound::Absolute(Ratio::new(u128::from(size), 1));
    Rule::tally(monotone(Tally::new(BallotSet::AGAINST_OR_ABSTAIN, Comparison::FewerThan, bound)))
}
