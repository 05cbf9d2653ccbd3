//! The class of a question, from what its file says.

use nemcon_core::{Class, Way};

use crate::tree::Node;

/// The class, as the kind of the question, its procedure and the rule say.
pub(super) fn of(root: &Node) -> Option<Class> {
    let question = root.get("question")?;
    let is_motion = match question.text_of("kind")? {
        "motion" => true,
        "appointment" => false,
        _ => return None,
    };
    let by_ballots = question.get("procedure").is_some_and(|procedure| procedure.get("ballots").is_some());
    let rule = question.get("rule").or_else(|| root.get("body")?.get("rule"));
    Some(Class::new(is_motion, if by_ballots { Way::Ballots } else { rule.map_or(Way::Votes, way) }))
}

/// How a rule decides. Of several that must all hold the one that stops most counts: a veto over votes.
/// Where consensus is one way among several, as with two thirds to fall back on, it is what is sought.
fn way(rule: &Node) -> Way {
    if matches!(rule.text(), Some("consensus" | "unanimity")) || rule.get("consensus_minus").is_some() {
        return Way::Consensus;
    }
    if rule.get("veto").is_some() {
        return Way::Veto;
    }
    if rule.list("any").iter().any(|part| way(part) == Way::Consensus) {
        return Way::Consensus;
    }
    rule.list("all").iter().map(way).min().unwrap_or(Way::Votes)
}
