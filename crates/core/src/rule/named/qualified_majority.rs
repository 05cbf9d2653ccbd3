//! Qualified majority of a weight.

use super::{Bound, Comparison, NamedRule, Rule, RuleForm, Tally};
use crate::{BallotSet, Ratio, RuleError};

pub(super) const RULE: NamedRule = NamedRule {
    key: "qualified_majority",
    meaning: "at least a share of a weight of all members is for",
    form: RuleForm::Code,
};

/// At least `fraction` of a weight of all members is for (`None`: one member, one vote).
/// An abstention counts like a vote against.
///
/// ## Errors
/// If the fraction exceeds 1.
pub fn qualified_majority(fraction: Ratio, weight: Option<usize>) -> Result<Rule, RuleError> {
    let tally = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(fraction))?;
    Ok(Rule::tally(match weight {
        Some(weight) => tally.weighted(weight),
        None => tally,
    }))
}
