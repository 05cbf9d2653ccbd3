//! Double majority: of members, and of a weight.

use super::{NamedRule, Rule, RuleForm, qualified_majority};
use crate::{Ratio, RuleError};

pub(super) const RULE: NamedRule = NamedRule {
    key: "double_majority",
    meaning: "at least a share of the members, and at least a share of a weight, are for",
    form: RuleForm::Code,
};

/// At least `members` of the members *and* at least `fraction` of a weight are for.
///
/// ## Used by
/// The Council of the EU: 55% of members with 65% of the population (Treaty on European Union,
/// Article 16(4)), beside the clause of [`blocking_minority`](super::super::blocking_minority).
///
/// ## Errors
/// If a fraction exceeds 1.
pub fn double_majority(members: Ratio, fraction: Ratio, weight: usize) -> Result<Rule, RuleError> {
    Rule::all(vec![qualified_majority(members, None)?, qualified_majority(fraction, Some(weight))?])
}
