//! Unanimity: everybody is for.

use super::{Bound, Comparison, NamedRule, Rule, RuleForm, Tally, monotone};
use crate::{BallotSet, Ratio};

pub(super) const RULE: NamedRule = NamedRule {
    key: "unanimity",
    meaning: "everybody is for",
    form: RuleForm::Plain(unanimity),
};

/// Unanimity: adopted when every present member is for. An abstention prevents it.
///
/// ## Used by
/// Juries in criminal cases in the United States (Ramos v. Louisiana, 2020); the OPEC Conference.
///
/// ## See also
/// [`consensus`](super::super::consensus), which an abstention does not prevent.
pub fn unanimity() -> Rule {
    let everybody = Bound::Fraction(Ratio::new(1, 1));
    Rule::tally(monotone(Tally::new(BallotSet::FOR, Comparison::AtLeast, everybody)))
}
