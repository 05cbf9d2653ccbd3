//! Veto: none of some members objects.

use super::{NamedRule, Rule, RuleForm, Scope, at_most_against};

pub(super) const RULE: NamedRule = NamedRule {
    key: "veto",
    meaning: "none of these members is against",
    form: RuleForm::Members(veto),
};

/// Veto: holds when nobody in the scope is against.
///
/// ## Used by
/// The permanent members of the UN Security Council (Charter, Article 27(3)), beside a majority
/// of nine: `Rule::all(vec![nine, veto(permanent)])`.
pub fn veto(scope: Scope) -> Rule {
    at_most_against(0, scope)
}
