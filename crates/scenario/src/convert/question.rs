//! `[question]`.

use nemcon_core::{Ballots, Cut, DropOut, EliminatingBallots, Elimination, Kind, Procedure, Question, Rule, Soundings};

use super::names::Names;
use super::rule;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::raw::{Day, Length, OneOf, ReserveCountsAs};
use crate::tree::Node;

/// The question; its rule is that of the body where it has none.
pub(crate) fn convert(
    raw: &raw::Question,
    node: &Node,
    body: (&raw::Body, &Node),
    title: &str,
    names: &Names,
    errors: &mut Errors,
) -> Option<Question> {
    let rule = question_rule(raw, node, body, names, errors);
    let (OneOf(kind), Day(as_of), Day(deadline), Length(cadence)) = (raw.kind, raw.as_of, raw.deadline, raw.cadence);
    let post = raw.post.clone().unwrap_or_else(|| match (kind, names.candidates.first()) {
        (Kind::Motion, Some(motion)) => motion.clone(),
        _ => title.to_owned(),
    });
    Some(Question {
        kind,
        post,
        as_of,
        deadline,
        cadence: Some(cadence),
        meetings: Vec::new(),
        other: None,
        rule: rule?,
        reserve_is_against: !matches!(raw.reserve_counts_as, Some(OneOf(ReserveCountsAs::Abstain))),
        procedure: raw.procedure.as_ref().map_or_else(|| Procedure::Soundings(Soundings::default()), procedure),
    })
}

fn question_rule(
    raw: &raw::Question,
    node: &Node,
    (body, body_node): (&raw::Body, &Node),
    names: &Names,
    errors: &mut Errors,
) -> Option<Rule> {
    if let Some(rule) = &raw.rule {
        return rule::convert(rule, node.key("rule"), names, errors);
    }
    if let Some(rule) = &body.rule {
        return rule::convert(rule, body_node.key("rule"), names, errors);
    }
    let help = "add `rule = …` here, or to the body: \"consensus\", \"unanimity\", or a table such as { at_least = \"2/3\" }";
    errors.add(ErrorKind::MissingKey, node.span, "neither [question] nor the body has a rule", help);
    None
}

fn procedure(raw: &raw::Procedure) -> Procedure {
    match raw {
        raw::Procedure::Soundings(soundings) => {
            let drop = soundings.drop.as_ref().map(|drop| DropOut { below: drop.below.0, after: drop.after });
            Procedure::Soundings(Soundings { hold: soundings.hold.unwrap_or(1), drop })
        }
        raw::Procedure::Winnowing(cuts) => Procedure::Winnowing(cuts.iter().map(|cut| Cut { on: cut.on.0, keep: cut.keep }).collect()),
        raw::Procedure::Ballots(ballots) => Procedure::Ballots(Ballots {
            per_round: ballots.per_round.unwrap_or(1),
            may_abstain: ballots.may_abstain,
            eliminate: ballots.eliminate.as_ref().map(|eliminate| {
                let default = Elimination::default();
                Elimination {
                    after: eliminate.from_ballot.map_or(default.after, EliminatingBallots::From),
                    down_to: eliminate.down_to.unwrap_or(default.down_to),
                }
            }),
            runoff_after: ballots.runoff_after,
            plurality_between_two: ballots.plurality_between_two,
            revise: None,
            acclaim: None,
        }),
    }
}
