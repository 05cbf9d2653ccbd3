//! Consensus: nobody objects.

use super::{NamedRule, Rule, RuleForm, Scope, at_most_against};

pub(super) const RULE: NamedRule = NamedRule {
    key: "consensus",
    meaning: "nobody is against",
    form: RuleForm::Plain(consensus),
};

/// Consensus: adopted when nobody is against. An abstention does not prevent it.
///
/// ## Used by
/// The North Atlantic Council ("there is no voting at NATO"), the OSCE ("absence of any
/// objection"), the General Council of the WTO.
///
/// ## See also
/// [`unanimity`](super::super::unanimity), which an abstention prevents.
pub fn consensus() -> Rule {
    at_most_against(0, Scope::Everybody)
}
