//! Majority of the votes cast.

use super::{Bound, Comparison, NamedRule, Rule, RuleForm, Tally, monotone};
use crate::{BallotSet, Ratio, RuleError};

pub(super) const RULE: NamedRule = NamedRule {
    key: "majority_of_cast",
    meaning: "of those casting more than a share are for",
    form: RuleForm::Code,
};

/// More than `fraction` of those casting (for and against) are for; abstentions do not count.
///
/// ## Errors
/// If the fraction exceeds 1.
pub fn majority_of_cast(fraction: Ratio) -> Result<Rule, RuleError> {
    let tally = Tally::new(BallotSet::FOR, Comparison::MoreThan, Bound::Fraction(fraction))?;
    Ok(Rule::tally(monotone(tally.of_cast())))
}
